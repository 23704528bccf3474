#include "rpy-frontend/typer/typer_state.h"

#include <cassert>

#include <fmt/format.h>

namespace weft::typer {

const py::object& Library::function(std::string_view module_and_name) {
  auto [position, is_new] = known_.try_emplace(std::string(module_and_name));
  if (is_new) {
    size_t dot = module_and_name.find('.');
    std::string module = "rpython.rtyper." + std::string(module_and_name.substr(0, dot));
    std::string name(module_and_name.substr(dot + 1));
    position->second = py::module_::import(module.c_str()).attr(name.c_str());
  }
  return position->second;
}

Typer::Typer(annotate::Annotator& annotator_, LowTypes& types_, const TyperOptions& options_)
    : annotator(annotator_),
      tables(annotator_.tables()),
      host(annotator_.host()),
      flow(annotator_.program()),
      program(types_.program()),
      types(types_),
      options(options_),
      late(program),
      reprs(*this),
      classes(*this),
      functions(*this),
      prebuilt(*this),
      object_functions(*this) {}

py::object Typer::overflow_check() {
  if (!overflow_check_) overflow_check_ = py::module_::import("rpython.rlib.rarithmetic").attr("ovfcheck");
  return overflow_check_;
}

annotate::Annotation Typer::of_constant(ir::HostObjectId object) {
  if (constant_annotations_.size() <= object.index) constant_annotations_.resize(object.index + 1);
  if (!constant_annotations_[object.index]) {
    annotate::Annotation annotation = annotator.of_constant(object);
    constant_annotations_[object.index] = annotation;
  }
  return *constant_annotations_[object.index];
}

ir::StringId Typer::name(ir::StringId flow_name) {
  if (!flow_name.valid()) return {};
  if (names_.size() <= flow_name.index) names_.resize(flow_name.index + 1);
  if (!names_[flow_name.index].valid()) names_[flow_name.index] = program.strings.intern(flow.strings[flow_name]);
  return names_[flow_name.index];
}

bool Typer::is_function_object(const Repr* repr) const {
  annotate::ClassId class_ = repr->annotation.class_();
  return repr->kind == ReprKind::Instance && class_.valid() && tables.function_object.valid() &&
         tables.derives_from(class_, tables.function_object);
}

bool Typer::is_object(const Repr* repr) const {
  return repr->kind == ReprKind::Instance && !repr->annotation.class_().valid();
}

void Typer::run() {
  bool again = true;
  while (again) {
    again = functions.type_pending();
    again |= prebuilt.fill();
    again |= late.fill();
  }
}

void Typer::report(ir::LocationId location, std::string message, std::string help, const DiagnosticKind& kind) {
  SourceRange range;
  if (location.valid()) {
    const ir::Location& place = flow.locations[location.index];
    range = {flow.files[place.file.index], place.line, place.column, place.end_line, place.end_column};
  }
  annotator.diagnostics().report({.kind = &kind,
                                  .range = std::move(range),
                                  .message = std::move(message),
                                  .label = {},
                                  .places = {},
                                  .notes = {},
                                  .help = std::move(help)});
}

ir::ConstantId Typer::zero(ir::TypeId type) {
  switch (program.types.kind(type)) {
    case ir::TypeKind::Bool:
    case ir::TypeKind::Char:
    case ir::TypeKind::UniChar:
    case ir::TypeKind::Integer: return program.constants.integer(type, 0);
    case ir::TypeKind::Float: return program.constants.floating(0.0);
    case ir::TypeKind::SingleFloat: return program.constants.intern({ir::ConstantKind::Float, type, 0});
    case ir::TypeKind::Address:
    case ir::TypeKind::Pointer: return program.constants.null(type);
    case ir::TypeKind::Any:
    case ir::TypeKind::Void:
    case ir::TypeKind::Struct:
    case ir::TypeKind::Array:
    case ir::TypeKind::Function:
    case ir::TypeKind::Opaque: break;
  }
  return program.constants.void_value();
}

Typer::GlobalCell Typer::global_cell(py::handle module_globals, const std::string& variable) {
  ir::HostObjectId globals = host.intern(module_globals);
  auto known = global_cells_.find({globals.index, variable});
  if (known != global_cells_.end()) return known->second;
  annotate::Annotation annotation;
  for (const annotate::GlobalVariable& each : tables.globals)
    if (each.module_globals == globals && each.name == variable) annotation = each.cell.annotation;
  const Repr* repr = reprs.of(annotation);
  GlobalCell cell{{}, repr};
  if (repr->type != ir::TypeTable::void_) {
    ir::TypeId holder = program.types.declare_struct(program.types.unique_name("global." + variable), ir::Storage::Gc);
    program.types.define_struct(holder, {{program.strings.intern("value"), repr->type, false}});
    ir::Data data;
    data.name = program.types.name(holder);
    data.type = holder;
    py::dict live = py::reinterpret_borrow<py::dict>(module_globals);
    data.fields = {live.contains(variable.c_str()) ? prebuilt.constant(live[variable.c_str()], repr)
                                                   : zero(repr->type)};
    cell.pointer = program.constants.data(program.types.pointer(holder), program.add_data(std::move(data)));
  }
  return global_cells_[{globals.index, variable}] = cell;
}

annotate::InstanceId Typer::method_instance(const annotate::Annotator::MethodTarget& target) {
  for (; methods_known_ < tables.callables.size(); ++methods_known_) {
    const annotate::Callable& callable = tables.callables[methods_known_];
    methods_.try_emplace({callable.object.index, callable.class_.index}, annotate::CallableId{methods_known_});
  }
  auto known = methods_.find({target.function.index, target.class_.index});
  return known == methods_.end() ? annotate::InstanceId{} : functions.indirect_instance(known->second);
}

const Repr* Typer::next_item_repr(const annotate::Annotation& iterator) {
  for (const annotate::Annotator::MethodTarget& target : annotator.method_targets(iterator.class_(), "__next__"))
    if (annotate::InstanceId instance = method_instance(target); instance.valid())
      return functions.signature(instance).result;
  return reprs.none();
}

ir::JitDriverId Typer::jit_driver(py::handle live) {
  auto [position, is_new] = jit_drivers_.try_emplace(live.ptr());
  if (is_new) {
    ir::JitDriver driver;
    driver.name = py::str(live.attr("name"));
    auto names = [&](const char* attribute) {
      std::vector<std::string> result;
      for (py::handle name : live.attr(attribute)) result.push_back(py::str(name));
      return result;
    };
    driver.greens = names("greens");
    driver.reds = names("reds");
    driver.virtualizables = names("virtualizables");
    program.jit_drivers.push_back(std::move(driver));
    position->second = ir::JitDriverId{program.jit_drivers.size() - 1};
  }
  return position->second;
}

annotate::Annotation Typer::frozen_attribute(uint32_t slot) const { return frozen_attributes_.at(slot); }

uint32_t Typer::frozen_slot(const Repr* repr, const std::string& attribute, const annotate::Annotation& annotation) {
  const Repr* value = reprs.of(annotation);
  uint32_t slot = late.slot(program.types.pointee(repr->type), attribute, value->type, true);
  frozen_attributes_.try_emplace(slot, annotation);
  return slot;
}

}  // namespace weft::typer
