#include "translator/ir/control_flow.h"
#include "translator/ir/operations.h"
#include "translator/ir/queries.h"
#include "translator/passes/call_graph.h"
#include "translator/passes/passes.h"
#include "translator/passes/renumber.h"

namespace weft::passes {

using namespace ir;

namespace {

// Compares graphs up to the numbers of their values. A graph's own values are numbered in the order of definition, so
// that equal graphs have equal numbers.
class GraphComparison {
 public:
  GraphComparison(const Program& program, const Renumbering& merged) : program_(program), merged_(merged) {}

  size_t hash(const Function& function) const {
    size_t hash = function.type.index * 31 + function.blocks.size();
    auto mix = [&](size_t part) { hash = hash * 1000003u + part; };
    for (const Block& block : function.blocks) {
      mix(block.arguments.size());
      for (const Operation& operation : block.operations) {
        mix(static_cast<size_t>(operation.opcode));
        mix(operation.immediate);
        mix(function.value(operation.result).type.index);
        for (Operand operand : operation.operands)
          if (operand.is_constant()) mix(hash_of(program_.constants[operand.constant()]));
      }
      mix(static_cast<size_t>(block.terminator.kind));
      for (const Edge& edge : block.terminator.edges) mix(edge.target.index);
    }
    return hash;
  }

  bool equal(const Function& left, const Function& right) {
    if (left.type != right.type || left.can_raise != right.can_raise || left.is_elidable != right.is_elidable ||
        left.inline_hint != right.inline_hint || left.is_cold != right.is_cold || left.is_for_size != right.is_for_size ||
        left.preserve_most != right.preserve_most || left.blocks.size() != right.blocks.size())
      return false;
    counterpart_.assign(left.values.size(), {});
    for (size_t i = 0; i < left.blocks.size(); ++i)
      if (!pair_definitions(left, right, left.blocks[i], right.blocks[i])) return false;
    for (size_t i = 0; i < left.blocks.size(); ++i)
      if (!equal_uses(left.blocks[i], right.blocks[i])) return false;
    return true;
  }

 private:
  size_t hash_of(const Constant& constant) const {
    size_t payload = constant.payload;
    if (constant.kind == ConstantKind::Function) payload = merged_.functions[payload].index;
    return (payload * 31 + constant.type.index) * 31 + static_cast<size_t>(constant.kind);
  }

  bool pair(const Function& left, const Function& right, ValueId a, ValueId b) {
    if (a.valid() != b.valid()) return false;
    if (!a.valid()) return true;
    counterpart_[a.index] = b;
    return left.value(a).type == right.value(b).type;
  }

  bool pair_definitions(const Function& left, const Function& right, const Block& a, const Block& b) {
    if (a.arguments.size() != b.arguments.size() || a.operations.size() != b.operations.size()) return false;
    for (size_t i = 0; i < a.arguments.size(); ++i)
      if (!pair(left, right, a.arguments[i], b.arguments[i])) return false;
    for (size_t i = 0; i < a.operations.size(); ++i)
      if (!pair(left, right, a.operations[i].result, b.operations[i].result)) return false;
    return pair(left, right, a.terminator.caught, b.terminator.caught);
  }

  bool equal_uses(const Block& a, const Block& b) const {
    for (size_t i = 0; i < a.operations.size(); ++i) {
      const Operation &left = a.operations[i], &right = b.operations[i];
      if (left.opcode != right.opcode || left.immediate != right.immediate || left.guarded != right.guarded) return false;
      if (!equal(left.operands, right.operands)) return false;
      // Tracebacks tell apart where exceptions come from.
      if (may_raise(program_, left) && !equal_places(left.location, right.location)) return false;
    }
    const Terminator &left = a.terminator, &right = b.terminator;
    if (left.kind != right.kind || !equal(left.operand, right.operand) || left.cases != right.cases) return false;
    if (left.kind == TerminatorKind::Raise && !equal_places(left.location, right.location)) return false;
    if (left.edges.size() != right.edges.size()) return false;
    for (size_t i = 0; i < left.edges.size(); ++i)
      if (left.edges[i].target != right.edges[i].target || !equal(left.edges[i].arguments, right.edges[i].arguments))
        return false;
    return true;
  }

  bool equal_places(LocationId left, LocationId right) const {
    if (left == right || !left.valid() || !right.valid()) return left == right;
    return program_.locations[left.index] == program_.locations[right.index];
  }

  bool equal(const std::vector<Operand>& left, const std::vector<Operand>& right) const {
    if (left.size() != right.size()) return false;
    for (size_t i = 0; i < left.size(); ++i)
      if (!equal(left[i], right[i])) return false;
    return true;
  }

  bool equal(Operand left, Operand right) const {
    if (left == right && !left.is_value()) return true;
    if (left.is_value() && right.is_value()) return counterpart_[left.value().index] == right.value();
    if (!left.is_constant() || !right.is_constant()) return false;
    const Constant &a = program_.constants[left.constant()], &b = program_.constants[right.constant()];
    return a.kind == ConstantKind::Function && b.kind == ConstantKind::Function && a.type == b.type &&
           merged_.functions[a.payload] == merged_.functions[b.payload];
  }

  const Program& program_;
  const Renumbering& merged_;
  std::vector<ValueId> counterpart_;  // by value of the left graph
};

// One round: the first of equal functions takes the calls of the others. Returns whether any were merged.
bool merge_equal(const Program& program, Renumbering& merged, const std::vector<bool>& is_fixed) {
  GraphComparison comparison(program, merged);
  std::unordered_map<size_t, std::vector<FunctionId>> kept;
  bool is_changed = false;
  Renumbering next = merged;
  for (size_t i = 0; i < program.functions.size(); ++i) {
    const Function& function = program.functions[i];
    if (function.blocks.empty() || merged.functions[i] != FunctionId{i}) continue;
    std::vector<FunctionId>& candidates = kept[comparison.hash(function)];
    bool is_merged = false;
    for (FunctionId candidate : candidates) {
      if (is_fixed[i] || !comparison.equal(program.function(candidate), function)) continue;
      next.functions[i] = candidate;
      is_merged = is_changed = true;
      break;
    }
    if (!is_merged) candidates.push_back(FunctionId{i});
  }
  for (FunctionId& target : next.functions) target = next.functions[target.index];
  merged = std::move(next);
  return is_changed;
}

}  // namespace

void merge_functions(Program& program) {
  if (program.stage == Stage::Flow) return;
  // A pointer to a function may be compared with another, so that only what is called directly may lose its own self.
  CallGraph calls(program);
  std::vector<bool> is_fixed(program.functions.size());
  for (size_t i = 0; i < program.functions.size(); ++i) is_fixed[i] = calls.is_address_taken(FunctionId{i});
  if (program.entry.valid()) is_fixed[program.entry.index] = true;
  for (FunctionId kept : program.kept_functions) is_fixed[kept.index] = true;
  Renumbering merged = identity(program);
  bool is_any = false;
  while (merge_equal(program, merged, is_fixed)) is_any = true;
  if (!is_any) return;
  redirect(program, merged);
  // The bodies of the others are dropped with everything else that nothing refers to; without an entry they stay.
  remove_dead_functions(program);
}

}  // namespace weft::passes
