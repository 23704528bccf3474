#include "translator/ir/control_flow.h"
#include "translator/ir/operations.h"
#include "translator/passes/editing.h"
#include "translator/passes/passes.h"
#include "translator/passes/substitution.h"

namespace weft::passes {

using namespace ir;

namespace {

class Simplifier {
 public:
  Simplifier(Program& program, Function& function) : program_(program), function_(function) {}

  // One round over the whole graph; what it makes possible is left to the next.
  bool round() {
    bool is_changed = fold_terminators();
    is_changed |= thread_edges();
    is_changed |= remove_unreachable_blocks(function_);
    is_changed |= remove_redundant_arguments();
    is_changed |= remove_unused_arguments();
    is_changed |= join_blocks();
    return is_changed;
  }

 private:
  // --- Terminators that know where they go ---

  bool fold_terminators() {
    bool is_changed = false;
    std::vector<Operand> negated(function_.values.size());
    for (const Block& block : function_.blocks)
      for (const Operation& operation : block.operations)
        if (operation.opcode == Opcode::BoolNot) negated[operation.result.index] = operation.operands[0];
    for (Block& block : function_.blocks) {
      Terminator& terminator = block.terminator;
      if (terminator.kind == TerminatorKind::Branch) is_changed |= fold_branch(block, negated);
      if (terminator.kind == TerminatorKind::Switch) is_changed |= fold_switch(terminator);
    }
    return is_changed;
  }

  bool fold_branch(Block& block, const std::vector<Operand>& negated) {
    Terminator& terminator = block.terminator;
    bool is_changed = false;
    while (terminator.operand.is_value() && terminator.operand.value().index < negated.size() &&
           negated[terminator.operand.value().index].valid()) {
      terminator.operand = negated[terminator.operand.value().index];
      std::swap(terminator.edges[0], terminator.edges[1]);
      is_changed = true;
    }
    if (terminator.operand.is_constant()) {
      const Constant& condition = program_.constants[terminator.operand.constant()];
      if (condition.kind != ConstantKind::Integer) return is_changed;
      turn_into_jump(terminator, condition.payload ? 0 : 1);
      return true;
    }
    if (same_edge(terminator.edges[0], terminator.edges[1])) {
      turn_into_jump(terminator, 0);
      return true;
    }
    return pass_on_condition(block) || is_changed;
  }

  // `branch c, ^1(true), ^1(false)` passes on `c` itself.
  bool pass_on_condition(Block& block) {
    Terminator& terminator = block.terminator;
    Edge &if_true = terminator.edges[0], &if_false = terminator.edges[1];
    if (if_true.target != if_false.target) return false;
    size_t position = SIZE_MAX;
    for (size_t i = 0; i < if_true.arguments.size(); ++i) {
      if (if_true.arguments[i] == if_false.arguments[i]) continue;
      if (position != SIZE_MAX) return false;
      position = i;
    }
    if (position == SIZE_MAX) return false;
    Operand when_true = if_true.arguments[position], when_false = if_false.arguments[position];
    Operand yes = program_.constants.boolean(true), no = program_.constants.boolean(false);
    if (when_true == yes && when_false == no) {
      if_true.arguments[position] = terminator.operand;
    } else if (when_true == no && when_false == yes) {
      ValueId opposite = function_.add_value(TypeTable::bool_);
      block.operations.push_back({.opcode = Opcode::BoolNot,
                                  .result = opposite,
                                  .location = terminator.location,
                                  .operands = {terminator.operand}});
      if_true.arguments[position] = opposite;
    } else {
      return false;
    }
    turn_into_jump(terminator, 0);
    return true;
  }

  size_t chosen_case(const Terminator& terminator, ConstantId value) const {
    for (size_t i = 0; i < terminator.cases.size(); ++i)
      if (program_.constants[terminator.cases[i]].payload == program_.constants[value].payload) return i;
    return terminator.cases.size();
  }

  bool fold_switch(Terminator& terminator) {
    if (terminator.operand.is_constant()) {
      if (program_.constants[terminator.operand.constant()].kind != ConstantKind::Integer) return false;
      turn_into_jump(terminator, chosen_case(terminator, terminator.operand.constant()));
      return true;
    }
    // Cases that go where everything else goes say nothing.
    size_t kept = 0, count = terminator.cases.size();
    for (size_t i = 0; i < count; ++i) {
      if (same_edge(terminator.edges[i], terminator.edges[count])) continue;
      if (kept != i) {
        terminator.cases[kept] = terminator.cases[i];
        terminator.edges[kept] = std::move(terminator.edges[i]);
      }
      ++kept;
    }
    if (kept == count) return false;
    terminator.edges[kept] = std::move(terminator.edges[count]);
    terminator.cases.resize(kept);
    terminator.edges.resize(kept + 1);
    if (kept == 0) turn_into_jump(terminator, 0);
    return true;
  }

