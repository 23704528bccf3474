#include "translator/passes/folding.h"

#include <bit>
#include <cmath>

#include "translator/ir/operations.h"

namespace weft::passes {

using namespace ir;

namespace {

int64_t sign_extend(uint64_t value, unsigned bits) {
  unsigned shift = 64 - bits;
  return static_cast<int64_t>(value << shift) >> shift;
}

uint64_t zero_extend(uint64_t value, unsigned bits) { return bits == 64 ? value : value & ((uint64_t{1} << bits) - 1); }

// Whether the exact result does not fit a signed number of that many bits.
bool add_overflows(int64_t left, int64_t right, unsigned bits) {
  int64_t result;
  return __builtin_add_overflow(left, right, &result) || sign_extend(static_cast<uint64_t>(result), bits) != result;
}

bool sub_overflows(int64_t left, int64_t right, unsigned bits) {
  int64_t result;
  return __builtin_sub_overflow(left, right, &result) || sign_extend(static_cast<uint64_t>(result), bits) != result;
}

bool mul_overflows(int64_t left, int64_t right, unsigned bits) {
  int64_t result;
  return __builtin_mul_overflow(left, right, &result) || sign_extend(static_cast<uint64_t>(result), bits) != result;
}

class Folder {
 public:
  Folder(const Program& program, Opcode opcode, TypeId result_type, std::span<const Constant> operands)
      : program_(program), opcode_(opcode), result_type_(result_type), operands_(operands) {}

  std::optional<Constant> run() {
    for (const Constant& operand : operands_)
      if (operand.kind != operands_[0].kind && opcode_ != Opcode::Select) return pointers();
    if (operands_.empty()) return std::nullopt;
    switch (operands_[0].kind) {
      case ConstantKind::Integer: return integers();
      case ConstantKind::Float: return floats();
      case ConstantKind::Null:
      case ConstantKind::Data:
      case ConstantKind::Function: return pointers();
      case ConstantKind::Void:
      case ConstantKind::HostObject:
      case ConstantKind::SizeOf:
      case ConstantKind::ItemOffset:
      case ConstantKind::ItemSize:
      case ConstantKind::LengthOffset:
      case ConstantKind::FieldOffset: return std::nullopt;
    }
    return std::nullopt;
  }

 private:
  std::optional<Constant> boolean(bool value) const {
    return Constant{ConstantKind::Integer, TypeTable::bool_, static_cast<uint64_t>(value)};
  }
  std::optional<Constant> integer(uint64_t value) const {
    return Constant{ConstantKind::Integer, result_type_, static_cast<uint64_t>(wrap(program_, result_type_, value))};
  }
  std::optional<Constant> floating(double value) const {
    return Constant{ConstantKind::Float, result_type_, std::bit_cast<uint64_t>(value)};
  }

