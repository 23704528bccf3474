#include "translator/passes/optimize.h"

#include <cassert>

namespace weft::passes {

std::string_view passes_of_level(unsigned level) {
  switch (level) {
    case 0: return "dead-functions,copy-propagate,simplify-cfg,dce,may-raise,dead-functions";
    case 1:
      return "dead-functions,copy-propagate,simplify-cfg,constant-fold,simplify-cfg,dce,may-raise,inline,"
             "switch,simplify-cfg,dce,may-raise,dead-functions";
    default:
      return "dead-functions,copy-propagate,simplify-cfg,constant-fold,simplify-cfg,dce,merge-functions,may-raise,"
             "inline,dead-functions,remove-malloc,cse,constant-fold,simplify-cfg,switch,simplify-cfg,dce,may-raise,"
             "merge-functions,dead-functions";
  }
}

void optimize(ir::Program& program, unsigned level, const PassOptions& options) {
  assert(program.stage == ir::Stage::Low);
  run_passes(program, passes_of_level(level), options);
}

}  // namespace weft::passes
