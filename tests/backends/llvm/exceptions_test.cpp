#include "tests/backends/llvm/test_program.h"

namespace weft::backend {
namespace {

using ir::Opcode;
using ir::Operand;
using ir::ValueId;
using T = ir::TypeTable;

class ExceptionsTest : public AtEveryLevel {
 protected:
  // Ends the block after a call: raises on, or continues in a new block.
  void propagate(ir::Builder& builder) {
    ValueId exception = builder.emit(Opcode::LastException, test.object_pointer, {});
    ir::BlockId raising = builder.new_block(), normal = builder.new_block();
    builder.branch(builder.emit(Opcode::PtrIsNull, T::bool_, {exception}), normal, raising);
    builder.set_block(raising);
    builder.emit(Opcode::RecordTraceback, T::void_, {});
    builder.raise(exception);
    builder.set_block(normal);
  }

  // def f(n): if n > 2: raise ValueError; return n * 10       (raises in line 7)
  ir::FunctionId define_raising(ir::TypeId result) {
    ir::FunctionId f = test.define("spec.f", {T::signed_}, result);
    test.program.function(f).display_name = "f";
    ir::Builder builder = test.builder(f);
    ir::BlockId bad = builder.new_block(), good = builder.new_block();
    builder.branch(builder.emit(Opcode::IntGt, T::bool_, {test.parameter(f, 0), builder.integer(2)}), bad, good);
    builder.set_block(bad);
    builder.set_location(test.line(7));
    builder.emit(Opcode::RecordTraceback, T::void_, {});
    builder.raise(test.exception_instance("ValueError"));
    builder.set_block(good);
    builder.return_(result == T::void_
                        ? test.none()
                        : builder.emit(Opcode::IntMul, T::signed_, {test.parameter(f, 0), builder.integer(10)}));
    return f;
  }

