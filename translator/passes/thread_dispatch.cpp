// The dispatch of an interpreter's main loop: a switch that its own cases come back to. Every case gets a copy of its
// own, from the head of the loop to the switch, so that the processor can predict each of them by what it follows
// ("threaded code", J. R. Bell, 1973; M. A. Ertl and D. Gregg, "The Structure and Performance of Efficient Virtual
// Machine Interpreters", 2003). On its way to the switch a dispatch fetches the instruction and checks indices; what
// leaves that way is shared by all copies.
#include <algorithm>
#include <optional>
#include <unordered_map>

#include "translator/ir/control_flow.h"
#include "translator/passes/passes.h"

namespace weft::passes {

namespace {

using ir::BlockId;
using ir::Edge;
using ir::Function;
using ir::Operand;
using ir::TerminatorKind;
using ir::ValueId;

constexpr size_t fewest_cases = 6;
constexpr size_t fewest_ways_back = 4;
constexpr size_t most_operations = 64;           // in one dispatch
constexpr size_t most_copied_operations = 8000;  // in all copies of it

// A copy of the dispatch: the blocks and values that stand for the original's.
struct Copy {
  std::unordered_map<uint32_t, BlockId> blocks;
  std::unordered_map<uint32_t, ValueId> values;

  Operand value(Operand operand) const {
    if (!operand.is_value()) return operand;
    auto found = values.find(operand.value().index);
    return found == values.end() ? operand : Operand(found->second);
  }
};

class DispatchThreader {
 public:
  DispatchThreader(Function& function, BlockId switch_block) : function_(function), switch_(switch_block) {}

  bool run() {
    if (!find_dispatch()) return false;
    split_direct_ways_back();
    collect_values();
    make_copies();
    repair_values();
    return true;
  }

 private:
  // The blocks from the head of the loop to the switch, and the edges that come back to the head.
  bool find_dispatch() {
    ir::Predecessors predecessors(function_);
    ir::Dominators dominators(function_);
    if (!dominators.is_reachable(switch_)) return false;
    size_t operations = 0;
    for (BlockId block = switch_;;) {
      if (block == Function::entry) return false;
      chain_.insert(chain_.begin(), block);
      operations += function_.block(block).operations.size();
      std::span<const ir::EdgeReference> edges = predecessors.of(block);
      if (edges.size() != 1) break;
      block = edges[0].source;
      TerminatorKind kind = function_.block(block).terminator.kind;
      if ((kind != TerminatorKind::Branch && kind != TerminatorKind::Jump) || is_in_chain(block)) return false;
    }
    for (const ir::EdgeReference& edge : predecessors.of(head()))
      if (dominators.is_reachable(edge.source) && dominators.dominates(head(), edge.source)) ways_back_.push_back(edge);
    return ways_back_.size() >= fewest_ways_back && ways_back_.size() < predecessors.of(head()).size() &&
           operations <= most_operations && operations * ways_back_.size() <= most_copied_operations;
  }

  BlockId head() const { return chain_.front(); }
  bool is_in_chain(BlockId block) const { return std::ranges::find(chain_, block) != chain_.end(); }

  // A case that does nothing but come back gets a block for its copy to follow.
  void split_direct_ways_back() {
    for (ir::EdgeReference& way : ways_back_) {
      if (!is_in_chain(way.source)) continue;
      BlockId between = function_.add_block();
      ir::Terminator& source = function_.block(way.source).terminator;
      ir::Terminator& jump = function_.block(between).terminator;
      jump.kind = TerminatorKind::Jump;
      jump.location = source.location;
      jump.edges = {std::move(source.edges[way.edge])};
      source.edges[way.edge] = {between, {}};
      way = {between, 0};
    }
  }

  void collect_values() {
    is_dispatch_value_.assign(function_.values.size(), false);
    for (BlockId id : chain_) {
      const ir::Block& block = function_.block(id);
      for (ValueId argument : block.arguments) is_dispatch_value_[argument.index] = true;
      for (const ir::Operation& operation : block.operations) is_dispatch_value_[operation.result.index] = true;
    }
    // What of it each block outside needs, while there is still one definition of each.
    ir::Liveness liveness(function_);
    needs_.resize(function_.blocks.size());
    for (size_t i = 0; i < function_.blocks.size(); ++i) {
      if (is_in_chain(BlockId{i})) continue;
      for (ValueId value : liveness.live_in(BlockId{i}))
        if (is_dispatch_value_[value.index]) needs_[i].push_back(value);
    }
  }

