// The operation table: the one description of every operation that printer, parser, verifier, passes, backend and JIT
// read. Adding an operation means adding an enumerator to opcodes.h, a row here, and its lowering in the backend.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "translator/ir/opcodes.h"

namespace weft::ir {

// What Operation::immediate holds.
enum class Immediate : uint8_t {
  None,
  Name,       // StringId: an attribute's or global's name
  Count,      // a number
  CallShape,  // CallShapeId
  Field,      // position of a field in the struct the operation addresses
  Type,       // TypeId of the struct or array to allocate
  JitDriver,  // JitDriverId
};

// Bits: what an operation may do besides computing its result. What collects may run finalizers: see `may_write`.
struct Effects {
  static constexpr uint8_t none = 0, raises = 1, reads = 2, writes = 4, collects = 8;
  static constexpr uint8_t folds = 16;  // a pure function of its operands: may be computed while translating
};

// The stages an operation belongs to: before the typer; from the typer on; only after the exception transform.
enum class OperationStage : uint8_t { High, Low, Woven };

// `signature` gives operand types, `>` and the result type, a letter each:
//   o Any          b Bool        i an integer type, the same for every `i`    w Signed
//   x Char or UniChar, all the same    f Float    s SingleFloat    a Address   p any pointer    v Void
//   ? anything     = the type of the last `?`     I, X, P: an integer, character or pointer type that only the result
//   has            *  the letter before it any number of times (none included)
struct OperationInfo {
  Opcode opcode;
  std::string_view name;
  std::string_view signature;
  Immediate immediate;
  uint8_t effects;
  OperationStage stage;

