#include "tests/backends/llvm/test_program.h"

namespace weft::backend {
namespace {

using ir::Constant;
using ir::ConstantKind;
using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::ValueId;
using T = ir::TypeTable;

class MemoryTest : public AtEveryLevel {
 protected:
  MemoryTest() {
    ir::TypeTable& types = test.program.types;
    chars = types.declare_array("string_chars", ir::Storage::Gc);
    types.define_array(chars, T::char_, true, true);
    string = types.declare_struct("string", ir::Storage::Gc);
    types.define_struct(string, {{name("hash"), T::signed_}, {name("chars"), chars}});
    numbers = types.declare_array("array.Signed", ir::Storage::Gc);
    types.define_array(numbers, T::signed_);
    pair = types.declare_struct("pair", ir::Storage::Raw);
    types.define_struct(pair, {{name("flag"), T::bool_}, {name("value"), T::signed_}});
    pairs = types.declare_array("array.pair", ir::Storage::Gc);
    types.define_array(pairs, pair);
  }
  ir::StringId name(const char* text) { return test.program.strings.intern(text); }
  Operand number(int64_t value) { return builder.integer(value); }
  ir::ConstantId constant(int64_t value) { return test.program.constants.integer(T::signed_, value); }
  ValueId emit(Opcode opcode, TypeId type, std::vector<Operand> operands, uint32_t immediate = 0) {
    return builder.emit(opcode, type, std::move(operands), immediate);
  }
  void act(Opcode opcode, std::vector<Operand> operands, uint32_t immediate = 0) {
    builder.emit(opcode, T::void_, std::move(operands), immediate);
  }
  Operand layout_constant(ConstantKind kind, TypeId type) {
    return test.program.constants.intern({.kind = kind, .type = T::signed_, .payload = type.index});
  }
  // Allocates from the C library: header, length * item size.
  ValueId allocate(TypeId type, Operand length) {
    ValueId items = emit(Opcode::IntMul, T::signed_, {length, layout_constant(ConstantKind::ItemSize, type)});
    ValueId size = emit(Opcode::IntAdd, T::signed_, {items, layout_constant(ConstantKind::ItemOffset, type)});
    ValueId address = builder.call(arena, {size});
    act(Opcode::RawStore, {address, layout_constant(ConstantKind::LengthOffset, type), length});
    return emit(Opcode::CastAdrToPtr, test.program.types.pointer(type), {address});
  }
  Operand prebuilt_string(const std::string& text) {
    ir::DataId data = test.program.add_data({.type = string, .fields = {constant(17)}, .bytes = text});
    return test.program.constants.data(test.program.types.pointer(string), data);
  }
  RunResult finish() {
    builder.return_(number(0));
    return test.run(options());
  }

