#include "translator/ir/control_flow.h"
#include "translator/ir/operations.h"
#include "translator/ir/queries.h"
#include "translator/passes/algebra.h"
#include "translator/passes/editing.h"
#include "translator/passes/folding.h"
#include "translator/passes/passes.h"

namespace weft::passes {

using namespace ir;

namespace {

enum class Nullness : uint8_t { Unknown, Null, Nonnull };

// Walks over the dominator tree. What a branch implies holds for the blocks under the one it leads to, and is
// forgotten when the walk leaves them.
class ConstantFolder {
 public:
  ConstantFolder(Program& program, Function& function)
      : program_(program), function_(function), dominators_(function), predecessors_(function),
        definitions_(defining_operations(function)), known_(function.values.size()),
        nullness_(function.values.size()) {}

  bool run() {
    walk();
    if (is_changed_)
      for (Block& block : function_.blocks)
        std::erase_if(block.operations, [](const Operation& operation) { return operation.opcode == Opcode::Count; });
    return is_changed_;
  }

 private:
  // What was known of a value before a block was entered.
  struct Undo {
    ValueId value;
    Operand known;
    Nullness nullness;
  };

  void walk() {
    struct Visit {
      BlockId block;
      size_t next_child, undo_size;
    };
    std::vector<Visit> stack;
    auto enter = [&](BlockId block) {
      stack.push_back({block, 0, undo_.size()});
      learn_from_entering(block);
      fold_block(function_.block(block));
    };
    enter(Function::entry);
    while (!stack.empty()) {
      Visit& visit = stack.back();
      const std::vector<BlockId>& children = dominators_.children(visit.block);
      if (visit.next_child < children.size()) {
        enter(children[visit.next_child++]);
        continue;
      }
      while (undo_.size() > visit.undo_size) {
        known_[undo_.back().value.index] = undo_.back().known;
        nullness_[undo_.back().value.index] = undo_.back().nullness;
        undo_.pop_back();
      }
      stack.pop_back();
    }
  }

  Operand current(Operand operand) const {
    while (operand.is_value() && known_[operand.value().index].valid()) operand = known_[operand.value().index];
    return operand;
  }

  void learn_from_entering(BlockId id) {
    auto incoming = predecessors_.of(id);
    if (incoming.size() != 1) return;
    const Terminator& terminator = function_.block(incoming[0].source).terminator;
    if (!terminator.operand.is_value()) return;
    if (terminator.kind == TerminatorKind::Branch)
      learn_condition(terminator.operand.value(), incoming[0].edge == 0);
    if (terminator.kind == TerminatorKind::Switch && incoming[0].edge < terminator.cases.size())
      learn(terminator.operand.value(), terminator.cases[incoming[0].edge]);
  }

  void learn(ValueId value, Operand is, Nullness nullness = Nullness::Unknown) {
    undo_.push_back({value, known_[value.index], nullness_[value.index]});
    if (is.valid()) known_[value.index] = is;
    if (nullness != Nullness::Unknown) nullness_[value.index] = nullness;
  }

  // A condition that holds, or not, says something of what it was computed from.
  void learn_condition(ValueId condition, bool holds) {
    for (int depth = 0; depth < 8; ++depth) {
      learn(condition, program_.constants.boolean(holds));
      const Operation* operation = definitions_[condition.index];
      if (!operation || operation->operands.empty() || !operation->operands[0].is_value()) return;
      ValueId operand = operation->operands[0].value();
      switch (operation->opcode) {
        case Opcode::BoolNot: holds = !holds; break;
        case Opcode::Likely:
        case Opcode::Unlikely: break;
        case Opcode::IntEq:
        case Opcode::CharEq:
          if (holds && operation->operands[1].is_constant()) learn(operand, operation->operands[1]);
          return;
        case Opcode::IntNe:
        case Opcode::CharNe:
          if (!holds && operation->operands[1].is_constant()) learn(operand, operation->operands[1]);
          return;
        case Opcode::PtrIsNull: return learn_nullness(operand, holds);
        case Opcode::PtrNonnull: return learn_nullness(operand, !holds);
        default: return;
      }
      condition = operand;
    }
  }

