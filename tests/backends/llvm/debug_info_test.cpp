#include "tests/backends/llvm/test_program.h"

namespace weft::backend {
namespace {

using ir::Opcode;
using T = ir::TypeTable;

TEST(DebugInfo, MachineCodeIsMappedToLinesOfTheSpecification) {
  TestProgram test;
  test.program.function(test.entry).location = test.line(11);
  ir::FunctionId f = test.define("spec.Parser.parse", {T::signed_}, T::signed_);
  test.program.function(f).display_name = "Parser.parse";
  test.program.function(f).location = test.line(6);
  test.program.function(f).inline_hint = ir::InlineHint::Never;
  ir::Builder inner = test.builder(f);
  inner.set_location(test.line(7));
  inner.return_(inner.emit(Opcode::IntMul, T::signed_, {test.parameter(f, 0), test.parameter(f, 0)}));
  ir::Builder builder = test.builder(test.entry);
  builder.set_location(test.line(12));
  builder.return_(builder.call(f, {test.parameter(test.entry, 0)}));

  std::string path = scratch_path("debug");
  build_executable(test.program, host_target(), {}, path);
  std::string dwarfdump = std::string(WEFT_LLVM_BINARY_DIR) + "/llvm-dwarfdump ";
  std::string lines = run_command(dwarfdump + "--debug-line " + path).out;
  EXPECT_NE(lines.find("\"spec.py\""), std::string::npos) << lines;
  for (const char* place : {" 7      5 ", " 12      5 "}) EXPECT_NE(lines.find(place), std::string::npos) << lines;
  std::string functions = run_command(dwarfdump + "--name=Parser.parse " + path).out;
  EXPECT_NE(functions.find("DW_AT_linkage_name\t(\"spec.Parser.parse\")"), std::string::npos) << functions;
  EXPECT_NE(functions.find("DW_AT_decl_line\t(6)"), std::string::npos) << functions;

  build_executable(test.program, host_target(), {.strip = true}, path);
  EXPECT_EQ(run_command(dwarfdump + "--debug-line " + path).out.find("spec.py"), std::string::npos);
}

}  // namespace
}  // namespace weft::backend
