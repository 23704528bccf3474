#include <set>

#include "translator/ir/control_flow.h"
#include "translator/ir/operations.h"
#include "translator/ir/queries.h"
#include "translator/passes/editing.h"
#include "translator/passes/passes.h"
#include "translator/passes/substitution.h"

namespace weft::passes {

using namespace ir;

namespace {

// The memory a function writes, as far as it could be read again as if it never changed: an immutable field has one
// value in every function but the one that gives it its value.
class WrittenMemory {
 public:
  WrittenMemory(const Program& program, const Function& function) : program_(program), function_(function) {
    for (const Block& block : function.blocks)
      for (const Operation& operation : block.operations) record(operation);
  }

  // Whether a reading operation finds the same, wherever it stands in the function.
  bool is_constant(const Operation& operation) const {
    TypeId pointer = operation.operands.empty() ? TypeId{} : program_.type_of(function_, operation.operands[0]);
    switch (operation.opcode) {
      case Opcode::Getfield: {
        TypeId type = addressed_struct(program_, function_, operation);
        if (!type.valid()) return false;
        const Field& field = program_.types.struct_type(type).fields[operation.immediate];
        return field.immutable && !fields_.contains({operation.immediate, field.name});
      }
      case Opcode::Getarraysize:
      case Opcode::Gettailsize: return !writes_lengths_;
      case Opcode::Getarrayitem:
      case Opcode::Gettailitem: {
        TypeId array = addressed_array(program_.types, pointer);
        return array.valid() && program_.types.array_type(array).immutable && !arrays_.contains(array);
      }
      default: return false;
    }
  }

 private:
  void record(const Operation& operation) {
    switch (operation.opcode) {
      case Opcode::Setfield:
      case Opcode::AtomicStore:
      case Opcode::AtomicExchange:
      case Opcode::AtomicCompareExchange:
      case Opcode::AtomicAdd:
      case Opcode::AtomicAnd:
      case Opcode::AtomicOr: {
        TypeId type = addressed_struct(program_, function_, operation);
        if (type.valid())
          fields_.insert({operation.immediate, program_.types.struct_type(type).fields[operation.immediate].name});
        return;
      }
      case Opcode::Setarraysize:
      case Opcode::Settailsize: writes_lengths_ = true; return;
      case Opcode::Setarrayitem:
      case Opcode::Settailitem:
      case Opcode::Arrayclear: record_array(operation.operands[0]); return;
      case Opcode::Arraycopy:
      case Opcode::Tailcopy: record_array(operation.operands[2]); record_array(operation.operands[0]); return;
      default: return;
    }
  }

  void record_array(Operand pointer) {
    arrays_.insert(addressed_array(program_.types, program_.type_of(function_, pointer)));
  }

  const Program& program_;
  const Function& function_;
  std::set<std::pair<uint32_t, StringId>> fields_;
  std::set<TypeId> arrays_;
  bool writes_lengths_ = false;
};

bool is_commutative(Opcode opcode) {
  switch (opcode) {
    case Opcode::IntAdd:
    case Opcode::IntMul:
    case Opcode::IntAnd:
    case Opcode::IntOr:
    case Opcode::IntXor:
    case Opcode::IntAddOverflows:
    case Opcode::IntMulOverflows:
    case Opcode::UintMulHigh:
    case Opcode::IntEq:
    case Opcode::IntNe:
    case Opcode::CharEq:
    case Opcode::CharNe:
    case Opcode::FloatAdd:
    case Opcode::FloatMul:
    case Opcode::FloatEq:
    case Opcode::FloatNe:
    case Opcode::PtrEq:
    case Opcode::PtrNe:
    case Opcode::AdrEq:
    case Opcode::AdrNe: return true;
    default: return false;
  }
}

// Value numbering over the dominator tree: an expression computed in a block is known in everything it dominates.
class ExpressionEliminator {
 public:
  ExpressionEliminator(Program& program, Function& function)
      : program_(program), function_(function), dominators_(function), memory_(program, function),
        substitution_(function.values.size()) {}

