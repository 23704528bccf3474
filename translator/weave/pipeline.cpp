#include "translator/weave/pipeline.h"

#include "translator/passes/passes.h"
#include "translator/weave/array_checks.h"
#include "translator/weave/dispatch_polls.h"
#include "translator/weave/exceptions.h"
#include "translator/weave/polls.h"
#include "translator/weave/roots.h"
#include "translator/weave/stack_checks.h"
#include "translator/weave/stackless.h"

namespace weft::weave {

namespace {

void make_room_for_collector(ir::Program& program) { passes::inline_marked_calls(program); }

// Allocations are calls by now, and stack checks are there: only functions raise.
void find_raising_functions(ir::Program& program) { passes::compute_may_raise(program, false); }

}  // namespace

void weave(ir::Program& program, const WeaveOptions& options) {
  auto aspect = [&](std::string_view name, passes::ProgramPass run) {
    passes::run_pass(program, passes::Pass{name, "", run}, options.passes);
  };

  // Stack checks before the collector, which needs none: it would be asked for the exception that says so.
  program.threads = options.threads;
  aspect("stack-checks", &weave_stack_checks);
  if (program.has_threads()) {
    aspect("dispatch-polls", &spare_polls_of_dispatch);
    aspect("polls", &weave_polls);
  }
  if (program.threads == Threads::Free) {
    aspect("array-checks", &weave_array_checks);
    // What was asked already, before anything comes between.
    if (is_optimized(options.optimization_level))
      passes::run_passes(program, "cse,constant-fold,simplify-cfg", options.passes);
  }

  // Frames in the heap are objects: before the collector, too. What suspends a function is like an exception.
  if (options.stackless) aspect("stackless", &weave_stackless);

  // The collector before exceptions: an allocation may raise if the function that does it can.
  weave_gc(program, options.collector);
  OptimizationLevel level = options.optimization_level;
  if (is_optimized(level) && level != OptimizationLevel::Oz) aspect("inline-collector", &make_room_for_collector);
  aspect("may-raise", &find_raising_functions);

  // Then exceptions: every call that may raise is there.
  aspect("exceptions", &weave_exceptions);

  std::string_view clean_up = is_optimized(level) ? "simplify-cfg,constant-fold,simplify-cfg,dce,dead-functions"
                                                  : "simplify-cfg,dead-functions";
  passes::run_passes(program, clean_up, options.passes);
  if (is_fully_optimized(level) && !is_for_size(level) && options.can_jump)
    passes::run_passes(program, "thread-dispatch,simplify-cfg", options.passes);

  // Roots last: whatever a pass moved over a call afterwards would not be one.
  if (!options.collector.needs_roots) return;
  bool moves_objects = options.collector.moves_objects;
  if (options.collector.uses_stack_maps)
    aspect("roots", moves_objects ? &weave_moving_mapped_roots : &weave_mapped_roots);
  else
    aspect("roots", moves_objects ? &weave_moving_roots : &weave_roots);
  passes::run_passes(program, is_optimized(level) ? "simplify-cfg,dce" : "simplify-cfg", options.passes);
}

}  // namespace weft::weave
