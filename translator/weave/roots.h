// Telling the collector what the program holds on to.
//
// Before a call that a collection can happen under, a function stores in slots which pointers it will need afterwards,
// unless they are there already; there is nothing to push when it is entered, and nothing to pop when it is left. What is
// stored is exact, so that nothing is kept alive by accident.
//
// The slots are on a shadow stack, or in the function's own frame on the native one. For the first, a function that a
// collection can happen under gets the top of the shadow stack as a hidden argument, in a register, and gives its callees
// a higher one; slots below that whose pointer is not needed any more are cleared. In frames, the backend's stack maps say
// for each call which slots are in use.
//
// After F. Henderson, "Accurate garbage collection in an uncooperative environment", 2002, with the frames kept apart from
// the native stack, so that values stay in registers otherwise.
#pragma once

#include "translator/ir/program.h"

namespace weft::weave {

// For a program at stage Woven in which nothing will be moved over calls any more. Functions that need roots get
// `takes_roots`; each call of one is directly preceded by `root_frame`. Calls of the C function `weft_roots_top` become
// `roots_top`.
void weave_roots(ir::Program& program);

// The same for a collector that moves objects: what is needed after a call is loaded again.
void weave_moving_roots(ir::Program& program);

// The same for roots in frames: `root_frame` names the slots that are in use, and functions take nothing. What asks for the
// roots is the C function `weft_root_slots`.
void weave_mapped_roots(ir::Program& program);
void weave_moving_mapped_roots(ir::Program& program);

}  // namespace weft::weave