  // The operands as numbers with and without sign, at the width of their type.
  std::optional<Constant> integers() const {
    unsigned bits = width_of(program_, operands_[0].type);
    bool is_binary = operands_.size() > 1;
    uint64_t left = zero_extend(operands_[0].payload, bits);
    uint64_t right = is_binary ? zero_extend(operands_[1].payload, bits) : 0;
    int64_t signed_left = sign_extend(left, bits), signed_right = sign_extend(right, bits);
    switch (opcode_) {
      case Opcode::IntAdd: return integer(left + right);
      case Opcode::IntSub: return integer(left - right);
      case Opcode::IntMul: return integer(left * right);
      case Opcode::IntAnd: return integer(left & right);
      case Opcode::IntOr: return integer(left | right);
      case Opcode::IntXor: return integer(left ^ right);
      case Opcode::IntNeg: return integer(0 - left);
      case Opcode::IntInvert: return integer(~left);
      case Opcode::IntLshift:
      case Opcode::IntRshift:
      case Opcode::UintRshift:
        if (right >= bits) return std::nullopt;
        if (opcode_ == Opcode::IntLshift) return integer(left << right);
        if (opcode_ == Opcode::UintRshift) return integer(left >> right);
        return integer(static_cast<uint64_t>(signed_left >> right));
      case Opcode::IntDiv:
      case Opcode::IntMod:
        // Rounds towards zero, as machines divide; the quotient of the smallest number and -1 does not fit.
        if (right == 0 || (signed_right == -1 && left == uint64_t{1} << (bits - 1))) return std::nullopt;
        return integer(static_cast<uint64_t>(opcode_ == Opcode::IntDiv ? signed_left / signed_right
                                                                       : signed_left % signed_right));
      case Opcode::UintDiv:
      case Opcode::UintMod:
        if (right == 0) return std::nullopt;
        return integer(opcode_ == Opcode::UintDiv ? left / right : left % right);
      case Opcode::UintMulHigh:
        return integer(static_cast<uint64_t>((static_cast<unsigned __int128>(left) * right) >> bits));
      case Opcode::UintLeadingZeros: return integer(static_cast<uint64_t>(std::countl_zero(left)) - (64 - bits));
      case Opcode::IntAddOverflows: return boolean(add_overflows(signed_left, signed_right, bits));
      case Opcode::IntSubOverflows: return boolean(sub_overflows(signed_left, signed_right, bits));
      case Opcode::IntMulOverflows: return boolean(mul_overflows(signed_left, signed_right, bits));
      case Opcode::IntEq:
      case Opcode::CharEq: return boolean(left == right);
      case Opcode::IntNe:
      case Opcode::CharNe: return boolean(left != right);
      case Opcode::IntLt: return boolean(signed_left < signed_right);
      case Opcode::IntLe: return boolean(signed_left <= signed_right);
      case Opcode::IntGt: return boolean(signed_left > signed_right);
      case Opcode::IntGe: return boolean(signed_left >= signed_right);
      case Opcode::UintLt:
      case Opcode::CharLt: return boolean(left < right);
      case Opcode::UintLe:
      case Opcode::CharLe: return boolean(left <= right);
      case Opcode::UintGt:
      case Opcode::CharGt: return boolean(left > right);
      case Opcode::UintGe:
      case Opcode::CharGe: return boolean(left >= right);
      case Opcode::BoolNot: return boolean(!left);
      case Opcode::Likely:
      case Opcode::Unlikely: return boolean(left);
      case Opcode::CastInt:
        return integer(program_.types.is_signed(operands_[0].type) ? static_cast<uint64_t>(signed_left) : left);
      case Opcode::CastBoolToInt:
      case Opcode::CastCharToInt: return integer(left);
      case Opcode::CastIntToChar:
        if (left > (result_type_ == TypeTable::char_ ? 0xffu : 0xffff'ffffu)) return std::nullopt;
        return Constant{ConstantKind::Integer, result_type_, left};
      case Opcode::CastIntToFloat:
        return floating(program_.types.is_signed(operands_[0].type) ? static_cast<double>(signed_left)
                                                                    : static_cast<double>(left));
      case Opcode::CastBitsToFloat:
        if (bits != 64) return std::nullopt;
        return floating(std::bit_cast<double>(left));
      case Opcode::Select: return operands_[left ? 1 : 2];
      case Opcode::SameAs: return operands_[0];
      default: return std::nullopt;
    }
  }

  std::optional<Constant> floats() const {
    double left = operands_[0].as_float(), right = operands_.size() > 1 ? operands_[1].as_float() : 0;
    switch (opcode_) {
      case Opcode::FloatAdd: return floating(left + right);
      case Opcode::FloatSub: return floating(left - right);
      case Opcode::FloatMul: return floating(left * right);
      case Opcode::FloatDiv: return floating(left / right);
      case Opcode::FloatNeg: return floating(-left);
      case Opcode::FloatAbs: return floating(std::fabs(left));
      case Opcode::FloatSqrt: return floating(std::sqrt(left));
      case Opcode::FloatFloor: return floating(std::floor(left));
      case Opcode::FloatCeil: return floating(std::ceil(left));
      case Opcode::FloatEq: return boolean(left == right);
      case Opcode::FloatNe: return boolean(left != right);
      case Opcode::FloatLt: return boolean(left < right);
      case Opcode::FloatLe: return boolean(left <= right);
      case Opcode::FloatGt: return boolean(left > right);
      case Opcode::FloatGe: return boolean(left >= right);
      case Opcode::CastFloatToInt: return truncated(left);
      case Opcode::CastFloatToSingle: return floating(static_cast<float>(left));
      case Opcode::CastSingleToFloat: return floating(left);
      case Opcode::CastFloatToBits:
        if (width_of(program_, result_type_) != 64) return std::nullopt;
        return integer(std::bit_cast<uint64_t>(left));
      case Opcode::SameAs: return operands_[0];
      default: return std::nullopt;
    }
  }

  // Defined only for what the result type can hold.
  std::optional<Constant> truncated(double value) const {
    unsigned bits = width_of(program_, result_type_);
    bool is_signed = program_.types.is_signed(result_type_);
    double limit = std::ldexp(1.0, static_cast<int>(is_signed ? bits - 1 : bits));
    double whole = std::trunc(value);
    if (!(whole >= (is_signed ? -limit : 0.0) && whole < limit)) return std::nullopt;
    return integer(is_signed ? static_cast<uint64_t>(static_cast<int64_t>(whole)) : static_cast<uint64_t>(whole));
  }

  static bool is_address(const Constant& constant) {
    return constant.kind == ConstantKind::Data || constant.kind == ConstantKind::Function;
  }

  // Null is no object's address, and an object's address is another's only if it is the same object.
  std::optional<Constant> pointers() const {
    for (const Constant& operand : operands_)
      if (operand.kind != ConstantKind::Null && !is_address(operand)) return std::nullopt;
    bool is_same = operands_.size() > 1 && operands_[0].kind == operands_[1].kind &&
                   operands_[0].payload == operands_[1].payload;
    // Equal functions may become one, so that two different ones are not known to stay different.
    bool is_known = is_same || operands_.size() < 2 || operands_[0].kind != ConstantKind::Function ||
                    operands_[1].kind != ConstantKind::Function;
    switch (opcode_) {
      case Opcode::PtrEq:
      case Opcode::AdrEq: return is_known ? boolean(is_same) : std::nullopt;
      case Opcode::PtrNe:
      case Opcode::AdrNe: return is_known ? boolean(!is_same) : std::nullopt;
      case Opcode::PtrIsNull: return boolean(operands_[0].kind == ConstantKind::Null);
      case Opcode::PtrNonnull: return boolean(operands_[0].kind != ConstantKind::Null);
      case Opcode::CastPointer: return Constant{operands_[0].kind, result_type_, operands_[0].payload};
      case Opcode::SameAs: return operands_[0];
      default: return std::nullopt;
    }
  }

  const Program& program_;
  Opcode opcode_;
  TypeId result_type_;
  std::span<const Constant> operands_;
};

}  // namespace

unsigned width_of(const Program& program, TypeId type) {
  switch (program.types.kind(type)) {
    case TypeKind::Bool: return 1;
    case TypeKind::Char: return 8;
    case TypeKind::UniChar: return 32;
    default: break;
  }
  unsigned bits = program.types[type].bits;
  return bits ? bits : program.word_bits;
}

int64_t wrap(const Program& program, TypeId type, uint64_t value) {
  unsigned bits = width_of(program, type);
  if (program.types.is_integer(type) && program.types.is_signed(type)) return sign_extend(value, bits);
  return static_cast<int64_t>(zero_extend(value, bits));
}

std::optional<Constant> fold(const Program& program, Opcode opcode, TypeId result_type,
                             std::span<const Constant> operands) {
  return Folder(program, opcode, result_type, operands).run();
}

}  // namespace weft::passes