  // --- Edges into blocks that do nothing ---

  bool thread_edges() {
    find_forwarding_blocks();
    bool is_changed = false;
    for (size_t i = 0; i < function_.blocks.size(); ++i)
      for (Edge& edge : function_.blocks[i].terminator.edges) {
        constexpr int longest_detour = 64;  // blocks may forward to each other in a circle
        for (int step = 0; step < longest_detour && forward(edge); ++step) is_changed = true;
      }
    return is_changed;
  }

  // Blocks without operations whose arguments are read by their own terminator only.
  void find_forwarding_blocks() {
    std::vector<uint32_t> uses = count_uses(function_);
    is_forwarding_.assign(function_.blocks.size(), false);
    for (size_t i = 1; i < function_.blocks.size(); ++i) {
      const Block& block = function_.blocks[i];
      if (!block.operations.empty()) continue;
      uint32_t total = 0, own = 0;
      for (ValueId argument : block.arguments) total += uses[argument.index];
      for_each_operand(block.terminator, [&](Operand operand) {
        if (operand.is_value() && std::ranges::find(block.arguments, operand.value()) != block.arguments.end()) ++own;
      });
      is_forwarding_[i] = total == own;
    }
  }

  // Moves an edge from a forwarding block to where that block would go.
  bool forward(Edge& edge) {
    if (!is_forwarding_[edge.target.index]) return false;
    const Block& block = function_.block(edge.target);
    const Terminator& terminator = block.terminator;
    auto passed = [&](Operand operand) {
      if (operand.is_value())
        for (size_t i = 0; i < block.arguments.size(); ++i)
          if (block.arguments[i] == operand.value()) return edge.arguments[i];
      return operand;
    };
    size_t way = 0;
    switch (terminator.kind) {
      case TerminatorKind::Jump: break;
      case TerminatorKind::Branch:
      case TerminatorKind::Switch: {
        Operand selector = passed(terminator.operand);
        if (!selector.is_constant()) return false;
        const Constant& constant = program_.constants[selector.constant()];
        if (constant.kind != ConstantKind::Integer) return false;
        way = terminator.kind == TerminatorKind::Branch ? (constant.payload ? 0 : 1)
                                                        : chosen_case(terminator, selector.constant());
        break;
      }
      case TerminatorKind::None:
      case TerminatorKind::Return:
      case TerminatorKind::Raise:
      case TerminatorKind::Try:
      case TerminatorKind::Unreachable: return false;
    }
    const Edge& onward = terminator.edges[way];
    if (onward.target == edge.target) return false;
    std::vector<Operand> arguments;
    arguments.reserve(onward.arguments.size());
    for (Operand operand : onward.arguments) arguments.push_back(passed(operand));
    edge = {onward.target, std::move(arguments)};
    return true;
  }

  // --- Block arguments ---

  // An argument for which every edge passes the same thing, or the argument itself, is that thing.
  bool remove_redundant_arguments() {
    Predecessors predecessors(function_);
    Substitution substitution(function_.values.size());
    std::vector<bool> is_removed(function_.values.size()), is_caught(function_.values.size());
    for (const Block& block : function_.blocks)
      if (block.terminator.caught.valid()) is_caught[block.terminator.caught.index] = true;
    auto common_source = [&](BlockId block, size_t position) {
      Operand self = function_.block(block).arguments[position], common;
      for (EdgeReference edge : predecessors.of(block)) {
        const Edge& incoming = function_.block(edge.source).terminator.edges[edge.edge];
        Operand source = substitution.resolve(incoming.arguments[position]);
        if (source == self) continue;
        if (common.valid() && source != common) return Operand{};
        common = source;
      }
      // What was caught has no name beyond the edge that passes it.
      return common.is_value() && is_caught[common.value().index] ? Operand{} : common;
    };
    bool is_changed = false;
    for (bool found = true; found;) {
      found = false;
      for (size_t i = 1; i < function_.blocks.size(); ++i) {
        const std::vector<ValueId>& arguments = function_.blocks[i].arguments;
        for (size_t k = 0; k < arguments.size(); ++k) {
          if (is_removed[arguments[k].index]) continue;
          Operand source = common_source(BlockId{i}, k);
          if (!source.valid()) continue;
          inherit_name(arguments[k], source);
          substitution.replace(arguments[k], source);
          is_removed[arguments[k].index] = found = is_changed = true;
        }
      }
    }
    if (!is_changed) return false;
    remove_arguments(function_, is_removed);
    substitution.apply(function_);
    return true;
  }

