#include "tests/backends/llvm/test_program.h"

namespace weft::backend {
namespace {

using ir::Opcode;
using ir::Operand;
using ir::ValueId;
using T = ir::TypeTable;

class RuntimeTest : public testing::Test {
 protected:
  Operand number(int64_t value) { return builder.integer(value); }
  Operand floating(double value) { return test.program.constants.floating(value); }
  Operand address_of(const std::string& text) {
    return builder.emit(Opcode::Arrayaddress, T::address, {test.characters(text)});
  }
  std::string output(CodegenOptions options = {}) {
    builder.return_(number(0));
    RunResult result = test.run(options);
    EXPECT_EQ(result.status, 0) << result.err;
    return result.out;
  }

  TestProgram test;
  ir::Builder builder = test.builder(test.entry);
};

TEST_F(RuntimeTest, FormatsFloats) {
  test.print_float(builder, floating(3.14159), 'f', 2);
  test.print_float(builder, floating(1e100), 'f', 1);
  test.print_float(builder, floating(12345.678), 'e', 3);
  test.print_float(builder, floating(12345.678), 'G', 3);
  test.print_float(builder, floating(-HUGE_VAL), 'F', 3);
  EXPECT_EQ(
      output(),
      "3.14\n10000000000000000159028911097599180468360808563945281389781327557747838772170381060813469985856815104.0\n"
      "1.235e+04\n1.23E+04\n-INF\n");
}

TEST_F(RuntimeTest, ReadsFloats) {
  ir::FunctionId read = test.external("weft_strtod", {T::address, T::signed_}, T::float_);
  ir::FunctionId end = test.external("weft_strtod_end", {}, T::signed_);
  for (std::string text : {"1.5e3x", "-.25", "0x10", "Infinity", "-nan", "1e", ".", "12_3"}) {
    test.print_float(builder, builder.call(read, {address_of(text), number(static_cast<int64_t>(text.size()))}));
    test.print_int(builder, builder.call(end, {}));
  }
  EXPECT_EQ(output(), "1500\n5\n-0.25\n4\n0\n1\ninf\n8\nnan\n4\n1\n1\n0\n0\n12\n2\n");
}

TEST_F(RuntimeTest, PrintIsBufferedAndWriteIsNot) {
  ir::FunctionId write = test.external("weft_write", {T::signed_, T::address, T::signed_}, T::signed_);
  test.print_text(builder, "printed\n");
  builder.call(write, {number(1), address_of("written\n"), number(8)});
  EXPECT_EQ(output(), "written\nprinted\n");
}

TEST_F(RuntimeTest, LargeOutputKeepsItsOrder) {
  std::string expected;
  for (int i = 0; i < 3; ++i) {
    std::string large(6000, static_cast<char>('a' + i));
    test.print_text(builder, large);
    expected += large;
  }
  test.print_text(builder, std::string(20000, 'z'));
  EXPECT_EQ(output(), expected + std::string(20000, 'z'));
}

TEST_F(RuntimeTest, ExitFlushes) {
  ir::FunctionId exit = test.external("weft_exit", {T::signed_}, T::void_);
  test.print_text(builder, "bye\n");
  builder.call(exit, {number(3)});
  builder.return_(number(0));
  EXPECT_EQ(test.run({}), (RunResult{3, "bye\n", ""}));
}

TEST_F(RuntimeTest, FilesAndErrors) {
  ir::FunctionId open = test.external("weft_open", {T::address, T::signed_, T::signed_}, T::signed_);
  ir::FunctionId get_errno = test.external("weft_get_errno", {}, T::signed_);
  test.print_int(builder,
                 builder.call(open, {address_of(std::string("/nonexistent/file\0", 18)), number(0), number(0)}));
  test.print_int(builder, builder.call(get_errno, {}));
  EXPECT_EQ(output(), "-1\n2\n");
}

class StackTest : public AtEveryLevel {};
INSTANTIATE_TEST_SUITE_P(Levels, StackTest, testing::Values(OptimizationLevel::O0, OptimizationLevel::O2, OptimizationLevel::Oz));

TEST_P(StackTest, DeepRecursionIsNoticed) {
  // def dive(n): return -1 if stack_too_deep() else n - dive(n + 1)
  TestProgram test;
  ir::FunctionId check = test.external("weft_stack_too_deep", {}, T::bool_);
  ir::FunctionId dive = test.define("spec.dive", {T::signed_}, T::signed_);
  test.program.function(dive).inline_hint = ir::InlineHint::Never;
  ir::Builder inner = test.builder(dive);
  ir::BlockId deep = inner.new_block(), further = inner.new_block();
  inner.branch(inner.call(check, {}), deep, further);
  inner.set_block(deep);
  inner.raise(test.exception_instance("RecursionError"));
  inner.set_block(further);
  ValueId n = test.parameter(dive, 0);
  ValueId below = inner.call(dive, {inner.emit(Opcode::IntAdd, T::signed_, {n, inner.integer(1)})});
  ValueId exception = inner.emit(Opcode::LastException, test.object_pointer, {});
  ir::BlockId raising = inner.new_block(), normal = inner.new_block();
  inner.branch(inner.emit(Opcode::PtrNonnull, T::bool_, {exception}), raising, normal);
  inner.set_block(raising);
  inner.emit(Opcode::RecordTraceback, T::void_, {});
  inner.raise(exception);
  inner.set_block(normal);
  inner.return_(inner.emit(Opcode::IntSub, T::signed_, {n, below}));
  ir::Builder builder = test.builder(test.entry);
  builder.call(dive, {builder.integer(0)});
  exception = builder.emit(Opcode::LastException, test.object_pointer, {});
  builder.raise(exception);
  RunResult result = test.run(options());
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.err.find("more, further in\nFatal RPython error: RecursionError\n"), std::string::npos)
      << result.err;
}

}  // namespace
}  // namespace weft::backend
