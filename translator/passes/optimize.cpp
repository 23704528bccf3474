#include "translator/passes/optimize.h"

#include <cassert>

namespace weft::passes {

std::string_view passes_of_level(OptimizationLevel level) {
  switch (level) {
    case OptimizationLevel::O0: return "dead-functions,copy-propagate,simplify-cfg,dce,may-raise,dead-functions";
    case OptimizationLevel::O1:
      return "dead-functions,copy-propagate,simplify-cfg,constant-fold,simplify-cfg,dce,may-raise,inline,"
             "switch,simplify-cfg,dce,may-raise,dead-functions";
    case OptimizationLevel::O2:
    case OptimizationLevel::O3:
      return "dead-functions,copy-propagate,simplify-cfg,constant-fold,simplify-cfg,dce,merge-functions,may-raise,"
             "inline,dead-functions,remove-malloc,cse,constant-fold,simplify-cfg,switch,simplify-cfg,dce,may-raise,"
             "merge-functions,dead-functions";
    case OptimizationLevel::Os:
      return "dead-functions,copy-propagate,simplify-cfg,constant-fold,simplify-cfg,dce,merge-functions,may-raise,"
             "inline-for-size,dead-functions,remove-malloc,cse,constant-fold,simplify-cfg,switch,simplify-cfg,dce,"
             "may-raise,merge-functions,dead-functions";
    case OptimizationLevel::Oz:
      return "dead-functions,copy-propagate,simplify-cfg,constant-fold,simplify-cfg,dce,merge-functions,may-raise,"
             "inline-for-least-size,dead-functions,remove-malloc,cse,constant-fold,simplify-cfg,switch,simplify-cfg,dce,"
             "may-raise,merge-functions,dead-functions";
  }
  return "";
}

void optimize(ir::Program& program, OptimizationLevel level, const PassOptions& options) {
  assert(program.stage == ir::Stage::Low);
  run_passes(program, passes_of_level(level), options);
}

}  // namespace weft::passes
