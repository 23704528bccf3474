// Building executables: outputs, libraries, targets, and what the user is told when it can not be done.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "backends/llvm/target_needs.h"
#include "tests/backends/llvm/test_program.h"
#include "translator/support/diagnostics.h"

namespace weft::backend {
namespace {

using T = ir::TypeTable;

TestProgram simple_program() {
  TestProgram test;
  ir::Builder builder = test.builder(test.entry);
  test.print_text(builder, "hello\n");
  builder.return_(builder.integer(0));
  return test;
}

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const UserError& error) {
    return error.what();
  }
  return "no error";
}

std::string read(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

size_t files_in(const std::string& folder) {
  return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(Build, UnwritableOutputsAreReported) {
  TestProgram test = simple_program();
  EXPECT_EQ(error_of([&] { build_executable(test.program, host_target(), {}, "/nonexistent/program"); }),
            "can not write /nonexistent/program: No such file or directory");
  EXPECT_EQ(error_of([&] { build_executable(test.program, host_target(), {}, "/tmp"); }),
            "can not write /tmp: it is a directory");
}

TEST(Build, AFailedBuildLeavesTheOldOutputAlone) {
  TestProgram test = simple_program();
  test.builder(test.entry);
  std::string folder = scratch_path("failed");
  std::filesystem::create_directory(folder);
  std::string path = folder + "/program";
  std::ofstream(path) << "old";
  ir::FunctionId missing = test.external("no_such_c_function", {}, T::void_);
  ir::Function& entry = test.program.function(test.entry);
  entry.blocks[0].terminator = {};
  ir::Builder builder = test.builder(test.entry);
  builder.call(missing, {});
  builder.return_(builder.integer(0));
  std::string error = error_of([&] { build_executable(test.program, host_target(), {}, path); });
  EXPECT_NE(error.find("no library has the C function no_such_c_function"), std::string::npos) << error;
  EXPECT_EQ(read(path), "old");
  EXPECT_EQ(files_in(folder), 1u);
}

TEST(Build, OutputIsReplacedWhileItRuns) {
  TestProgram test = simple_program();
  std::string path = scratch_path("replaced");
  build_executable(test.program, host_target(), {}, path);
  std::ifstream open(path);
  build_executable(test.program, host_target(), {}, path);
  EXPECT_EQ(run_command(path).out, "hello\n");
}

TEST(Build, OutputIsDeterministic) {
  std::string first = scratch_path("first"), second = scratch_path("second");
  TestProgram test = simple_program();
  build_executable(test.program, host_target(), {.threads = 1}, first);
  build_executable(test.program, host_target(), {.threads = 3}, second);
  EXPECT_EQ(read(first), read(second));
}

TEST(Build, MissingLibrariesAreNamed) {
  TestProgram test = simple_program();
  std::string path = scratch_path("libraries");
  EXPECT_EQ(error_of([&] { build_executable(test.program, host_target(), {.libraries = {"frobnicate"}}, path); }),
            "library libfrobnicate is not installed");
  build_executable(test.program, host_target(), {.libraries = {"gc"}}, path);
  EXPECT_EQ(run_command(path).out, "hello\n");
}

TEST(Build, WrongDeclarationsOfTheRuntimeAreNamed) {
  TestProgram test = simple_program();
  ir::FunctionId clock = test.external("weft_clock", {}, T::signed_);
  test.program.function(test.entry).blocks[0].terminator = {};
  ir::Builder builder = test.builder(test.entry);
  builder.return_(builder.call(clock, {}));
  EXPECT_EQ(error_of([&] { build_executable(test.program, host_target(), {}, scratch_path("wrong")); }),
            "external function weft_clock is declared as `i64 ()`, but the runtime defines it as `double ()`");
}

TEST(Build, ReportsProgress) {
  TestProgram test = simple_program();
  std::vector<std::string> steps;
  build_executable(test.program, host_target(), {}, scratch_path("progress"),
                   [&](std::string_view step, double) { steps.emplace_back(step); });
  EXPECT_EQ(steps.back(), "link");
}

TEST(Targets, TheHostIsKnownAndComplete) {
  EXPECT_EQ(find_target("x86_64-linux-gnu").c_types.word_bits, 64u);
  EXPECT_EQ(missing_to_build(host_target()), std::vector<Need>{});
  EXPECT_EQ(missing_to_run(host_target()), std::vector<Need>{});
  EXPECT_EQ(error_of([] { find_target("x86-64-linux-gnu"); }),
            "unknown target `x86-64-linux-gnu`: did you mean `x86_64-linux-gnu`?");
}

}  // namespace
}  // namespace weft::backend
