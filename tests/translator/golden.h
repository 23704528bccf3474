// Tests in files: `; RUN: passes=a,b`, a program, `; EXPECT`, and the program's functions as they must be afterwards
// (everything, with `; RUN: whole passes=a,b`). WEFT_REGENERATE=1 in the environment writes down what is.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "translator/ir/parser.h"
#include "translator/ir/printer.h"
#include "translator/ir/verifier.h"

namespace weft::golden {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

inline std::string functions_of(const ir::Program& program) {
  std::string text;
  ir::PrintOptions options{.locations = !program.files.empty()};
  for (size_t i = 0; i < program.functions.size(); ++i) text += "\n" + ir::print(program, ir::FunctionId{i}, options);
  return text;
}

// `run(program, list)` applies the passes of the list.
inline void check_file(const std::filesystem::path& path, auto run) {
  std::string text = read_file(path);
  constexpr std::string_view command = "; RUN: ", separator = "; EXPECT\n";
  ASSERT_TRUE(text.starts_with(command)) << path;
  std::string line = text.substr(command.size(), text.find('\n') - command.size());
  bool shows_whole = line.starts_with("whole ");
  ASSERT_NE(line.find("passes="), std::string::npos) << path;
  std::string list = line.substr(line.find("passes=") + 7);
  size_t split = text.find(separator);
  std::string input = text.substr(0, split);
  std::string expected = split == std::string::npos ? "" : text.substr(split + separator.size());

  ir::ParseResult parsed = ir::parse(input);
  if (auto* error = std::get_if<ir::ParseError>(&parsed))
    FAIL() << path.string() << ":" << error->line << ":" << error->column << ": " << error->message;
  ir::Program& program = std::get<ir::Program>(parsed);
  ASSERT_EQ(ir::verify(program), std::vector<std::string>{}) << path;
  run(program, list);
  EXPECT_EQ(ir::verify(program), std::vector<std::string>{}) << path << "\n" << ir::print(program);
  std::string actual = shows_whole ? ir::print(program) : functions_of(program);
  if (std::getenv("WEFT_REGENERATE")) {
    if (!input.ends_with("\n\n")) input += "\n";
    std::ofstream(path, std::ios::binary) << input << separator << actual;
    return;
  }
  EXPECT_EQ(actual, expected) << path;
}

// Registers a test for every .weft file of a directory.
inline void register_files(const char* suite, const std::filesystem::path& directory, auto run) {
  class FileTest : public testing::Test {
   public:
    FileTest(std::filesystem::path path, decltype(run) passes) : path_(std::move(path)), run_(passes) {}
    void TestBody() override { check_file(path_, run_); }

   private:
    std::filesystem::path path_;
    decltype(run) run_;
  };
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(directory))
    if (entry.path().extension() == ".weft") paths.push_back(entry.path());
  std::ranges::sort(paths);
  for (const std::filesystem::path& path : paths)
    testing::RegisterTest(suite, path.stem().c_str(), nullptr, nullptr, path.c_str(), 1,
                          [path, run]() -> testing::Test* { return new FileTest(path, run); });
}

}  // namespace weft::golden
