#include "backends/llvm/linker.h"

#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Driver/Compilation.h>
#include <clang/Driver/Driver.h>
#include <clang/Driver/Job.h>
#include <clang/Driver/ToolChain.h>
#include <clang/Frontend/TextDiagnosticBuffer.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Program.h>
#include <llvm/Support/VirtualFileSystem.h>
#include <llvm/TargetParser/Triple.h>

#include <algorithm>
#include <array>
#include <memory>

#include "backends/llvm/clang_target.h"
#include "backends/llvm/sanitizers.h"
#include "backends/llvm/temporary_file.h"
#include "translator/support/diagnostics.h"

namespace weft::backend {

namespace {

// Debian's packages of libraries that a translation option may ask for.
struct LibraryPackage {
  std::string_view library, package;
};
constexpr std::array packages = {LibraryPackage{"gc", "libgc-dev"}};

// There is no other kind of executable whose linker folds functions.
bool is_elf(const TargetDescription& target) { return llvm::Triple(target.triple).isOSBinFormatELF(); }

// Clang's driver, kept with everything it refers to.
class LinkDriver {
 public:
  LinkDriver(const TargetDescription& target, std::vector<std::string> arguments)
      : engine_(llvm::makeIntrusiveRefCnt<clang::DiagnosticIDs>(), options_, &messages_, false),
        driver_(clang_path(), target.triple, engine_, "weft"),
        arguments_(std::move(arguments)) {
    driver_.setCheckInputsExist(false);
    std::vector<std::string> flags = clang_flags(target);
    flags.insert(flags.begin(), clang_path());
    flags.push_back("--ld-path=" + tool_path(target.linker));
    if (is_elf(target)) flags.push_back("-no-pie");
    arguments_.insert(arguments_.begin(), flags.begin(), flags.end());
    std::vector<const char*> pointers;
    for (const std::string& argument : arguments_) pointers.push_back(argument.c_str());
    compilation_.reset(driver_.BuildCompilation(pointers));
    for (auto message = messages_.err_begin(); message != messages_.err_end(); ++message)
      errors_ += "\n  " + message->second;
  }

  const std::string& errors() const { return errors_; }
  const clang::driver::JobList& jobs() const { return compilation_->getJobs(); }

  // Whether the linker would find the file in the folders it searches.
  bool finds(const std::string& file) const {
    for (const std::string& argument : arguments_)
      if (argument.starts_with("-L") && llvm::sys::fs::exists(argument.substr(2) + "/" + file)) return true;
    const clang::driver::ToolChain& tools = compilation_->getDefaultToolChain();
    return tools.GetFilePath(file.c_str()) != file;
  }
  bool finds_library(const std::string& name) const {
    return finds("lib" + name + ".so") || finds("lib" + name + ".a");
  }

 private:
  clang::DiagnosticOptions options_;
  clang::TextDiagnosticBuffer messages_;
  clang::DiagnosticsEngine engine_;
  clang::driver::Driver driver_;
  std::vector<std::string> arguments_;
  std::unique_ptr<clang::driver::Compilation> compilation_;
  std::string errors_;
};

void check_library(const LinkDriver& driver, const std::string& library) {
  if (driver.finds_library(library)) return;
  for (const LibraryPackage& known : packages)
    if (known.library == library)
      throw UserError(fmt::format("library lib{} is not installed: install the package {}", library, known.package));
  throw UserError(fmt::format("library lib{} is not installed", library));
}

// What stands behind each mark in a text, to the end of the line.
std::vector<std::string> texts_behind(std::string_view mark, const std::string& text) {
  std::vector<std::string> found;
  for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
    size_t start = at + mark.size();
    found.push_back(text.substr(start, text.find_first_of("\r\n", start) - start));
  }
  return found;
}

// The functions that no object and no library has, in what lld says.
std::vector<std::string> undefined_symbols(const std::string& text) {
  std::vector<std::string> found;
  for (std::string& name : texts_behind("undefined symbol: ", text))
    if (std::ranges::find(found, name) == found.end()) found.push_back(std::move(name));
  return found;
}

// For WebAssembly lld knows the types of functions. It names those of the program first, whose objects come first.
std::string wrong_types(const std::string& text) {
  std::vector<std::string> names = texts_behind("function signature mismatch: ", text);
  std::vector<std::string> types = texts_behind(">>> defined as ", text);
  if (types.size() != 2 * names.size()) return "";
  std::string message;
  for (size_t i = 0; i < names.size(); ++i) {
    auto type = [&](size_t j) { return types[j].substr(0, types[j].find(" in ")); };
    message += fmt::format("{}the C function {} is {} here; the spec declares it as {}", i == 0 ? "" : "\n", names[i],
                           type(2 * i + 1), type(2 * i));
  }
  return message;
}

// Of the objects for ARM, lld takes the word of the first one about what processor the executable is for. That should be
// one of the program's, and not one that comes with the C library, which is for older ones too.
void put_first(std::vector<llvm::StringRef>& arguments, llvm::StringRef object) {
  if (auto found = std::ranges::find(arguments, object); found != arguments.end())
    std::rotate(arguments.begin() + 1, found, found + 1);
}

void run(const clang::driver::Command& command, std::string_view what, llvm::StringRef first_object = {}) {
  std::vector<llvm::StringRef> arguments = {command.getExecutable()};
  for (const char* argument : command.getArguments()) arguments.push_back(argument);
  if (!first_object.empty()) put_first(arguments, first_object);
  TemporaryFile output("weft-link", "txt");
  std::optional<llvm::StringRef> redirects[] = {llvm::StringRef(""), llvm::StringRef(output.path()),
                                                llvm::StringRef(output.path())};
  std::string error;
  int status = llvm::sys::ExecuteAndWait(command.getExecutable(), arguments, std::nullopt, redirects, 0, 0, &error);
  if (status == 0) return;
  auto text = llvm::MemoryBuffer::getFile(output.path());
  std::string said = text ? (*text)->getBuffer().str() : "";
  if (std::vector<std::string> missing = undefined_symbols(said); !missing.empty())
    throw UserError(fmt::format("no library has the C function{} {}: name the library that does in `libraries` of the "
                                "ExternalCompilationInfo",
                                missing.size() == 1 ? "" : "s", fmt::join(missing, ", ")));
  if (std::string message = wrong_types(said); !message.empty()) throw UserError(message);
  throw UserError(fmt::format("{} failed ({}): {}\n{}", what, command.getExecutable(), error, said));
}

}  // namespace