  void make_copies() {
    for (const ir::EdgeReference& way : ways_back_) {
      Copy& copy = copies_.emplace_back();
      for (BlockId original : chain_) {
        BlockId created = function_.add_block();
        copy.blocks.emplace(original.index, created);
        copy_of_block_.emplace(created.index, copies_.size() - 1);
        copy_block(original, created, copy);
      }
      for (BlockId original : chain_)
        for (Edge& edge : function_.block(copy.blocks.at(original.index)).terminator.edges)
          if (auto inside = copy.blocks.find(edge.target.index); inside != copy.blocks.end()) edge.target = inside->second;
      function_.block(way.source).terminator.edges[way.edge].target = copy.blocks.at(head().index);
    }
  }

  ValueId copy_value(ValueId original, Copy& copy) {
    ir::Value value = function_.value(original);
    function_.values.push_back(value);
    ValueId created{function_.values.size() - 1};
    copy.values.emplace(original.index, created);
    return created;
  }

  void copy_block(BlockId original, BlockId created, Copy& copy) {
    ir::Block block = function_.block(original);
    for (ValueId& argument : block.arguments) argument = copy_value(argument, copy);
    for (ir::Operation& operation : block.operations) {
      for (Operand& operand : operation.operands) operand = copy.value(operand);
      operation.result = copy_value(operation.result, copy);
    }
    ir::for_each_operand(block.terminator, [&](Operand& operand) { operand = copy.value(operand); });
    function_.block(created) = std::move(block);
  }

  // Outside the dispatch a value of it comes from whichever copy led there: every block that needs one gets it as an
  // argument. Those that always get the same are found by simplify-cfg.
  void repair_values() {
    std::vector<std::unordered_map<uint32_t, ValueId>> local(needs_.size());
    for (size_t i = 0; i < needs_.size(); ++i) {
      for (ValueId value : needs_[i]) {
        ir::Value description = function_.value(value);
        function_.values.push_back(description);
        ValueId argument{function_.values.size() - 1};
        function_.blocks[i].arguments.push_back(argument);
        local[i].emplace(value.index, argument);
      }
      if (needs_[i].empty()) continue;
      ir::for_each_operand(function_.blocks[i], [&](Operand& operand) {
        if (!operand.is_value()) return;
        auto found = local[i].find(operand.value().index);
        if (found != local[i].end()) operand = found->second;
      });
    }
    for (size_t source = 0; source < function_.blocks.size(); ++source) {
      for (Edge& edge : function_.blocks[source].terminator.edges) {
        if (edge.target.index >= needs_.size()) continue;
        for (ValueId value : needs_[edge.target.index]) {
          if (auto copy = copy_of_block_.find(static_cast<uint32_t>(source)); copy != copy_of_block_.end())
            edge.arguments.push_back(copies_[copy->second].value(value));
          else if (is_in_chain(BlockId{source}))
            edge.arguments.push_back(value);
          else
            edge.arguments.push_back(local[source].at(value.index));
        }
      }
    }
  }

  Function& function_;
  BlockId switch_;
  std::vector<BlockId> chain_;
  std::vector<ir::EdgeReference> ways_back_;
  std::vector<bool> is_dispatch_value_;       // by value
  std::vector<std::vector<ValueId>> needs_;   // by block: values of the dispatch that are live when it is entered
  std::vector<Copy> copies_;
  std::unordered_map<uint32_t, size_t> copy_of_block_;
};

}  // namespace

bool thread_dispatch(ir::Program& program, ir::FunctionId id) {
  Function& function = program.function(id);
  bool changed = false;
  size_t count = function.blocks.size();  // copies are not threaded again
  for (size_t i = 0; i < count; ++i) {
    const ir::Terminator& terminator = function.blocks[i].terminator;
    if (terminator.kind != TerminatorKind::Switch || terminator.cases.size() < fewest_cases) continue;
    changed = DispatchThreader(function, BlockId{i}).run() || changed;
  }
  return changed;
}

}  // namespace weft::passes
