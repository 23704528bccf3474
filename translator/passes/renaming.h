// Putting a function into SSA form again after values were defined a second time.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "translator/ir/graph.h"

namespace weft::passes {

// For each value (its index) that is a new definition of another one, that other one.
using Redefinitions = std::unordered_map<uint32_t, ir::ValueId>;

// Lets every use see the definition that reaches it, adding block arguments where several do. All blocks must be
// reachable. After M. Braun et al., "Simple and Efficient Construction of Static Single Assignment Form", CC 2013.
void rename_redefined(ir::Function& function, Redefinitions redefinitions);

}  // namespace weft::passes
