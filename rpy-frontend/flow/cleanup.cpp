#include "rpy-frontend/flow/cleanup.h"

#include <algorithm>
#include <vector>

namespace weft::rpy {

namespace {

using ir::Block;
using ir::BlockId;
using ir::Edge;
using ir::Operand;
using ir::TerminatorKind;
using ir::ValueId;

class Cleaner {
 public:
  Cleaner(ir::Function& function, const std::unordered_set<uint32_t>& kept) : function_(function), kept_(kept) {}

  void run() {
    find_reachable();
    replace_redundant_arguments();
    rewrite();
    remove_unused_tuples();
    remove_unused_arguments();
    skip_empty_blocks();
    find_reachable();
    merge_chains();
    rewrite();
    renumber();
  }

 private:
  // Blocks in reverse postorder; `order_` holds those that control reaches.
  void find_reachable() {
    order_.clear();
    std::vector<char> seen(function_.blocks.size(), 0);
    struct Frame {
      BlockId block;
      size_t edges_left;
    };
    std::vector<Frame> stack{{ir::Function::entry, edges(ir::Function::entry).size()}};
    seen[0] = 1;
    while (!stack.empty()) {
      Frame& frame = stack.back();
      if (frame.edges_left == 0) {
        order_.push_back(frame.block);
        stack.pop_back();
        continue;
      }
      BlockId target = edges(frame.block)[--frame.edges_left].target;
      if (seen[target.index]) continue;
      seen[target.index] = 1;
      stack.push_back({target, edges(target).size()});
    }
    std::reverse(order_.begin(), order_.end());
  }

  std::vector<Edge>& edges(BlockId block) { return function_.block(block).terminator.edges; }

  Operand resolve(Operand operand) const {
    while (operand.is_value() && operand.value().index < replacement_.size() &&
           replacement_[operand.value().index].valid())
      operand = replacement_[operand.value().index];
    return operand;
  }

  // Arguments that every edge gives the same operand (or themselves).
  void replace_redundant_arguments() {
    replacement_.assign(function_.values.size(), Operand());
    std::vector<std::vector<const Edge*>> incoming(function_.blocks.size());
    for (BlockId block : order_)
      for (const Edge& edge : edges(block)) incoming[edge.target.index].push_back(&edge);
    bool changed = true;
    while (changed) {
      changed = false;
      for (BlockId block : order_) {
        if (block == ir::Function::entry) continue;
        const std::vector<ValueId>& arguments = function_.block(block).arguments;
        for (size_t i = 0; i < arguments.size(); ++i) {
          if (replacement_[arguments[i].index].valid() || kept_.contains(arguments[i].index)) continue;
          Operand self = arguments[i], only;
          bool is_redundant = true;
          for (const Edge* edge : incoming[block.index]) {
            Operand passed = resolve(edge->arguments[i]);
            if (passed == self || passed == only) continue;
            is_redundant = is_redundant && !only.valid();
            only = passed;
          }
          // An exception that a `Try` caught exists on its exceptional edge only.
          if (!is_redundant || !only.valid() || is_caught(only)) continue;
          replacement_[arguments[i].index] = only;
          changed = true;
        }
      }
    }
    for (BlockId block : order_) {
      if (block == ir::Function::entry) continue;
      remove_arguments(block, incoming[block.index],
                       [&](ValueId argument) { return replacement_[argument.index].valid(); });
    }
  }

  bool is_caught(Operand operand) {
    if (caught_.empty()) {
      caught_.assign(function_.values.size(), 0);
      for (BlockId block : order_)
        if (ValueId caught = function_.block(block).terminator.caught; caught.valid()) caught_[caught.index] = 1;
    }
    return operand.is_value() && caught_[operand.value().index];
  }

  template <typename Predicate>
  void remove_arguments(BlockId block, const std::vector<const Edge*>& incoming, Predicate is_removed) {
    std::vector<ValueId>& arguments = function_.block(block).arguments;
    for (size_t i = arguments.size(); i-- > 0;) {
      if (!is_removed(arguments[i])) continue;
      auto offset = static_cast<std::ptrdiff_t>(i);
      arguments.erase(arguments.begin() + offset);
      for (const Edge* edge : incoming) {
        std::vector<Operand>& passed = const_cast<Edge*>(edge)->arguments;
        passed.erase(passed.begin() + offset);
      }
    }
  }

  // Puts replaced operands everywhere.
  void rewrite() {
    for (BlockId id : order_) {
      Block& block = function_.block(id);
      for (ir::Operation& operation : block.operations)
        for (Operand& operand : operation.operands) operand = resolve(operand);
      if (block.terminator.operand.valid()) block.terminator.operand = resolve(block.terminator.operand);
      for (Edge& edge : block.terminator.edges)
        for (Operand& operand : edge.arguments) operand = resolve(operand);
    }
  }

  // Tuples that were only made to be taken apart again.
  void remove_unused_tuples() {
    std::vector<char> used(function_.values.size(), 0);
    auto use = [&](Operand operand) {
      if (operand.is_value()) used[operand.value().index] = 1;
    };
    auto is_unused_tuple = [&](const ir::Operation& operation) {
      return operation.opcode == ir::Opcode::Newtuple && !used[operation.result.index];
    };
    for (BlockId id : order_) {
      for (const ir::Operation& operation : function_.block(id).operations)
        for (Operand operand : operation.operands) use(operand);
      use(function_.block(id).terminator.operand);
      for (const Edge& edge : edges(id))
        for (Operand operand : edge.arguments) use(operand);
    }
    for (BlockId id : order_) std::erase_if(function_.block(id).operations, is_unused_tuple);
  }

