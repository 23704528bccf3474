#include "backends/llvm/partition.h"

#include "tests/backends/llvm/test_program.h"

namespace weft::backend {
namespace {

using ir::Opcode;
using ir::ValueId;
using T = ir::TypeTable;

// A chain of functions, each with a loop-free body of `size` operations that ends in a call of the next, and with a
// table of all of them as data.
TestProgram chain(int count, int size) {
  TestProgram test;
  std::vector<ir::FunctionId> functions;
  for (int i = 0; i < count; ++i)
    functions.push_back(test.define("spec.f" + std::to_string(i), {T::signed_}, T::signed_));
  ir::TypeId pointer = test.program.types.pointer(test.program.function(functions[0]).type);
  ir::TypeId table = test.program.types.declare_array("functions", ir::Storage::Raw);
  test.program.types.define_array(table, pointer, true, true);
  ir::Data data{.name = "functions", .type = table, .immutable = true};
  for (ir::FunctionId function : functions) data.items.push_back(test.function_pointer(function).constant());
  ir::Operand all =
      test.program.constants.data(test.program.types.pointer(table), test.program.add_data(std::move(data)));
  for (int i = 0; i < count; ++i) {
    ir::Builder builder = test.builder(functions[i]);
    ValueId value = test.parameter(functions[i], 0);
    for (int j = 0; j < size; ++j) {
      value = builder.emit(Opcode::IntMul, T::signed_, {value, builder.integer(3)});
      value = builder.emit(Opcode::IntXor, T::signed_, {value, builder.integer(i * 7 + j)});
    }
    if (i + 1 < count) value = builder.call(functions[i + 1], {value});
    builder.return_(value);
  }
  ir::Builder builder = test.builder(test.entry);
  ValueId direct = builder.call(functions[0], {test.parameter(test.entry, 0)});
  ValueId callee = builder.emit(Opcode::Getarrayitem, pointer, {all, test.parameter(test.entry, 0)});
  ValueId indirect = builder.emit(Opcode::IndirectCall, T::signed_, {callee, builder.integer(5)});
  ValueId sum = builder.emit(Opcode::IntXor, T::signed_, {direct, indirect});
  test.print_int(builder, builder.emit(Opcode::IntAnd, T::signed_, {sum, builder.integer(0xffffff)}));
  builder.return_(builder.integer(0));
  return test;
}

int64_t expected(int count, int size) {
  auto from = [&](int first, uint64_t value) {
    for (int i = first; i < count; ++i)
      for (int j = 0; j < size; ++j) value = (value * 3) ^ static_cast<uint64_t>(i * 7 + j);
    return value;
  };
  return static_cast<int64_t>((from(0, 1) ^ from(1, 5)) & 0xffffff);
}

TEST(Partition, SmallProgramsAreOneModule) {
  TestProgram test = chain(5, 3);
  Partitioning result = partition(test.program);
  EXPECT_FALSE(result.is_split());
  EXPECT_EQ(result.partitions[0].functions.size(), 6u);
}

TEST(Partition, LargeProgramsAreSplitInCallOrder) {
  TestProgram test = chain(20, 30);
  Partitioning result = partition(test.program, 300);
  ASSERT_TRUE(result.is_split());
  size_t count = 0;
  for (const Partition& part : result.partitions) count += part.functions.size();
  EXPECT_EQ(count, 21u);
  EXPECT_EQ(result.partitions[0].functions[0], test.entry);
  EXPECT_EQ(result.home[test.entry.index], 0u);
  EXPECT_FALSE(result.is_shared[test.entry.index]);
  EXPECT_TRUE(result.is_shared[test.program.find_function("spec.f3").index]);  // in the table
}

TEST(Partition, UnreachableFunctionsAreLeftOut) {
  TestProgram test = chain(3, 1);
  ir::FunctionId unused = test.define("spec.unused", {}, T::void_);
  test.builder(unused).return_(test.none());
  EXPECT_EQ(partition(test.program).home[unused.index], Partitioning::nowhere);
}

TEST(Partition, SplitProgramsRun) {
  // Large enough for several partitions.
  constexpr int count = 900, size = 20;
  TestProgram test = chain(count, size);
  EXPECT_GT(partition(test.program).partitions.size(), 1u);
  for (OptimizationLevel level : {OptimizationLevel::O0, OptimizationLevel::O2})
    EXPECT_EQ(test.run({.opt_level = level}), (RunResult{0, std::to_string(expected(count, size)) + "\n", ""}));
}

}  // namespace
}  // namespace weft::backend
