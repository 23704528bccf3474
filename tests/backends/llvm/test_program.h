// Woven programs written by hand for the backend's tests, built and run.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "backends/llvm/backend.h"
#include "translator/ir/builder.h"

namespace weft::backend {

struct RunResult {
  int status = 0;
  std::string out, err;
  friend bool operator==(const RunResult&, const RunResult&) = default;
};

// A program with an entry function under construction.
class TestProgram {
 public:
  using T = ir::TypeTable;

  TestProgram();

  ir::Program program;
  ir::FunctionId entry;  // (argc: Signed, argv: Address) -> Signed

  ir::FunctionId external(const std::string& name, std::vector<ir::TypeId> parameters, ir::TypeId result);
  // A function whose parameters are the arguments of its entry block.
  ir::FunctionId define(const std::string& name, std::vector<ir::TypeId> parameters, ir::TypeId result,
                        bool can_raise = true);
  // Continues in the function's entry block.
  ir::Builder builder(ir::FunctionId function) { return {program, function, ir::Function::entry}; }
  ir::ValueId parameter(ir::FunctionId function, size_t index) {
    return program.function(function).block(ir::Function::entry).arguments.at(index);
  }
  ir::LocationId line(uint32_t line);
  ir::Operand none() { return program.constants.void_value(); }
  ir::Operand function_pointer(ir::FunctionId function);

  // Prints an integer or a float and a newline.
  void print_int(ir::Builder& builder, ir::Operand value);
  void print_float(ir::Builder& builder, ir::Operand value, char code = 'g', int precision = 17);
  void print_text(ir::Builder& builder, const std::string& text);

  // A raw static array of Char.
  ir::ConstantId characters(const std::string& text);
  // An exception class without methods; returns a prebuilt instance of it.
  ir::ConstantId exception_instance(const std::string& class_name);

  RunResult run(const CodegenOptions& options, const std::string& arguments = "");

  ir::TypeId object, object_pointer, vtable, vtable_pointer, char_array, char_array_pointer;

 private:
  ir::FunctionId write_, format_;
  ir::ConstantId buffer_;
};

// Runs a shell command.
RunResult run_command(const std::string& command);

// A path for a file that the test may write.
std::string scratch_path(const std::string& name);

// For tests that must hold at every optimisation level.
class AtEveryLevel : public testing::TestWithParam<OptimizationLevel> {
 protected:
  CodegenOptions options() const { return {.opt_level = GetParam()}; }
};

}  // namespace weft::backend
