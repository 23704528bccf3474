#include "translator/passes/pass_manager.h"

#include <gtest/gtest.h>

#include "translator/ir/builder.h"
#include "translator/support/diagnostics.h"

namespace weft::passes {
namespace {

TEST(PassManager, KnowsPassesByName) {
  std::vector<const Pass*> list = parse_pass_list("dce, inline,simplify-cfg");
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0]->name, "dce");
  EXPECT_EQ(list[1]->name, "inline");
  EXPECT_EQ(list[2]->name, "simplify-cfg");
  EXPECT_TRUE(parse_pass_list("").empty());
}

TEST(PassManager, NamesAreSortedAndDescribed) {
  for (size_t i = 0; i < all_passes().size(); ++i) {
    EXPECT_FALSE(all_passes()[i].description.empty());
    if (i > 0) {
      EXPECT_LT(all_passes()[i - 1].name, all_passes()[i].name);
    }
  }
}

TEST(PassManager, SuggestsTheNearestName) {
  try {
    parse_pass_list("dce,inlnie");
    FAIL();
  } catch (const UserError& error) {
    EXPECT_STREQ(error.what(), "there is no pass named `inlnie`; did you mean `inline`?");
  }
}

TEST(PassManager, ReportsTimesAndBrokenPrograms) {
  ir::Program program;
  program.stage = ir::Stage::Low;
  std::vector<std::string> finished;
  PassOptions options{.verify = true, .on_finished = [&](std::string_view name, double seconds) {
                        EXPECT_GE(seconds, 0);
                        finished.emplace_back(name);
                      }};
  run_passes(program, "dce,inline", options);
  EXPECT_EQ(finished, (std::vector<std::string>{"dce", "inline"}));

  ir::FunctionId id = program.add_function({.name = "f", .type = program.types.function({{}, ir::TypeTable::bool_})});
  ir::Builder builder(program, id);
  builder.set_block(builder.new_block());
  builder.return_(builder.integer(1));
  EXPECT_THROW(run_passes(program, "dce", options), PassError);
}

}  // namespace
}  // namespace weft::passes
