// Polls of an interpreter's main loop.
#pragma once

#include "translator/ir/program.h"

namespace weft::weave {

// Most instructions of an interpreted program lead to the one behind them, and the code comes to its end: a thread that runs
// comes to one that leads elsewhere. In a loop around a switch, where the position in an array is checked on
// the way to the switch, ways back on which that position has only grown need no poll. Takes it from the loop's head, and
// puts it on the other ways back. For programs at stage Low, before the polls are woven.
void spare_polls_of_dispatch(ir::Program& program);

}  // namespace weft::weave
