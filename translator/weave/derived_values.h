// What is computed from a pointer to a collected object and means that object still: the same pointer under another type,
// addresses inside the object. When the object is moved these are wrong, but they can be computed again.
#pragma once

#include <functional>

#include "translator/ir/program.h"

namespace weft::weave {

// Computes derived values in each block that uses them, and again behind operations that objects may be moved under. Only
// the pointers themselves are needed across those then.
void compute_derived_again(ir::Program& program, ir::Function& function,
                           const std::function<bool(const ir::Operation&)>& may_move_objects);

}  // namespace weft::weave
