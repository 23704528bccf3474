#include "translator/ir/verifier.h"

#include <gtest/gtest.h>

#include "translator/ir/parser.h"

namespace weft::ir {
namespace {

constexpr std::string_view declarations = R"(program low word 64
struct gc %object { *%vtable typeptr }
struct raw %vtable { Signed id }
struct gc %Node : %object { Signed value, *%Node next }
struct gc %string { Signed hash, %chars text }
array gc %chars of Char
array gc %numbers of Signed
array raw %bare of Signed no_length
array gc %pairs of %pair
struct raw %pair { Signed left, Bool right }
func @raises(Signed) -> Signed can_raise {
^0(%x: Signed):
  return %x
}
func @safe(Signed) -> Signed {
^0(%x: Signed):
  return %x
}
)";

std::vector<std::string> verify_text(const std::string& text) {
  ParseResult result = parse(text);
  if (auto* error = std::get_if<ParseError>(&result)) {
    ADD_FAILURE() << error->line << ": " << error->message << "\n" << text;
    return {};
  }
  return verify(std::get<Program>(result));
}

// Verifies `@f`, whose entry has two words, a node, a text and an exception at hand.
std::vector<std::string> verify_body(const std::string& body, std::string stage = "low") {
  std::string text(declarations);
  text.replace(text.find("low"), 3, stage);
  text += "func @f(Signed, Bool, *%Node, *%string, *%object) -> Signed can_raise {\n";
  text += "^0(%n: Signed, %b: Bool, %node: *%Node, %text: *%string, %e: *%object):\n" + body + "}\n";
  return verify_text(text);
}

void expect_broken(const std::string& body, std::string_view message, std::string stage = "low") {
  std::vector<std::string> messages = verify_body(body, stage);
  for (const std::string& found : messages)
    if (found.find(message) != std::string::npos) return;
  ADD_FAILURE() << body << "expected: " << message << "\nfound: " << (messages.empty() ? "nothing" : messages[0]);
}

TEST(Verifier, AcceptsASoundFunction) {
  EXPECT_EQ(verify_body("  %1: Signed = direct_call @raises(%n)\n"
                        "  try ^1(%1) catch %c: *%object => ^2(%c)\n"
                        "^1(%r: Signed):\n  return %r\n"
                        "^2(%x: *%object):\n  raise %x\n"),
            std::vector<std::string>{});
}

TEST(Verifier, OperandsFollowTheOperationTable) {
  expect_broken("  %1: Signed = int_add %n\n  return %1\n", "operand 2 is missing");
  expect_broken("  %1: Signed = int_add %n, %n, %n\n  return %1\n", "too many operands");
  expect_broken("  %1: Signed = int_add %n, %b\n  return %1\n", "operand 2 has type Bool, which is not an integer");
  expect_broken("  %1: Signed = int_add %n, 1: i32\n  return %1\n", "the same integer type as before");
  expect_broken("  %1: i32 = int_add %n, %n\n  return %n\n", "the result has type i32");
  expect_broken("  %1: Bool = select %b, %n, %n\n  return %n\n", "the result has type Bool");
  expect_broken("  %1 = float_add %n, 1.0\n  return %n\n", "which is not Float");
  expect_broken("  %1 = char_eq %n, 'a'\n  return %n\n", "which is not a character");
  expect_broken("  %1 = ptr_is_null %n\n  return %n\n", "which is not a pointer");
  expect_broken("  %1: Bool = cast_int %n\n  return %n\n", "which is not an integer");
}

TEST(Verifier, FieldsHaveTheirTypes) {
  expect_broken("  %1: Bool = getfield %node, .value\n  return %n\n", "the field has type Signed, not Bool");
  expect_broken("  setfield %node, .value, %b\n  return %n\n", "the field has type Signed, not Bool");
  expect_broken("  %1: Signed = getfield %node, [9]\n  return %n\n", "no such field");
  expect_broken("  %1: %chars = getfield %text, .text\n  return %n\n", "stored inline");
  expect_broken("  atomic_store %node, .value, %b\n  return %n\n", "only words and pointers");
  expect_broken("  %1: *%Node = atomic_load %node, .value\n  return %n\n", "the field has type Signed");
  expect_broken("  %1: Signed = getfield @safe, [0]\n  return %n\n", "points to no struct");
}

TEST(Verifier, ItemsHaveTheirTypes) {
  expect_broken("  %1: Signed = gettailitem %text, %n\n  return %n\n", "the items have type Char, not Signed");
  expect_broken("  %1: Signed = gettailitem %node, %n\n  return %n\n", "points to no array");
  expect_broken("  %1: *%numbers = malloc_varsize %numbers, %n\n  setarrayitem %1, 0, %b\n  return %n\n",
                "the items have type Signed, not Bool");
  expect_broken("  %1: *%pairs = malloc_varsize %pairs, %n\n  %2: Signed = getarrayfield %1, .right, 0\n  return %n\n",
                "the field has type Bool, not Signed");
  expect_broken("  %1: *%bare = raw_malloc_varsize %bare, %n\n  %2 = getarraysize %1\n  return %2\n",
                "does not store its length");
  expect_broken("  %1: *%numbers = malloc_varsize %numbers, 1\n  %2: *%pairs = malloc_varsize %pairs, 1\n"
                "  arraycopy %1, 0, %2, 0, 1\n  return %n\n",
                "the items have different types");
}

TEST(Verifier, AllocationsFitTheirTypes) {
  expect_broken("  %1: *%string = malloc %string\n  return %n\n", "needs a length");
  expect_broken("  %1: *%Node = malloc_varsize %Node, 3\n  return %n\n", "this struct has a fixed size");
  expect_broken("  %1: *%Node = malloc %object\n  return %n\n", "the result is no pointer to %object");
  expect_broken("  %1: *%pair = malloc %pair\n  return %n\n", "allocated with `malloc`");
}

TEST(Verifier, CallsFitTheirCallees) {
  expect_broken("  %1: Signed = direct_call @safe(%n, %n)\n  return %n\n", "2 arguments for 1 parameters");
  expect_broken("  %1: Signed = direct_call @safe(%b)\n  return %n\n", "argument 1 has type Bool");
  expect_broken("  %1: Bool = direct_call @safe(%n)\n  return %n\n", "the callee returns Signed");
  expect_broken("  %1: Signed = indirect_call %node(%n)\n  return %n\n", "no pointer to a function");
  expect_broken("  %1: Signed = direct_call %node(%n)\n  return %n\n", "no constant function");
}

TEST(Verifier, OperationsBelongToTheirStage) {
  expect_broken("  %1: *%object = last_exception\n  return %n\n", "not allowed at stage low");
  expect_broken("  %1 = add %n, %n\n  return %n\n", "not allowed at stage low");
  expect_broken("  %1: *%Node = malloc %Node\n  return %n\n", "not allowed at stage woven", "woven");
  expect_broken("  %1: Signed = guarded int_add %n, %n\n  return %n\n", "only high-level operations are guarded");
}

TEST(Verifier, DefinitionsDominateUses) {
  expect_broken("  %1: Signed = int_add %2, %n\n  %2: Signed = int_add %n, %n\n  return %n\n", "%1 is not defined here");
  expect_broken("  branch %b, ^1, ^2\n^1:\n  %1: Signed = int_add %n, 1\n  jump ^2\n^2:\n  return %1\n",
                "%0 is not defined here");
  expect_broken("  branch %b, ^1(%x), ^1(%n)\n^1(%x: Signed):\n  return %x\n", "%x is not defined here");
}

TEST(Verifier, EdgesFitTheirTargets) {
  expect_broken("  jump ^1\n^1(%x: Signed):\n  return %x\n", "^1 takes 1 arguments, not 0");
  expect_broken("  jump ^1(%b)\n^1(%x: Signed):\n  return %x\n", "argument 1 of ^1 has type Signed, not Bool");
  expect_broken("  branch %b, ^0(%n, %b, %node, %text, %e), ^1\n^1:\n  return %n\n", "an edge leads to the entry");
}

TEST(Verifier, BlocksEndProperly) {
  expect_broken("  jump ^1\n^1:\n", "the block is not terminated");
  expect_broken("  branch %n, ^1, ^1\n^1:\n  return %n\n", "the condition is no Bool");
  expect_broken("  return %b\n", "the function returns Signed, not Bool");
  expect_broken("  return\n", "the result is missing");
  expect_broken("  raise %node\n", "an exception has type *%object");
  expect_broken("  switch %b { true => ^1, else => ^1 }\n^1:\n  return %n\n", "only integers and characters");
  expect_broken("  switch %n { 1 => ^1, 1 => ^1, else => ^1 }\n^1:\n  return %n\n", "a case occurs twice");
  expect_broken("  switch %n { 'a' => ^1, else => ^1 }\n^1:\n  return %n\n", "does not have the type of the operand");
}

TEST(Verifier, TryEndsInWhatMayRaise) {
  expect_broken("  try ^1 catch %c: *%object => ^1\n^1:\n  return %n\n", "the last operation can not raise");
  expect_broken("  %1: Signed = int_add %n, 1\n  try ^1 catch %c: *%object => ^1\n^1:\n  return %n\n",
                "the last operation can not raise");
  std::string call = "  %1: Signed = direct_call @raises(%n)\n";
  expect_broken(call + "  try ^1 catch %c: *%Node => ^1\n^1:\n  return %n\n", "an exception has type *%object");
  expect_broken(call + "  try ^1 catch %c: *%object => ^2(%1)\n^1:\n  return %n\n^2(%x: Signed):\n  return %x\n",
                "%0 is not defined here");
  expect_broken(call + "  try ^1 catch %c: *%object => ^1\n^1:\n  raise %c\n", "%c is not defined here");
  expect_broken(call + "  try ^1 catch %c: *%object => ^1\n^1:\n  return %n\n", "not allowed at stage woven", "woven");
}

TEST(Verifier, ExceptionsAreCheckedOnceWoven) {
  std::string call = "  %1: Signed = direct_call @raises(%n)\n";
  expect_broken(call + "  return %1\n", "`last_exception` must follow directly", "woven");
  expect_broken("  %1: Signed = direct_call @safe(%n)\n  %2: *%object = last_exception\n  return %1\n",
                "not directly behind a call that may raise", "woven");
  EXPECT_EQ(verify_body(call + "  %2: *%object = last_exception\n  return %1\n", "woven"), std::vector<std::string>{});
}

TEST(Verifier, FunctionsWhoseAddressIsTakenMayRaise) {
  expect_broken("  %1 = ptr_is_null @safe\n  return %n\n", "@safe: its address is taken", "woven");
}

TEST(Verifier, FunctionsAreDeclaredSoundly) {
  auto expect = [](const std::string& text, const std::string& message) {
    std::vector<std::string> messages = verify_text(std::string(declarations) + text);
    ASSERT_EQ(messages.size(), 1u) << text;
    EXPECT_NE(messages[0].find(message), std::string::npos) << messages[0];
  };
  expect("func @g(Signed) -> Signed\n", "the function has no blocks");
  expect("func @g(Signed) -> Signed external can_raise\n", "an external function does not raise");
  expect("func @g(Signed) -> Signed {\n^0:\n  return 1\n}\n", "the arguments of the entry are not the parameters");
  expect("func @g(*%object) -> Signed {\n^0(%e: *%object):\n  raise %e\n}\n", "marked as not raising");
}

TEST(Verifier, DataFitsItsType) {
  auto expect = [](const std::string& text, const std::string& message) {
    std::vector<std::string> messages = verify_text(std::string(declarations) + text);
    ASSERT_FALSE(messages.empty()) << text;
    EXPECT_NE(messages[0].find(message), std::string::npos) << messages[0];
  };
  expect("data $d: %vtable { }\n", "0 fields are given, the struct has 1");
  expect("data $d: %vtable { true }\n", "true has type Bool, the field or item Signed");
  expect("data $d: %vtable { 1, items [1] }\n", "its type has none");
  expect("data $d: %numbers { items [1, true] }\n", "true has type Bool");
  expect("data $d: %numbers { bytes \"x\" }\n", "not of Char");
  expect("data $d: %pairs { items [1, true, 2] }\n", "the last item is not complete");
  expect("data $d: %vtable { null: Signed }\n", "null of a type that is no pointer");
  expect("data $d: %numbers { items [300: u8] }\n", "300 does not fit u8");
  EXPECT_EQ(verify_text(std::string(declarations) + "data $d: %pairs { items [1, true, 2, false] }\n"),
            std::vector<std::string>{});
}

TEST(Verifier, TypesAreSound) {
  auto expect = [](const std::string& text, const std::string& message) {
    std::vector<std::string> messages = verify_text("program low word 64\n" + text);
    ASSERT_FALSE(messages.empty()) << text;
    EXPECT_NE(messages[0].find(message), std::string::npos) << messages[0];
  };
  expect("struct gc %a { Any x }\n", "can not have type Any");
  expect("struct gc %a { %a x }\n", "a struct stored inline");
  expect("array gc %c of Char\nstruct gc %a { %c x, Signed y }\n", "is an array and not the last");
  expect("array gc %c of %c\n", "can not hold %c");
  expect("struct gc %a { Signed x }\nstruct raw %b : %a { Signed y }\n", "stored otherwise than its base");
}

}  // namespace
}  // namespace weft::ir
