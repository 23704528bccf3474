#include "rpy-frontend/typer/finalizers.h"

#include <algorithm>
#include <iterator>

#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::ClassId;
using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::TypeTable;

namespace {

// The topmost class with a finalizer at or above this one; invalid if there is none.
ClassId finalized_class(const Typer& typer, ClassId class_) {
  for (ClassId each : typer.tables.with_finalizers)
    if (typer.tables.derives_from(class_, each)) return typer.tables.find(each);
  return {};
}

// Whether all that may be called for instances of the class and those below it is declared light.
bool is_light(Typer& typer, ClassId class_) {
  return std::ranges::all_of(typer.annotator.method_targets(class_, "__del__"), [&](const auto& target) {
    return py::hasattr(typer.host.object(target.function), "_must_be_light_finalizer_");
  });
}

ir::FunctionId make_caller(Typer& typer, std::string_view name, const Functions::Helper& callee,
                           const std::vector<TypeId>& parameters) {
  ir::Program& program = typer.program;
  ir::FunctionId id = typer.functions.add(name, program.types.function({parameters, TypeTable::void_}));
  ir::Builder builder(program, id, program.function(id).add_block());
  std::vector<Operand> passed{typer.functions.pointer(callee.function)};
  for (TypeId parameter : parameters) passed.push_back(builder.add_argument(builder.block(), parameter));
  builder.emit(Opcode::DirectCall, callee.signature->result->type, std::move(passed));
  builder.return_(program.constants.void_value());
  return id;
}

ir::FunctionId make_dispatcher(Typer& typer, std::string_view name, const std::vector<ClassId>& classes, bool light) {
  py::tuple live(classes.size());
  for (size_t i = 0; i < classes.size(); ++i) live[i] = typer.host.object(typer.tables.class_(classes[i]).object);
  py::object function = typer.library.function("rfinalizer.make_dispatcher")(live, light);
  return make_caller(typer, name, typer.functions.helper(function, {{TypeTable::address, {}}}), {TypeTable::address});
}

}  // namespace

bool runs_finalizers(const Typer& typer) { return !typer.tables.called_back.empty(); }

void register_finalizer(Typer& typer, ir::Builder& builder, ClassId class_, ir::ValueId instance) {
  ClassId finalized = finalized_class(typer, class_);
  if (!finalized.valid() || !typer.classes.defines_method(class_, "__del__")) return;
  bool light = is_light(typer, finalized);
  const py::object& declaration =
      typer.library.function(light ? "rfinalizer._register_light_finalizer" : "rfinalizer._register_finalizer");
  Operand address = builder.emit(Opcode::CastPtrToAdr, TypeTable::address, {instance});
  std::vector<Operand> passed{typer.functions.pointer(typer.functions.external(declaration)), address};
  if (!light) passed.push_back(builder.integer(0));  // the queue of `__del__`
  builder.emit(Opcode::DirectCall, TypeTable::void_, std::move(passed));
}

std::vector<ir::FunctionId> make_called_back_functions(Typer& typer) {
  std::vector<ir::FunctionId> made;
  const std::vector<ClassId>& all = typer.tables.with_finalizers;
  std::vector<ClassId> light;
  std::ranges::copy_if(all, std::back_inserter(light), [&](ClassId each) { return is_light(typer, each); });
  // Not every collector makes a difference: light ones, too, may be called as others are.
  if (!all.empty()) made.push_back(make_dispatcher(typer, "weft.call_finalizer", all, false));
  if (!light.empty()) made.push_back(make_dispatcher(typer, "weft.finalize_light", light, true));
  for (annotate::InstanceId instance : typer.tables.called_back) {
    Functions::Helper callee{typer.functions.declare(instance), &typer.functions.signature(instance)};
    const std::string name = "weft." + typer.program.function(callee.function).display_name;
    made.push_back(make_caller(typer, name, callee, {}));
  }
  return made;
}

}  // namespace weft::typer
