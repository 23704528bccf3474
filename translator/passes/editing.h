// Edits of a function's graph that several passes need.
#pragma once

#include <vector>

#include "translator/ir/graph.h"
#include "translator/ir/program.h"

namespace weft::passes {

// Drops the blocks that the entry does not reach and renumbers the rest in their old order. Returns whether any were.
bool remove_unreachable_blocks(ir::Function& function);

// Drops the block arguments marked by value, with what edges pass for them. Parameters must not be marked.
void remove_arguments(ir::Function& function, const std::vector<bool>& is_removed);

// Renumbers values in the order of their definitions and forgets those that nothing defines.
void compact_values(ir::Function& function);

// Turns a `try` into a jump along its normal edge.
void turn_into_jump(ir::Terminator& terminator);
// Keeps only one edge.
void turn_into_jump(ir::Terminator& terminator, size_t edge);

// Where values are defined: the operation, or nothing for block arguments and caught exceptions. The pointers hold as
// long as no operation is added or removed.
std::vector<ir::Operation*> defining_operations(ir::Function& function);

// An operation that computes its result from nothing but its operands or memory, so that it may be dropped when nobody
// uses the result: also calls of functions declared elidable that do not raise.
bool is_removable(const ir::Program& program, const ir::Operation& operation);

bool same_edge(const ir::Edge& left, const ir::Edge& right);

}  // namespace weft::passes
