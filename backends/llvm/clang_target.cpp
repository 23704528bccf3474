#include "backends/llvm/clang_target.h"

#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Basic/TargetInfo.h>
#include <clang/Driver/CreateInvocationFromArgs.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/CompilerInvocation.h>
#include <clang/Frontend/TextDiagnosticBuffer.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <llvm/Support/VirtualFileSystem.h>
#include <llvm/TargetParser/Triple.h>

#include "backends/llvm/diagnostic_kinds.h"
#include "backends/llvm/linker.h"
#include "backends/llvm/target_needs.h"

namespace weft::backend {

namespace {

[[noreturn]] void refuse(const TargetDescription& target, const clang::TextDiagnosticBuffer& messages) {
  Diagnostic diagnostic;
  diagnostic.kind = &bad_target_file;
  diagnostic.range.path = target.path;
  diagnostic.message = fmt::format("Clang refuses the target {}", target.name);
  for (auto message = messages.err_begin(); message != messages.err_end(); ++message)
    diagnostic.notes.push_back(message->second);
  diagnostic.notes.push_back(fmt::format("it was called with {}", fmt::join(clang_flags(target), " ")));
  throw FileError(std::move(diagnostic));
}

}  // namespace

std::vector<std::string> clang_flags(const TargetDescription& target) {
  std::vector<std::string> flags = {"--target=" + target.triple};
  // -mcpu has another meaning there.
  bool is_x86 = llvm::Triple(target.triple).isX86();
  if (!target.cpu.empty()) flags.push_back((is_x86 ? "-march=" : "-mcpu=") + target.cpu);
  if (!target.float_abi.empty()) flags.push_back("-mfloat-abi=" + target.float_abi);
  const BuildMethod* method = build_method(target);
  if (method != nullptr && !method->sysroot.empty()) flags.push_back("--sysroot=" + method->sysroot);
  flags.insert(flags.end(), target.flags.begin(), target.flags.end());
  return flags;
}

void resolve_target(TargetDescription& target) {
  clang::TextDiagnosticBuffer messages;
  clang::DiagnosticOptions diagnostic_options;
  clang::CreateInvocationOptions options;
  options.VFS = llvm::vfs::getRealFileSystem();
  options.Diags =
      clang::CompilerInstance::createDiagnostics(*options.VFS, diagnostic_options, &messages, /*ShouldOwnClient=*/false);
  std::vector<std::string> words = clang_flags(target);
  words.insert(words.begin(), clang_path());
  words.insert(words.end(), {"-fno-pic", "-xc", "-c", "/dev/null"});
  std::vector<const char*> arguments;
  for (const std::string& word : words) arguments.push_back(word.c_str());
  std::shared_ptr<clang::CompilerInvocation> invocation = clang::createInvocation(arguments, options);
  if (invocation == nullptr) refuse(target, messages);
  clang::TargetOptions& resolved = invocation->getTargetOpts();
  llvm::IntrusiveRefCntPtr<clang::TargetInfo> info(clang::TargetInfo::CreateTargetInfo(*options.Diags, resolved));
  if (info == nullptr || messages.getNumErrors() != 0) refuse(target, messages);

  uint64_t word = info->getPointerWidth(clang::LangAS::Default);
  if (info->getLongWidth() != word || info->getTypeWidth(info->getSizeType()) != word)
    throw UserError(fmt::format("{} has no machine word: C's `long`, `size_t` and pointers have different sizes",
                                target.triple));
  target.c_types = {.word_bits = static_cast<unsigned>(word),
                    .is_big_endian = info->isBigEndian(),
                    .int64_alignment = info->getLongLongAlign() / 8,
                    .double_alignment = info->getDoubleAlign() / 8};
  target.can_jump = !info->getTriple().isWasm();
  target.has_threads = !info->getTriple().isWasm();
  target.hides_stack = info->getTriple().isWasm();
  target.runs_in_pages = info->getTriple().isWasm() && info->getTriple().getOS() == llvm::Triple::WASI;
  target.code_generation = {.triple = resolved.Triple,
                            .cpu = resolved.CPU,
                            .features = fmt::format("{}", fmt::join(resolved.Features, ",")),
                            .abi = resolved.ABI,
                            .float_abi = invocation->getCodeGenOpts().FloatABI};
}

}  // namespace weft::backend
