// The C runtime as LLVM modules, to be linked into programs so that it inlines.
#pragma once

#include <llvm/IR/Module.h>

#include <memory>

#include "backends/llvm/targets.h"

namespace weft::backend {

// The runtime for the target: the bitcode embedded in this program when it fits the target, otherwise compiled.
std::unique_ptr<llvm::Module> load_runtime(llvm::LLVMContext& context, const TargetDescription& target);

// Compiles the embedded sources for the target, in process. Throws UserError when the target's C headers are missing.
std::unique_ptr<llvm::Module> compile_runtime(llvm::LLVMContext& context, const TargetDescription& target);

// Links the runtime into a lowered module. `is_whole_program`: nothing outside the module refers to the runtime.
void link_runtime(llvm::Module& module, std::unique_ptr<llvm::Module> runtime, bool is_whole_program);

}  // namespace weft::backend
