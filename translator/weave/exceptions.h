// The exception transform: from calls that may raise, and `try`, to explicit checks. How an exception travels from a
// callee to its caller is left to the backend.
#pragma once

#include "translator/ir/program.h"

namespace weft::weave {

// A function of this name raises what has been on its way before: the traceback goes on.
inline constexpr const char* raise_again_function = "weft.raise_again";

// Takes a program from stage Low to stage Woven. Which functions can raise must be known (compute_may_raise).
//
// Behind each call that may raise comes `last_exception` and a branch to a cold block. That block notes the place for
// the traceback and goes on to the handler, or leaves the function. An exception that is raised anew forgets the
// traceback of the one before it; one that a handler passes on keeps its traceback, which so shows where it came from.
void weave_exceptions(ir::Program& program);

}  // namespace weft::weave
