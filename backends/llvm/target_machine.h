// LLVM's code generators, set up for a target description.
#pragma once

#include <llvm/Target/TargetMachine.h>

#include <memory>

#include "backends/llvm/backend.h"

namespace weft::backend {

// Registers every code generator LLVM was built with. Any number of calls, from any thread.
void initialize_llvm_targets();

std::unique_ptr<llvm::TargetMachine> create_target_machine(const TargetDescription& target,
                                                           const CodegenOptions& options);

// Whether a word may be anywhere in memory, and loading and storing it there costs no more.
bool has_fast_unaligned_access(const llvm::TargetMachine& machine);

}  // namespace weft::backend
