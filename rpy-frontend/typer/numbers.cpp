// Arithmetic and comparison of integers, booleans, floats and addresses.
#include <optional>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::TypeTable;

namespace {

// The value of an integer constant of the new program.
std::optional<int64_t> integer_value(const ir::Program& program, Operand operand) {
  if (!operand.is_constant()) return std::nullopt;
  const ir::Constant& constant = program.constants[operand.constant()];
  if (constant.kind != ir::ConstantKind::Integer) return std::nullopt;
  return constant.as_int();
}

}  // namespace

void FunctionTyper::type_arithmetic(Opcode opcode) {
  Operand a = operation_->operands[0], b = operation_->operands[1];
  const Annotation left = annotation(a), right = annotation(b);
  const Annotation result = annotations_[operation_->result.index];
  const Repr* repr = typer_.reprs.of(result);
  bool is_real = left.is(AnnotationKind::Float) || right.is(AnnotationKind::Float);
  if (opcode == Opcode::Truediv && !is_real)
    return define(helper("rint.ll_int_truediv", {use_integer(a), use_integer(b)}), typer_.reprs.floating());
  if (is_real) {
    const Repr* floating = typer_.reprs.floating();
    return define(float_arithmetic(opcode, use_as(a, floating), use_as(b, floating)), floating);
  }
  if (result.is(AnnotationKind::Bool)) {
    // & | ^ of booleans.
    const Repr* boolean_repr = typer_.reprs.boolean();
    Operand x = use_as(a, boolean_repr), y = use_as(b, boolean_repr);
    switch (opcode) {
      case Opcode::BitAnd: return define(emit(Opcode::Select, TypeTable::bool_, {x, y, boolean(false)}), boolean_repr);
      case Opcode::BitOr: return define(emit(Opcode::Select, TypeTable::bool_, {x, boolean(true), y}), boolean_repr);
      default:
        return define(emit(Opcode::IntNe, TypeTable::bool_,
                           {convert_integer(x, TypeTable::signed_), convert_integer(y, TypeTable::signed_)}),
                      boolean_repr);
    }
  }
  if (!result.is(AnnotationKind::Integer)) return unsupported("arithmetic on values that are not numbers");
  TypeId type = repr->type;
  Operand x = use_as(a, repr);
  if (opcode == Opcode::Lshift || opcode == Opcode::Rshift) {
    // The count's type does not matter.
    Operand y = use_signed(b);
    if (overflow_checked_.contains(operation_->result.index)) return define(overflow_checked(opcode, {x, y}), repr);
    return define(integer_arithmetic(opcode, type, x, y), repr);
  }
  Operand y = use_as(b, repr);
  if (overflow_checked_.contains(operation_->result.index) && type == TypeTable::signed_)
    return define(overflow_checked(opcode, {x, y}), repr);
  bool both_non_negative =
      (left.is(AnnotationKind::Bool) || left.non_negative) && (right.is(AnnotationKind::Bool) || right.non_negative);
  if ((opcode == Opcode::Floordiv || opcode == Opcode::Mod) && both_non_negative && type == TypeTable::signed_) {
    std::optional<int64_t> divisor = integer_value(typer_.program, y);
    if (divisor && *divisor > 0)
      return define(emit(opcode == Opcode::Mod ? Opcode::IntMod : Opcode::IntDiv, type, {x, y}), repr);
    return define(helper(opcode == Opcode::Mod ? "rint.ll_int_mod_nonneg" : "rint.ll_int_floordiv_nonneg", {x, y}),
                  repr);
  }
  define(integer_arithmetic(opcode, type, x, y), repr);
}

