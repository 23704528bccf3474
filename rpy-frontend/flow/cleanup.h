// Tidies a graph after it is built.
#pragma once

#include <unordered_set>

#include "translator/ir/program.h"

namespace weft::rpy {

// Removes block arguments that are unused or always get the same operand, blocks that nothing reaches or that only jump
// on, and numbers blocks and values in the order in which control meets them. `kept` are arguments (by value) that may
// only go when they are unused: narrowed variables.
void clean_up(ir::Function& function, const std::unordered_set<uint32_t>& kept);

}  // namespace weft::rpy
