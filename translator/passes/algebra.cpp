#include "translator/passes/algebra.h"

#include "translator/ir/operations.h"
#include "translator/ir/queries.h"
#include "translator/passes/folding.h"

namespace weft::passes {

using namespace ir;

namespace {

// The comparison with its operands exchanged; Count for an operation whose operands can not be exchanged.
Opcode mirrored(Opcode opcode) {
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
    case Opcode::PtrEq:
    case Opcode::PtrNe:
    case Opcode::AdrEq:
    case Opcode::AdrNe: return opcode;
    case Opcode::IntLt: return Opcode::IntGt;
    case Opcode::IntLe: return Opcode::IntGe;
    case Opcode::IntGt: return Opcode::IntLt;
    case Opcode::IntGe: return Opcode::IntLe;
    case Opcode::UintLt: return Opcode::UintGt;
    case Opcode::UintLe: return Opcode::UintGe;
    case Opcode::UintGt: return Opcode::UintLt;
    case Opcode::UintGe: return Opcode::UintLe;
    case Opcode::CharLt: return Opcode::CharGt;
    case Opcode::CharLe: return Opcode::CharGe;
    case Opcode::CharGt: return Opcode::CharLt;
    case Opcode::CharGe: return Opcode::CharLe;
    default: return Opcode::Count;
  }
}

class Algebra {
 public:
  Algebra(Program& program, const Function& function, Operation& operation, std::span<Operation* const> definitions)
      : program_(program), function_(function), operation_(operation), definitions_(definitions) {}

  Operand simplify() {
    move_constant_right();
    switch (operation_.operands.size()) {
      case 1: return unary();
      case 2: return left() == right() ? with_itself() : with_constant();
      case 3: return operation_.opcode == Opcode::Select ? select() : Operand{};
      default: return {};
    }
  }

 private:
  Operand left() const { return operation_.operands[0]; }
  Operand right() const { return operation_.operands[1]; }
  TypeId type() const { return function_.value(operation_.result).type; }

  Operand integer(int64_t value) {
    return program_.constants.integer(type(), wrap(program_, type(), static_cast<uint64_t>(value)));
  }
  Operand boolean(bool value) { return program_.constants.boolean(value); }

  const Operation* definition(Operand operand) const {
    if (!operand.is_value() || operand.value().index >= definitions_.size()) return nullptr;
    return definitions_[operand.value().index];
  }
  const Operation* definition(Operand operand, Opcode opcode) const {
    const Operation* found = definition(operand);
    return found && found->opcode == opcode ? found : nullptr;
  }

  void become(Opcode opcode, std::vector<Operand> operands) {
    operation_.opcode = opcode;
    operation_.operands = std::move(operands);
  }

  void move_constant_right() {
    if (operation_.operands.size() != 2 || !left().is_constant() || right().is_constant()) return;
    Opcode exchanged = mirrored(operation_.opcode);
    if (exchanged != Opcode::Count) become(exchanged, {right(), left()});
  }

  Operand unary() {
    switch (operation_.opcode) {
      case Opcode::SameAs: return left();
      case Opcode::BoolNot: return negation();
      case Opcode::IntNeg:
      case Opcode::IntInvert:
      case Opcode::FloatNeg:
        if (const Operation* inner = definition(left(), operation_.opcode)) return inner->operands[0];
        return {};
      case Opcode::CastInt:
        if (program_.type_of(function_, left()) == type()) return left();
        return {};
      case Opcode::CastIntToChar:
        if (const Operation* inner = definition(left(), Opcode::CastCharToInt))
          if (program_.type_of(function_, inner->operands[0]) == type()) return inner->operands[0];
        return {};
      case Opcode::CastPointer: {
        const Operation* inner = definition(left(), Opcode::CastPointer);
        if (inner) operation_.operands[0] = inner->operands[0];
        return program_.type_of(function_, left()) == type() ? left() : Operand{};
      }
      case Opcode::PtrIsNull:
      case Opcode::PtrNonnull:
        if (const Operation* cast = definition(left(), Opcode::CastPointer)) operation_.operands[0] = cast->operands[0];
        return {};
      case Opcode::CastPtrToAdr:
        if (const Operation* inner = definition(left(), Opcode::CastPointer)) operation_.operands[0] = inner->operands[0];
        return {};
      case Opcode::Likely:
      case Opcode::Unlikely:
        if (definition(left(), Opcode::Likely) || definition(left(), Opcode::Unlikely)) return left();
        return {};
      default: return {};
    }
  }

  Operand negation() {
    const Operation* inner = definition(left());
    if (!inner) return {};
    if (inner->opcode == Opcode::BoolNot) return inner->operands[0];
    Opcode opposite = opposite_comparison(inner->opcode);
    if (opposite != Opcode::Count) become(opposite, inner->operands);
    return {};
  }