  TestProgram test;
  static constexpr const char* traceback =
      "RPython traceback:\n"
      "  File \"spec.py\", line 12, in entry_point\n"
      "  File \"spec.py\", line 7, in f\n";
};

INSTANTIATE_TEST_SUITE_P(Levels, ExceptionsTest, testing::Values(OptimizationLevel::O0, OptimizationLevel::O2, OptimizationLevel::Oz));

TEST_P(ExceptionsTest, UncaughtExceptionShowsATraceback) {
  ir::FunctionId f = define_raising(T::signed_);
  ir::Builder builder = test.builder(test.entry);
  test.print_text(builder, "before\n");
  builder.set_location(test.line(12));
  ValueId result = builder.call(f, {test.parameter(test.entry, 0)});
  propagate(builder);
  builder.return_(result);
  EXPECT_EQ(test.run(options()), (RunResult{10, "before\n", ""}));
  EXPECT_EQ(test.run(options(), "a b"),
            (RunResult{1, "before\n", std::string(traceback) + "Fatal RPython error: ValueError\n"}));
}

TEST_P(ExceptionsTest, MessageComesFromTheFrontendsFunction) {
  ir::FunctionId f = define_raising(T::void_);
  ir::FunctionId text = test.define("weft.exception_text", {test.object_pointer}, T::address);
  ir::Builder inner = test.builder(text);
  ir::ConstantId message = test.characters(std::string("bad value\0", 10));
  inner.return_(inner.emit(Opcode::Arrayaddress, T::address, {message}));
  ir::Builder builder = test.builder(test.entry);
  builder.set_location(test.line(12));
  builder.call(f, {builder.integer(3)});
  propagate(builder);
  builder.return_(builder.integer(0));
  EXPECT_EQ(test.run(options()),
            (RunResult{1, "", std::string(traceback) + "Fatal RPython error: ValueError: bad value\n"}));
}

TEST_P(ExceptionsTest, CaughtExceptionsLeaveNoTrace) {
  ir::FunctionId f = define_raising(T::void_);
  ir::Builder builder = test.builder(test.entry);
  builder.call(f, {builder.integer(5)});
  ValueId exception = builder.emit(Opcode::LastException, test.object_pointer, {});
  ir::BlockId caught = builder.new_block(), normal = builder.new_block();
  builder.branch(builder.emit(Opcode::PtrNonnull, T::bool_, {exception}), caught, normal);
  builder.set_block(normal);
  builder.return_(builder.integer(0));
  builder.set_block(caught);
  builder.emit(Opcode::ClearTraceback, T::void_, {});
  ValueId vtable = builder.emit(Opcode::Getfield, test.vtable_pointer, {exception}, 0);
  ValueId name = builder.emit(Opcode::Getfield, test.char_array_pointer, {vtable}, 2);
  test.print_int(builder, builder.emit(Opcode::Getarraysize, T::signed_, {name}));
  builder.raise(exception);
  EXPECT_EQ(test.run(options()), (RunResult{1, "10\n", "Fatal RPython error: ValueError\n"}));
}

TEST_P(ExceptionsTest, IndirectCallsRaise) {
  ir::FunctionId f = define_raising(T::signed_);
  ir::TypeId pointer = test.program.types.pointer(test.program.function(f).type);
  ir::TypeId table = test.program.types.declare_array("functions", ir::Storage::Raw);
  test.program.types.define_array(table, pointer, true, true);
  ir::DataId data =
      test.program.add_data({.name = "functions", .type = table, .items = {test.function_pointer(f).constant()}});
  ir::Builder builder = test.builder(test.entry);
  Operand index = builder.emit(Opcode::IntSub, T::signed_, {test.parameter(test.entry, 0), builder.integer(1)});
  Operand functions = test.program.constants.data(test.program.types.pointer(table), data);
  ValueId callee = builder.emit(Opcode::Getarrayitem, pointer, {functions, index});
  builder.set_location(test.line(12));
  test.print_int(builder, builder.emit(Opcode::IndirectCall, T::signed_, {callee, builder.integer(2)}));
  ValueId second = builder.emit(Opcode::IndirectCall, T::signed_, {callee, builder.integer(3)});
  propagate(builder);
  builder.return_(second);
  EXPECT_EQ(test.run(options()), (RunResult{1, "20\n", std::string(traceback) + "Fatal RPython error: ValueError\n"}));
}

TEST_P(ExceptionsTest, LongTracebacksKeepTheOutermostPlaces) {
  // def f(n): if n == 0: raise ValueError; f(n - 1)
  ir::FunctionId f = test.define("spec.deep", {T::signed_}, T::void_);
  ir::Builder inner = test.builder(f);
  ir::BlockId bad = inner.new_block(), good = inner.new_block();
  inner.set_location(test.line(3));
  inner.branch(inner.emit(Opcode::IntEq, T::bool_, {test.parameter(f, 0), inner.integer(0)}), bad, good);
  inner.set_block(bad);
  inner.emit(Opcode::RecordTraceback, T::void_, {});
  inner.raise(test.exception_instance("ValueError"));
  inner.set_block(good);
  inner.call(f, {inner.emit(Opcode::IntSub, T::signed_, {test.parameter(f, 0), inner.integer(1)})});
  propagate(inner);
  inner.return_(test.none());
  ir::Builder builder = test.builder(test.entry);
  builder.set_location(test.line(12));
  builder.call(f, {builder.integer(999)});
  propagate(builder);
  builder.return_(builder.integer(0));
  std::string err = test.run(options()).err;
  EXPECT_EQ(err.find("RPython traceback:\n  File \"spec.py\", line 12, in entry_point\n  File \"spec.py\", line 3, in "
                     "spec.deep\n"),
            0u)
      << err;
  EXPECT_NE(err.find("  ... 873 more, further in\nFatal RPython error: ValueError\n"), std::string::npos) << err;
  EXPECT_NE(err.find("[Previous line repeated "), std::string::npos) << err;
  EXPECT_EQ(std::ranges::count(err, '\n'), 8);
}

}  // namespace
}  // namespace weft::backend
