#include "backends/llvm/optimizer.h"

#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Transforms/IPO/GlobalDCE.h>

#include <stdexcept>

#include "backends/llvm/sanitizers.h"
#include "backends/llvm/stack_frames.h"
#include "backends/llvm/statepoints.h"

namespace weft::backend {

namespace {

// LLVM's own threshold is 225. The translator's inliner has been over the program with better knowledge; in large
// programs what LLVM adds to it costs more time than everything else together.
constexpr size_t large_program = 40'000;  // operations
constexpr int large_program_inliner_threshold = 50;

llvm::OptimizationLevel llvm_level(OptimizationLevel level) {
  switch (level) {
    case OptimizationLevel::O0: return llvm::OptimizationLevel::O0;
    case OptimizationLevel::O1: return llvm::OptimizationLevel::O1;
    case OptimizationLevel::O2: return llvm::OptimizationLevel::O2;
    case OptimizationLevel::O3: return llvm::OptimizationLevel::O3;
    case OptimizationLevel::Os: return llvm::OptimizationLevel::Os;
    case OptimizationLevel::Oz: return llvm::OptimizationLevel::Oz;
  }
  return llvm::OptimizationLevel::O2;
}

// Passes and the code generator ask each function.
void prefer_size(llvm::Module& module, OptimizationLevel level) {
  for (llvm::Function& function : module) {
    if (function.isDeclaration() || function.hasOptNone()) continue;
    function.addFnAttr(llvm::Attribute::OptimizeForSize);
    if (level == OptimizationLevel::Oz) function.addFnAttr(llvm::Attribute::MinSize);
  }
}

}  // namespace

void optimize(llvm::Module& module, llvm::TargetMachine& machine, const CodegenOptions& options,
              size_t program_operations) {
  llvm::LoopAnalysisManager loop_analyses;
  llvm::FunctionAnalysisManager function_analyses;
  llvm::CGSCCAnalysisManager call_graph_analyses;
  llvm::ModuleAnalysisManager module_analyses;

  llvm::PipelineTuningOptions tuning;
  OptimizationLevel level = options.opt_level;
  tuning.LoopVectorization = tuning.SLPVectorization = tuning.LoopInterleaving =
      is_fully_optimized(level) && level != OptimizationLevel::Oz;
  if (program_operations >= large_program && level <= OptimizationLevel::O2)
    tuning.InlinerThreshold = large_program_inliner_threshold;
  llvm::PassBuilder passes(&machine, tuning);
  add_sanitizer_passes(passes, options.sanitizers);
  llvm::TargetLibraryInfoImpl libraries(module.getTargetTriple());
  function_analyses.registerPass([&] { return llvm::TargetLibraryAnalysis(libraries); });
  passes.registerModuleAnalyses(module_analyses);
  passes.registerCGSCCAnalyses(call_graph_analyses);
  passes.registerFunctionAnalyses(function_analyses);
  passes.registerLoopAnalyses(loop_analyses);
  passes.crossRegisterProxies(loop_analyses, function_analyses, call_graph_analyses, module_analyses);

  llvm::ModulePassManager pipeline;
  // Parts of the runtime that the program does not use are not worth any work.
  pipeline.addPass(llvm::GlobalDCEPass());
  if (is_optimized(level))
    pipeline.addPass(passes.buildPerModuleDefaultPipeline(llvm_level(level)));
  else
    pipeline.addPass(passes.buildO0DefaultPipeline(llvm_level(level)));
  if (is_for_size(level)) prefer_size(module, level);
  pipeline.run(module, module_analyses);
  place_statepoints(module);
  size_stand_ins(module, is_optimized(level));
}

llvm::SmallVector<char, 0> emit_object(llvm::Module& module, llvm::TargetMachine& machine) {
  llvm::SmallVector<char, 0> result;
  llvm::raw_svector_ostream stream(result);
  llvm::legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::ObjectFile))
    throw std::logic_error("LLVM backend: the target can not emit object files");
  passes.run(module);
  return result;
}

}  // namespace weft::backend