  Operand select() {
    if (operation_.operands[1] == operation_.operands[2]) return operation_.operands[1];
    if (left().is_constant()) {
      const Constant& condition = program_.constants[left().constant()];
      if (condition.kind == ConstantKind::Integer) return operation_.operands[condition.payload ? 1 : 2];
    }
    if (type() != TypeTable::bool_) return {};
    Operand yes = boolean(true), no = boolean(false);
    if (operation_.operands[1] == yes && operation_.operands[2] == no) return left();
    if (operation_.operands[1] == no && operation_.operands[2] == yes) become(Opcode::BoolNot, {left()});
    return {};
  }

  // `x op x`
  Operand with_itself() {
    switch (operation_.opcode) {
      case Opcode::IntSub:
      case Opcode::IntXor: return integer(0);
      case Opcode::IntAnd:
      case Opcode::IntOr: return left();
      case Opcode::IntSubOverflows: return boolean(false);
      case Opcode::IntEq:
      case Opcode::IntLe:
      case Opcode::IntGe:
      case Opcode::UintLe:
      case Opcode::UintGe:
      case Opcode::CharEq:
      case Opcode::CharLe:
      case Opcode::CharGe:
      case Opcode::PtrEq:
      case Opcode::AdrEq:
      case Opcode::AdrLe:
      case Opcode::AdrGe: return boolean(true);
      case Opcode::IntNe:
      case Opcode::IntLt:
      case Opcode::IntGt:
      case Opcode::UintLt:
      case Opcode::UintGt:
      case Opcode::CharNe:
      case Opcode::CharLt:
      case Opcode::CharGt:
      case Opcode::PtrNe:
      case Opcode::AdrNe:
      case Opcode::AdrLt:
      case Opcode::AdrGt: return boolean(false);
      default: return with_constant();
    }
  }

  // `x op constant`
  Operand with_constant() {
    if (!right().is_constant()) return {};
    Constant constant = program_.constants[right().constant()];
    if (constant.kind == ConstantKind::Null) return with_null();
    if (constant.kind != ConstantKind::Integer) return {};
    bool is_zero = constant.payload == 0, is_one = constant.payload == 1;
    bool is_all_ones = wrap(program_, constant.type, ~uint64_t{0}) == constant.as_int();
    switch (operation_.opcode) {
      case Opcode::IntAdd: return is_zero ? left() : add_to_sum(constant);
      case Opcode::IntSub:
        if (is_zero) return left();
        // A sum with a negative constant: one form instead of two.
        become(Opcode::IntAdd, {left(), integer(-constant.as_int())});
        return add_to_sum(program_.constants[right().constant()]);
      case Opcode::AdrAdd:
      case Opcode::AdrSub:
      case Opcode::IntLshift:
      case Opcode::IntRshift:
      case Opcode::UintRshift: return is_zero ? left() : Operand{};
      case Opcode::IntXor: return is_zero ? left() : Operand{};
      case Opcode::IntMul: return is_zero ? right() : is_one ? left() : Operand{};
      case Opcode::UintMulHigh: return is_zero || is_one ? integer(0) : Operand{};
      case Opcode::IntAnd: return is_zero ? right() : is_all_ones ? left() : Operand{};
      case Opcode::IntOr: return is_zero ? left() : is_all_ones ? right() : Operand{};
      case Opcode::IntDiv:
      case Opcode::UintDiv: return is_one ? left() : Operand{};
      case Opcode::UintMod: return is_one ? integer(0) : Operand{};
      case Opcode::IntMod: return is_one || is_all_ones ? integer(0) : Operand{};
      case Opcode::IntAddOverflows:
      case Opcode::IntSubOverflows: return is_zero ? boolean(false) : Operand{};
      case Opcode::IntMulOverflows: return is_zero || is_one ? boolean(false) : Operand{};
      case Opcode::UintLt: return is_zero ? boolean(false) : Operand{};
      case Opcode::UintGe: return is_zero ? boolean(true) : Operand{};
      case Opcode::IntEq:
      case Opcode::IntNe: return compare_converted(constant);
      default: return {};
    }
  }

  // `(x + 1) + 2` is `x + 3`.
  Operand add_to_sum(const Constant& constant) {
    const Operation* inner = definition(left(), Opcode::IntAdd);
    if (!inner || !inner->operands[1].is_constant()) return {};
    const Constant& first = program_.constants[inner->operands[1].constant()];
    if (first.kind != ConstantKind::Integer) return {};
    Operand sum = integer(static_cast<int64_t>(first.payload + constant.payload));
    if (program_.constants[sum.constant()].payload == 0) return inner->operands[0];
    operation_.operands = {inner->operands[0], sum};
    return {};
  }

