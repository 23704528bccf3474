// Calls between the program and C, either way. A collector must find the program's roots below frames of C.
#pragma once

#include <llvm/IR/IRBuilder.h>

#include "backends/llvm/module_lowering.h"

namespace weft::backend {

// The function that a program with stack maps asks for its roots; others have no such function.
inline constexpr const char* root_slots_function = "weft_root_slots";

// External functions of these names are what C calls for functions of the program: `weft_callback.NAME` for `NAME`.
inline constexpr std::string_view callback_prefix = "weft_callback.";

// Defines such a function.
llvm::Function* define_callback(ModuleLowering& module, const ir::Function& description, llvm::FunctionType* type);

// What a call of C has to do besides.
struct CrossingToC {
  bool marks_frames = false;  // say where the program's frames begin, for those who walk over them
  bool lets_others_run = false;  // other threads, meanwhile
  bool saves_registers = false;  // nearly all: it is hardly ever called, from places that are in a hurry
};

// What to call for a C function.
llvm::Function* crossing_to_c(ModuleLowering& module, llvm::Function* function, CrossingToC what);

// Calls a function of the program from C, with nothing of the program's on the stack.
llvm::CallInst* call_program(ModuleLowering& module, llvm::IRBuilder<>& builder, ir::FunctionId callee,
                             std::vector<llvm::Value*> arguments);

}  // namespace weft::backend
