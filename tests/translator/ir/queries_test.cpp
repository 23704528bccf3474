#include "translator/ir/queries.h"

#include <gtest/gtest.h>

#include "translator/ir/parser.h"

namespace weft::ir {
namespace {

constexpr const char* text = R"(program low word 64
struct raw %vtable { Signed id }
struct gc %object { *%vtable typeptr }
func @weft.after_collection() -> Void {
^0:
  return void
}
func @f(*%object) -> *%object can_raise {
^0(%o: *%object):
  %n: *%object = malloc %object
  %t: *%vtable = getfield %o, .typeptr
  setfield %o, .typeptr, %t
  return %n
}
)";

TEST(Queries, AllocationsMayWriteWhereFinalizersRun) {
  Program program = std::get<Program>(parse(text));
  auto writes = [&](size_t i) { return may_write(program, program.functions[1].blocks[0].operations[i]); };
  EXPECT_FALSE(writes(0));
  EXPECT_FALSE(writes(1));
  EXPECT_TRUE(writes(2));
  program.kept_functions.push_back(FunctionId{0});
  EXPECT_TRUE(writes(0));
  EXPECT_FALSE(writes(1));
}

}  // namespace
}  // namespace weft::ir
