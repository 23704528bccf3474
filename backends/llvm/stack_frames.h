// Frames that stand for those on a stack which can not be seen.
//
// A WebAssembly engine keeps return addresses and local variables where the program can not look; an overflow ends it.
// But a function has a stack pointer for variables whose addresses are taken. So a function that checks the stack gets a
// variable that is as large as its frame in the engine may be: where that is tells how deep the recursion is.
#pragma once

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

namespace weft::backend {

// The address of the function's stand-in.
llvm::Value* address_of_stand_in(llvm::IRBuilderBase& builder);

// Gives the stand-ins their sizes; nothing may be optimised afterwards.
void size_stand_ins(llvm::Module& module, bool is_optimized);

}  // namespace weft::backend
