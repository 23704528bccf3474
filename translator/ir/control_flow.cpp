#include "translator/ir/control_flow.h"

#include <algorithm>

namespace weft::ir {

std::vector<uint32_t> count_uses(const Function& function) {
  std::vector<uint32_t> uses(function.values.size());
  for_each_operand(function, [&](Operand operand) {
    if (operand.is_value()) ++uses[operand.value().index];
  });
  return uses;
}

Predecessors::Predecessors(const Function& function) : starts_(function.blocks.size() + 2) {
  for (const Block& block : function.blocks)
    for (const Edge& edge : block.terminator.edges) ++starts_[edge.target.index + 2];
  for (size_t i = 2; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  edges_.resize(starts_.back());
  for (size_t source = 0; source < function.blocks.size(); ++source) {
    const std::vector<Edge>& edges = function.blocks[source].terminator.edges;
    for (uint32_t i = 0; i < edges.size(); ++i) edges_[starts_[edges[i].target.index + 1]++] = {BlockId{source}, i};
  }
}

std::vector<BlockId> reverse_post_order(const Function& function) {
  std::vector<BlockId> order;
  if (function.blocks.empty()) return order;
  order.reserve(function.blocks.size());
  struct Visit {
    BlockId block;
    size_t next_edge;
  };
  std::vector<bool> is_seen(function.blocks.size());
  std::vector<Visit> stack{{Function::entry, 0}};
  is_seen[0] = true;
  while (!stack.empty()) {
    Visit& visit = stack.back();
    const std::vector<Edge>& edges = function.block(visit.block).terminator.edges;
    if (visit.next_edge == edges.size()) {
      order.push_back(visit.block);
      stack.pop_back();
      continue;
    }
    // The last successor first, so that the first one comes first in the reversed order.
    BlockId target = edges[edges.size() - 1 - visit.next_edge++].target;
    if (is_seen[target.index]) continue;
    is_seen[target.index] = true;
    stack.push_back({target, 0});
  }
  std::ranges::reverse(order);
  return order;
}

Dominators::Dominators(const Function& function)
    : order_(reverse_post_order(function)), position_(function.blocks.size(), UINT32_MAX),
      immediate_(function.blocks.size()), children_(function.blocks.size()) {
  for (uint32_t i = 0; i < order_.size(); ++i) position_[order_[i].index] = i;
  compute_immediate(function);
  for (BlockId block : order_)
    if (immediate(block).valid()) children_[immediate(block).index].push_back(block);
  number_tree(function.blocks.size());
}

// Cooper, Harvey and Kennedy: "A Simple, Fast Dominance Algorithm".
void Dominators::compute_immediate(const Function& function) {
  if (order_.empty()) return;
  Predecessors predecessors(function);
  std::vector<uint32_t> dominator(order_.size(), UINT32_MAX);  // by position in order_
  dominator[0] = 0;
  auto meet = [&](uint32_t left, uint32_t right) {
    while (left != right) {
      while (left > right) left = dominator[left];
      while (right > left) right = dominator[right];
    }
    return left;
  };
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    for (uint32_t i = 1; i < order_.size(); ++i) {
      uint32_t found = UINT32_MAX;
      for (EdgeReference edge : predecessors.of(order_[i])) {
        uint32_t source = position_[edge.source.index];
        if (source == UINT32_MAX || dominator[source] == UINT32_MAX) continue;
        found = found == UINT32_MAX ? source : meet(found, source);
      }
      if (dominator[i] == found) continue;
      dominator[i] = found;
      is_changed = true;
    }
  }
  for (uint32_t i = 1; i < order_.size(); ++i) immediate_[order_[i].index] = order_[dominator[i]];
}

void Dominators::number_tree(size_t blocks) {
  enter_.resize(blocks);
  leave_.resize(blocks);
  if (order_.empty()) return;
  struct Visit {
    BlockId block;
    size_t next_child;
  };
  uint32_t clock = 0;
  std::vector<Visit> stack{{Function::entry, 0}};
  enter_[0] = clock++;
  while (!stack.empty()) {
    Visit& visit = stack.back();
    if (visit.next_child == children(visit.block).size()) {
      leave_[visit.block.index] = clock++;
      stack.pop_back();
      continue;
    }
    BlockId child = children(visit.block)[visit.next_child++];
    enter_[child.index] = clock++;
    stack.push_back({child, 0});
  }
}

std::vector<BlockId> Dominators::preorder() const {
  std::vector<BlockId> result = order_;
  std::ranges::sort(result, {}, [&](BlockId block) { return enter_[block.index]; });
  return result;
}

// In SSA form each value is live between its one definition and its uses: from every use, walk backwards until the
// block that defines it. The work is proportional to the size of the result.
Liveness::Liveness(const Function& function) : live_in_(function.blocks.size()), live_out_(function.blocks.size()) {
  Predecessors predecessors(function);
  std::vector<BlockId> defined_in(function.values.size());
  struct Use {
    ValueId value;
    BlockId block;
  };
  std::vector<Use> uses;
  for (size_t i = 0; i < function.blocks.size(); ++i) {
    const Block& block = function.blocks[i];
    for (ValueId argument : block.arguments) defined_in[argument.index] = BlockId{i};
    for (const Operation& operation : block.operations) defined_in[operation.result.index] = BlockId{i};
    if (block.terminator.caught.valid()) defined_in[block.terminator.caught.index] = BlockId{i};
    for_each_operand(block, [&](Operand operand) {
      if (operand.is_value()) uses.push_back({operand.value(), BlockId{i}});
    });
  }
  std::ranges::sort(uses, {}, [](const Use& use) { return std::pair(use.value.index, use.block.index); });
  std::vector<BlockId> pending;
  for (const Use& use : uses) {
    pending.assign(1, use.block);
    while (!pending.empty()) {
      BlockId block = pending.back();
      pending.pop_back();
      if (defined_in[use.value.index] == block) continue;
      std::vector<ValueId>& entering = live_in_[block.index];
      if (!entering.empty() && entering.back() == use.value) continue;
      entering.push_back(use.value);
      for (EdgeReference edge : predecessors.of(block)) {
        std::vector<ValueId>& leaving = live_out_[edge.source.index];
        if (leaving.empty() || leaving.back() != use.value) leaving.push_back(use.value);
        pending.push_back(edge.source);
      }
    }
  }
}

}  // namespace weft::ir
