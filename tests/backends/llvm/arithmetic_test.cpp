#include <limits>

#include "tests/backends/llvm/test_program.h"

namespace weft::backend {
namespace {

using ir::Opcode;
using ir::Operand;
using ir::ValueId;
using T = ir::TypeTable;

class ArithmeticTest : public AtEveryLevel {
 protected:
  // One for a program without arguments, in a way that is not known when translating.
  ValueId one() { return test.parameter(test.entry, 0); }
  Operand number(int64_t value) { return builder.integer(value); }
  // A value that is not known when translating.
  ValueId variable(int64_t value) { return emit(Opcode::IntMul, T::signed_, {one(), number(value)}); }
  ValueId emit(Opcode opcode, ir::TypeId type, std::vector<Operand> operands) {
    return builder.emit(opcode, type, std::move(operands));
  }
  void show(Opcode opcode, int64_t left, int64_t right) {
    test.print_int(builder, emit(opcode, T::signed_, {variable(left), variable(right)}));
  }
  void show_condition(Operand condition) {
    test.print_int(builder, emit(Opcode::CastBoolToInt, T::signed_, {condition}));
  }
  std::string output() {
    builder.return_(number(0));
    RunResult result = test.run(options());
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.err, "");
    return result.out;
  }

  TestProgram test;
  ir::Builder builder = test.builder(test.entry);
  static constexpr int64_t smallest = std::numeric_limits<int64_t>::min();
};

INSTANTIATE_TEST_SUITE_P(Levels, ArithmeticTest, testing::Values(OptimizationLevel::O0, OptimizationLevel::O2, OptimizationLevel::Oz));

TEST_P(ArithmeticTest, IntegersWrapAndTruncate) {
  show(Opcode::IntAdd, 40, 2);
  show(Opcode::IntSub, 1, 43);
  show(Opcode::IntMul, -6, 7);
  show(Opcode::IntDiv, -7, 2);
  show(Opcode::IntMod, -7, 2);
  show(Opcode::UintDiv, -1, smallest);
  show(Opcode::UintMod, 7, 4);
  EXPECT_EQ(output(), "42\n-42\n-42\n-3\n-1\n1\n3\n");
}

TEST_P(ArithmeticTest, BothWordsOfAProduct) {
  for (auto [x, y] : {std::pair<int64_t, int64_t>{-1, -1}, {smallest, 6}}) {
    ir::Operand left = variable(x), right = variable(y);
    test.print_int(builder, emit(Opcode::IntMul, T::signed_, {left, right}));
    test.print_int(builder, emit(Opcode::UintMulHigh, T::signed_, {left, right}));
  }
  show(Opcode::UintMulHigh, 5, 7);
  EXPECT_EQ(output(), "1\n-2\n0\n3\n0\n");
}

TEST_P(ArithmeticTest, LeadingZeros) {
  for (int64_t x : {int64_t{0}, int64_t{1}, int64_t{-1}})
    test.print_int(builder, emit(Opcode::UintLeadingZeros, T::signed_, {variable(x)}));
  EXPECT_EQ(output(), "64\n63\n0\n");
}

TEST_P(ArithmeticTest, SmallestIntegerDividedByMinusOneWraps) {
  ValueId quotient = emit(Opcode::IntDiv, T::signed_, {variable(smallest), variable(-1)});
  show_condition(emit(Opcode::IntEq, T::bool_, {quotient, number(smallest)}));
  show(Opcode::IntMod, smallest, -1);
  EXPECT_EQ(output(), "1\n0\n");
}

TEST_P(ArithmeticTest, BitOperations) {
  show(Opcode::IntAnd, 12, 10);
  show(Opcode::IntOr, 12, 10);
  show(Opcode::IntXor, 12, 10);
  show(Opcode::IntLshift, 3, 4);
  show(Opcode::IntRshift, -16, 2);
  show(Opcode::UintRshift, -1, 60);
  test.print_int(builder, emit(Opcode::IntInvert, T::signed_, {variable(5)}));
  test.print_int(builder, emit(Opcode::IntNeg, T::signed_, {variable(5)}));
  EXPECT_EQ(output(), "8\n14\n6\n48\n-4\n15\n-6\n-5\n");
}

TEST_P(ArithmeticTest, OverflowChecksShareTheSum) {
  for (int64_t right : {int64_t{1}, int64_t{-1}}) {
    ValueId left = variable(smallest), added = variable(right);
    show_condition(emit(Opcode::IntAddOverflows, T::bool_, {left, added}));
    emit(Opcode::IntAdd, T::signed_, {left, added});
    show_condition(emit(Opcode::IntSubOverflows, T::bool_, {left, added}));
    show_condition(emit(Opcode::IntMulOverflows, T::bool_, {left, added}));
  }
  EXPECT_EQ(output(), "0\n1\n0\n1\n0\n1\n");
  std::string text = emit_llvm_ir(test.program, host_target(), options(), LlvmStage::BeforeOptimization);
  size_t sums = 0;
  for (size_t at = text.find("call { i64, i1 } @llvm.sadd"); at != std::string::npos;
       at = text.find("call { i64, i1 } @llvm.sadd", at + 1))
    ++sums;
  EXPECT_EQ(sums, 2u);
}

TEST_P(ArithmeticTest, Conversions) {
  ValueId byte = emit(Opcode::CastInt, T::u8, {variable(300)});
  test.print_int(builder, emit(Opcode::CastInt, T::signed_, {byte}));
  ValueId small = emit(Opcode::CastInt, T::i8, {variable(200)});
  test.print_int(builder, emit(Opcode::CastInt, T::signed_, {small}));
  ValueId character = emit(Opcode::CastIntToChar, T::char_, {variable(233)});
  test.print_int(builder, emit(Opcode::CastCharToInt, T::signed_, {character}));
  ValueId half = emit(Opcode::FloatDiv, T::float_,
                      {emit(Opcode::CastIntToFloat, T::float_, {variable(-7)}), test.program.constants.floating(2.0)});
  test.print_float(builder, half);
  test.print_int(builder, emit(Opcode::CastFloatToInt, T::signed_, {half}));
  ValueId bits = emit(Opcode::CastFloatToBits, T::i64, {half});
  test.print_float(builder, emit(Opcode::CastBitsToFloat, T::float_, {bits}));
  EXPECT_EQ(output(), "44\n-56\n233\n-3.5\n-3\n-3.5\n");
}

TEST_P(ArithmeticTest, Floats) {
  ValueId two = emit(Opcode::CastIntToFloat, T::float_, {variable(2)});
  test.print_float(builder, emit(Opcode::FloatSqrt, T::float_, {two}));
  test.print_float(builder, emit(Opcode::FloatFloor, T::float_,
                                 {emit(Opcode::FloatNeg, T::float_, {emit(Opcode::FloatSqrt, T::float_, {two})})}));
  ValueId nan = emit(Opcode::FloatSub, T::float_,
                     {emit(Opcode::FloatDiv, T::float_, {two, test.program.constants.floating(0.0)}),
                      test.program.constants.floating(std::numeric_limits<double>::infinity())});
  show_condition(emit(Opcode::FloatEq, T::bool_, {nan, nan}));
  show_condition(emit(Opcode::FloatNe, T::bool_, {nan, nan}));
  show_condition(emit(Opcode::FloatGe, T::bool_, {nan, two}));
  EXPECT_EQ(output(), "1.4142135623730951\n-2\n0\n1\n0\n");
}

TEST_P(ArithmeticTest, SwitchAndLoops) {
  // total = 0; for i in 0..5: total += {0: 1, 1: 10, 3: 1000}.get(i, 7)
  ir::BlockId loop = builder.new_block(), body = builder.new_block(), next = builder.new_block(),
              done = builder.new_block();
  ValueId i = builder.add_argument(loop, T::signed_), total = builder.add_argument(loop, T::signed_);
  ValueId amount = builder.add_argument(next, T::signed_);
  builder.jump(loop, {number(0), number(0)});
  builder.set_block(loop);
  builder.branch(emit(Opcode::IntLt, T::bool_, {i, number(5)}), body, done);
  builder.set_block(body);
  ir::Terminator& choice = test.program.function(test.entry).block(body).terminator;
  choice.kind = ir::TerminatorKind::Switch;
  choice.operand = i;
  auto constant = [&](int64_t value) { return test.program.constants.integer(T::signed_, value); };
  choice.cases = {constant(0), constant(1), constant(3)};
  choice.edges = {{next, {number(1)}}, {next, {number(10)}}, {next, {number(1000)}}, {next, {number(7)}}};
  builder.set_block(next);
  builder.jump(loop,
               {emit(Opcode::IntAdd, T::signed_, {i, number(1)}), emit(Opcode::IntAdd, T::signed_, {total, amount})});
  builder.set_block(done);
  test.print_int(builder, total);
  EXPECT_EQ(output(), "1025\n");
}

TEST_P(ArithmeticTest, BranchWithBothEdgesToOneBlock) {
  ir::BlockId join = builder.new_block();
  ValueId chosen = builder.add_argument(join, T::signed_);
  builder.branch(emit(Opcode::IntGt, T::bool_, {one(), number(0)}), {join, {number(5)}}, {join, {number(6)}});
  builder.set_block(join);
  test.print_int(builder, chosen);
  EXPECT_EQ(output(), "5\n");
}

TEST_P(ArithmeticTest, FunctionWithALoopToItsEntryBlock) {
  // def count_down(n): while n > 3: n -= 1; return n
  ir::FunctionId function = test.define("spec.count_down", {T::signed_}, T::signed_, false);
  ir::Builder inner = test.builder(function);
  ValueId n = test.parameter(function, 0);
  ir::BlockId again = inner.new_block(), done = inner.new_block();
  inner.branch(inner.emit(Opcode::IntGt, T::bool_, {n, number(3)}), again, done);
  inner.set_block(again);
  inner.jump(ir::Function::entry, {inner.emit(Opcode::IntSub, T::signed_, {n, number(1)})});
  inner.set_block(done);
  inner.return_(n);
  test.print_int(builder, builder.call(function, {variable(10)}));
  EXPECT_EQ(output(), "3\n");
}

}  // namespace
}  // namespace weft::backend
