#include "translator/ir/control_flow.h"

#include <gtest/gtest.h>

#include "translator/ir/parser.h"

namespace weft::ir {
namespace {

// A loop around a diamond, and a block nobody reaches.
constexpr std::string_view text = R"(program low word 64
func @f(Bool, Signed) -> Signed {
^0(%c: Bool, %n: Signed):
  jump ^1(0)
^1(%i: Signed):
  %less = int_lt %i, %n
  branch %less, ^2, ^6
^2:
  %next: Signed = int_add %i, 1
  branch %c, ^3, ^4
^3:
  jump ^5(%next)
^4:
  jump ^5(%i)
^5(%j: Signed):
  jump ^1(%j)
^6:
  return %i
^7:
  jump ^6
}
)";

Function sample() { return std::get<Program>(parse(text)).functions[0]; }

TEST(ControlFlow, ReversePostOrder) {
  std::vector<BlockId> order = reverse_post_order(sample());
  ASSERT_EQ(order.size(), 7u);
  std::vector<size_t> position(8);
  for (size_t i = 0; i < order.size(); ++i) position[order[i].index] = i;
  EXPECT_EQ(order[0], BlockId{0});
  EXPECT_LT(position[2], position[3]);
  EXPECT_LT(position[2], position[4]);
  EXPECT_LT(position[3], position[5]);
  EXPECT_LT(position[4], position[5]);
}

TEST(ControlFlow, Predecessors) {
  Function function = sample();
  Predecessors predecessors(function);
  EXPECT_EQ(predecessors.of(BlockId{0}).size(), 0u);
  ASSERT_EQ(predecessors.of(BlockId{1}).size(), 2u);
  EXPECT_EQ(predecessors.of(BlockId{1})[0].source, BlockId{0});
  EXPECT_EQ(predecessors.of(BlockId{1})[1].source, BlockId{5});
  ASSERT_EQ(predecessors.of(BlockId{6}).size(), 2u);
  EXPECT_EQ(predecessors.of(BlockId{6})[0].edge, 1u);
}

TEST(ControlFlow, Dominators) {
  Dominators dominators(sample());
  EXPECT_FALSE(dominators.immediate(BlockId{0}).valid());
  EXPECT_EQ(dominators.immediate(BlockId{5}), BlockId{2});
  EXPECT_EQ(dominators.immediate(BlockId{6}), BlockId{1});
  EXPECT_TRUE(dominators.dominates(BlockId{1}, BlockId{5}));
  EXPECT_TRUE(dominators.dominates(BlockId{3}, BlockId{3}));
  EXPECT_FALSE(dominators.dominates(BlockId{3}, BlockId{5}));
  EXPECT_FALSE(dominators.is_reachable(BlockId{7}));
  EXPECT_EQ(dominators.preorder().size(), 7u);
}

TEST(ControlFlow, Liveness) {
  Function function = sample();
  Liveness liveness(function);
  ValueId c = function.blocks[0].arguments[0], n = function.blocks[0].arguments[1], i = function.blocks[1].arguments[0];
  auto sorted = [](std::vector<ValueId> values) {
    std::ranges::sort(values);
    return values;
  };
  EXPECT_EQ(liveness.live_in(BlockId{1}), sorted({c, n}));
  EXPECT_EQ(liveness.live_in(BlockId{4}), sorted({c, n, i}));
  EXPECT_EQ(liveness.live_in(BlockId{6}), sorted({i}));
  EXPECT_EQ(liveness.live_out(BlockId{6}), sorted({}));
}

}  // namespace
}  // namespace weft::ir
