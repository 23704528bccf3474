#include "backends/llvm/sanitizers.h"

#include <fmt/format.h>
#include <llvm/Analysis/GlobalsModRef.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Transforms/Instrumentation/AddressSanitizer.h>
#include <llvm/Transforms/Instrumentation/ThreadSanitizer.h>

#include <mutex>

#include "backends/llvm/linker.h"

namespace weft::backend {

namespace {

// Functions of the program have no variables in their frames but the slots of roots, which must stay where the stack maps
// say. LLVM knows this only of all functions or none; the C of a program is compiled by another process.
void leave_frames_alone() {
  static std::once_flag once;
  std::call_once(once, [] {
    auto& options = llvm::cl::getRegisteredOptions();
    if (auto found = options.find("asan-stack"); found != options.end())
      static_cast<llvm::cl::opt<bool>*>(found->second)->setValue(false);
  });
}

// Checks of what comes before them would put variables behind a branch, where they have no fixed place in the frame.
void put_variables_first(llvm::BasicBlock& entry) {
  for (llvm::Instruction& instruction : llvm::make_early_inc_range(entry))
    if (auto* variable = llvm::dyn_cast<llvm::AllocaInst>(&instruction); variable != nullptr && variable->isStaticAlloca())
      variable->moveBefore(entry, entry.begin());
}

}  // namespace

std::vector<std::string> sanitizer_flags(const Sanitizers& sanitizers) {
  if (!sanitizers.any()) return {};
  std::vector<std::string> flags = {"-fsanitize=" + names_of(sanitizers)};
  // Collectors look for roots in frames, and the program measures its stack: frames are not to be anywhere else.
  if (sanitizers.address) flags.push_back("-fsanitize-address-use-after-return=never");
  return flags;
}

std::vector<std::string> sanitized_runtime(const Sanitizers& sanitizers) {
  std::vector<std::string> flags = sanitizer_flags(sanitizers);
  if (flags.empty()) return {};
  flags.insert(flags.end(), {"-gline-tables-only", "-fasynchronous-unwind-tables", "-Xclang", "-disable-llvm-passes"});
  if (std::string symbolizer = tool_path("llvm-symbolizer"); llvm::sys::fs::exists(symbolizer))
    flags.push_back(fmt::format("-DWEFT_SYMBOLIZER=\"{}\"", symbolizer));
  return flags;
}

void mark_for_sanitizers(llvm::Module& module, const Sanitizers& sanitizers) {
  if (!sanitizers.any()) return;
  for (llvm::Function& function : module) {
    if (function.isDeclaration()) continue;
    put_variables_first(function.getEntryBlock());
    if (sanitizers.address) function.addFnAttr(llvm::Attribute::SanitizeAddress);
    if (sanitizers.thread) function.addFnAttr(llvm::Attribute::SanitizeThread);
    // Reports show the calls that lead to a place, which is found out without frame pointers.
    function.setUWTableKind(llvm::UWTableKind::Async);
  }
}

void add_sanitizer_passes(llvm::PassBuilder& passes, const Sanitizers& sanitizers) {
  if (sanitizers.address) leave_frames_alone();
  if (!sanitizers.address && !sanitizers.thread) return;
  passes.registerOptimizerEarlyEPCallback(
      [sanitizers](llvm::ModulePassManager& pipeline, llvm::OptimizationLevel, llvm::ThinOrFullLTOPhase) {
        if (sanitizers.thread) {
          pipeline.addPass(llvm::ModuleThreadSanitizerPass());
          pipeline.addPass(llvm::createModuleToFunctionPassAdaptor(llvm::ThreadSanitizerPass()));
        }
        if (sanitizers.address) {
          llvm::AddressSanitizerOptions options;
          options.UseAfterReturn = llvm::AsanDetectStackUseAfterReturnMode::Never;
          pipeline.addPass(llvm::AddressSanitizerPass(options));
        }
        // What these passes forget and the vectorisers ask for.
        pipeline.addPass(llvm::RequireAnalysisPass<llvm::GlobalsAA, llvm::Module>());
      });
}

}  // namespace weft::backend