Operand FunctionTyper::integer_arithmetic(Opcode opcode, TypeId type, Operand x, Operand y) {
  const ir::Type shape = typer_.program.types[type];
  bool is_signed = shape.is_signed;
  unsigned bits = shape.bits == 0 ? typer_.program.word_bits : shape.bits;
  switch (opcode) {
    case Opcode::Add: return emit(Opcode::IntAdd, type, {x, y});
    case Opcode::Sub: return emit(Opcode::IntSub, type, {x, y});
    case Opcode::Mul: return emit(Opcode::IntMul, type, {x, y});
    case Opcode::BitAnd: return emit(Opcode::IntAnd, type, {x, y});
    case Opcode::BitOr: return emit(Opcode::IntOr, type, {x, y});
    case Opcode::BitXor: return emit(Opcode::IntXor, type, {x, y});
    case Opcode::Floordiv:
    case Opcode::Mod: {
      bool is_mod = opcode == Opcode::Mod;
      if (!is_signed) return helper(is_mod ? "rint.ll_uint_mod" : "rint.ll_uint_floordiv", {x, y});
      return helper(is_mod ? "rint.ll_int_mod" : "rint.ll_int_floordiv", {x, y});
    }
    case Opcode::Lshift:
    case Opcode::Rshift: {
      std::optional<int64_t> count = integer_value(typer_.program, y);
      bool is_left = opcode == Opcode::Lshift;
      if (count && *count >= 0 && *count < static_cast<int64_t>(bits)) {
        Operand typed_count = convert_constant(y, type);
        return emit(is_left     ? Opcode::IntLshift
                    : is_signed ? Opcode::IntRshift
                                : Opcode::UintRshift,
                    type, {x, typed_count});
      }
      if (!is_signed) return helper(is_left ? "rint.ll_uint_lshift" : "rint.ll_uint_rshift", {x, y});
      return helper(is_left ? "rint.ll_int_lshift" : "rint.ll_int_rshift", {x, y});
    }
    case Opcode::Pow: return helper("rint.ll_int_pow", {x, y});
    default: break;
  }
  unsupported("this operator is not defined for int");
  return typer_.zero(type);
}

Operand FunctionTyper::convert_constant(Operand operand, TypeId type) {
  return typer_.program.constants.integer(type, typer_.program.constants[operand.constant()].as_int());
}

Operand FunctionTyper::float_arithmetic(Opcode opcode, Operand x, Operand y) {
  TypeId type = TypeTable::float_;
  switch (opcode) {
    case Opcode::Add: return emit(Opcode::FloatAdd, type, {x, y});
    case Opcode::Sub: return emit(Opcode::FloatSub, type, {x, y});
    case Opcode::Mul: return emit(Opcode::FloatMul, type, {x, y});
    case Opcode::Truediv: return helper("rfloat.ll_float_truediv", {x, y});
    case Opcode::Floordiv: return helper("rfloat.ll_float_floordiv", {x, y});
    case Opcode::Mod: return helper("rfloat.ll_float_mod", {x, y});
    case Opcode::Pow: return helper("rfloat.ll_float_pow", {x, y});
    default: break;
  }
  unsupported("this operator is not defined for float");
  return typer_.zero(type);
}

Operand FunctionTyper::overflow_checked(Opcode opcode, Operands operands) {
  const char* name = nullptr;
  switch (opcode) {
    case Opcode::Add: name = "rint.ll_int_add_ovf"; break;
    case Opcode::Sub: name = "rint.ll_int_sub_ovf"; break;
    case Opcode::Mul: name = "rint.ll_int_mul_ovf"; break;
    case Opcode::Floordiv: name = "rint.ll_int_floordiv_ovf"; break;
    case Opcode::Mod: name = "rint.ll_int_mod_ovf"; break;
    case Opcode::Lshift: name = "rint.ll_int_lshift_ovf"; break;
    case Opcode::Neg: name = "rint.ll_int_neg_ovf"; break;
    case Opcode::Pow: name = "rint.ll_int_pow_ovf"; break;
    default: break;
  }
  if (name == nullptr) return integer_arithmetic(opcode, type_of(operands[0]), operands[0], operands[1]);
  return helper(name, Arguments(operands.begin(), operands.end()));
}

