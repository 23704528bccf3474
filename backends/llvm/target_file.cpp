#include "backends/llvm/target_file.h"

#include <fmt/format.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/SourceMgr.h>
#include <llvm/Support/YAMLTraits.h>

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "backends/llvm/clang_target.h"
#include "backends/llvm/diagnostic_kinds.h"
#include "backends/llvm/target_machine.h"
#include "translator/support/diagnostics.h"

namespace weft::backend {

namespace {

namespace fs = std::filesystem;

// Texts that are checked where they stand in the file.
struct Triple {
  std::string text;
};
struct Processor {
  std::string text;
};
struct FloatAbi {
  std::string text;
};
// Of a path that begins with "./", what is in front of that is the file's folder.
struct Path {
  std::string text;
};

// What reading one value needs to know of others.
struct Reading {
  fs::path folder;
  std::string triple;
  const llvm::Target* target = nullptr;
};

constexpr std::array target_keys = {"triple",    "cpu",    "float-abi",  "flags",          "link-flags",
                                    "linker",    "static", "stack-maps", "stack-register", "build",
                                    "run",       "on",     "sysroot",    "needs",          "command",
                                    "file",      "package"};

}  // namespace
}  // namespace weft::backend

LLVM_YAML_IS_SEQUENCE_VECTOR(weft::backend::Path)
LLVM_YAML_IS_SEQUENCE_VECTOR(weft::backend::Need)
LLVM_YAML_IS_SEQUENCE_VECTOR(weft::backend::BuildMethod)
LLVM_YAML_IS_SEQUENCE_VECTOR(weft::backend::RunMethod)

