// What --sanitize=undefined reports of a program's own operations, and that it names the place.
#include "backends/llvm/undefined_checks.h"

#include "tests/backends/llvm/test_program.h"

namespace weft::backend {
namespace {

using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::ValueId;
using T = ir::TypeTable;

class UndefinedChecksTest : public AtEveryLevel {
 protected:
  UndefinedChecksTest() {
    ir::TypeTable& types = test.program.types;
    numbers = types.declare_array("numbers", ir::Storage::Raw);
    types.define_array(numbers, T::signed_);
    pair = types.declare_struct("pair", ir::Storage::Raw);
    types.define_struct(pair, {{test.program.strings.intern("flag"), T::bool_},
                               {test.program.strings.intern("value"), T::signed_}});
  }
  Operand number(int64_t value) { return builder.integer(value); }
  ValueId emit(Opcode opcode, TypeId type, std::vector<Operand> operands, uint32_t immediate = 0) {
    return builder.emit(opcode, type, std::move(operands), immediate);
  }
  // Values that are not known when translating.
  ValueId variable(int64_t value) {
    return emit(Opcode::IntMul, T::signed_, {test.parameter(test.entry, 0), number(value)});
  }
  ValueId address(Operand value) { return emit(Opcode::CastIntToAdr, T::address, {value}); }
  ValueId raw(TypeId type) { return emit(Opcode::RawMalloc, test.program.types.pointer(type), {}, type.index); }
  ValueId array_of_four() {
    return emit(Opcode::RawMallocVarsize, test.program.types.pointer(numbers), {variable(4)}, numbers.index);
  }
  void show(ValueId value) { test.print_int(builder, value); }
  // What is said about the operations on line 7 after those on other lines.
  std::string said() {
    builder.return_(number(0));
    CodegenOptions chosen = options();
    chosen.sanitizers.undefined = true;
    std::string text = test.run(chosen).err;
    size_t start = text.find(":7:");
    return start == std::string::npos ? "nothing: " + text : text.substr(start + 3, text.find('\n') - start - 3);
  }
  void on_line(uint32_t line) { builder.set_location(test.line(line)); }

  TestProgram test;
  ir::Builder builder = test.builder(test.entry);
  TypeId numbers, pair;
};

INSTANTIATE_TEST_SUITE_P(Levels, UndefinedChecksTest, testing::Values(OptimizationLevel::O0, OptimizationLevel::O2));

TEST_P(UndefinedChecksTest, DivisionByZero) {
  show(emit(Opcode::UintDiv, T::signed_, {variable(8), variable(2)}));
  on_line(7);
  show(emit(Opcode::UintDiv, T::signed_, {variable(8), variable(0)}));
  EXPECT_EQ(said(), "5: runtime error: division by zero");
}

TEST_P(UndefinedChecksTest, RemainderOfZero) {
  on_line(7);
  show(emit(Opcode::IntMod, T::signed_, {variable(-8), variable(0)}));
  EXPECT_EQ(said(), "5: runtime error: division by zero");
}

TEST_P(UndefinedChecksTest, IndexBehindTheEnd) {
  ValueId array = array_of_four();
  emit(Opcode::Setarrayitem, T::void_, {array, variable(3), number(1)});
  on_line(7);
  show(emit(Opcode::Getarrayitem, T::signed_, {array, variable(4)}));
  EXPECT_EQ(said(), "5: runtime error: index 4 out of bounds for type '%numbers'");
}

TEST_P(UndefinedChecksTest, NegativeIndex) {
  ValueId array = array_of_four();
  on_line(7);
  emit(Opcode::Setarrayitem, T::void_, {array, variable(-1), number(1)});
  EXPECT_EQ(said(), "5: runtime error: index -1 out of bounds for type '%numbers'");
}

TEST_P(UndefinedChecksTest, ItemsBehindTheEnd) {
  ValueId array = array_of_four();
  emit(Opcode::Arrayclear, T::void_, {array, variable(1), variable(3)});
  emit(Opcode::Arraycopy, T::void_, {array, variable(4), array, number(0), variable(0)});
  on_line(7);
  emit(Opcode::Arraycopy, T::void_, {array, variable(2), array, number(0), variable(3)});
  EXPECT_EQ(said(), "5: runtime error: index 5 out of bounds for type '%numbers'");
}

TEST_P(UndefinedChecksTest, NullPointer) {
  ValueId pointer = emit(Opcode::CastAdrToPtr, test.program.types.pointer(pair), {address(variable(0))});
  on_line(7);
  show(emit(Opcode::Getfield, T::signed_, {pointer}, 1));
  EXPECT_EQ(said(), "5: runtime error: load of null pointer of type 'Signed'");
}

TEST_P(UndefinedChecksTest, MisalignedAddress) {
  ValueId array = emit(Opcode::CastPtrToAdr, T::address, {array_of_four()});
  emit(Opcode::RawStore, T::void_, {array, variable(16), number(1)});
  on_line(7);
  emit(Opcode::RawStore, T::void_, {array, variable(17), number(1)});
  std::string text = said();
  EXPECT_NE(text.find("store to misaligned address"), std::string::npos) << text;
  EXPECT_NE(text.find("for type 'Signed', which requires 8 byte alignment"), std::string::npos) << text;
}

TEST_P(UndefinedChecksTest, ByteThatIsNoBool) {
  ValueId pointer = raw(pair);
  emit(Opcode::RawStore, T::void_, {emit(Opcode::CastPtrToAdr, T::address, {pointer}), number(0), variable(2)});
  on_line(7);
  show(emit(Opcode::CastBoolToInt, T::signed_, {emit(Opcode::Getfield, T::bool_, {pointer}, 0)}));
  EXPECT_EQ(said(), "5: runtime error: load of value 2, which is not a valid value for type 'Bool'");
}

TEST_P(UndefinedChecksTest, ArrivalWhereNobodyIs) {
  ir::BlockId never = builder.new_block(), always = builder.new_block();
  on_line(7);
  builder.branch(emit(Opcode::IntEq, T::bool_, {variable(1), number(1)}), never, always);
  builder.set_block(never);
  builder.unreachable();
  builder.set_block(always);
  EXPECT_EQ(said(), "5: runtime error: execution reached an unreachable program point");
}

TEST_P(UndefinedChecksTest, PlacesInTheLibraryAreThoseOfItsCallers) {
  CodegenOptions chosen = options();
  chosen.sanitizers.undefined = true;
  chosen.library_folder = "/library";
  ir::Location inner;
  inner.file = test.program.add_file("/library/helpers.py");
  inner.line = 99;
  inner.function = test.program.strings.intern("helper");
  inner.inlined_at = test.line(7);
  builder.set_location(test.program.add_location(inner));
  show(emit(Opcode::UintMod, T::signed_, {variable(8), variable(0)}));
  builder.return_(number(0));
  EXPECT_NE(test.run(chosen).err.find(":7:5: runtime error: division by zero"), std::string::npos);
}

}  // namespace
}  // namespace weft::backend
