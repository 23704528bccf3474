#include "translator/weave/collection_promises.h"

#include <gtest/gtest.h>

#include <variant>

#include "translator/ir/parser.h"

namespace weft::weave {
namespace {

using namespace ir;

constexpr const char* text = R"(program low word 64
struct raw %vtable { Signed id }
struct gc %object { *%vtable typeptr }
struct gc %pair : %object { *%object first, Signed number, *fn(*%object) -> Void run }
data $vtable: %vtable immutable { 1 }
data $object: %object immutable { $vtable }
func @raises() -> Void can_raise {
^0:
  %e: *%object = malloc %object
  raise %e
}
func @calls() -> Void can_raise {
^0:
  direct_call @raises()
  return void
}
func @catches() -> Void {
^0:
  direct_call @raises()
  try ^1 catch %c: *%object => ^2(%c)
^1:
  return void
^2(%e: *%object):
  return void
}
func @allocates(*%object) -> Void can_raise {
^0(%o: *%object):
  %n: *%object = malloc %object
  return void
}
func @through_pointer(*%pair) -> Void can_raise {
^0(%p: *%pair):
  %f: *fn(*%object) -> Void = getfield %p, .run
  indirect_call %f($object)
  return void
}
func @collects() -> Void {
^0:
  direct_call @weft_collect(2)
  return void
}
func @weft_collect(Signed) -> Void external
func @looks(*%pair) -> Void {
^0(%p: *%pair):
  %o: *%object = getfield %p, .first
  return void
}
func @counts(*%pair) -> Void {
^0(%p: *%pair):
  %n: Signed = getfield %p, .number
  setfield %p, .number, %n
  return void
}
func @main() -> Void can_raise {
^0:
  %p: *%pair = malloc %pair
  setfield %p, .run, @allocates: *fn(*%object) -> Void
  return void
}
)";

bool is_kept(const char* function, Promise promise) {
  ParseResult parsed = parse(text);
  if (const auto* error = std::get_if<ParseError>(&parsed)) {
    ADD_FAILURE() << error->message;
    return false;
  }
  const Program& program = std::get<Program>(parsed);
  return find_broken_promises(program, {{program.find_function(function), promise}}).empty();
}

TEST(CollectionPromises, ExceptionsThatLeaveDoNotCount) {
  EXPECT_TRUE(is_kept("raises", Promise::NoCollection));
  EXPECT_TRUE(is_kept("calls", Promise::NoCollection));
  EXPECT_FALSE(is_kept("catches", Promise::NoCollection));
}

TEST(CollectionPromises, AllocationsAndCollectionsCount) {
  EXPECT_FALSE(is_kept("allocates", Promise::NoCollection));
  EXPECT_FALSE(is_kept("collects", Promise::NoCollection));
  EXPECT_FALSE(is_kept("through_pointer", Promise::NoCollection));
  EXPECT_TRUE(is_kept("looks", Promise::NoCollection));
}

TEST(CollectionPromises, LightFinalizersLookAtNoOtherObject) {
  EXPECT_FALSE(is_kept("looks", Promise::LightFinalizer));
  EXPECT_TRUE(is_kept("counts", Promise::LightFinalizer));
  EXPECT_FALSE(is_kept("raises", Promise::LightFinalizer));
  EXPECT_FALSE(is_kept("calls", Promise::LightFinalizer));
}

}  // namespace
}  // namespace weft::weave
