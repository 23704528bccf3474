#include "translator/weave/derived_values.h"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "translator/ir/control_flow.h"

namespace weft::weave {

using namespace ir;

namespace {

class Rederivation {
 public:
  Rederivation(Program& program, Function& function)
      : program_(program), function_(function), definitions_(function.values.size()) {
    for (BlockId block : reverse_post_order(function))
      for (const Operation& operation : function.block(block).operations)
        if (is_derived(operation)) definitions_[operation.result.index] = operation;
  }

  void run(const std::function<bool(const Operation&)>& may_move_objects) {
    size_t blocks = function_.blocks.size();
    for (size_t i = 0; i < blocks; ++i) {
      if (function_.blocks[i].terminator.kind == TerminatorKind::Try) move_behind_call(BlockId{i});
      Block& block = function_.blocks[i];
      available_.clear();
      std::vector<Operation> operations = std::exchange(block.operations, {});
      for (Operation& operation : operations) {
        for (Operand& operand : operation.operands) operand = available(block, operand);
        bool is_derived = contains(operation.result);
        if (may_move_objects(operation)) available_.clear();
        if (is_derived) available_[operation.result.index] = operation.result;
        block.operations.push_back(std::move(operation));
      }
      if (block.terminator.kind != TerminatorKind::Try)
        for_each_operand(block.terminator, [&](Operand& operand) { operand = available(block, operand); });
    }
    for (size_t i = blocks; i < function_.blocks.size(); ++i) {
      available_.clear();
      Block& block = function_.blocks[i];
      for_each_operand(block.terminator, [&](Operand& operand) { operand = available(block, operand); });
    }
  }

 private:
  bool contains(ValueId value) const {
    return value.index < definitions_.size() && definitions_[value.index].result.valid();
  }

  bool is_derived(const Operation& operation) const {
    if (operation.operands.empty() || !operation.operands[0].is_value()) return false;
    switch (operation.opcode) {
      case Opcode::CastPointer:
      case Opcode::CastPtrToAdr:
      case Opcode::Tailaddress:
      case Opcode::Arrayaddress: return program_.types.is_gc_pointer(program_.type_of(function_, operation.operands[0]));
      case Opcode::AdrAdd:
      case Opcode::AdrSub: return contains(operation.operands[0].value());
      default: return false;
    }
  }

  // Nothing can be computed between the call of a `try` and its edges: what they pass on is computed on the way.
  void move_behind_call(BlockId id) {
    for (size_t i = 0; i < function_.block(id).terminator.edges.size(); ++i) {
      const Edge& edge = function_.block(id).terminator.edges[i];
      auto is_derived = [&](Operand each) { return each.is_value() && contains(each.value()); };
      if (std::ranges::none_of(edge.arguments, is_derived)) continue;
      BlockId between = function_.add_block();
      Terminator& terminator = function_.block(id).terminator;
      Edge onward = std::exchange(terminator.edges[i], Edge{between, {}});
      for (Operand& argument : onward.arguments) {
        if (argument != Operand{terminator.caught}) continue;
        ValueId passed = function_.add_value(function_.value(terminator.caught).type);
        function_.block(between).arguments.push_back(passed);
        terminator.edges[i].arguments.push_back(terminator.caught);
        argument = passed;
      }
      function_.block(between).terminator = {
          .kind = TerminatorKind::Jump, .location = terminator.location, .edges = {std::move(onward)}};
    }
  }

  Operand available(Block& block, Operand operand) {
    if (!operand.is_value() || !contains(operand.value())) return operand;
    auto found = available_.find(operand.value().index);
    if (found != available_.end()) return found->second;
    Operation copy = definitions_[operand.value().index];
    copy.operands[0] = available(block, copy.operands[0]);
    const Value original = function_.value(operand.value());
    copy.result = function_.add_value(original.type, original.name);
    block.operations.push_back(copy);
    available_[operand.value().index] = copy.result;
    return copy.result;
  }

  const Program& program_;
  Function& function_;
  std::vector<Operation> definitions_;               // by value, of those that are derived
  std::unordered_map<uint32_t, ValueId> available_;  // in the block since the last collection
};

}  // namespace

void compute_derived_again(Program& program, Function& function,
                           const std::function<bool(const Operation&)>& may_move_objects) {
  Rederivation(program, function).run(may_move_objects);
}

}  // namespace weft::weave
