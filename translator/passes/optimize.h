// The passes that make a typed program fast, in the order in which they help each other.
#pragma once

#include "translator/passes/pass_manager.h"

namespace weft::passes {

// The highest level there is.
inline constexpr unsigned highest_level = 3;

// The passes of a level: 0 only tidies up, so that the phases behind have less to do; 1 leaves out what takes long;
// 2 and above do everything.
std::string_view passes_of_level(unsigned level);

// Runs them on a program at stage Low.
void optimize(ir::Program& program, unsigned level, const PassOptions& options = {});

}  // namespace weft::passes
