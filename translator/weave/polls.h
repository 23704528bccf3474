// Polls: places where a thread hears that others want it to stop.
#pragma once

#include "translator/ir/program.h"

namespace weft::weave {

// The question whether there is something to attend to, () -> Bool: little stack is left, or the thread is to stop, which
// it is told by a limit that no stack keeps. One comparison with a word of the thread's own.
inline constexpr const char* stack_question = "weft_stack_too_deep";
// Whether the thread is to stop, () -> Bool, however much stack is left: what a function does below the limit has loops, too.
inline constexpr const char* stop_question = "weft_must_stop";
// Then: () -> Bool. Stops if that is wanted. Is there really little stack left?
inline constexpr const char* attend_function = "weft_attend";
// The same without stopping.
inline constexpr const char* depth_question = "weft_stack_is_deep";

// The C function of such a name and type, declared if it was not.
ir::FunctionId find_question(ir::Program& program, const char* name);

// Whether other threads run, and collect, while this one is in the C function.
bool lets_others_run(const ir::Program& program, const ir::Function& function);

// Puts a `poll` into every loop of a program at stage Low, at its head, before it is optimised: but not into the
// collector's, nor into those of functions that are `atomic`. Recursion goes through stack checks, which are polls as well
// (stack_checks.h): a thread that runs comes past one of both sooner or later.
void place_polls(ir::Program& program);

// Makes what they do of the polls that are left: the question, and a call if the answer is yes.
void weave_polls(ir::Program& program);

}  // namespace weft::weave
