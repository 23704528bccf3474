// The passes that make a typed program fast, in the order in which they help each other.
#pragma once

#include "translator/passes/pass_manager.h"
#include "translator/support/optimization_level.h"

namespace weft::passes {

// The passes of a level: the lowest only tidies up, so that the phases behind have less to do.
std::string passes_of_level(OptimizationLevel level);

// Runs them on a program at stage Low.
void optimize(ir::Program& program, OptimizationLevel level, const PassOptions& options = {});

}  // namespace weft::passes
