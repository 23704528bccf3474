// LLVM's passes over a lowered module, and machine code from it.
#pragma once

#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

#include "backends/llvm/backend.h"

namespace weft::backend {

// Runs LLVM's pipeline for the level. `program_operations` tells how large the program is that the module is part of:
// in very large ones LLVM inlines less up to -O2, to keep translation fast.
void optimize(llvm::Module& module, llvm::TargetMachine& machine, const CodegenOptions& options,
              size_t program_operations);

// The module as an object file.
llvm::SmallVector<char, 0> emit_object(llvm::Module& module, llvm::TargetMachine& machine);

}  // namespace weft::backend
