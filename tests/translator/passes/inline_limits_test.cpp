// Programs made to be hard on the inliner: what matters is that it stops.
#include <gtest/gtest.h>

#include "translator/ir/builder.h"
#include "translator/ir/verifier.h"
#include "translator/passes/optimize.h"

namespace weft::passes {
namespace {

using namespace ir;

FunctionId add_function(Program& program, const std::string& name) {
  TypeId type = program.types.function({{TypeTable::signed_}, TypeTable::signed_});
  FunctionId id = program.add_function({.name = name, .display_name = name, .type = type});
  Builder builder(program, id);
  builder.set_block(builder.new_block());
  builder.add_argument(builder.block(), TypeTable::signed_);
  return id;
}

size_t operations_in(const Function& function) {
  size_t count = 0;
  for (const Block& block : function.blocks) count += block.operations.size();
  return count;
}

TEST(InlineLimits, ChainsOfDoublingCallsDoNotExplode) {
  Program program;
  program.stage = Stage::Low;
  FunctionId previous;
  for (int i = 0; i < 40; ++i) {
    FunctionId id = add_function(program, "f" + std::to_string(i));
    Builder builder(program, id, Function::entry);
    Operand value = program.function(id).blocks[0].arguments[0];
    for (int k = 0; k < 2; ++k)
      value = previous.valid() ? builder.call(previous, {value})
                               : builder.emit(Opcode::IntMul, TypeTable::signed_, {value, value});
    builder.return_(value);
    previous = id;
  }
  program.entry = previous;
  optimize(program, OptimizationLevel::O3, {.verify = true});
  for (const Function& function : program.functions) EXPECT_LT(operations_in(function), 4000u);
}

TEST(InlineLimits, RecursionEnds) {
  Program program;
  program.stage = Stage::Low;
  FunctionId odd = add_function(program, "odd"), even = add_function(program, "even");
  for (auto [self, other] : {std::pair(odd, even), std::pair(even, odd)}) {
    Builder builder(program, self, Function::entry);
    Operand n = program.function(self).blocks[0].arguments[0];
    BlockId done = builder.new_block(), more = builder.new_block();
    builder.branch(builder.emit(Opcode::IntEq, TypeTable::bool_, {n, builder.integer(0)}), done, more);
    builder.set_block(done);
    builder.return_(builder.integer(self == even));
    builder.set_block(more);
    builder.return_(builder.call(other, {builder.emit(Opcode::IntSub, TypeTable::signed_, {n, builder.integer(1)})}));
    program.function(self).inline_hint = InlineHint::Always;
  }
  program.entry = even;
  optimize(program, OptimizationLevel::O3, {.verify = true});
  EXPECT_EQ(program.functions.size(), 2u);
}

}  // namespace
}  // namespace weft::passes