std::string tool_path(std::string_view tool) { return fmt::format("{}/{}", WEFT_LLVM_BINARY_DIR, tool); }

std::string clang_path() { return tool_path("clang"); }

void link_executable(const LinkRequest& request) {
  std::vector<std::string> arguments = {"-Wl,--gc-sections", "-o", request.output};
  const std::vector<std::string>& flags = request.target.link_flags;
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  if (request.merge_functions && is_elf(request.target)) arguments.push_back("-Wl,--icf=safe");
  if ((request.is_static || request.target.is_static) && is_elf(request.target)) arguments.push_back("-static");
  const std::vector<std::string> sanitizing = sanitizer_flags(request.sanitizers);
  arguments.insert(arguments.end(), sanitizing.begin(), sanitizing.end());
  if (request.strip) arguments.push_back("-s");
  arguments.insert(arguments.end(), request.objects.begin(), request.objects.end());
  arguments.insert(arguments.end(), request.arguments.begin(), request.arguments.end());
  for (const std::string& library : request.libraries) arguments.push_back("-l" + library);
  arguments.push_back("-lm");
  LinkDriver driver(request.target, std::move(arguments));
  if (!driver.errors().empty())
    throw UserError(fmt::format("can not link for {}:{}", request.target.triple, driver.errors()));
  for (const std::string& library : request.libraries) check_library(driver, library);
  bool is_arm = llvm::Triple(request.target.triple).isARM() || llvm::Triple(request.target.triple).isThumb();
  for (const clang::driver::Command& command : driver.jobs())
    run(command, "linking", is_arm ? request.objects.front() : llvm::StringRef());
}

void compile_c(const TargetDescription& target, const std::string& path, const std::vector<std::string>& arguments,
               const std::string& output) {
  std::vector<std::string> given = {"-c", "-O2", "-fno-pic", path, "-o", output};
  given.insert(given.end(), arguments.begin(), arguments.end());
  LinkDriver driver(target, std::move(given));
  for (const clang::driver::Command& command : driver.jobs()) run(command, "compiling C");
}

std::vector<std::string> c_compiler(const TargetDescription& target) {
  std::vector<std::string> command = clang_flags(target);
  command.insert(command.begin(), clang_path());
  return command;
}

void check_libraries(const TargetDescription& target, const std::vector<std::string>& libraries) {
  if (libraries.empty()) return;
  LinkDriver driver(target, {"-o", "a.out", "a.o"});
  for (const std::string& library : libraries) check_library(driver, library);
}

std::vector<std::string> sanitizer_runtimes(const TargetDescription& target, const Sanitizers& sanitizers) {
  // Those that Clang finds for musl are for GNU's C library.
  if (llvm::Triple(target.triple).isMusl()) return {};
  std::vector<std::string> arguments = sanitizer_flags(sanitizers), runtimes;
  arguments.insert(arguments.end(), {"-o", "a.out", "a.o"});
  LinkDriver driver(target, std::move(arguments));
  if (!driver.errors().empty()) return {};
  for (const clang::driver::Command& command : driver.jobs())
    for (llvm::StringRef argument : command.getArguments())
      if (argument.contains("libclang_rt.") && argument.ends_with(".a") && !argument.contains("builtins"))
        runtimes.push_back(argument.str());
  return runtimes;
}

std::vector<Need> missing_for_linking(const TargetDescription& target, std::vector<Need> needs) {
  LinkDriver driver(target, {"-o", "a.out", "a.o"});
  std::erase_if(needs, [&](const Need& need) {
    return need.file.find('/') != std::string::npos ? llvm::sys::fs::exists(need.file) : driver.finds(need.file);
  });
  return needs;
}

}  // namespace weft::backend