  void inherit_name(ValueId from, Operand to) {
    if (!to.is_value()) return;
    Value& value = function_.value(to.value());
    if (!value.name.valid()) value.name = function_.value(from).name;
  }

  bool remove_unused_arguments() {
    std::vector<bool> is_used(function_.values.size());
    std::vector<ValueId> pending;
    auto use = [&](Operand operand) {
      if (!operand.is_value() || is_used[operand.value().index]) return;
      is_used[operand.value().index] = true;
      pending.push_back(operand.value());
    };
    struct Place {
      BlockId block;
      uint32_t position;
    };
    std::vector<Place> places(function_.values.size());
    bool has_arguments = false;
    for (size_t i = 1; i < function_.blocks.size(); ++i) {
      const std::vector<ValueId>& arguments = function_.blocks[i].arguments;
      has_arguments |= !arguments.empty();
      for (uint32_t k = 0; k < arguments.size(); ++k) places[arguments[k].index] = {BlockId{i}, k};
    }
    if (!has_arguments) return false;
    for (const Block& block : function_.blocks) {
      for (const Operation& operation : block.operations)
        for (Operand operand : operation.operands) use(operand);
      if (block.terminator.operand.valid()) use(block.terminator.operand);
    }
    Predecessors predecessors(function_);
    while (!pending.empty()) {
      Place place = places[pending.back().index];
      pending.pop_back();
      if (!place.block.valid()) continue;
      for (EdgeReference edge : predecessors.of(place.block))
        use(function_.block(edge.source).terminator.edges[edge.edge].arguments[place.position]);
    }
    std::vector<bool> is_removed(function_.values.size());
    bool is_changed = false;
    for (size_t i = 1; i < function_.blocks.size(); ++i)
      for (ValueId argument : function_.blocks[i].arguments)
        if (!is_used[argument.index]) is_removed[argument.index] = is_changed = true;
    if (is_changed) remove_arguments(function_, is_removed);
    return is_changed;
  }

  // --- Blocks that follow each other ---

  bool join_blocks() {
    std::vector<uint32_t> incoming(function_.blocks.size());
    for (const Block& block : function_.blocks)
      for (const Edge& edge : block.terminator.edges) ++incoming[edge.target.index];
    Substitution substitution(function_.values.size());
    bool is_changed = false;
    std::vector<bool> is_absorbed(function_.blocks.size());
    for (BlockId id : reverse_post_order(function_)) {
      if (is_absorbed[id.index]) continue;
      Block& block = function_.block(id);
      while (block.terminator.kind == TerminatorKind::Jump) {
        BlockId next = block.terminator.edges[0].target;
        if (next == id || next == Function::entry || incoming[next.index] != 1) break;
        absorb(block, function_.block(next), substitution);
        is_absorbed[next.index] = is_changed = true;
      }
    }
    if (!is_changed) return false;
    substitution.apply(function_);
    remove_unreachable_blocks(function_);
    return true;
  }

  void absorb(Block& block, Block& next, Substitution& substitution) {
    const std::vector<Operand>& passed = block.terminator.edges[0].arguments;
    for (size_t i = 0; i < next.arguments.size(); ++i) {
      inherit_name(next.arguments[i], passed[i]);
      substitution.replace(next.arguments[i], passed[i]);
    }
    block.operations.insert(block.operations.end(), std::make_move_iterator(next.operations.begin()),
                            std::make_move_iterator(next.operations.end()));
    block.terminator = std::move(next.terminator);
    next = {};
    next.terminator.kind = TerminatorKind::Unreachable;
  }

  Program& program_;
  Function& function_;
  std::vector<bool> is_forwarding_;
};

}  // namespace

bool simplify_control_flow(Program& program, FunctionId id) {
  Function& function = program.function(id);
  if (function.blocks.empty()) return false;
  Simplifier simplifier(program, function);
  bool is_changed = false;
  while (simplifier.round()) is_changed = true;
  return is_changed;
}

}  // namespace weft::passes
