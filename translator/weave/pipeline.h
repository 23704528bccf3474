// The one place that knows in which order aspects are woven in.
#pragma once

#include "translator/ir/program.h"
#include "translator/passes/pass_manager.h"
#include "translator/support/optimization_level.h"
#include "translator/support/threads.h"
#include "translator/weave/gc.h"

namespace weft::weave {

// What was chosen for this translation.
struct WeaveOptions {
  CollectorInterface collector;
  OptimizationLevel optimization_level = OptimizationLevel::O2;
  // Whether the machine jumps from anywhere to anywhere. If not, copies of a dispatch are put together again, at a cost.
  bool can_jump = true;
  Threads threads = Threads::None;
  bool stackless = false;  // functions can be suspended, and the stack may go on in the heap
  passes::PassOptions passes;  // verification and timing, of the aspects too
};

// Takes an optimised program from stage Low to stage Woven, ready for a backend.
void weave(ir::Program& program, const WeaveOptions& options);

}  // namespace weft::weave