  constexpr bool can_raise() const { return (effects & Effects::raises) != 0; }
  constexpr bool reads() const { return (effects & Effects::reads) != 0; }
  constexpr bool writes() const { return (effects & Effects::writes) != 0; }
  constexpr bool may_collect() const { return (effects & Effects::collects) != 0; }
  constexpr bool is_foldable() const { return (effects & Effects::folds) != 0; }
  // Without effect when nobody uses the result.
  constexpr bool is_removable() const { return (effects & (Effects::raises | Effects::writes)) == 0; }
};

inline constexpr std::array<OperationInfo, static_cast<size_t>(Opcode::Count)> operation_table{{
    // High-level: Python semantics on Any values.
    {Opcode::Add, "add", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Sub, "sub", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Mul, "mul", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Truediv, "truediv", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Floordiv, "floordiv", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Mod, "mod", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Pow, "pow", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Lshift, "lshift", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Rshift, "rshift", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::BitAnd, "bit_and", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::BitOr, "bit_or", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::BitXor, "bit_xor", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::InplaceAdd, "inplace_add", "oo>o", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::InplaceSub, "inplace_sub", "oo>o", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::InplaceMul, "inplace_mul", "oo>o", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::InplaceTruediv, "inplace_truediv", "oo>o", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::InplaceFloordiv, "inplace_floordiv", "oo>o", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::InplaceMod, "inplace_mod", "oo>o", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::InplacePow, "inplace_pow", "oo>o", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::InplaceLshift, "inplace_lshift", "oo>o", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::InplaceRshift, "inplace_rshift", "oo>o", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::InplaceBitAnd, "inplace_bit_and", "oo>o", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::InplaceBitOr, "inplace_bit_or", "oo>o", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::InplaceBitXor, "inplace_bit_xor", "oo>o", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::Neg, "neg", "o>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Pos, "pos", "o>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Invert, "invert", "o>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Bool, "bool", "o>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Not, "not", "o>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Lt, "lt", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Le, "le", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Eq, "eq", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Ne, "ne", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Gt, "gt", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Ge, "ge", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Is, "is", "oo>o", Immediate::None, Effects::none, OperationStage::High},
    {Opcode::IsNot, "is_not", "oo>o", Immediate::None, Effects::none, OperationStage::High},
    {Opcode::Contains, "contains", "oo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Getattr, "getattr", "o>o", Immediate::Name, Effects::raises | Effects::reads, OperationStage::High},
    {Opcode::Setattr, "setattr", "oo>v", Immediate::Name, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::Getglobal, "getglobal", "o>o", Immediate::Name, Effects::reads, OperationStage::High},
    {Opcode::Setglobal, "setglobal", "oo>v", Immediate::Name, Effects::writes, OperationStage::High},
    {Opcode::Getitem, "getitem", "oo>o", Immediate::None, Effects::raises | Effects::reads, OperationStage::High},
    {Opcode::Setitem, "setitem", "ooo>v", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::Delitem, "delitem", "oo>v", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::Getslice, "getslice", "oooo>o", Immediate::None, Effects::raises | Effects::reads, OperationStage::High},
    {Opcode::Setslice, "setslice", "ooooo>v", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::Delslice, "delslice", "oooo>v", Immediate::None, Effects::raises | Effects::writes, OperationStage::High},
    {Opcode::Newlist, "newlist", "o*>o", Immediate::None, Effects::collects, OperationStage::High},
    {Opcode::Newtuple, "newtuple", "o*>o", Immediate::None, Effects::collects, OperationStage::High},
    {Opcode::Newdict, "newdict", "o*>o", Immediate::None, Effects::raises | Effects::collects, OperationStage::High},
    {Opcode::Newset, "newset", "o*>o", Immediate::None, Effects::raises | Effects::collects, OperationStage::High},
    {Opcode::Iter, "iter", "o>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::IterMore, "iter_more", "o>o", Immediate::None, Effects::raises | Effects::reads | Effects::writes, OperationStage::High},
    {Opcode::IterItem, "iter_item", "o>o", Immediate::None, Effects::raises | Effects::reads | Effects::writes, OperationStage::High},
    {Opcode::UnpackCheck, "unpack_check", "o>v", Immediate::Count, Effects::raises | Effects::reads, OperationStage::High},
    {Opcode::Format, "format", "ooo>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::BuildString, "build_string", "o*>o", Immediate::None, Effects::collects, OperationStage::High},
    {Opcode::Call, "call", "oo*>o", Immediate::CallShape, Effects::raises | Effects::reads | Effects::writes | Effects::collects, OperationStage::High},
    {Opcode::ExceptionMatch, "exception_match", "oo>o", Immediate::None, Effects::none, OperationStage::High},
    {Opcode::MakeException, "make_exception", "o>o", Immediate::None, Effects::raises, OperationStage::High},
    {Opcode::Contract, "contract", "oo>o", Immediate::None, Effects::none, OperationStage::High},
    // What a suspended function keeps of its variables: attributes, but one that has no value yet may be read and written.
    {Opcode::FrameLoad, "frame_load", "o>o", Immediate::Name, Effects::reads, OperationStage::High},
    {Opcode::FrameStore, "frame_store", "oo>v", Immediate::Name, Effects::writes, OperationStage::High},
    // Integers. One family for every width; `uint_` where signedness matters.
    {Opcode::IntAdd, "int_add", "ii>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntSub, "int_sub", "ii>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntMul, "int_mul", "ii>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntAnd, "int_and", "ii>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntOr, "int_or", "ii>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntXor, "int_xor", "ii>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntLshift, "int_lshift", "ii>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntRshift, "int_rshift", "ii>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::UintRshift, "uint_rshift", "ii>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntDiv, "int_div", "ii>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::UintDiv, "uint_div", "ii>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntMod, "int_mod", "ii>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::UintMod, "uint_mod", "ii>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::UintMulHigh, "uint_mul_high", "ii>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::UintLeadingZeros, "uint_leading_zeros", "i>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntNeg, "int_neg", "i>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntInvert, "int_invert", "i>i", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntAddOverflows, "int_add_overflows", "ii>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntSubOverflows, "int_sub_overflows", "ii>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntMulOverflows, "int_mul_overflows", "ii>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntEq, "int_eq", "ii>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntNe, "int_ne", "ii>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntLt, "int_lt", "ii>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntLe, "int_le", "ii>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntGt, "int_gt", "ii>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::IntGe, "int_ge", "ii>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::UintLt, "uint_lt", "ii>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::UintLe, "uint_le", "ii>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::UintGt, "uint_gt", "ii>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::UintGe, "uint_ge", "ii>b", Immediate::None, Effects::folds, OperationStage::Low},
    // Booleans, characters, floats.
    {Opcode::BoolNot, "bool_not", "b>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CharEq, "char_eq", "xx>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CharNe, "char_ne", "xx>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CharLt, "char_lt", "xx>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CharLe, "char_le", "xx>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CharGt, "char_gt", "xx>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CharGe, "char_ge", "xx>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatAdd, "float_add", "ff>f", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatSub, "float_sub", "ff>f", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatMul, "float_mul", "ff>f", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatDiv, "float_div", "ff>f", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatNeg, "float_neg", "f>f", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatAbs, "float_abs", "f>f", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatSqrt, "float_sqrt", "f>f", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatFloor, "float_floor", "f>f", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatCeil, "float_ceil", "f>f", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatEq, "float_eq", "ff>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatNe, "float_ne", "ff>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatLt, "float_lt", "ff>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatLe, "float_le", "ff>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatGt, "float_gt", "ff>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::FloatGe, "float_ge", "ff>b", Immediate::None, Effects::folds, OperationStage::Low},
    // Conversions: the result type says to what.
    {Opcode::CastInt, "cast_int", "i>I", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CastBoolToInt, "cast_bool_to_int", "b>I", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CastCharToInt, "cast_char_to_int", "x>I", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CastIntToChar, "cast_int_to_char", "i>X", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CastIntToFloat, "cast_int_to_float", "i>f", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CastFloatToInt, "cast_float_to_int", "f>I", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CastFloatToSingle, "cast_float_to_single", "f>s", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CastSingleToFloat, "cast_single_to_float", "s>f", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CastFloatToBits, "cast_float_to_bits", "f>I", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CastBitsToFloat, "cast_bits_to_float", "i>f", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::SameAs, "same_as", "?>=", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::Select, "select", "b?=>=", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::Likely, "likely", "b>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::Unlikely, "unlikely", "b>b", Immediate::None, Effects::folds, OperationStage::Low},
    // Pointers and addresses.
    {Opcode::PtrEq, "ptr_eq", "pp>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::PtrNe, "ptr_ne", "pp>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::PtrIsNull, "ptr_is_null", "p>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::PtrNonnull, "ptr_nonnull", "p>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CastPointer, "cast_pointer", "p>P", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CastPtrToAdr, "cast_ptr_to_adr", "p>a", Immediate::None, Effects::none, OperationStage::Low},
    {Opcode::CastAdrToPtr, "cast_adr_to_ptr", "a>P", Immediate::None, Effects::none, OperationStage::Low},
    {Opcode::CastAdrToInt, "cast_adr_to_int", "a>w", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::CastIntToAdr, "cast_int_to_adr", "w>a", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::AdrAdd, "adr_add", "aw>a", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::AdrSub, "adr_sub", "aw>a", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::AdrDelta, "adr_delta", "aa>w", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::AdrEq, "adr_eq", "aa>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::AdrNe, "adr_ne", "aa>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::AdrLt, "adr_lt", "aa>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::AdrLe, "adr_le", "aa>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::AdrGt, "adr_gt", "aa>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::AdrGe, "adr_ge", "aa>b", Immediate::None, Effects::folds, OperationStage::Low},
    {Opcode::RawLoad, "raw_load", "aw>?", Immediate::None, Effects::reads, OperationStage::Low},
    {Opcode::RawStore, "raw_store", "aw?>v", Immediate::None, Effects::writes, OperationStage::Low},
    {Opcode::RawMemclear, "raw_memclear", "aw>v", Immediate::None, Effects::writes, OperationStage::Low},
    {Opcode::RawMemcopy, "raw_memcopy", "aaw>v", Immediate::None, Effects::reads | Effects::writes, OperationStage::Low},
    // Memory.
    {Opcode::Malloc, "malloc", ">P", Immediate::Type, Effects::collects | Effects::raises, OperationStage::Low},
    {Opcode::MallocVarsize, "malloc_varsize", "w>P", Immediate::Type, Effects::collects | Effects::raises, OperationStage::Low},
    {Opcode::MallocUncleared, "malloc_uncleared", "w>P", Immediate::Type, Effects::collects | Effects::raises, OperationStage::Low},
    {Opcode::RawMalloc, "raw_malloc", ">P", Immediate::Type, Effects::raises, OperationStage::Low},
    {Opcode::RawMallocVarsize, "raw_malloc_varsize", "w>P", Immediate::Type, Effects::raises, OperationStage::Low},
    {Opcode::RawFree, "raw_free", "p>v", Immediate::None, Effects::writes, OperationStage::Low},
    {Opcode::Getfield, "getfield", "p>?", Immediate::Field, Effects::reads, OperationStage::Low},
    {Opcode::Setfield, "setfield", "p?>v", Immediate::Field, Effects::writes, OperationStage::Low},
    {Opcode::Getarraysize, "getarraysize", "p>w", Immediate::None, Effects::reads, OperationStage::Low},
    {Opcode::Setarraysize, "setarraysize", "pw>v", Immediate::None, Effects::writes, OperationStage::Low},
    {Opcode::Getarrayitem, "getarrayitem", "pw>?", Immediate::None, Effects::reads, OperationStage::Low},
    {Opcode::Setarrayitem, "setarrayitem", "pw?>v", Immediate::None, Effects::writes, OperationStage::Low},
    {Opcode::Getarrayfield, "getarrayfield", "pw>?", Immediate::Field, Effects::reads, OperationStage::Low},
    {Opcode::Setarrayfield, "setarrayfield", "pw?>v", Immediate::Field, Effects::writes, OperationStage::Low},
    {Opcode::Gettailsize, "gettailsize", "p>w", Immediate::None, Effects::reads, OperationStage::Low},
    {Opcode::Settailsize, "settailsize", "pw>v", Immediate::None, Effects::writes, OperationStage::Low},
    {Opcode::Gettailitem, "gettailitem", "pw>?", Immediate::None, Effects::reads, OperationStage::Low},
    {Opcode::Settailitem, "settailitem", "pw?>v", Immediate::None, Effects::writes, OperationStage::Low},
    {Opcode::Arraycopy, "arraycopy", "pwpww>v", Immediate::None, Effects::reads | Effects::writes, OperationStage::Low},
    {Opcode::Tailcopy, "tailcopy", "pwpww>v", Immediate::None, Effects::reads | Effects::writes, OperationStage::Low},
    {Opcode::Arrayclear, "arrayclear", "pww>v", Immediate::None, Effects::writes, OperationStage::Low},
    {Opcode::Tailcompare, "tailcompare", "pwpww>w", Immediate::None, Effects::reads, OperationStage::Low},
    {Opcode::Tailaddress, "tailaddress", "p>a", Immediate::None, Effects::none, OperationStage::Low},
    {Opcode::Arrayaddress, "arrayaddress", "p>a", Immediate::None, Effects::none, OperationStage::Low},
    {Opcode::AtomicLoad, "atomic_load", "p>?", Immediate::Field, Effects::reads | Effects::writes, OperationStage::Low},
    {Opcode::AtomicStore, "atomic_store", "p?>v", Immediate::Field, Effects::reads | Effects::writes, OperationStage::Low},
    {Opcode::AtomicExchange, "atomic_exchange", "p?>=", Immediate::Field, Effects::reads | Effects::writes, OperationStage::Low},
    {Opcode::AtomicCompareExchange, "atomic_compare_exchange", "p?=>b", Immediate::Field, Effects::reads | Effects::writes, OperationStage::Low},
    {Opcode::AtomicAdd, "atomic_add", "pi>i", Immediate::Field, Effects::reads | Effects::writes, OperationStage::Low},
    {Opcode::AtomicAnd, "atomic_and", "pi>i", Immediate::Field, Effects::reads | Effects::writes, OperationStage::Low},
    {Opcode::AtomicOr, "atomic_or", "pi>i", Immediate::Field, Effects::reads | Effects::writes, OperationStage::Low},
    {Opcode::GcIdentityhash, "gc_identityhash", "p>w", Immediate::None, Effects::collects, OperationStage::Low},
    {Opcode::TypeNumber, "type_number", "p>w", Immediate::None, Effects::reads, OperationStage::Low},
    {Opcode::MayBeShared, "may_be_shared", "p>b", Immediate::None, Effects::reads, OperationStage::Low},
    {Opcode::Keepalive, "keepalive", "p>v", Immediate::None, Effects::writes, OperationStage::Low},
    {Opcode::Poll, "poll", ">v", Immediate::None, Effects::reads | Effects::writes, OperationStage::Low},
    // Calls. `direct_call` names its callee as a constant; `indirect_call` through a pointer may reach anything.
    {Opcode::DirectCall, "direct_call", "p?*>?", Immediate::None, Effects::raises | Effects::reads | Effects::writes | Effects::collects, OperationStage::Low},
    {Opcode::IndirectCall, "indirect_call", "p?*>?", Immediate::None, Effects::raises | Effects::reads | Effects::writes | Effects::collects, OperationStage::Low},
    // What travels in place of an exception while the stack is unwound into heap frames; no object. With an operand: that,
    // which is this or an exception.
    {Opcode::Unwinding, "unwinding", "p*>P", Immediate::None, Effects::none, OperationStage::Low},
    // Exceptions, after the exception transform.
    {Opcode::LastException, "last_exception", ">P", Immediate::None, Effects::none, OperationStage::Woven},
    {Opcode::RecordTraceback, "record_traceback", ">v", Immediate::None, Effects::writes, OperationStage::Woven},
    {Opcode::ClearTraceback, "clear_traceback", ">v", Immediate::None, Effects::writes, OperationStage::Woven},
    // Roots are kept in slots that the immediate counts, from the top of the shadow stack on if a function is given that,
    // otherwise in its frame. `root_frame` is about the call that follows directly: how many slots are in use on the shadow
    // stack, which is everything in front of its top; or which ones in the frame, as operands.
    {Opcode::RootsTop, "roots_top", ">a", Immediate::None, Effects::none, OperationStage::Woven},
    {Opcode::RootStore, "root_store", "p>v", Immediate::Count, Effects::writes, OperationStage::Woven},
    {Opcode::RootLoad, "root_load", ">P", Immediate::Count, Effects::reads, OperationStage::Woven},
    {Opcode::RootFrame, "root_frame", "w*>v", Immediate::Count, Effects::writes, OperationStage::Woven},
    // Hints for jit-gen; dropped in a build without a JIT.
    {Opcode::JitMergePoint, "jit_merge_point", "?*>v", Immediate::JitDriver, Effects::reads | Effects::writes, OperationStage::Low},
    {Opcode::CanEnterJit, "can_enter_jit", "?*>v", Immediate::JitDriver, Effects::reads | Effects::writes, OperationStage::Low},
    {Opcode::JitPromote, "jit_promote", "?>=", Immediate::None, Effects::none, OperationStage::Low},
    {Opcode::JitVirtualizable, "jit_virtualizable", "p>p", Immediate::None, Effects::none, OperationStage::Low},
}};

static_assert([] {
  for (size_t i = 0; i < operation_table.size(); ++i)
    if (operation_table[i].opcode != static_cast<Opcode>(i)) return false;
  return true;
}(), "a row of the operation table is missing or out of order");

constexpr const OperationInfo& info(Opcode opcode) { return operation_table[static_cast<size_t>(opcode)]; }

// The operation of that name, for parsers.
std::optional<Opcode> find_opcode(std::string_view name);

}  // namespace weft::ir