  void learn_nullness(ValueId pointer, bool is_null) {
    learn(pointer, {}, is_null ? Nullness::Null : Nullness::Nonnull);
  }

  void fold_block(Block& block) {
    for (Operation& operation : block.operations) {
      if (operation.opcode == Opcode::Count) continue;
      for (Operand& operand : operation.operands) update(operand);
      Operand result = fold_operation(operation);
      if (result.valid()) {
        known_[operation.result.index] = result;
        operation.opcode = Opcode::Count;  // erased after the walk
        operation.operands.clear();
        is_changed_ = true;
      }
    }
    for_each_operand(block.terminator, [&](Operand& operand) { update(operand); });
  }

  void update(Operand& operand) {
    Operand now = current(operand);
    if (now == operand) return;
    operand = now;
    is_changed_ = true;
  }

  // What the result is, if that is known; the operation may have been replaced by a simpler one.
  Operand fold_operation(Operation& operation) {
    if (operation.opcode == Opcode::Malloc || operation.opcode == Opcode::MallocVarsize ||
        operation.opcode == Opcode::MallocUncleared) {
      nullness_[operation.result.index] = Nullness::Nonnull;
      return {};
    }
    if (operation.opcode == Opcode::IndirectCall) return call_directly(operation), Operand{};
    const OperationInfo& row = info(operation.opcode);
    if (row.reads() && !may_write(program_, operation)) return read_prebuilt(program_, operation);
    if (!row.is_foldable()) return {};
    Opcode before = operation.opcode;
    Operand result = fold_pointer_test(operation);
    if (!result.valid()) result = fold_whole(operation);
    if (!result.valid()) result = simplify_operation(program_, function_, operation, definitions_);
    if (!result.valid() && operation.opcode != before) {
      is_changed_ = true;
      result = fold_whole(operation);
    }
    return result;
  }

  Operand fold_whole(const Operation& operation) {
    arguments_.clear();
    for (Operand operand : operation.operands) {
      if (!operand.is_constant()) return {};
      arguments_.push_back(program_.constants[operand.constant()]);
    }
    auto result = fold(program_, operation.opcode, function_.value(operation.result).type, arguments_);
    return result ? Operand{program_.constants.intern(*result)} : Operand{};
  }

  Operand fold_pointer_test(const Operation& operation) {
    if (operation.operands.empty() || !operation.operands[0].is_value()) return {};
    Nullness known = nullness_[operation.operands[0].value().index];
    if (known == Nullness::Unknown) return {};
    bool is_null = known == Nullness::Null;
    switch (operation.opcode) {
      case Opcode::PtrIsNull: return program_.constants.boolean(is_null);
      case Opcode::PtrNonnull: return program_.constants.boolean(!is_null);
      case Opcode::CastPointer: nullness_[operation.result.index] = known; return {};
      default: return {};
    }
  }

  void call_directly(Operation& operation) {
    if (!operation.operands[0].is_constant()) return;
    const Constant constant = program_.constants[operation.operands[0].constant()];
    if (constant.kind != ConstantKind::Function) return;
    TypeId actual = program_.function(constant.as_function()).type;
    if (program_.types.pointee(constant.type) != actual) return;
    operation.opcode = Opcode::DirectCall;
    is_changed_ = true;
  }

  Program& program_;
  Function& function_;
  Dominators dominators_;
  Predecessors predecessors_;
  std::vector<Operation*> definitions_;
  std::vector<Operand> known_;  // by value: what it is, here
  std::vector<Nullness> nullness_;
  std::vector<Undo> undo_;
  std::vector<Constant> arguments_;
  bool is_changed_ = false;
};

}  // namespace

bool fold_constants(Program& program, FunctionId id) {
  Function& function = program.function(id);
  if (function.blocks.empty() || program.stage == Stage::Flow) return false;
  bool is_changed = remove_unreachable_blocks(function);
  return ConstantFolder(program, function).run() || is_changed;
}

}  // namespace weft::passes
