// Roots in frames, found with stack maps: programs that look for their own roots, as a collector would, and change them.
#include "tests/backends/llvm/test_program.h"
#include "translator/ir/parser.h"

namespace weft::backend {
namespace {

// `replace_roots` makes every root on the stack the object at address 48, and returns how many there were; `make_object`
// and `check` keep LLVM from knowing which object is which.
constexpr const char* library = R"(program woven word 64
struct gc %object { Signed x }
func @weft_root_slots() -> Address external
func @replace_roots() -> Signed inline_never {
^0:
  root_frame [0]
  %slots: Address = direct_call @weft_root_slots()
  %first: Address = raw_load %slots, 0
  jump ^1(%slots, %first, 0)
^1(%next: Address, %slot: Address, %count: Signed):
  %more = adr_ne %slot, null: Address
  branch %more, ^2, ^3
^2:
  raw_store %slot, 0, 48
  %counted: Signed = int_add %count, 1
  %behind: Address = adr_add %next, 8
  %following: Address = raw_load %behind, 0
  jump ^1(%behind, %following, %counted)
^3:
  return %count
}
func @make_object(Signed) -> *%object inline_never {
^0(%n: Signed):
  %address: Address = cast_int_to_adr %n
  %object: *%object = cast_adr_to_ptr %address
  return %object
}
func @check(*%object, Signed) -> Signed inline_never {
^0(%object: *%object, %wanted: Signed):
  %address: Address = cast_ptr_to_adr %object
  %n: Signed = cast_adr_to_int %address
  %same = int_eq %n, %wanted
  %yes: Signed = cast_bool_to_int %same
  return %yes
}
)";

ir::Program parse_program(const std::string& functions) {
  ir::ParseResult parsed = ir::parse(library + functions + "entry @main\n");
  if (auto* error = std::get_if<ir::ParseError>(&parsed))
    throw std::runtime_error(fmt::format("line {}: {}", error->line, error->message));
  return std::move(std::get<ir::Program>(parsed));
}

class StackMaps : public AtEveryLevel {
 protected:
  int status_of(const std::string& functions) {
    TestProgram test;
    test.program = parse_program(functions);
    RunResult result = test.run(options());
    EXPECT_EQ(result.err, "");
    return result.status;
  }
};

// Two frames, the inner one of which is inlined at most levels; %dropped is not needed after the call. %many takes
// arguments on the stack.
TEST_P(StackMaps, AllFramesAreFoundAndTheirRootsReplaced) {
  EXPECT_EQ(status_of(R"(
func @inner(*%object, *%object) -> Signed {
^0(%kept: *%object, %dropped: *%object):
  root_store [0], %kept
  root_frame [1], 0
  %count: Signed = direct_call @replace_roots()
  %kept.1: *%object = root_load [0]
  %is_new: Signed = direct_call @check(%kept.1, 48)
  %result: Signed = int_add %count, %is_new
  return %result
}
func @many(Signed, Signed, Signed, Signed, Signed, Signed, Signed, Signed, *%object) -> Signed inline_never {
^0(%a: Signed, %b: Signed, %c: Signed, %d: Signed, %e: Signed, %f: Signed, %g: Signed, %h: Signed, %object: *%object):
  root_store [0], %object
  root_frame [1], 0
  %count: Signed = direct_call @inner(%object, %object)
  %object.1: *%object = root_load [0]
  %is_new: Signed = direct_call @check(%object.1, 48)
  %s0: Signed = int_add %count, %is_new
  %s1: Signed = int_add %s0, %g
  %s2: Signed = int_add %s1, %h
  return %s2
}
func @main(Signed, Address) -> Signed {
^0(%argc: Signed, %argv: Address):
  %first: *%object = direct_call @make_object(16)
  %second: *%object = direct_call @make_object(32)
  root_store [0], %first
  root_store [1], %second
  root_frame [2], 0, 1
  %count: Signed = direct_call @inner(%second, %first)
  %first.1: *%object = root_load [0]
  %second.1: *%object = root_load [1]
  %is_new: Signed = direct_call @check(%first.1, 48)
  %is_new.1: Signed = direct_call @check(%second.1, 48)
  root_store [1], %first.1
  root_frame [2], 1
  %again: Signed = direct_call @many(0, 0, 0, 0, 0, 0, 10, 20, %second.1)
  %s0: Signed = int_add %count, %is_new
  %s1: Signed = int_add %s0, %is_new.1
  %s2: Signed = int_add %s1, %again
  return %s2
}
)"),
            (3 + 1) + 2 + (3 + 1 + 1 + 30));
}

TEST_P(StackMaps, NullIsNoRoot) {
  EXPECT_EQ(status_of(R"(
func @main(Signed, Address) -> Signed {
^0(%argc: Signed, %argv: Address):
  %nothing: *%object = direct_call @make_object(0)
  root_store [0], %nothing
  root_frame [1], 0
  %count: Signed = direct_call @replace_roots()
  %nothing.1: *%object = root_load [0]
  %is_null: Signed = direct_call @check(%nothing.1, 0)
  %result: Signed = int_add %count, %is_null
  return %result
}
)"),
            1);
}

// qsort calls `compare` for two items once or more, each time with one root of its own.
TEST_P(StackMaps, FramesGoOnBelowC) {
  EXPECT_EQ(status_of(R"(
func @qsort(Address, Signed, Signed, *fn(Address, Address) -> Signed) -> Void external
func @weft_callback.callback.compare(Address, Address) -> Signed external
func @weft_raw_malloc(Signed) -> Address external
func @callback.compare(Address, Address) -> Signed {
^0(%a: Address, %b: Address):
  %object: *%object = direct_call @make_object(16)
  root_store [0], %object
  root_frame [1], 0
  %count: Signed = direct_call @replace_roots()
  %object.1: *%object = root_load [0]
  raw_store %a, 0, %count
  return 0
}
func @main(Signed, Address) -> Signed {
^0(%argc: Signed, %argv: Address):
  %first: *%object = direct_call @make_object(16)
  %second: *%object = direct_call @make_object(32)
  %items: Address = direct_call @weft_raw_malloc(16)
  raw_store %items, 0, 0
  raw_store %items, 8, 0
  root_store [0], %first
  root_store [1], %second
  root_frame [2], 0, 1
  direct_call @qsort(%items, 2, 8, @weft_callback.callback.compare)
  %first.1: *%object = root_load [0]
  %second.1: *%object = root_load [1]
  %is_new: Signed = direct_call @check(%first.1, 48)
  %is_new.1: Signed = direct_call @check(%second.1, 48)
  %count: Signed = raw_load %items, 0
  %count.1: Signed = raw_load %items, 8
  %s0: Signed = int_add %is_new, %is_new.1
  %s1: Signed = int_add %s0, %count
  %s2: Signed = int_add %s1, %count.1
  return %s2
}
keep @callback.compare
)"),
            2 + 3);
}

INSTANTIATE_TEST_SUITE_P(Levels, StackMaps, testing::ValuesIn(all_optimization_levels));

constexpr const char* caller = R"(
func @caller(*%object) -> *%object inline_never {
^0(%object: *%object):
  direct_call @make_object(16)
  root_store [0], %object
  root_frame [1], 0
  direct_call @replace_roots()
  %object.1: *%object = root_load [0]
  return %object.1
}
func @main(Signed, Address) -> Signed {
^0(%argc: Signed, %argv: Address):
  %object: *%object = direct_call @make_object(16)
  root_frame [0]
  %same: *%object = direct_call @caller(%object)
  %result: Signed = direct_call @check(%same, 48)
  return %result
}
)";

std::string text_of_caller(LlvmStage stage) {
  return emit_llvm_ir(parse_program(caller), host_target(), {.debug_info = false}, stage, "caller");
}

TEST(StackMapText, CallsNameTheirRootsWhileLlvmOptimises) {
  std::string text = text_of_caller(LlvmStage::BeforeOptimization);
  EXPECT_NE(text.find("alloca ptr"), std::string::npos) << text;
  EXPECT_NE(text.find("replace_roots() #0 [ \"deopt\"(ptr %"), std::string::npos) << text;
  EXPECT_NE(text.find("make_object(i64 16) #0\n"), std::string::npos) << text;
}

TEST(StackMapText, TheyAreStatepointsInTheEnd) {
  std::string text = text_of_caller(LlvmStage::AfterOptimization);
  EXPECT_NE(text.find("gc \"weft\""), std::string::npos) << text;
  EXPECT_NE(text.find("replace_roots, i32 0, i32 0, i32 0, i32 0) [ \"deopt\"(), \"gc-live\"(ptr %"),
            std::string::npos)
      << text;
  EXPECT_EQ(text.find("expose_slots"), std::string::npos) << text;
}

}  // namespace
}  // namespace weft::backend
