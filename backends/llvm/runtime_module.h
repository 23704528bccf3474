// The C runtime as LLVM modules, to be linked into programs so that it inlines.
#pragma once

#include <llvm/IR/Module.h>

#include <memory>
#include <string>
#include <vector>

#include "backends/llvm/targets.h"

namespace weft::backend {

// Flags for Clang that make another runtime of the same sources: "-DWEFT_THREADS".
using RuntimeVariant = std::vector<std::string>;

// The runtime for the target: the bitcode embedded in this program when it is the plain one for such a target, otherwise
// compiled, and kept in the cache.
std::unique_ptr<llvm::Module> load_runtime(llvm::LLVMContext& context, const TargetDescription& target,
                                           const RuntimeVariant& variant = {});

// Compiles the embedded sources for the target, in process. Throws UserError when the target's C headers are missing.
std::unique_ptr<llvm::Module> compile_runtime(llvm::LLVMContext& context, const TargetDescription& target,
                                              const RuntimeVariant& variant = {});

// Links the runtime into a lowered module. `is_whole_program`: nothing outside the module refers to the runtime.
void link_runtime(llvm::Module& module, std::unique_ptr<llvm::Module> runtime, bool is_whole_program);

}  // namespace weft::backend