Operand FunctionTyper::compare_numbers(Opcode opcode, const Typed& left, const Typed& right) {
  int offset = opcode == Opcode::Eq   ? 0
               : opcode == Opcode::Ne ? 1
               : opcode == Opcode::Lt ? 2
               : opcode == Opcode::Le ? 3
               : opcode == Opcode::Gt ? 4
                                      : 5;
  auto at = [&](Opcode first) { return static_cast<Opcode>(static_cast<int>(first) + offset); };
  bool left_is_float = left.repr->kind == ReprKind::Float, right_is_float = right.repr->kind == ReprKind::Float;
  if (left_is_float || right_is_float) {
    if (left_is_float != right_is_float && !is_exact_as_float(left_is_float ? right : left))
      return compare_with_float(opcode, left, right);
    const Repr* floating = typer_.reprs.floating();
    return emit(at(Opcode::FloatEq), TypeTable::bool_, {convert(left, floating), convert(right, floating)});
  }
  const ir::TypeTable& types = typer_.program.types;
  auto type_of_number = [&](const Typed& each) {
    return each.repr->kind == ReprKind::Integer ? each.repr->type : TypeTable::signed_;
  };
  auto bits = [&](TypeId each) { return types[each].bits == 0 ? typer_.program.word_bits : types[each].bits; };
  TypeId type = type_of_number(left), other = type_of_number(right);
  bool differ_in_sign = types.is_signed(type) != types.is_signed(other);
  const Typed& signed_one = types.is_signed(type) ? left : right;
  if (bits(other) > bits(type) || (bits(other) == bits(type) && !types.is_signed(other))) type = other;
  // A negative number is less than any unsigned one, which the processor would see otherwise.
  bool may_be_negative = differ_in_sign && !types.is_signed(type) && !is_never_negative(signed_one);
  auto compare = [&]() -> Operand {
    Operand x = convert_integer(left.operand, type), y = convert_integer(right.operand, type);
    bool is_order = offset >= 2;
    if (is_order && !types.is_signed(type)) {
      static constexpr Opcode unsigned_order[] = {Opcode::UintLt, Opcode::UintLe, Opcode::UintGt, Opcode::UintGe};
      return emit(unsigned_order[offset - 2], TypeTable::bool_, {x, y});
    }
    return emit(at(Opcode::IntEq), TypeTable::bool_, {x, y});
  };
  if (!may_be_negative) return compare();
  bool signed_is_left = &signed_one == &left;
  bool when_negative = opcode == Opcode::Ne || (signed_is_left ? opcode == Opcode::Lt || opcode == Opcode::Le
                                                               : opcode == Opcode::Gt || opcode == Opcode::Ge);
  Operand is_negative = emit(Opcode::IntLt, TypeTable::bool_,
                             {signed_one.operand, typer_.zero(type_of_number(signed_one))});
  return emit(Opcode::Select, TypeTable::bool_, {is_negative, boolean(when_negative), compare()});
}

bool FunctionTyper::is_never_negative(const Typed& number) {
  if (number.repr->kind == ReprKind::Bool) return true;
  std::optional<int64_t> value = integer_value(typer_.program, number.operand);
  return value && *value >= 0;
}

// Does every value of the number have a float of its own?
bool FunctionTyper::is_exact_as_float(const Typed& number) {
  if (number.repr->kind != ReprKind::Integer) return true;
  unsigned bits = typer_.program.types[number.repr->type].bits;
  if ((bits == 0 ? typer_.program.word_bits : bits) <= 32) return true;
  constexpr int64_t largest = int64_t{1} << 53;
  std::optional<int64_t> value = integer_value(typer_.program, number.operand);
  return value && *value >= -largest && *value <= largest;
}

Operand FunctionTyper::compare_with_float(Opcode opcode, const Typed& left, const Typed& right) {
  bool is_swapped = left.repr->kind == ReprKind::Float;
  const Typed &number = is_swapped ? right : left, &real = is_swapped ? left : right;
  // -1, 0 or 1; 2 if the float is no number.
  Operand order = helper("rfloat.ll_compare_int_float", {number.operand, real.operand});
  if (opcode == Opcode::Eq) return emit(Opcode::IntEq, TypeTable::bool_, {order, integer(0)});
  if (opcode == Opcode::Ne) return emit(Opcode::IntNe, TypeTable::bool_, {order, integer(0)});
  bool wants_less = (opcode == Opcode::Lt || opcode == Opcode::Le) != is_swapped;
  bool or_equal = opcode == Opcode::Le || opcode == Opcode::Ge;
  if (wants_less) return emit(or_equal ? Opcode::IntLe : Opcode::IntLt, TypeTable::bool_, {order, integer(0)});
  if (or_equal) return emit(Opcode::UintLe, TypeTable::bool_, {order, integer(1)});
  return emit(Opcode::IntEq, TypeTable::bool_, {order, integer(1)});
}

void FunctionTyper::type_address_arithmetic(Opcode opcode) {
  Operand a = operation_->operands[0], b = operation_->operands[1];
  const Repr* address = typer_.reprs.of(annotate::plain(AnnotationKind::Address));
  bool both = annotation(a).is(AnnotationKind::Address) && annotation(b).is(AnnotationKind::Address);
  if (both && opcode == Opcode::Sub)
    return define(emit(Opcode::AdrDelta, TypeTable::signed_, {use(a).operand, use(b).operand}),
                  typer_.reprs.signed_integer());
  if (!annotation(a).is(AnnotationKind::Address)) std::swap(a, b);
  Opcode low = opcode == Opcode::Add ? Opcode::AdrAdd : Opcode::AdrSub;
  define(emit(low, TypeTable::address, {use(a).operand, use_signed(b)}), address);
}

}  // namespace weft::typer
