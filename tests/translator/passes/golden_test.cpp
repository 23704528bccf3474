// Every .weft file of this directory is a test of a pass.
#include "tests/translator/golden.h"
#include "translator/passes/optimize.h"

namespace weft::passes {
namespace {

void run(ir::Program& program, const std::string& list) {
  if (list.starts_with("level "))
    optimize(program, *optimization_level_named(list.substr(6)), {.verify = true});
  else
    run_passes(program, list, {.verify = true});
}

const bool is_registered = [] {
  golden::register_files("Passes", WEFT_SOURCE_DIR "/tests/translator/passes", run);
  return true;
}();

}  // namespace
}  // namespace weft::passes
