#include "translator/passes/folding.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace weft::passes {
namespace {

using namespace ir;

class Folding : public testing::Test {
 protected:
  Constant integer(int64_t value, TypeId type = TypeTable::signed_) {
    return {ConstantKind::Integer, type, static_cast<uint64_t>(value)};
  }
  Constant floating(double value) { return {ConstantKind::Float, TypeTable::float_, std::bit_cast<uint64_t>(value)}; }

  std::optional<int64_t> fold_integers(Opcode opcode, TypeId type, int64_t left, int64_t right) {
    std::vector<Constant> operands{integer(left, type), integer(right, type)};
    auto result = fold(program, opcode, type, operands);
    return result ? std::optional(result->as_int()) : std::nullopt;
  }
  std::optional<bool> compare(Opcode opcode, TypeId type, int64_t left, int64_t right) {
    std::vector<Constant> operands{integer(left, type), integer(right, type)};
    auto result = fold(program, opcode, TypeTable::bool_, operands);
    return result ? std::optional(result->payload != 0) : std::nullopt;
  }
  std::optional<Constant> unary(Opcode opcode, TypeId type, Constant operand) {
    return fold(program, opcode, type, std::vector{operand});
  }

  Program program;
};

constexpr int64_t smallest = std::numeric_limits<int64_t>::min(), largest = std::numeric_limits<int64_t>::max();

TEST_F(Folding, ArithmeticWraps) {
  EXPECT_EQ(fold_integers(Opcode::IntAdd, TypeTable::signed_, largest, 1), smallest);
  EXPECT_EQ(fold_integers(Opcode::IntSub, TypeTable::signed_, smallest, 1), largest);
  EXPECT_EQ(fold_integers(Opcode::IntMul, TypeTable::i32, 0x10000, 0x10000), 0);
  EXPECT_EQ(fold_integers(Opcode::IntAdd, TypeTable::i8, 127, 1), -128);
  EXPECT_EQ(fold_integers(Opcode::IntAdd, TypeTable::u8, 255, 1), 0);
  EXPECT_EQ(fold_integers(Opcode::IntSub, TypeTable::u16, 0, 1), 65535);
  program.word_bits = 32;
  EXPECT_EQ(fold_integers(Opcode::IntAdd, TypeTable::signed_, 0x7fffffff, 1), -0x80000000ll);
  EXPECT_EQ(fold_integers(Opcode::IntMul, TypeTable::unsigned_, 0xffffffff, 2), 0xfffffffe);
}

TEST_F(Folding, ShiftsKeepToTheWidth) {
  EXPECT_EQ(fold_integers(Opcode::IntLshift, TypeTable::signed_, 1, 63), smallest);
  EXPECT_EQ(fold_integers(Opcode::IntLshift, TypeTable::signed_, 1, 64), std::nullopt);
  EXPECT_EQ(fold_integers(Opcode::IntLshift, TypeTable::signed_, 1, -1), std::nullopt);
  EXPECT_EQ(fold_integers(Opcode::IntRshift, TypeTable::signed_, -8, 1), -4);
  EXPECT_EQ(fold_integers(Opcode::UintRshift, TypeTable::i32, -1, 31), 1);
  EXPECT_EQ(fold_integers(Opcode::UintRshift, TypeTable::u8, 0x80, 7), 1);
  program.word_bits = 32;
  EXPECT_EQ(fold_integers(Opcode::IntLshift, TypeTable::signed_, 1, 31), -0x80000000ll);
  EXPECT_EQ(fold_integers(Opcode::IntLshift, TypeTable::signed_, 1, 32), std::nullopt);
}

TEST_F(Folding, DivisionRoundsTowardsZero) {
  EXPECT_EQ(fold_integers(Opcode::IntDiv, TypeTable::signed_, -7, 2), -3);
  EXPECT_EQ(fold_integers(Opcode::IntMod, TypeTable::signed_, -7, 2), -1);
  EXPECT_EQ(fold_integers(Opcode::IntDiv, TypeTable::signed_, 7, 0), std::nullopt);
  EXPECT_EQ(fold_integers(Opcode::IntMod, TypeTable::signed_, smallest, -1), std::nullopt);
  EXPECT_EQ(fold_integers(Opcode::IntDiv, TypeTable::i8, -128, -1), std::nullopt);
  EXPECT_EQ(fold_integers(Opcode::UintDiv, TypeTable::unsigned_, -1, 2), largest);
  EXPECT_EQ(fold_integers(Opcode::UintMod, TypeTable::i8, -1, 16), 15);
}

TEST_F(Folding, UpperWordsOfProducts) {
  EXPECT_EQ(fold_integers(Opcode::UintMulHigh, TypeTable::unsigned_, -1, -1), -2);
  EXPECT_EQ(fold_integers(Opcode::UintMulHigh, TypeTable::signed_, smallest, 6), 3);
  EXPECT_EQ(fold_integers(Opcode::UintMulHigh, TypeTable::i8, -1, 16), 15);
}

TEST_F(Folding, ComparisonsMindTheSign) {
  EXPECT_EQ(compare(Opcode::IntLt, TypeTable::signed_, -1, 0), true);
  EXPECT_EQ(compare(Opcode::UintLt, TypeTable::signed_, -1, 0), false);
  EXPECT_EQ(compare(Opcode::UintGt, TypeTable::u64, -1, 1), true);
  EXPECT_EQ(compare(Opcode::CharLt, TypeTable::char_, 'a', 0xff), true);
}

TEST_F(Folding, OverflowIsOfTheWidth) {
  EXPECT_EQ(compare(Opcode::IntAddOverflows, TypeTable::signed_, largest, 1), true);
  EXPECT_EQ(compare(Opcode::IntAddOverflows, TypeTable::signed_, largest, 0), false);
  EXPECT_EQ(compare(Opcode::IntMulOverflows, TypeTable::signed_, smallest, -1), true);
  EXPECT_EQ(compare(Opcode::IntSubOverflows, TypeTable::i8, -128, 1), true);
  EXPECT_EQ(compare(Opcode::IntSubOverflows, TypeTable::i8, -127, 1), false);
  program.word_bits = 32;
  EXPECT_EQ(compare(Opcode::IntMulOverflows, TypeTable::signed_, 0x10000, 0x10000), true);
}

TEST_F(Folding, Conversions) {
  EXPECT_EQ(unary(Opcode::CastInt, TypeTable::i8, integer(300))->as_int(), 44);
  EXPECT_EQ(unary(Opcode::CastInt, TypeTable::unsigned_, integer(-1, TypeTable::i32))->as_int(), -1);
  EXPECT_EQ(unary(Opcode::CastInt, TypeTable::signed_, integer(0xffffffff, TypeTable::u32))->as_int(), 0xffffffff);
  EXPECT_EQ(unary(Opcode::CastCharToInt, TypeTable::signed_, integer(0xff, TypeTable::char_))->as_int(), 255);
  EXPECT_EQ(unary(Opcode::CastIntToChar, TypeTable::char_, integer(256)), std::nullopt);
  EXPECT_EQ(unary(Opcode::CastFloatToInt, TypeTable::signed_, floating(-2.9))->as_int(), -2);
  EXPECT_EQ(unary(Opcode::CastFloatToInt, TypeTable::signed_, floating(1e19)), std::nullopt);
  EXPECT_EQ(unary(Opcode::CastFloatToInt, TypeTable::signed_, floating(std::nan(""))), std::nullopt);
  EXPECT_EQ(unary(Opcode::CastFloatToInt, TypeTable::u64, floating(1e19))->payload, 10000000000000000000u);
  EXPECT_EQ(unary(Opcode::CastFloatToBits, TypeTable::i64, floating(1.0))->as_int(), 0x3ff0000000000000);
  EXPECT_EQ(unary(Opcode::CastFloatToSingle, TypeTable::single_float, floating(0.1))->as_float(), double{0.1f});
}

TEST_F(Folding, SizesAreNotKnownYet) {
  std::vector<Constant> operands{{ConstantKind::SizeOf, TypeTable::signed_, TypeTable::signed_.index}, integer(1)};
  EXPECT_EQ(fold(program, Opcode::IntAdd, TypeTable::signed_, operands), std::nullopt);
}

}  // namespace
}  // namespace weft::passes