  TestProgram test;
  ir::FunctionId arena = test.external("weft_arena_reserve", {T::signed_}, T::address);
  ir::Builder builder = test.builder(test.entry);
  TypeId chars, string, numbers, pair, pairs;
};

INSTANTIATE_TEST_SUITE_P(Levels, MemoryTest, testing::Values(OptimizationLevel::O0, OptimizationLevel::O2, OptimizationLevel::Oz));

TEST_P(MemoryTest, Arrays) {
  ValueId array = allocate(numbers, number(4));
  act(Opcode::Setarrayitem, {array, number(1), number(11)});
  act(Opcode::Setarrayitem, {array, number(2), number(22)});
  act(Opcode::Arraycopy, {array, number(1), array, number(2), number(2)});
  for (int64_t i = 0; i < 4; ++i) test.print_int(builder, emit(Opcode::Getarrayitem, T::signed_, {array, number(i)}));
  act(Opcode::Arrayclear, {array, number(2), number(1)});
  test.print_int(builder, emit(Opcode::Getarrayitem, T::signed_, {array, number(2)}));
  test.print_int(builder, emit(Opcode::Getarraysize, T::signed_, {array}));
  EXPECT_EQ(finish(), (RunResult{0, "0\n11\n11\n22\n0\n4\n", ""}));
}

TEST_P(MemoryTest, StructItems) {
  ValueId array = allocate(pairs, number(2));
  act(Opcode::Setarrayfield, {array, number(1), number(5)}, 1);
  act(Opcode::Setarrayfield, {array, number(1), test.program.constants.boolean(true)}, 0);
  test.print_int(builder, emit(Opcode::Getarrayfield, T::signed_, {array, number(1)}, 1));
  for (int64_t i = 0; i < 2; ++i)
    test.print_int(builder, emit(Opcode::CastBoolToInt, T::signed_,
                                 {emit(Opcode::Getarrayfield, T::bool_, {array, number(i)}, 0)}));
  EXPECT_EQ(finish(), (RunResult{0, "5\n0\n1\n", ""}));
}

TEST_P(MemoryTest, Tails) {
  Operand prebuilt = prebuilt_string("hello");
  test.print_int(builder, emit(Opcode::Getfield, T::signed_, {prebuilt}, 0));
  test.print_int(builder, emit(Opcode::Gettailsize, T::signed_, {prebuilt}));
  ValueId copy = allocate(string, number(4));
  act(Opcode::Tailcopy, {prebuilt, number(1), copy, number(0), number(3)});
  act(Opcode::Settailitem, {copy, number(3), test.program.constants.integer(T::char_, '\n')});
  ValueId address = emit(Opcode::Tailaddress, T::address, {copy});
  ir::FunctionId write = test.program.find_function("weft_stdout_write");
  builder.call(write, {address, number(4)});
  test.print_int(builder,
                 emit(Opcode::CastCharToInt, T::signed_, {emit(Opcode::Gettailitem, T::char_, {copy, number(0)})}));
  ValueId order = emit(Opcode::Tailcompare, T::signed_, {prebuilt, number(1), copy, number(0), number(3)});
  test.print_int(builder, order);
  ValueId smaller = emit(Opcode::Tailcompare, T::signed_, {prebuilt, number(0), copy, number(2), number(1)});
  test.print_int(builder,
                 emit(Opcode::CastBoolToInt, T::signed_, {emit(Opcode::IntLt, T::bool_, {smaller, number(0)})}));
  EXPECT_EQ(finish(), (RunResult{0, "17\n5\nell\n101\n0\n1\n", ""}));
}

TEST_P(MemoryTest, PrebuiltData) {
  auto boolean = [&](bool value) { return test.program.constants.boolean(value); };
  ir::DataId pair_data = test.program.add_data(
      {.name = "pairs", .type = pairs, .items = {boolean(true), constant(7), boolean(false), constant(-8)}});
  ir::DataId number_data =
      test.program.add_data({.name = "numbers", .type = numbers, .items = {constant(3), constant(4)}});
  Operand pair_array = test.program.constants.data(test.program.types.pointer(pairs), pair_data);
  Operand number_array = test.program.constants.data(test.program.types.pointer(numbers), number_data);
  ValueId last = test.parameter(test.entry, 0);  // 1
  test.print_int(builder, emit(Opcode::Getarraysize, T::signed_, {pair_array}));
  test.print_int(builder, emit(Opcode::Getarrayfield, T::signed_, {pair_array, last}, 1));
  test.print_int(builder, emit(Opcode::CastBoolToInt, T::signed_,
                               {emit(Opcode::Getarrayfield, T::bool_, {pair_array, number(0)}, 0)}));
  act(Opcode::Setarrayitem, {number_array, number(0), number(30)});
  test.print_int(builder, emit(Opcode::Getarrayitem, T::signed_, {number_array, number(0)}));
  test.print_int(builder, emit(Opcode::Getarrayitem, T::signed_, {number_array, last}));
  EXPECT_EQ(finish(), (RunResult{0, "2\n-8\n1\n30\n4\n", ""}));
}

TEST_P(MemoryTest, RawMemory) {
  ValueId raw = emit(Opcode::RawMalloc, test.program.types.pointer(pair), {}, pair.index);
  act(Opcode::Setfield, {raw, number(99)}, 1);
  ValueId address = emit(Opcode::CastPtrToAdr, T::address, {raw});
  test.print_int(builder, emit(Opcode::RawLoad, T::signed_, {address, number(8)}));
  act(Opcode::RawStore, {address, number(8), number(98)});
  test.print_int(builder, emit(Opcode::Getfield, T::signed_, {raw}, 1));
  ValueId other = builder.call(arena, {number(64)});
  act(Opcode::RawMemcopy, {address, other, layout_constant(ConstantKind::SizeOf, pair)});
  test.print_int(builder, emit(Opcode::RawLoad, T::signed_, {other, number(8)}));
  ValueId next = emit(Opcode::AdrAdd, T::address, {other, number(8)});
  test.print_int(builder, emit(Opcode::AdrDelta, T::signed_, {next, other}));
  act(Opcode::RawMemclear, {next, number(8)});
  test.print_int(builder, emit(Opcode::RawLoad, T::signed_, {other, number(8)}));
  act(Opcode::Keepalive, {raw});
  act(Opcode::RawFree, {raw});
  EXPECT_EQ(finish(), (RunResult{0, "99\n98\n98\n8\n0\n", ""}));
}

TEST_P(MemoryTest, AtomicFields) {
  ValueId raw = emit(Opcode::RawMalloc, test.program.types.pointer(pair), {}, pair.index);
  act(Opcode::AtomicStore, {raw, number(6)}, 1);
  auto change = [&](Opcode opcode, int64_t operand) {
    test.print_int(builder, emit(opcode, T::signed_, {raw, number(operand)}, 1));
  };
  auto compare = [&](int64_t expected, int64_t value) {
    ValueId was_expected = emit(Opcode::AtomicCompareExchange, T::bool_, {raw, number(expected), number(value)}, 1);
    test.print_int(builder, emit(Opcode::CastBoolToInt, T::signed_, {was_expected}));
    test.print_int(builder, emit(Opcode::AtomicLoad, T::signed_, {raw}, 1));
  };
  change(Opcode::AtomicAdd, -2);
  change(Opcode::AtomicOr, 3);
  change(Opcode::AtomicAnd, 5);
  change(Opcode::AtomicExchange, 9);
  compare(8, 1);
  compare(9, 2);
  EXPECT_EQ(finish(), (RunResult{0, "6\n4\n7\n5\n0\n9\n1\n2\n", ""}));
}

TEST_P(MemoryTest, VoidFieldsAndArgumentsVanish) {
  TypeId odd = test.program.types.declare_struct("odd", ir::Storage::Gc);
  test.program.types.define_struct(odd, {{name("nothing"), T::void_}, {name("value"), T::signed_}});
  ir::DataId data =
      test.program.add_data({.name = "odd", .type = odd, .fields = {test.program.constants.void_value(), constant(6)}});
  ir::FunctionId f = test.define("spec.odd", {T::void_, T::signed_, T::void_}, T::signed_);
  ir::Builder inner = test.builder(f);
  inner.return_(test.parameter(f, 1));
  Operand object = test.program.constants.data(test.program.types.pointer(odd), data);
  ValueId nothing = emit(Opcode::Getfield, T::void_, {object}, 0);
  act(Opcode::Setfield, {object, nothing}, 0);
  test.print_int(builder, builder.call(f, {nothing, emit(Opcode::Getfield, T::signed_, {object}, 1), test.none()}));
  EXPECT_EQ(finish(), (RunResult{0, "6\n", ""}));
}

TEST_P(MemoryTest, Arguments) {
  // Prints the first character of the last argument.
  ValueId count = test.parameter(test.entry, 0), arguments = test.parameter(test.entry, 1);
  ValueId position =
      emit(Opcode::IntMul, T::signed_, {emit(Opcode::IntSub, T::signed_, {count, number(1)}), number(8)});
  ValueId last = emit(Opcode::RawLoad, T::address, {arguments, position});
  test.print_int(builder, count);
  test.print_int(builder,
                 emit(Opcode::CastCharToInt, T::signed_, {emit(Opcode::RawLoad, T::char_, {last, number(0)})}));
  builder.return_(number(0));
  EXPECT_EQ(test.run(options(), "x A"), (RunResult{0, "3\n65\n", ""}));
}

}  // namespace
}  // namespace weft::backend
