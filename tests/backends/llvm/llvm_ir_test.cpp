// What LLVM is told about a program.
#include "tests/backends/llvm/test_program.h"

namespace weft::backend {
namespace {

using ir::Opcode;
using ir::ValueId;
using T = ir::TypeTable;

TEST(LlvmIr, UnlikelyBranchesAndColdFunctionsAreMarked) {
  TestProgram test;
  ir::FunctionId cold = test.define("spec.slow_path", {}, T::void_, false);
  test.program.function(cold).is_cold = true;
  test.builder(cold).return_(test.none());
  ir::Builder builder = test.builder(test.entry);
  ir::BlockId rare = builder.new_block(), common = builder.new_block();
  ValueId condition = builder.emit(Opcode::IntGt, T::bool_, {test.parameter(test.entry, 0), builder.integer(9)});
  builder.branch(builder.emit(Opcode::Unlikely, T::bool_, {condition}), rare, common);
  builder.set_block(rare);
  builder.call(cold, {});
  builder.return_(builder.integer(1));
  builder.set_block(common);
  builder.return_(builder.integer(0));
  std::string text = emit_llvm_ir(test.program, host_target(), {}, LlvmStage::BeforeOptimization);
  EXPECT_NE(text.find("!\"branch_weights\", i32 1, i32 1048575}"), std::string::npos) << text;
  EXPECT_NE(text.find("; Function Attrs: cold nounwind optsize"), std::string::npos) << text;
  EXPECT_NE(text.find("define internal fastcc void @spec.slow_path()"), std::string::npos) << text;
}

TEST(LlvmIr, ImmutableFieldsAreLoadedOnceAcrossCalls) {
  TestProgram test;
  ir::FunctionId unknown = test.external("unknown_function", {}, T::void_);
  ir::FunctionId f = test.define("spec.f", {test.char_array_pointer}, T::signed_);
  ir::Builder inner = test.builder(f);
  ValueId before = inner.emit(Opcode::Getarraysize, T::signed_, {test.parameter(f, 0)});
  inner.call(unknown, {});
  ValueId after = inner.emit(Opcode::Getarraysize, T::signed_, {test.parameter(f, 0)});
  inner.return_(inner.emit(Opcode::IntAdd, T::signed_, {before, after}));
  test.program.entry = {};
  test.program.functions[f.index].inline_hint = ir::InlineHint::Never;
  ir::Builder builder = test.builder(test.entry);
  ValueId array = builder.emit(Opcode::CastAdrToPtr, test.char_array_pointer, {test.parameter(test.entry, 1)});
  builder.return_(builder.call(f, {array}));
  test.program.entry = test.entry;
  std::string text =
      emit_llvm_ir(test.program, host_target(), {.debug_info = false}, LlvmStage::AfterOptimization, "spec.f");
  size_t first = text.find(" load ");
  ASSERT_NE(first, std::string::npos) << text;
  EXPECT_EQ(text.find(" load ", first + 1), std::string::npos) << text;
}

// `rffi.ptradd(p, 2)[-1]`
TEST(LlvmIr, ArraysWithoutLengthHaveItemsInFrontOfThem) {
  TestProgram test;
  ir::TypeId numbers = test.program.types.declare_array("numbers", ir::Storage::Raw);
  test.program.types.define_array(numbers, T::signed_, false);
  auto item_of = [&](const char* name, ir::TypeId array, ir::TypeId item) {
    ir::FunctionId f = test.define(name, {test.program.types.pointer(array), T::signed_}, item);
    ir::Builder inner = test.builder(f);
    inner.return_(inner.emit(Opcode::Getarrayitem, item, {test.parameter(f, 0), test.parameter(f, 1)}));
    return emit_llvm_ir(test.program, host_target(), {}, LlvmStage::BeforeOptimization, name);
  };
  test.builder(test.entry).return_(test.program.constants.integer(T::signed_, 0));
  test.program.entry = {};
  std::string without = item_of("spec.without", numbers, T::signed_);
  std::string with = item_of("spec.with", test.char_array, T::char_);
  EXPECT_NE(without.find("getelementptr inbounds i64"), std::string::npos) << without;
  EXPECT_NE(with.find("getelementptr inbounds nuw i8"), std::string::npos) << with;
}

TEST(LlvmIr, AtomicFieldsAreThatWhereThreadsRunAtTheSameTime) {
  auto text_for = [](Threads threads) {
    TestProgram test;
    test.program.threads = threads;
    ir::TypeId cell = test.program.types.declare_struct("cell", ir::Storage::Gc);
    ir::TypeId pointer = test.program.types.pointer(cell);
    auto name = [&](const char* text) { return test.program.strings.intern(text); };
    test.program.types.define_struct(cell, {{name("number"), T::signed_}, {name("next"), pointer}});
    ir::FunctionId f = test.define("spec.f", {pointer, T::signed_}, T::signed_);
    ir::Builder inner = test.builder(f);
    ValueId object = test.parameter(f, 0), number = test.parameter(f, 1);
    ValueId next = inner.emit(Opcode::AtomicLoad, pointer, {object}, 1);
    inner.emit(Opcode::AtomicCompareExchange, T::bool_, {object, next, object}, 1);
    inner.emit(Opcode::AtomicExchange, pointer, {object, next}, 1);
    inner.emit(Opcode::AtomicStore, T::void_, {object, number}, 0);
    inner.return_(inner.emit(Opcode::AtomicAdd, T::signed_, {object, number}, 0));
    test.builder(test.entry).return_(test.program.constants.integer(T::signed_, 0));
    test.program.entry = {};
    return emit_llvm_ir(test.program, host_target(), {}, LlvmStage::BeforeOptimization, "spec.f");
  };
  std::string free = text_for(Threads::Free);
  for (const char* expected : {"load atomic ptr", "cmpxchg ptr", "atomicrmw xchg ptr", "store atomic i64", "atomicrmw add ptr"}) {
    size_t place = free.find(expected);
    ASSERT_NE(place, std::string::npos) << expected << "\n" << free;
    EXPECT_NE(free.substr(place, free.find('\n', place) - place).find("seq_cst"), std::string::npos) << free;
  }
  for (Threads others : {Threads::None, Threads::Gil}) {
    std::string text = text_for(others);
    for (const char* absent : {"atomic", "cmpxchg", "seq_cst"})
      EXPECT_EQ(text.find(absent), std::string::npos) << text;
  }
}

TEST(LlvmIr, DifferentFieldsDoNotAlias) {
  TestProgram test;
  auto name = [&](const char* text) { return test.program.strings.intern(text); };
  ir::TypeId base = test.program.types.declare_struct("base", ir::Storage::Gc);
  test.program.types.define_struct(base, {{name("a"), T::signed_}, {name("b"), T::signed_}});
  ir::TypeId derived = test.program.types.declare_struct("derived", ir::Storage::Gc, base);
  test.program.types.define_struct(derived, {{name("c"), T::signed_}});
  ir::TypeId base_pointer = test.program.types.pointer(base), derived_pointer = test.program.types.pointer(derived);
  // a stays known across a store to another object's b, but not across one to its a through a derived type.
  auto define = [&](const char* function_name, uint32_t field) {
    ir::FunctionId f = test.define(function_name, {base_pointer, derived_pointer}, T::signed_);
    ir::Builder inner = test.builder(f);
    ValueId before = inner.emit(Opcode::Getfield, T::signed_, {test.parameter(f, 0)}, 0);
    inner.emit(Opcode::Setfield, T::void_, {test.parameter(f, 1), inner.integer(0)}, field);
    ValueId after = inner.emit(Opcode::Getfield, T::signed_, {test.parameter(f, 0)}, 0);
    inner.return_(inner.emit(Opcode::IntSub, T::signed_, {before, after}));
    return f;
  };
  define("spec.other_field", 1);
  define("spec.same_field", 0);
  test.builder(test.entry).return_(test.program.constants.integer(T::signed_, 0));
  test.program.entry = {};
  auto tags_of = [&](const char* function_name) {
    std::string text = emit_llvm_ir(test.program, host_target(), {}, LlvmStage::BeforeOptimization, function_name);
    std::vector<std::string> result;
    for (size_t at = text.find("!tbaa "); at != std::string::npos; at = text.find("!tbaa ", at + 1))
      result.push_back(text.substr(at, text.find_first_of(",\n", at) - at));
    return result;
  };
  std::vector<std::string> other = tags_of("spec.other_field"), same = tags_of("spec.same_field");
  ASSERT_EQ(other.size(), 3u);
  EXPECT_NE(other[0], other[1]);
  EXPECT_EQ(same, std::vector<std::string>(3, same[0]));
}

// Of what threads that run at the same time may change, words are read and written at once. ThreadSanitizer has to be told
// that what is behind a reference was written before it.
TEST(LlvmIr, ThreadsReadAndWriteWordsAtOnce) {
  TestProgram test;
  test.program.threads = Threads::Free;
  auto name = [&](const char* text) { return test.program.strings.intern(text); };
  ir::TypeTable& types = test.program.types;
  ir::TypeId list = types.declare_array("list", ir::Storage::Gc), node = types.declare_struct("node", ir::Storage::Gc);
  ir::TypeId list_pointer = types.pointer(list), node_pointer = types.pointer(node);
  types.define_array(list, node_pointer);
  types.define_struct(node, {{name("next"), node_pointer}, {name("first"), node_pointer, true}, {name("n"), T::signed_}});
  ir::FunctionId f = test.define("spec.f", {node_pointer, list_pointer}, T::void_, false);
  ir::Builder inner = test.builder(f);
  auto get = [&](ir::TypeId type, uint32_t field) { return inner.emit(Opcode::Getfield, type, {test.parameter(f, 0)}, field); };
  ValueId next = get(node_pointer, 0), first = get(node_pointer, 1), number = get(T::signed_, 2);
  inner.emit(Opcode::Setfield, T::void_, {next, first}, 0);
  inner.emit(Opcode::Setfield, T::void_, {next, number}, 2);
  inner.emit(Opcode::Arrayclear, T::void_, {test.parameter(f, 1), inner.integer(0), inner.integer(2)});
  inner.return_(test.none());
  test.builder(test.entry).return_(test.program.constants.integer(T::signed_, 0));
  test.program.entry = {};
  std::vector<std::pair<bool, std::vector<const char*>>> cases = {
      {false, {"load atomic ptr", "load ptr,", "load atomic i64", "store atomic ptr", "store atomic i64",
               "@weft_clear_words"}},
      {true, {"acquire, align", "load ptr,", "load atomic i64", "release, align", "unordered, align",
              "@weft_clear_words"}}};
  for (const auto& [is_watched, wanted] : cases) {
    CodegenOptions options{.debug_info = false};
    options.sanitizers.thread = is_watched;
    std::string text = emit_llvm_ir(test.program, host_target(), options, LlvmStage::BeforeOptimization, "spec.f");
    size_t at = 0;
    for (const char* part : wanted) {
      at = text.find(part, at);
      ASSERT_NE(at, std::string::npos) << part << " is not next in\n" << text;
    }
  }
}

// A poll: fields are read again behind it, but not what never changes.
TEST(LlvmIr, ThreadsSeeChangesBehindPolls) {
  TestProgram test;
  test.program.threads = Threads::Free;
  ir::TypeTable& types = test.program.types;
  ir::TypeId node = types.declare_struct("node", ir::Storage::Gc);
  types.define_struct(node, {{test.program.strings.intern("n"), T::signed_}});
  ir::FunctionId question = test.external("weft_must_stop", {}, T::bool_);
  ir::FunctionId f = test.define("spec.f", {types.pointer(node), test.char_array_pointer}, T::signed_, false);
  ir::Builder inner = test.builder(f);
  ValueId sum = inner.emit(Opcode::CastBoolToInt, T::signed_, {inner.call(question, {})});
  auto add = [&](ValueId value) { sum = inner.emit(Opcode::IntAdd, T::signed_, {sum, value}); };
  for (int i = 0; i < 2; ++i) {
    add(inner.emit(Opcode::Getfield, T::signed_, {test.parameter(f, 0)}, 0));
    add(inner.emit(Opcode::Getarraysize, T::signed_, {test.parameter(f, 1)}));
    add(inner.emit(Opcode::CastBoolToInt, T::signed_, {inner.call(question, {})}));
  }
  inner.return_(sum);
  test.builder(test.entry).return_(test.program.constants.integer(T::signed_, 0));
  test.program.entry = {};
  std::string text =
      emit_llvm_ir(test.program, host_target(), {.debug_info = false}, LlvmStage::AfterOptimization, "spec.f");
  auto count = [&](const char* part) {
    int result = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++result;
    return result;
  };
  EXPECT_EQ(count("load volatile i64"), 3) << text;
  EXPECT_EQ(count("load atomic i64"), 2) << text;
  EXPECT_EQ(count("= load i64"), 1) << text;
}

// What a poll calls leaves registers to the loop that it is in.
TEST(LlvmIr, ThreadsStopWithTheirRegisters) {
  TestProgram test;
  test.program.threads = Threads::Gil;
  ir::FunctionId attend = test.external("weft_attend", {}, T::bool_);
  ir::Builder builder = test.builder(test.entry);
  builder.call(attend, {});
  builder.return_(builder.integer(0));
  std::string text =
      emit_llvm_ir(test.program, find_target("x86_64-linux-gnu"), {}, LlvmStage::BeforeOptimization);
  EXPECT_NE(text.find("call preserve_mostcc zeroext i8 @weft.outside.weft_attend()"), std::string::npos) << text;
  EXPECT_NE(text.find("define internal preserve_mostcc zeroext i8 @weft.outside.weft_attend()"), std::string::npos) << text;
}

TEST(LlvmIr, ConstantDataIsReadOnlyAndKeepsItsIdentity) {
  TestProgram test;
  ir::Builder builder = test.builder(test.entry);
  ValueId same = builder.emit(Opcode::PtrEq, T::bool_, {test.exception_instance("A"), test.exception_instance("B")});
  builder.return_(builder.emit(Opcode::CastBoolToInt, T::signed_, {same}));
  std::string text = emit_llvm_ir(test.program, host_target(), {}, LlvmStage::BeforeOptimization);
  EXPECT_NE(text.find("@data.A.vtable = internal constant"), std::string::npos) << text;
  EXPECT_NE(text.find("private unnamed_addr constant <{ i64, [1 x i8] }> <{ i64 1, [1 x i8] c\"A\" }>"),
            std::string::npos)
      << text;
}

}  // namespace
}  // namespace weft::backend
