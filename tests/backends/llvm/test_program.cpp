#include "tests/backends/llvm/test_program.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace weft::backend {

using ir::Opcode;
using ir::Operand;
using ir::TypeId;

TestProgram::TestProgram() {
  program.stage = ir::Stage::Woven;
  ir::TypeTable& types = program.types;
  auto name = [&](const char* text) { return program.strings.intern(text); };
  char_array = types.declare_array("char_array", ir::Storage::Raw);
  types.define_array(char_array, T::char_, true, true);
  char_array_pointer = types.pointer(char_array);
  vtable = types.declare_struct("vtable", ir::Storage::Raw);
  vtable_pointer = types.pointer(vtable);
  types.define_struct(vtable, {{name("subclass_min"), T::signed_, true},
                               {name("subclass_max"), T::signed_, true},
                               {name("name"), char_array_pointer, true}});
  object = types.declare_struct("object", ir::Storage::Gc);
  types.define_struct(object, {{name("typeptr"), vtable_pointer, true}});
  object_pointer = types.pointer(object);

  write_ = external("weft_stdout_write", {T::address, T::signed_}, T::void_);
  format_ = external("weft_format_double", {T::float_, T::signed_, T::signed_, T::signed_, T::address, T::signed_},
                     T::signed_);
  TypeId raw_buffer = types.declare_array("buffer", ir::Storage::Raw);
  types.define_array(raw_buffer, T::char_, false);
  ir::DataId buffer = program.add_data({.name = "buffer", .type = raw_buffer, .bytes = std::string(512, '\0')});
  buffer_ = program.constants.data(T::address, buffer);

  entry = define("spec.entry_point", {T::signed_, T::address}, T::signed_);
  program.function(entry).display_name = "entry_point";
  program.entry = entry;
}

ir::FunctionId TestProgram::external(const std::string& name, std::vector<TypeId> parameters, TypeId result) {
  ir::Function function;
  function.name = name;
  function.type = program.types.function({std::move(parameters), result});
  function.is_external = true;
  function.can_raise = false;
  return program.add_function(std::move(function));
}

ir::FunctionId TestProgram::define(const std::string& name, std::vector<TypeId> parameters, TypeId result,
                                   bool can_raise) {
  ir::Function function;
  function.name = name;
  function.display_name = name;
  function.type = program.types.function({parameters, result});
  function.can_raise = can_raise;
  function.add_block();
  for (TypeId parameter : parameters) function.blocks[0].arguments.push_back(function.add_value(parameter));
  return program.add_function(std::move(function));
}

ir::LocationId TestProgram::line(uint32_t number) {
  return program.add_location({program.add_file("spec.py"), number, 5, number, 20});
}

Operand TestProgram::function_pointer(ir::FunctionId function) {
  return program.constants.function(program.types.pointer(program.function(function).type), function);
}

void TestProgram::print_int(ir::Builder& builder, Operand value) {
  print_float(builder, builder.emit(Opcode::CastIntToFloat, T::float_, {value}), 'f', 0);
}

void TestProgram::print_float(ir::Builder& builder, Operand value, char code, int precision) {
  auto number = [&](int64_t n) { return builder.integer(n); };
  ir::ValueId length = builder.call(format_, {value, number(code), number(precision), number(0), buffer_, number(512)});
  builder.call(write_, {buffer_, length});
  print_text(builder, "\n");
}

void TestProgram::print_text(ir::Builder& builder, const std::string& text) {
  ir::ConstantId array = characters(text);
  ir::ValueId address = builder.emit(Opcode::Arrayaddress, T::address, {array});
  builder.call(write_, {address, builder.integer(static_cast<int64_t>(text.size()))});
}

ir::ConstantId TestProgram::characters(const std::string& text) {
  ir::DataId data = program.add_data({.type = char_array, .immutable = true, .bytes = text});
  return program.constants.data(char_array_pointer, data);
}

ir::ConstantId TestProgram::exception_instance(const std::string& class_name) {
  auto number = [&](int64_t n) { return program.constants.integer(T::signed_, n); };
  ir::DataId vtable_data = program.add_data({.name = class_name + ".vtable",
                                             .type = vtable,
                                             .immutable = true,
                                             .fields = {number(1), number(2), characters(class_name)}});
  ir::DataId instance = program.add_data({.name = class_name + ".instance",
                                          .type = object,
                                          .immutable = true,
                                          .fields = {program.constants.data(vtable_pointer, vtable_data)}});
  return program.constants.data(object_pointer, instance);
}

std::string scratch_path(const std::string& name) {
  static const std::string folder = [] {
    std::string pattern = testing::TempDir() + "weft-backend-XXXXXX";
    return std::string(mkdtemp(pattern.data()));
  }();
  return folder + "/" + name;
}

RunResult run_command(const std::string& command) {
  std::string out = scratch_path("out"), err = scratch_path("err");
  int status = std::system(("timeout 60 " + command + " >" + out + " 2>" + err).c_str());
  auto read = [](const std::string& path) {
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  };
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(out), read(err)};
}

RunResult TestProgram::run(const CodegenOptions& options, const std::string& arguments) {
  std::string path = scratch_path("program");
  build_executable(program, host_target(), options, path);
  return run_command(path + " " + arguments);
}

}  // namespace weft::backend
