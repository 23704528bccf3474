// Polls: places where a thread hears that others want it to stop.
#pragma once

#include "translator/ir/program.h"

namespace weft::weave {

// The question whether there is something to attend to, () -> Bool: little stack is left, or the thread is to stop, which
// it is told by a limit that no stack keeps. One comparison with a word of the thread's own.
inline constexpr const char* stack_question = "weft_stack_too_deep";
// Then: () -> Bool. Stops if that is wanted. Is there really little stack left?
inline constexpr const char* attend_function = "weft_attend";

// Declares them in a program.
ir::FunctionId find_stack_question(ir::Program& program);
ir::FunctionId find_attend_function(ir::Program& program);

// Puts a poll into every loop of a program at stage Low, at its head, but not into the collector's. Recursion goes through
// stack checks, which are polls (stack_checks.h): a thread that runs comes past one of both sooner or later.
void weave_polls(ir::Program& program);

}  // namespace weft::weave
