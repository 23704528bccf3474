#include <optional>
#include <unordered_set>

#include "translator/ir/control_flow.h"
#include "translator/passes/editing.h"
#include "translator/passes/passes.h"

namespace weft::passes {

using namespace ir;

namespace {

// `branch (int_eq x, 5), match, other`, whichever way it was written.
struct Test {
  Operand selector;
  ConstantId value;
  size_t match = 0, other = 1;  // edges of the branch
  ValueId comparison;
};

class SwitchFormer {
 public:
  SwitchFormer(Program& program, Function& function)
      : program_(program), function_(function), predecessors_(function), uses_(count_uses(function)),
        definitions_(defining_operations(function)) {}

  bool run() {
    bool is_changed = false;
    std::vector<bool> is_absorbed(function_.blocks.size());
    for (BlockId id : reverse_post_order(function_)) {
      if (is_absorbed[id.index]) continue;
      is_changed |= form_at(id, is_absorbed);
    }
    return is_changed;
  }

 private:
  std::optional<Test> test_of(const Block& block) const {
    const Terminator& terminator = block.terminator;
    if (terminator.kind != TerminatorKind::Branch || !terminator.operand.is_value()) return std::nullopt;
    const Operation* comparison = definitions_[terminator.operand.value().index];
    if (!comparison) return std::nullopt;
    Opcode opcode = comparison->opcode;
    bool is_equal = opcode == Opcode::IntEq || opcode == Opcode::CharEq;
    bool is_different = opcode == Opcode::IntNe || opcode == Opcode::CharNe;
    if (!is_equal && !is_different) return std::nullopt;
    Operand left = comparison->operands[0], right = comparison->operands[1];
    if (left.is_constant()) std::swap(left, right);
    if (!left.is_value() || !right.is_constant()) return std::nullopt;
    if (program_.constants[right.constant()].kind != ConstantKind::Integer) return std::nullopt;
    Test test{.selector = left, .value = right.constant(), .comparison = comparison->result};
    if (is_different) std::swap(test.match, test.other);
    return test;
  }

  // Whether a block does nothing but ask the next question about the selector, for one predecessor only.
  bool only_asks_about(BlockId id, Operand selector) const {
    const Block& block = function_.block(id);
    if (id == Function::entry || !block.arguments.empty() || predecessors_.of(id).size() != 1) return false;
    if (block.terminator.kind == TerminatorKind::Switch)
      return block.operations.empty() && block.terminator.operand == selector;
    std::optional<Test> test = test_of(block);
    return test && test->selector == selector && block.operations.size() == 1 &&
           block.operations[0].result == test->comparison && uses_[test->comparison.index] == 1;
  }

  // The cases of a chain, first come first served.
  struct Chain {
    std::vector<ConstantId> cases;
    std::vector<Edge> edges;
    std::unordered_set<uint64_t> seen;
    size_t questions = 0;
  };

  void add_case(Chain& chain, ConstantId value, Edge edge) const {
    if (!chain.seen.insert(program_.constants[value].payload).second) return;
    chain.cases.push_back(value);
    chain.edges.push_back(std::move(edge));
  }

  // Adds the questions of a block; returns where it goes when none is answered.
  Edge ask(Chain& chain, const Block& block) const {
    ++chain.questions;
    const Terminator& terminator = block.terminator;
    if (terminator.kind == TerminatorKind::Switch) {
      for (size_t i = 0; i < terminator.cases.size(); ++i) add_case(chain, terminator.cases[i], terminator.edges[i]);
      return terminator.edges.back();
    }
    Test test = *test_of(block);
    add_case(chain, test.value, terminator.edges[test.match]);
    return terminator.edges[test.other];
  }

  bool form_at(BlockId id, std::vector<bool>& is_absorbed) {
    Terminator& terminator = function_.block(id).terminator;
    Operand selector;
    if (terminator.kind == TerminatorKind::Switch)
      selector = terminator.operand;
    else if (std::optional<Test> test = test_of(function_.block(id)))
      selector = test->selector;
    if (!selector.is_value()) return false;
    Chain chain;
    Edge otherwise = ask(chain, function_.block(id));
    while (otherwise.target != id && only_asks_about(otherwise.target, selector)) {
      BlockId next = otherwise.target;
      if (is_absorbed[next.index]) break;
      is_absorbed[next.index] = true;
      otherwise = ask(chain, function_.block(next));
    }
    if (chain.questions < 2) return false;
    chain.edges.push_back(std::move(otherwise));
    terminator.kind = TerminatorKind::Switch;
    terminator.operand = selector;
    terminator.cases = std::move(chain.cases);
    terminator.edges = std::move(chain.edges);
    return true;
  }

  Program& program_;
  Function& function_;
  Predecessors predecessors_;
  std::vector<uint32_t> uses_;
  std::vector<Operation*> definitions_;
};

}  // namespace

bool form_switches(Program& program, FunctionId id) {
  Function& function = program.function(id);
  if (function.blocks.empty()) return false;
  if (!SwitchFormer(program, function).run()) return false;
  remove_unreachable_blocks(function);
  return true;
}

}  // namespace weft::passes