namespace llvm::yaml {

using weft::backend::BuildMethod;
using weft::backend::FloatAbi;
using weft::backend::Need;
using weft::backend::Path;
using weft::backend::Processor;
using weft::backend::Reading;
using weft::backend::RunMethod;
using weft::backend::TargetDescription;
using weft::backend::Triple;

// What the kinds of checked text have in common. Files are only read.
template <typename Text>
struct TextTraits {
  static void output(const Text& value, void*, raw_ostream& out) { out << value.text; }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

// A message that outlives the function that made it.
StringRef kept(std::string message) {
  static thread_local std::string last;
  last = std::move(message);
  return last;
}

template <>
struct ScalarTraits<Triple> : TextTraits<Triple> {
  static StringRef input(StringRef text, void* context, Triple& value) {
    weft::backend::initialize_llvm_targets();
    auto* reading = static_cast<Reading*>(context);
    value.text = text.str();
    reading->triple = value.text;
    std::string error;
    reading->target = TargetRegistry::lookupTarget(llvm::Triple(value.text), error);
    if (reading->target == nullptr) return kept(fmt::format("LLVM generates no code for `{}`", value.text));
    return {};
  }
};

template <>
struct ScalarTraits<Processor> : TextTraits<Processor> {
  static StringRef input(StringRef text, void* context, Processor& value) {
    auto* reading = static_cast<Reading*>(context);
    value.text = text.str();
    if (reading->target == nullptr) return {};
    std::unique_ptr<MCSubtargetInfo> known(reading->target->createMCSubtargetInfo(llvm::Triple(reading->triple), "", ""));
    if (known->isCPUStringValid(text)) return {};
    std::vector<std::string> names;
    for (const SubtargetSubTypeKV& each : known->getAllProcessorDescriptions()) names.emplace_back(each.Key);
    std::string nearest = weft::nearest_match(value.text, names);
    return kept(fmt::format("LLVM knows no processor `{}` of {}{}", value.text, reading->triple,
                            nearest.empty() ? "" : fmt::format("; did you mean `{}`?", nearest)));
  }
};

template <>
struct ScalarTraits<FloatAbi> : TextTraits<FloatAbi> {
  static StringRef input(StringRef text, void*, FloatAbi& value) {
    value.text = text.str();
    if (text == "soft" || text == "softfp" || text == "hard") return {};
    return "the ABI for floats is soft, softfp or hard";
  }
};

template <>
struct ScalarTraits<Path> : TextTraits<Path> {
  static StringRef input(StringRef text, void* context, Path& value) {
    value.text = text.str();
    if (text.starts_with("./")) value.text = (static_cast<Reading*>(context)->folder / text.substr(2).str()).string();
    return {};
  }
};

// Reads what is a plain string in the description as one that is checked.
template <typename Text>
void map_checked(IO& io, const char* key, std::string& result) {
  std::optional<Text> value;
  io.mapOptional(key, value);
  if (value) result = std::move(value->text);
}

template <typename Text>
void map_checked(IO& io, const char* key, std::vector<std::string>& result) {
  std::vector<Text> values;
  io.mapOptional(key, values);
  for (Text& value : values) result.push_back(std::move(value.text));
}

template <>
struct MappingTraits<Need> {
  static void mapping(IO& io, Need& need) {
    Path file;
    io.mapRequired("file", file);
    need.file = std::move(file.text);
    io.mapOptional("package", need.package);
  }
};

template <>
struct MappingTraits<BuildMethod> {
  static void mapping(IO& io, BuildMethod& method) {
    io.mapOptional("on", method.hosts);
    map_checked<Path>(io, "sysroot", method.sysroot);
    io.mapOptional("needs", method.needs);
  }
};

template <>
struct MappingTraits<RunMethod> {
  static void mapping(IO& io, RunMethod& method) {
    io.mapOptional("on", method.hosts);
    map_checked<Path>(io, "command", method.command);
    io.mapOptional("needs", method.needs);
  }
};

template <>
struct MappingTraits<TargetDescription> {
  static void mapping(IO& io, TargetDescription& target) {
    Triple triple;
    io.mapRequired("triple", triple);  // first: others are checked with it
    target.triple = std::move(triple.text);
    map_checked<Processor>(io, "cpu", target.cpu);
    map_checked<FloatAbi>(io, "float-abi", target.float_abi);
    map_checked<Path>(io, "flags", target.flags);
    map_checked<Path>(io, "link-flags", target.link_flags);
    io.mapOptional("linker", target.linker);
    io.mapOptional("static", target.is_static);
    io.mapOptional("stack-maps", target.has_stack_maps);
    io.mapOptional("stack-register", target.stack_register);
    io.mapOptional("build", target.build);
    io.mapOptional("run", target.run);
  }
};

}  // namespace llvm::yaml

namespace weft::backend {

namespace {

// The word that begins at that place, as keys are written.
std::string word_at(llvm::StringRef line, size_t column) {
  return line.substr(std::min(column, line.size()))
      .take_while([](char c) { return llvm::isAlnum(c) || c == '-' || c == '_'; })
      .str();
}

// Where LLVM's reader leaves what it has to say: no exception may pass through it.
struct Complaint {
  const std::string& path;
  std::optional<Diagnostic> first;
};

void note(const llvm::SMDiagnostic& problem, void* context) {
  auto& complaint = *static_cast<Complaint*>(context);
  if (complaint.first) return;
  auto line = static_cast<uint32_t>(std::max(problem.getLineNo(), 1));
  auto column = static_cast<uint32_t>(std::max(problem.getColumnNo(), 0));
  std::string word = word_at(problem.getLineContents(), column);
  SourceRange range{complaint.path, line, column + 1, line,
                    column + 1 + static_cast<uint32_t>(std::max<size_t>(word.size(), 1))};
  Help help;
  if (problem.getMessage().starts_with("unknown key"))
    help = Help::did_you_mean(word, nearest_match(word, {target_keys.begin(), target_keys.end()}));
  complaint.first = {.kind = &bad_target_file, .range = range, .message = problem.getMessage().str(), .label = "",
                     .places = {}, .notes = {}, .help = help};
}

}  // namespace

TargetDescription read_target_file(const std::string& path) {
  auto text = llvm::MemoryBuffer::getFile(path);
  if (!text) throw UserError(fmt::format("can not read {}: {}", path, text.getError().message()));
  Reading reading{.folder = fs::absolute(path).parent_path()};
  Complaint complaint{.path = path};
  llvm::yaml::Input input((*text)->getMemBufferRef(), &reading, note, &complaint);
  TargetDescription target;
  input >> target;
  if (complaint.first) throw FileError(std::move(*complaint.first));
  if (input.error()) throw UserError(fmt::format("{} describes no target", path));
  target.name = fs::path(path).stem().string();
  target.path = path;
  resolve_target(target);
  return target;
}

}  // namespace weft::backend
