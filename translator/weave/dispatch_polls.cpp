#include "translator/weave/dispatch_polls.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

#include "translator/ir/control_flow.h"

namespace weft::weave {

using namespace ir;

namespace {

// Loops with less are not an interpreter's: they may go over a large array.
constexpr size_t fewest_cases = 6;
constexpr size_t fewest_ways_back = 4;
// How long an instruction is at most.
constexpr int64_t most_growth = 1 << 16;

class DispatchPolls {
 public:
  DispatchPolls(Program& program, Function& function)
      : program_(program), function_(function), predecessors_(function), dominators_(function),
        definitions_(function.values.size()) {
    for (size_t i = 0; i < function.blocks.size(); ++i) {
      for (ValueId argument : function.blocks[i].arguments) definitions_[argument.index].block = BlockId{i};
      for (const Operation& operation : function.blocks[i].operations)
        definitions_[operation.result.index] = {BlockId{i}, &operation};
    }
  }

  void run() {
    struct Change {
      BlockId head;
      std::vector<EdgeReference> polled;
    };
    std::vector<Change> changes;
    for (BlockId head : dominators_.order()) {
      const std::vector<Operation>& operations = function_.block(head).operations;
      if (operations.empty() || operations[0].opcode != Opcode::Poll) continue;
      std::vector<EdgeReference> ways_back = ways_back_to(head);
      BlockId dispatch = dispatch_of(head, ways_back);
      if (!dispatch.valid()) continue;
      std::vector<EdgeReference> polled = ways_back;
      for (size_t i = 0; i < function_.block(head).arguments.size(); ++i) {
        ValueId position = function_.block(head).arguments[i];
        if (!is_bounded(position, head, dispatch)) continue;
        std::vector<EdgeReference> others = ways_back;
        std::erase_if(others, [&](const EdgeReference& way) { return grows(position, edge_of(way).arguments[i]); });
        if (others.size() < polled.size()) polled = std::move(others);
      }
      if (polled.size() < ways_back.size()) changes.push_back({head, std::move(polled)});
    }
    // Nothing is asked of the graph from here on: it changes.
    for (const Change& change : changes) move_poll(change.head, change.polled);
  }

 private:
  // Where a value comes from: nothing but the block for its arguments.
  struct Definition {
    BlockId block;
    const Operation* operation = nullptr;
  };

  const Edge& edge_of(const EdgeReference& way) const { return function_.block(way.source).terminator.edges[way.edge]; }

  std::vector<EdgeReference> ways_back_to(BlockId head) const {
    std::vector<EdgeReference> result;
    for (const EdgeReference& edge : predecessors_.of(head))
      if (dominators_.is_reachable(edge.source) && dominators_.dominates(head, edge.source)) result.push_back(edge);
    return result;
  }

  // The switch that all ways back have come through.
  BlockId dispatch_of(BlockId head, const std::vector<EdgeReference>& ways_back) const {
    if (ways_back.size() < fewest_ways_back) return {};
    for (BlockId block = ways_back[0].source; block.valid(); block = dominators_.immediate(block)) {
      const Terminator& terminator = function_.block(block).terminator;
      if (terminator.kind == TerminatorKind::Switch && terminator.cases.size() >= fewest_cases &&
          std::ranges::all_of(ways_back, [&](const EdgeReference& way) { return dominators_.dominates(block, way.source); }))
        return block;
      if (block == head) break;
    }
    return {};
  }

  std::optional<int64_t> integer(Operand operand) const {
    if (!operand.is_constant()) return std::nullopt;
    const Constant& constant = program_.constants[operand.constant()];
    if (constant.kind != ConstantKind::Integer || constant.type != TypeTable::signed_) return std::nullopt;
    return constant.as_int();
  }

  // What was added to a value to get another one.
  std::optional<int64_t> distance(ValueId from, Operand to) const {
    int64_t result = 0;
    for (int steps = 0; steps < 8 && to.is_value(); ++steps) {
      if (to.value() == from) return result;
      const Operation* sum = definitions_[to.value().index].operation;
      if (sum == nullptr || sum->opcode != Opcode::IntAdd) return std::nullopt;
      std::optional<int64_t> added = integer(sum->operands[1]);
      if (!added || std::abs(*added) > most_growth) return std::nullopt;
      result += *added;
      to = sum->operands[0];
    }
    return std::nullopt;
  }

  bool grows(ValueId position, Operand next) const { return distance(position, next).value_or(0) > 0; }

  // Whether something is the same each time around: it comes from outside.
  bool is_fixed(Operand operand, BlockId head) const {
    if (!operand.is_value()) return true;
    BlockId block = definitions_[operand.value().index].block;
    return block.valid() && block != head && dominators_.dominates(block, head);
  }

  bool is_fixed_size(Operand size, BlockId head) const {
    if (std::optional<int64_t> known = integer(size)) return *known >= 0;
    if (!size.is_value()) return false;
    const Operation* read = definitions_[size.value().index].operation;
    return read != nullptr && (read->opcode == Opcode::Getarraysize || read->opcode == Opcode::Gettailsize) &&
           is_fixed(read->operands[0], head);
  }

  // Whether whoever comes to the switch has found the position, or one at a fixed distance, inside of an array.
  bool is_bounded(ValueId position, BlockId head, BlockId dispatch) const {
    for (BlockId inner = dispatch; inner != head; inner = dominators_.immediate(inner)) {
      std::span<const EdgeReference> edges = predecessors_.of(inner);
      if (edges.size() == 1 && passes_check(position, edges[0], head)) return true;
    }
    return false;
  }

  bool passes_check(ValueId position, const EdgeReference& edge, BlockId head) const {
    const Terminator& terminator = function_.block(edge.source).terminator;
    if (terminator.kind != TerminatorKind::Branch) return false;
    auto defined = [&](Operand operand) {
      return operand.is_value() ? definitions_[operand.value().index].operation : nullptr;
    };
    const Operation* check = defined(terminator.operand);
    if (check != nullptr && (check->opcode == Opcode::Unlikely || check->opcode == Opcode::Likely))
      check = defined(check->operands[0]);
    if (check == nullptr || check->opcode != (edge.edge == 0 ? Opcode::UintLt : Opcode::UintGe)) return false;
    return distance(position, check->operands[0]) && is_fixed_size(check->operands[1], head);
  }

  void move_poll(BlockId head, const std::vector<EdgeReference>& ways) {
    std::vector<Operation>& operations = function_.block(head).operations;
    LocationId location = operations[0].location;
    operations.erase(operations.begin());
    for (const EdgeReference& way : ways) {
      BlockId between = function_.add_block();
      Block& block = function_.block(between);
      block.operations.push_back(
          {.opcode = Opcode::Poll, .result = function_.add_value(TypeTable::void_), .location = location});
      Terminator& source = function_.block(way.source).terminator;
      block.terminator.kind = TerminatorKind::Jump;
      block.terminator.location = source.location;
      block.terminator.edges = {std::exchange(source.edges[way.edge], Edge{between, {}})};
    }
  }

  Program& program_;
  Function& function_;
  Predecessors predecessors_;
  Dominators dominators_;
  std::vector<Definition> definitions_;  // by value
};

bool has_switch(const Function& function) {
  return std::ranges::any_of(function.blocks, [](const Block& block) {
    return block.terminator.kind == TerminatorKind::Switch && block.terminator.cases.size() >= fewest_cases;
  });
}

}  // namespace

void spare_polls_of_dispatch(Program& program) {
  assert(program.stage == Stage::Low);
  for (Function& function : program.functions)
    if (has_switch(function)) DispatchPolls(program, function).run();
}

}  // namespace weft::weave
