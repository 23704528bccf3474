// Random programs do the same after passes, alone and in a row, and after everything is woven in.
#include <gtest/gtest.h>

#include "tests/translator/interpreter.h"
#include "tests/translator/random_program.h"
#include "translator/ir/parser.h"
#include "translator/ir/printer.h"
#include "translator/ir/verifier.h"
#include "translator/passes/optimize.h"
#include "translator/weave/pipeline.h"

namespace weft {
namespace {

constexpr uint64_t fuel = 50'000;

// How many programs to try; WEFT_SEEDS multiplies it for a thorough run.
uint32_t seeds(uint32_t usual) {
  const char* factor = std::getenv("WEFT_SEEDS");
  return usual * static_cast<uint32_t>(factor ? std::max(1, std::atoi(factor)) : 1);
}

const weave::CollectorInterface collector{.name = "test", .malloc_fixed = "allocate", .malloc_varsize = "allocate_many"};

std::optional<Behaviour> behaviour_of(const ir::Program& program, uint64_t steps) {
  try {
    return Interpreter(program, steps).run({3, -1});
  } catch (const OutOfFuel&) {
    return std::nullopt;
  }
}

// Compares what a program does before and after `change`.
void expect_same_behaviour(uint32_t seed, const std::string& what, auto change) {
  ir::Program program = RandomProgram(seed, 6).program();
  ASSERT_EQ(ir::verify(program), std::vector<std::string>{}) << seed;
  std::optional<Behaviour> before = behaviour_of(program, fuel);
  if (!before) return;
  change(program);
  ASSERT_EQ(ir::verify(program), std::vector<std::string>{}) << what << " " << seed << "\n" << ir::print(program);
  std::optional<Behaviour> after = behaviour_of(program, fuel * 10);
  ASSERT_TRUE(after) << what << " " << seed;
  ASSERT_EQ(*before, *after) << what << " changes what the program of seed " << seed << " does\n" << ir::print(program);
}

TEST(Behaviour, OfSinglePasses) {
  for (const passes::Pass& pass : passes::all_passes())
    for (uint32_t seed = 0; seed < seeds(20); ++seed)
      expect_same_behaviour(seed, std::string(pass.name), [&](ir::Program& program) { passes::run_pass(program, pass); });
}

TEST(Behaviour, OfPassesInRandomOrder) {
  for (uint32_t seed = 0; seed < seeds(80); ++seed) {
    std::mt19937 random(seed);
    std::vector<const passes::Pass*> list;
    std::string names;
    for (int i = 0; i < 8; ++i) {
      list.push_back(&passes::all_passes()[random() % passes::all_passes().size()]);
      names += std::string(list.back()->name) + ",";
    }
    expect_same_behaviour(seed, names, [&](ir::Program& program) {
      passes::run_passes(program, list, {.verify = true, .on_finished = {}});
    });
  }
}

TEST(Behaviour, OfOptimizationLevels) {
  for (OptimizationLevel level : all_optimization_levels)
    for (uint32_t seed = 0; seed < seeds(40); ++seed)
      expect_same_behaviour(seed, fmt::format("level {}", letter_of(level)), [&](ir::Program& program) {
        passes::optimize(program, level, {.verify = true, .on_finished = {}});
      });
}

TEST(Behaviour, OfWovenPrograms) {
  for (OptimizationLevel level : all_optimization_levels)
    for (uint32_t seed = 0; seed < seeds(40); ++seed)
      expect_same_behaviour(seed, fmt::format("weaving at level {}", letter_of(level)), [&](ir::Program& program) {
        passes::optimize(program, level);
        weave::weave(program, {.collector = collector, .optimization_level = level,
                               .passes = {.verify = true, .on_finished = {}}});
      });
}

TEST(Behaviour, OfTheTextualForm) {
  for (uint32_t seed = 0; seed < seeds(20); ++seed)
    expect_same_behaviour(seed, "printing", [&](ir::Program& program) {
      std::string text = ir::print(program);
      program = std::get<ir::Program>(ir::parse(text));
      EXPECT_EQ(ir::print(program), text);
    });
}

}  // namespace
}  // namespace weft
