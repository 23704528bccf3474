#include "translator/passes/optimize.h"

#include <fmt/format.h>

#include <cassert>

namespace weft::passes {

namespace {

// What usually helps, with one of the passes that inline, and what makes a program larger, each followed by a comma.
std::string everything(std::string_view inliner, std::string_view larger = "") {
  return fmt::format("dead-functions,copy-propagate,simplify-cfg,constant-fold,simplify-cfg,dce,merge-functions,may-raise,"
                     "{},dead-functions,remove-malloc,decide-sharing,cse,constant-fold,simplify-cfg,{}switch,simplify-cfg,dce,may-raise,"
                     "merge-functions,dead-functions",
                     inliner, larger);
}

}  // namespace

std::string passes_of_level(OptimizationLevel level) {
  switch (level) {
    case OptimizationLevel::O0: return "dead-functions,copy-propagate,simplify-cfg,dce,may-raise,dead-functions";
    case OptimizationLevel::O1:
      return "dead-functions,copy-propagate,simplify-cfg,constant-fold,simplify-cfg,dce,may-raise,inline,"
             "switch,simplify-cfg,dce,may-raise,dead-functions";
    case OptimizationLevel::O2:
    case OptimizationLevel::O3: return everything("inline", "strengthen-checks,");
    case OptimizationLevel::Os: return everything("inline-for-size");
    case OptimizationLevel::Oz: return everything("inline-for-least-size");
  }
  return "";
}

void optimize(ir::Program& program, OptimizationLevel level, const PassOptions& options) {
  assert(program.stage == ir::Stage::Low);
  run_passes(program, passes_of_level(level), options);
}

}  // namespace weft::passes
