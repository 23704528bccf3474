// Every .weft file of this directory is a test of an aspect. Besides passes, its list may name the aspects: `gc`, `gc-c`
// (a collector written in C that must be told to clear), `gc-barrier`, `gc-precise` (one with headers, tables and services),
// `roots`, `moving-roots`, `mapped-roots`, `moving-mapped-roots`, `stack-checks`, `place-polls`, `dispatch-polls`, `polls`,
// `array-checks`, `stackless`, `exceptions`, `weave` (all of them).
#include "tests/translator/golden.h"
#include "translator/passes/passes.h"
#include "translator/weave/array_checks.h"
#include "translator/weave/dispatch_polls.h"
#include "translator/weave/exceptions.h"
#include "translator/weave/pipeline.h"
#include "translator/weave/polls.h"
#include "translator/weave/roots.h"
#include "translator/weave/stack_checks.h"
#include "translator/weave/stackless.h"

namespace weft::weave {
namespace {

const CollectorInterface bump{.name = "bump", .malloc_fixed = "gc.malloc_fixed", .malloc_varsize = "gc.malloc_varsize"};
const CollectorInterface in_c{.name = "c", .malloc_fixed = "c_malloc_fixed", .malloc_varsize = "c_malloc_varsize",
                              .identity_hash = "c_identity_hash", .moves_objects = true, .zeroes_memory = false};
const CollectorInterface with_barrier{.name = "barrier", .malloc_fixed = "gc.malloc_fixed",
                                      .malloc_varsize = "gc.malloc_varsize", .write_barrier = "gc.barrier"};
const CollectorInterface precise{.name = "precise", .malloc_fixed = "gc.malloc_fixed",
                                 .malloc_varsize = "gc.malloc_varsize", .write_barrier = "gc.barrier",
                                 .write_barrier_item = "gc.barrier_item", .setup = "gc.setup",
                                 .services = {{"weft_collect", "gc.collect"}}, .moves_objects = true,
                                 .zeroes_memory = false, .needs_roots = true, .prebuilt_flags = uint64_t{1} << 32};

void run(ir::Program& program, const std::string& list) {
  std::string rest = list + ",";
  for (size_t comma; (comma = rest.find(',')) != std::string::npos; rest.erase(0, comma + 1)) {
    std::string name = rest.substr(0, comma);
    if (name == "gc")
      weave_gc(program, bump);
    else if (name == "gc-c")
      weave_gc(program, in_c);
    else if (name == "gc-barrier")
      weave_gc(program, with_barrier);
    else if (name == "gc-precise")
      weave_gc(program, precise);
    else if (name == "roots")
      weave_roots(program);
    else if (name == "moving-roots")
      weave_moving_roots(program);
    else if (name == "mapped-roots")
      weave_mapped_roots(program);
    else if (name == "moving-mapped-roots")
      weave_moving_mapped_roots(program);
    else if (name == "stackless")
      weave_stackless(program);
    else if (name == "stack-checks")
      weave_stack_checks(program);
    else if (name == "place-polls")
      place_polls(program);
    else if (name == "dispatch-polls")
      spare_polls_of_dispatch(program);
    else if (name == "polls")
      weave_polls(program);
    else if (name == "array-checks")
      weave_array_checks(program);
    else if (name == "may-raise-woven")
      passes::compute_may_raise(program, false);
    else if (name == "exceptions")
      weave_exceptions(program);
    else if (name == "weave")
      weave(program, {.collector = bump, .passes = {.verify = true, .on_finished = {}}});
    else
      passes::run_passes(program, name, {.verify = true, .on_finished = {}});
  }
}

const bool is_registered = [] {
  golden::register_files("Weave", WEFT_SOURCE_DIR "/tests/translator/weave", run);
  return true;
}();

}  // namespace
}  // namespace weft::weave