  // Comparisons of what was a Bool or a character before it became an integer.
  Operand compare_converted(const Constant& constant) {
    const Operation* cast = definition(left());
    if (!cast) return {};
    bool is_equality = operation_.opcode == Opcode::IntEq;
    if (cast->opcode == Opcode::CastBoolToInt) {
      if (constant.payload > 1) return boolean(!is_equality);
      if ((constant.payload == 1) == is_equality) return cast->operands[0];
      become(Opcode::BoolNot, {cast->operands[0]});
      return {};
    }
    if (cast->opcode == Opcode::CastCharToInt) {
      TypeId character = program_.type_of(function_, cast->operands[0]);
      if (constant.payload > (character == TypeTable::char_ ? 0xffu : 0xffff'ffffu)) return boolean(!is_equality);
      ConstantId code = program_.constants.integer(character, constant.as_int());
      become(is_equality ? Opcode::CharEq : Opcode::CharNe, {cast->operands[0], code});
    }
    return {};
  }

  Operand with_null() {
    if (operation_.opcode == Opcode::PtrEq) become(Opcode::PtrIsNull, {left()});
    if (operation_.opcode == Opcode::PtrNe) become(Opcode::PtrNonnull, {left()});
    return {};
  }

  Program& program_;
  const Function& function_;
  Operation& operation_;
  std::span<Operation* const> definitions_;
};

// The index of a constant operand; -1 for anything else.
int64_t constant_index(const Program& program, Operand operand) {
  if (!operand.is_constant()) return -1;
  const Constant& constant = program.constants[operand.constant()];
  return constant.kind == ConstantKind::Integer ? constant.as_int() : -1;
}

Operand read_item(Program& program, const Data& data, TypeId array, Operand index_operand) {
  const ArrayType& type = program.types.array_type(array);
  int64_t index = constant_index(program, index_operand);
  if (index < 0 || (!type.immutable && !data.immutable)) return {};
  size_t position = static_cast<size_t>(index);
  if (position < data.bytes.size())
    return program.constants.integer(TypeTable::char_, static_cast<unsigned char>(data.bytes[position]));
  bool is_flat = program.types.kind(type.item) != TypeKind::Struct;
  return is_flat && position < data.items.size() ? Operand{data.items[position]} : Operand{};
}

}  // namespace

Opcode opposite_comparison(Opcode opcode) {
  switch (opcode) {
    case Opcode::IntEq: return Opcode::IntNe;
    case Opcode::IntNe: return Opcode::IntEq;
    case Opcode::IntLt: return Opcode::IntGe;
    case Opcode::IntLe: return Opcode::IntGt;
    case Opcode::IntGt: return Opcode::IntLe;
    case Opcode::IntGe: return Opcode::IntLt;
    case Opcode::UintLt: return Opcode::UintGe;
    case Opcode::UintLe: return Opcode::UintGt;
    case Opcode::UintGt: return Opcode::UintLe;
    case Opcode::UintGe: return Opcode::UintLt;
    case Opcode::CharEq: return Opcode::CharNe;
    case Opcode::CharNe: return Opcode::CharEq;
    case Opcode::CharLt: return Opcode::CharGe;
    case Opcode::CharLe: return Opcode::CharGt;
    case Opcode::CharGt: return Opcode::CharLe;
    case Opcode::CharGe: return Opcode::CharLt;
    case Opcode::PtrEq: return Opcode::PtrNe;
    case Opcode::PtrNe: return Opcode::PtrEq;
    case Opcode::PtrIsNull: return Opcode::PtrNonnull;
    case Opcode::PtrNonnull: return Opcode::PtrIsNull;
    case Opcode::AdrEq: return Opcode::AdrNe;
    case Opcode::AdrNe: return Opcode::AdrEq;
    default: return Opcode::Count;
  }
}

Operand simplify_operation(Program& program, const Function& function, Operation& operation,
                           std::span<Operation* const> definitions) {
  return Algebra(program, function, operation, definitions).simplify();
}

Operand read_prebuilt(Program& program, const Operation& operation) {
  if (operation.operands.empty() || !operation.operands[0].is_constant()) return {};
  const Constant pointer = program.constants[operation.operands[0].constant()];
  if (pointer.kind != ConstantKind::Data) return {};
  const Data& data = program.data[pointer.as_data().index];
  const TypeTable& types = program.types;
  bool is_struct = types.kind(data.type) == TypeKind::Struct;
  auto length = [&](TypeId array) -> Operand {
    if (types.kind(types.array_type(array).item) == TypeKind::Struct) return {};
    return program.constants.integer(TypeTable::signed_, static_cast<int64_t>(data.bytes.size() + data.items.size()));
  };
  switch (operation.opcode) {
    case Opcode::Getfield: {
      if (!is_struct || operation.immediate >= data.fields.size()) return {};
      // The pointer may be to a base: the field is the same one.
      bool is_immutable = data.immutable || types.struct_type(data.type).fields[operation.immediate].immutable;
      return is_immutable ? Operand{data.fields[operation.immediate]} : Operand{};
    }
    case Opcode::Getarraysize: return is_struct ? Operand{} : length(data.type);
    case Opcode::Getarrayitem: return is_struct ? Operand{} : read_item(program, data, data.type, operation.operands[1]);
    case Opcode::Gettailsize: return types.tail_array(data.type).valid() ? length(types.tail_array(data.type)) : Operand{};
    case Opcode::Gettailitem:
      if (!types.tail_array(data.type).valid()) return {};
      return read_item(program, data, types.tail_array(data.type), operation.operands[1]);
    default: return {};
  }
}

}  // namespace weft::passes
