// Calls that a collection may happen under, told to LLVM: which slots of the caller's frame hold roots then.
//
// While LLVM optimises, such a call is an ordinary one with an operand bundle that names the slots. Where a function is
// inlined, LLVM puts the caller's slots in front of those of each call inside, so that every call goes on naming all
// roots of the frame that it will be made from. `deopt` is the kind of bundle that LLVM does this with. In the end each
// of these calls becomes a statepoint, which is what LLVM's code generators make stack maps from.
#pragma once

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include <vector>

namespace weft::backend {

// The variable of the C runtime that says where the program's frames begin while C is called that may call back: the
// address of the return address into the program.
inline constexpr const char* last_frame = "weft_last_frame";

// What a call is given whose caller keeps roots in these slots, variables of its frame.
llvm::OperandBundleDef root_bundle(std::vector<llvm::Value*> slots);

// The same for a call from C into the program. The frame's variable `outer` holds the place where the program's frames
// go on below those of C, as `last_frame` has it; null at the end of the stack.
llvm::OperandBundleDef outermost_bundle(llvm::IRBuilderBase& builder, llvm::Value* outer);

// Says that any such call may change what the slots hold. Costs no instruction.
void expose_slots(llvm::IRBuilderBase& builder, const std::vector<llvm::Value*>& slots);

// Turns the calls with bundles into statepoints; nothing may be optimised afterwards.
void place_statepoints(llvm::Module& module);

}  // namespace weft::backend