  void remove_unused_arguments() {
    std::vector<char> used(function_.values.size(), 0);
    std::vector<ValueId> pending;
    auto use = [&](Operand operand) {
      if (!operand.is_value() || used[operand.value().index]) return;
      used[operand.value().index] = 1;
      pending.push_back(operand.value());
    };
    struct Place {
      BlockId block;
      size_t position;
    };
    std::vector<Place> place_of(function_.values.size());
    std::vector<std::vector<const Edge*>> incoming(function_.blocks.size());
    for (BlockId id : order_) {
      Block& block = function_.block(id);
      for (size_t i = 0; i < block.arguments.size(); ++i) place_of[block.arguments[i].index] = {id, i};
      for (const Edge& edge : block.terminator.edges) incoming[edge.target.index].push_back(&edge);
    }
    for (BlockId id : order_) {
      Block& block = function_.block(id);
      for (const ir::Operation& operation : block.operations)
        for (Operand operand : operation.operands) use(operand);
      use(block.terminator.operand);
    }
    while (!pending.empty()) {
      Place place = place_of[pending.back().index];
      pending.pop_back();
      if (!place.block.valid()) continue;
      for (const Edge* edge : incoming[place.block.index]) use(edge->arguments[place.position]);
    }
    for (BlockId block : order_)
      if (block != ir::Function::entry)
        remove_arguments(block, incoming[block.index], [&](ValueId argument) { return !used[argument.index]; });
  }

  bool is_empty(BlockId id) {
    const Block& block = function_.block(id);
    return id != ir::Function::entry && block.arguments.empty() && block.operations.empty() &&
           block.terminator.kind == TerminatorKind::Jump && block.terminator.edges[0].target != id;
  }

  void skip_empty_blocks() {
    for (BlockId block : order_)
      for (Edge& edge : edges(block))
        for (size_t steps = 0; is_empty(edge.target) && steps < order_.size(); ++steps)
          edge = Edge(edges(edge.target)[0]);
  }

  // Appends a block to the one that jumps to it, if nothing else leads there.
  void merge_chains() {
    std::vector<unsigned> incoming(function_.blocks.size(), 0);
    for (BlockId block : order_)
      for (const Edge& edge : edges(block)) ++incoming[edge.target.index];
    std::vector<char> merged(function_.blocks.size(), 0);
    for (BlockId id : order_) {
      if (merged[id.index]) continue;
      while (function_.block(id).terminator.kind == TerminatorKind::Jump) {
        Edge edge = edges(id)[0];
        if (edge.target == id || edge.target == ir::Function::entry || incoming[edge.target.index] != 1) break;
        Block& target = function_.block(edge.target);
        for (size_t i = 0; i < target.arguments.size(); ++i)
          replacement_[target.arguments[i].index] = resolve(edge.arguments[i]);
        Block& block = function_.block(id);
        block.operations.insert(block.operations.end(), std::make_move_iterator(target.operations.begin()),
                                std::make_move_iterator(target.operations.end()));
        block.terminator = std::move(target.terminator);
        target = {};
        merged[edge.target.index] = 1;
      }
    }
    std::erase_if(order_, [&](BlockId id) { return merged[id.index] != 0; });
  }

  void renumber() {
    find_reachable();
    std::vector<BlockId> new_block(function_.blocks.size());
    for (size_t i = 0; i < order_.size(); ++i) new_block[order_[i].index] = BlockId{i};
    std::vector<ValueId> new_value(function_.values.size());
    std::vector<ir::Value> values;
    auto define = [&](ValueId& value) {
      if (!value.valid()) return;
      values.push_back(function_.value(value));
      new_value[value.index] = ValueId{values.size() - 1};
      value = new_value[value.index];
    };
    std::vector<Block> blocks;
    for (BlockId id : order_) {
      Block& block = blocks.emplace_back(std::move(function_.block(id)));
      for (ValueId& argument : block.arguments) define(argument);
      for (ir::Operation& operation : block.operations) define(operation.result);
      define(block.terminator.caught);
    }
    auto rename = [&](Operand& operand) {
      if (operand.is_value()) operand = new_value[operand.value().index];
    };
    for (Block& block : blocks) {
      for (ir::Operation& operation : block.operations)
        for (Operand& operand : operation.operands) rename(operand);
      rename(block.terminator.operand);
      for (Edge& edge : block.terminator.edges) {
        edge.target = new_block[edge.target.index];
        for (Operand& operand : edge.arguments) rename(operand);
      }
    }
    function_.blocks = std::move(blocks);
    function_.values = std::move(values);
  }

  ir::Function& function_;
  const std::unordered_set<uint32_t>& kept_;
  std::vector<BlockId> order_;
  std::vector<Operand> replacement_;
  std::vector<char> caught_;
};

}  // namespace

void clean_up(ir::Function& function, const std::unordered_set<uint32_t>& kept) { Cleaner(function, kept).run(); }

}  // namespace weft::rpy
