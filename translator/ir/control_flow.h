// What passes ask about a graph's shape: who reaches whom, in which order, what dominates what, what is live where.
// Each is computed from scratch in near-linear time and describes the graph as it was then.
#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <vector>

#include "translator/ir/graph.h"

namespace weft::ir {

// Calls `visit(Operand&)` for everything a terminator reads: its operand, then its edges' arguments.
void for_each_operand(auto& terminator, auto visit)
  requires requires { terminator.edges; }
{
  if (terminator.operand.valid()) visit(terminator.operand);
  for (auto& edge : terminator.edges)
    for (auto& argument : edge.arguments) visit(argument);
}

// The same for everything a block reads.
void for_each_operand(auto& block, auto visit)
  requires requires { block.operations; }
{
  for (auto& operation : block.operations)
    for (auto& operand : operation.operands) visit(operand);
  for_each_operand(block.terminator, visit);
}

// The same for everything a function reads.
void for_each_operand(auto& function, auto visit)
  requires requires { function.blocks; }
{
  for (auto& block : function.blocks) for_each_operand(block, visit);
}

// How often each value is read.
std::vector<uint32_t> count_uses(const Function& function);

// An edge, named by where it starts.
struct EdgeReference {
  BlockId source;
  uint32_t edge = 0;  // position in the source's terminator
};

class Predecessors {
 public:
  explicit Predecessors(const Function& function);

  // The edges that lead to a block, in order of their source; edges from unreachable blocks included.
  std::span<const EdgeReference> of(BlockId block) const {
    return std::span(edges_).subspan(starts_[block.index], starts_[block.index + 1] - starts_[block.index]);
  }

 private:
  std::vector<uint32_t> starts_;
  std::vector<EdgeReference> edges_;
};

// The blocks that can be reached from the entry, every one before its successors but for edges that close a loop.
std::vector<BlockId> reverse_post_order(const Function& function);

class Dominators {
 public:
  explicit Dominators(const Function& function);

  bool is_reachable(BlockId block) const { return position_[block.index] != UINT32_MAX; }
  // The closest block that dominates this one; invalid for the entry and for what can not be reached.
  BlockId immediate(BlockId block) const { return immediate_[block.index]; }
  // Whether every path to `inner` passes through `outer`; every block dominates itself. Both must be reachable.
  bool dominates(BlockId outer, BlockId inner) const {
    return enter_[outer.index] <= enter_[inner.index] && leave_[inner.index] <= leave_[outer.index];
  }
  const std::vector<BlockId>& order() const { return order_; }  // reverse post-order
  // The blocks this one immediately dominates, in reverse post-order.
  const std::vector<BlockId>& children(BlockId block) const { return children_[block.index]; }
  // All reachable blocks, each before what it dominates and with its whole subtree behind it.
  std::vector<BlockId> preorder() const;

 private:
  void compute_immediate(const Function& function);
  void number_tree(size_t blocks);

  std::vector<BlockId> order_;
  std::vector<uint32_t> position_;  // of each block in order_
  std::vector<BlockId> immediate_;
  std::vector<std::vector<BlockId>> children_;
  std::vector<uint32_t> enter_, leave_;  // of a walk over the tree
};

// The values whose contents are still needed at the borders of blocks.
class Liveness {
 public:
  explicit Liveness(const Function& function);

  // Ascending. Live when the block is entered, its own arguments not included.
  const std::vector<ValueId>& live_in(BlockId block) const { return live_in_[block.index]; }
  // Live when the block is left: what any successor needs, and what its edges pass on is not included by itself.
  const std::vector<ValueId>& live_out(BlockId block) const { return live_out_[block.index]; }

 private:
  std::vector<std::vector<ValueId>> live_in_, live_out_;
};

}  // namespace weft::ir
