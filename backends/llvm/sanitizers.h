// Sanitizers: LLVM's passes instrument the program, Clang the C that is compiled with it, and the runtimes that come with
// Clang are linked.
#pragma once

#include <llvm/IR/Module.h>
#include <llvm/Passes/PassBuilder.h>

#include <string>
#include <vector>

#include "translator/support/sanitizers.h"

namespace weft::backend {

// For Clang, whether it compiles or links.
std::vector<std::string> sanitizer_flags(const Sanitizers& sanitizers);

// For compiling the C runtime, which is instrumented when it has become part of the program.
std::vector<std::string> sanitized_runtime(const Sanitizers& sanitizers);

// Says of all functions that they are to be instrumented. Those of the C runtime, which come later, say so themselves.
void mark_for_sanitizers(llvm::Module& module, const Sanitizers& sanitizers);

// Has the pipelines that are built instrument what is marked, where Clang's do.
void add_sanitizer_passes(llvm::PassBuilder& passes, const Sanitizers& sanitizers);

}  // namespace weft::backend
