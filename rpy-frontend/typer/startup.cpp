// The functions between the operating system and the program, and the collector's.
#include "rpy-frontend/typer/startup.h"

#include <fmt/format.h>

#include "rpy-frontend/typer/typer_state.h"
#include "translator/ir/builder.h"

namespace weft::typer {

using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::TypeTable;

namespace {

Operand call(Typer& typer, ir::Builder& builder, const Functions::Helper& helper,
             const std::vector<Operand>& arguments) {
  std::vector<Operand> passed{typer.functions.pointer(helper.function)};
  for (size_t i = 0; i < arguments.size(); ++i)
    if (helper.signature->parameters[i]->type != TypeTable::void_) passed.push_back(arguments[i]);
  return builder.emit(Opcode::DirectCall, helper.signature->result->type, std::move(passed));
}

}  // namespace

ir::FunctionId make_entry_function(Typer& typer, annotate::InstanceId entry) {
  ir::Program& program = typer.program;
  const Signature& signature = typer.functions.signature(entry);
  ir::FunctionId spec = typer.functions.declare(entry);
  TypeId type = program.types.function({{TypeTable::signed_, TypeTable::address}, TypeTable::signed_});
  ir::FunctionId id = typer.functions.add("weft.entry", type);
  ir::Builder builder(program, id, program.function(id).add_block());
  Operand count = builder.add_argument(builder.block(), TypeTable::signed_, program.strings.intern("argc"));
  Operand values = builder.add_argument(builder.block(), TypeTable::address, program.strings.intern("argv"));
  const Repr* list = signature.parameters[0];
  std::vector<Operand> passed{typer.functions.pointer(spec)};
  if (!list->is_void()) {
    HelperKey list_type{.type = program.types.pointee(list->type), .constant = {}, .is_type = true};
    Functions::Helper arguments =
        typer.functions.helper(typer.library.function("rstartup.ll_arguments"),
                               {list_type, {TypeTable::signed_, {}}, {TypeTable::address, {}}});
    passed.push_back(call(typer, builder, arguments, {program.constants.void_value(), count, values}));
  }
  Operand status = builder.emit(Opcode::DirectCall, signature.result->type, std::move(passed));
  if (signature.never_returns) {
    builder.unreachable();
    return id;
  }
  if (signature.result->type == TypeTable::bool_)
    status = builder.emit(Opcode::CastBoolToInt, TypeTable::signed_, {status});
  else if (signature.result->is_void())
    status = builder.integer(0);
  else if (signature.result->type != TypeTable::signed_)
    status = builder.emit(Opcode::CastInt, TypeTable::signed_, {status});
  builder.return_(status);
  return id;
}

ir::FunctionId make_exception_text_function(Typer& typer) {
  ir::Program& program = typer.program;
  TypeId type = program.types.function({{typer.types.object_pointer()}, TypeTable::address});
  ir::FunctionId id = typer.functions.add("weft.exception_text", type);
  ir::Builder builder(program, id, program.function(id).add_block());
  Operand exception = builder.add_argument(builder.block(), typer.types.object_pointer());
  annotate::ClassId base = typer.annotator.class_of(py::module_::import("builtins").attr("BaseException"));
  annotate::Annotation annotation = annotate::instance(base);
  Operand instance = builder.emit(Opcode::CastPointer, typer.reprs.of(annotation)->type, {exception});
  Functions::Helper text = typer.functions.call(typer.library.function("rexcept.exception_c_text"), {annotation});
  Operand string = call(typer, builder, text, {instance});
  builder.return_(builder.emit(Opcode::Tailaddress, TypeTable::address, {string}));
  return id;
}

ir::FunctionId make_recursion_error_function(Typer& typer) {
  ir::Program& program = typer.program;
  ir::FunctionId id = typer.functions.add("weft.recursion_error", program.types.function({{}, typer.types.object_pointer()}));
  program.function(id).inline_hint = ir::InlineHint::Never;
  program.function(id).is_cold = true;
  ir::Builder builder(program, id, program.function(id).add_block());
  Functions::Helper make = typer.functions.call(typer.library.function("rexcept.recursion_error"), {});
  Operand error = call(typer, builder, make, {});
  builder.return_(builder.emit(Opcode::CastPointer, typer.types.object_pointer(), {error}));
  return id;
}

std::vector<ir::FunctionId> make_stackless_functions(Typer& typer) {
  ir::Program& program = typer.program;
  std::vector<ir::FunctionId> made;
  typer.functions.helper(typer.library.function("stackless._every_function"), {});
  for (const auto& [name, parameters] : typer.library.module("stackless").attr("FUNCTIONS").cast<py::dict>()) {
    std::vector<HelperKey> keys;
    ir::FunctionType type;
    for (py::handle parameter : parameters) {
      type.parameters.push_back(typer.types.from_python(parameter));
      keys.push_back({.type = type.parameters.back(), .constant = {}});
    }
    auto own_name = name.cast<std::string>();
    Functions::Helper helper = typer.functions.helper(typer.library.function("stackless." + own_name), keys);
    type.result = helper.signature->result->type;
    ir::FunctionId id = typer.functions.add("weft.stackless." + own_name, program.types.function(type));
    ir::Builder builder(program, id, program.function(id).add_block());
    std::vector<Operand> passed;
    for (TypeId parameter : type.parameters) passed.push_back(builder.add_argument(builder.block(), parameter));
    Operand result = call(typer, builder, helper, passed);
    builder.return_(type.result == TypeTable::void_ ? Operand(program.constants.void_value()) : result);
    made.push_back(id);
  }
  return made;
}

ir::FunctionId make_collector_function(Typer& typer, const CollectorDescription& description,
                                       const CollectorMethod& method) {
  ir::Program& program = typer.program;
  py::object function = py::type::of(description.collector).attr(method.name.c_str());
  annotate::Annotation self = typer.annotator.of_constant(description.collector);
  std::vector<annotate::Annotation> annotations{self};
  ir::FunctionType type;
  for (TypeId argument : method.arguments) {
    annotations.push_back(typer.reprs.of_type(argument)->annotation);
    type.parameters.push_back(argument);
  }
  Functions::Helper callee = typer.functions.call(function, annotations);
  type.result = callee.signature->result->type;
  ir::FunctionId id = typer.functions.add("weft.gc." + method.name, program.types.function(type));
  // What the author of the method wants is meant for all of it.
  program.function(id).inline_hint = program.function(callee.function).inline_hint;
  ir::Builder builder(program, id, program.function(id).add_block());
  std::vector<Operand> passed{typer.prebuilt.constant(description.collector, callee.signature->parameters[0])};
  for (TypeId argument : type.parameters) passed.push_back(builder.add_argument(builder.block(), argument));
  Operand result = call(typer, builder, callee, passed);
  if (callee.signature->never_returns)
    builder.unreachable();
  else
    builder.return_(type.result == TypeTable::void_ ? Operand(program.constants.void_value()) : result);
  return id;
}

}  // namespace weft::typer
