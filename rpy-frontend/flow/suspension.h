// Lets a function stop in the middle and go on later: what it still needs then is kept in an object.
#pragma once

#include <span>

#include "translator/ir/program.h"

namespace weft::rpy {

// A place where the function stops: control leaves it at the end of `before`, and comes back to the beginning of
// `after`, in another activation.
struct Suspension {
  ir::BlockId before, after;
};

// Puts every value that is defined before a suspension and used after it into an attribute of `frame`, the graph's first
// argument, and reads it back. Until then the blocks `after` use values that no path leads from, so this makes the graph
// valid.
void keep_across_suspensions(ir::Function& function, ir::Program& program, std::span<const Suspension> suspensions);

}  // namespace weft::rpy
