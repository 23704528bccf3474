// Stack checks: deep recursion raises RecursionError instead of running over the end of the stack.
#pragma once

#include "translator/ir/program.h"

namespace weft::weave {

// The function that a program at stage Low may keep for this: () -> *object, the exception to raise.
inline constexpr const char* recursion_error_function = "weft.recursion_error";

// Puts a check in front of so many functions that every circle of calls goes through one: a few of those that call each
// other, directly or through pointers, and are not the collector's. Does nothing for a program that has no
// recursion_error_function. What is left between two checks is bounded by the program's size, not by its input.
void weave_stack_checks(ir::Program& program);

// The block that a function begins with when the stack is full, before it goes on as usual. A function that is not
// checked gets a check that does nothing else.
ir::BlockId way_of_full_stack(ir::Program& program, ir::FunctionId function);

}  // namespace weft::weave