  bool run() {
    walk();
    if (substitution_.empty()) return false;
    for (Block& block : function_.blocks)
      std::erase_if(block.operations, [](const Operation& operation) { return operation.opcode == Opcode::Count; });
    substitution_.apply(function_);
    return true;
  }

 private:
  struct Entry {
    size_t hash;
    const Operation* operation;
    uint32_t shadowed;  // the entry of the same hash that was found before this one; none: UINT32_MAX
  };

  void walk() {
    struct Visit {
      BlockId block;
      size_t next_child, known;
    };
    std::vector<Visit> stack;
    auto enter = [&](BlockId block) {
      stack.push_back({block, 0, entries_.size()});
      number_block(function_.block(block));
    };
    enter(Function::entry);
    while (!stack.empty()) {
      Visit& visit = stack.back();
      const std::vector<BlockId>& children = dominators_.children(visit.block);
      if (visit.next_child < children.size()) {
        enter(children[visit.next_child++]);
        continue;
      }
      while (entries_.size() > visit.known) {
        newest_[entries_.back().hash] = entries_.back().shadowed;
        entries_.pop_back();
      }
      stack.pop_back();
    }
  }

  void number_block(Block& block) {
    for (Operation& operation : block.operations) {
      for (Operand& operand : operation.operands) operand = substitution_.resolve(operand);
      bool is_tried = block.terminator.kind == TerminatorKind::Try && &operation == &block.operations.back();
      if (is_tried || !is_expression(operation)) continue;
      if (is_commutative(operation.opcode) && operation.operands[0].is_value() && operation.operands[1].is_value() &&
          operation.operands[1] < operation.operands[0])
        std::swap(operation.operands[0], operation.operands[1]);
      number(operation);
    }
  }

  bool is_expression(const Operation& operation) const {
    const OperationInfo& row = info(operation.opcode);
    if (row.is_foldable()) return true;
    if (row.reads() && !may_write(program_, operation)) return memory_.is_constant(operation);
    return operation.opcode == Opcode::DirectCall && is_removable(program_, operation);
  }

  void number(Operation& operation) {
    size_t key = hash(operation);
    auto [position, is_new] = newest_.try_emplace(key, UINT32_MAX);
    for (uint32_t i = position->second; i != UINT32_MAX; i = entries_[i].shadowed) {
      if (!same(*entries_[i].operation, operation)) continue;
      substitution_.replace(operation.result, entries_[i].operation->result);
      operation.opcode = Opcode::Count;  // erased after the walk
      return;
    }
    entries_.push_back({key, &operation, position->second});
    position->second = static_cast<uint32_t>(entries_.size() - 1);
  }

  size_t hash(const Operation& operation) const {
    size_t hash = static_cast<size_t>(operation.opcode) * 31 + operation.immediate;
    hash = hash * 1000003u + function_.value(operation.result).type.index;
    for (Operand operand : operation.operands)
      hash = hash * 1000003u + (operand.is_value() ? operand.value().index * 2 : operand.constant().index * 2 + 1);
    return hash;
  }

  bool same(const Operation& left, const Operation& right) const {
    return left.opcode == right.opcode && left.immediate == right.immediate && left.operands == right.operands &&
           function_.value(left.result).type == function_.value(right.result).type;
  }

  Program& program_;
  Function& function_;
  Dominators dominators_;
  WrittenMemory memory_;
  Substitution substitution_;
  std::vector<Entry> entries_;
  std::unordered_map<size_t, uint32_t> newest_;
};

}  // namespace

bool eliminate_common_subexpressions(Program& program, FunctionId id) {
  Function& function = program.function(id);
  if (function.blocks.empty() || program.stage == Stage::Flow) return false;
  bool is_changed = remove_unreachable_blocks(function);
  return ExpressionEliminator(program, function).run() || is_changed;
}

}  // namespace weft::passes
