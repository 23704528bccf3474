#include "translator/driver/command_line.h"

#include <gtest/gtest.h>

#include "translator/support/diagnostics.h"

namespace weft::driver {
namespace {

const KnownNames known{{"none", "boehm", "incminimark"}, {"x86_64-linux-gnu"}};

Options parsed(const std::vector<std::string>& arguments) {
  std::optional<Options> options = parse_command_line(arguments, known);
  EXPECT_TRUE(options);
  return options.value_or(Options{});
}

std::string refusal(const std::vector<std::string>& arguments) {
  try {
    parse_command_line(arguments, known);
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

TEST(CommandLine, BuildDefaults) {
  Options options = parsed({"build", "lisp.py"});
  EXPECT_EQ(options.command, Command::Build);
  EXPECT_EQ(options.input, "lisp.py");
  EXPECT_EQ(options.output, "");
  EXPECT_EQ(options.gc, "incminimark");
  EXPECT_EQ(options.roots, "");
  EXPECT_EQ(options.optimization_level, OptimizationLevel::O2);
  EXPECT_FALSE(options.strip);
  EXPECT_FALSE(options.unchecked);
  EXPECT_EQ(options.verbosity, Verbosity::Normal);
}

TEST(CommandLine, BuildChoices) {
  Options options =
      parsed({"build", "-O3", "--gc=none", "--roots=stackmap", "lisp.py", "-o", "out", "--unchecked", "--quiet"});
  EXPECT_EQ(options.output, "out");
  EXPECT_EQ(options.gc, "none");
  EXPECT_EQ(options.roots, "stackmap");
  EXPECT_EQ(options.optimization_level, OptimizationLevel::O3);
  EXPECT_EQ(parsed({"build", "-Oz", "--strip", "lisp.py"}).optimization_level, OptimizationLevel::Oz);
  EXPECT_TRUE(parsed({"build", "-Oz", "--strip", "lisp.py"}).strip);
  EXPECT_TRUE(options.unchecked);
  EXPECT_EQ(options.verbosity, Verbosity::Quiet);
}

TEST(CommandLine, Sizes) {
  EXPECT_EQ(parsed({"build", "a.py"}).max_heap, 0u);
  EXPECT_EQ(parsed({"build", "a.py", "--max-heap=64M"}).max_heap, 64u << 20);
  EXPECT_EQ(parsed({"build", "a.py", "--max-heap", "4096"}).max_heap, 4096u);
  for (const char* size : {"--max-heap=12Q", "--max-heap=-5", "--max-heap=much", "--max-heap=99999999999999G"})
    EXPECT_NE(refusal({"build", "a.py", size}).find("is no size"), std::string::npos) << size;
}

TEST(CommandLine, ArgumentsOfTheProgram) {
  Options options = parsed({"run", "lisp.py", "plain", "--", "-x", "--gc=odd", "--", "end"});
  EXPECT_EQ(options.arguments, (std::vector<std::string>{"plain", "-x", "--gc=odd", "--", "end"}));
  EXPECT_EQ(options.gc, "incminimark");
}

TEST(CommandLine, Stages) {
  EXPECT_EQ(parsed({"ir", "a.py", "--stage=flow"}).stage, StageName::Flow);
  EXPECT_EQ(parsed({"ir", "a.py"}).stage, StageName::Optimize);
  EXPECT_EQ(parsed({"opt", "-", "--passes=dce,inline"}).passes, "dce,inline");
}

TEST(CommandLine, SuggestsTheNearestName) {
  EXPECT_NE(refusal({"build", "a.py", "--gc=bohem"}).find("did you mean 'boehm'?"), std::string::npos);
  EXPECT_NE(refusal({"build", "a.py", "--roots=stackmaps"}).find("did you mean 'stackmap'?"), std::string::npos);
  EXPECT_NE(refusal({"build", "a.py", "--uncheked"}).find("did you mean '--unchecked'?"), std::string::npos);
  EXPECT_NE(refusal({"biuld", "a.py"}).find("did you mean 'build'?"), std::string::npos);
  EXPECT_NE(refusal({"ir", "a.py", "--stage=optimise"}).find("did you mean 'optimize'?"), std::string::npos);
}

TEST(CommandLine, TakesAKindOfThreads) {
  EXPECT_EQ(parsed({"build", "a.py"}).threads, Threads::None);
  EXPECT_EQ(parsed({"build", "a.py", "--threads=none"}).threads, Threads::None);
  EXPECT_EQ(parsed({"run", "a.py", "--threads=gil"}).threads, Threads::Gil);
  EXPECT_EQ(parsed({"ir", "a.py", "--threads=free"}).threads, Threads::Free);
  EXPECT_NE(refusal({"build", "a.py", "--threads=fere"}).find("did you mean 'free'?"), std::string::npos);
}

TEST(CommandLine, TakesSanitizers) {
  auto sanitizers = [](std::vector<std::string> words) { return names_of(parsed(words).sanitizers); };
  EXPECT_EQ(sanitizers({"build", "a.py"}), "");
  EXPECT_EQ(sanitizers({"build", "a.py", "--sanitize=none"}), "");
  EXPECT_EQ(sanitizers({"run", "a.py", "--sanitize=thread"}), "thread");
  EXPECT_EQ(sanitizers({"build", "a.py", "--sanitize=undefined,address"}), "address,undefined");
  EXPECT_NE(refusal({"build", "a.py", "--sanitize=adress"}).find("did you mean 'address'?"), std::string::npos);
  EXPECT_NE(refusal({"build", "a.py", "--sanitize=address,thread"}).find("exclude each other"), std::string::npos);
}

TEST(CommandLine, RefusesNonsense) {
  EXPECT_NE(refusal({"build"}), "");
  EXPECT_NE(refusal({"build", "a.py", "-O7"}), "");
  EXPECT_NE(refusal({"build", "a.py", "-q", "-v"}), "");
  EXPECT_NE(refusal({"gcs", "extra"}), "");
  EXPECT_NE(refusal({"opt", "--passes=dce"}), "");
}

}  // namespace
}  // namespace weft::driver
