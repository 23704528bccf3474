// Reading and assigning attributes, of anything that has some.
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

Annotation Annotator::Implementation::transfer_getattr(const Annotation& object, const std::string& name) {
  auto library_method = [&](const py::dict& methods) -> std::optional<Annotation> {
    if (!methods.contains(name.c_str())) return std::nullopt;
    Annotation result = plain(AnnotationKind::Method);
    result.detail = tables.intern_callables({callable_of(methods[name.c_str()])}).index;
    result.detail2 = tables.intern_tuple({without_constant(non_null(object))}).index;
    return result;
  };
  auto builtin_method = [&] {
    Annotation result = plain(AnnotationKind::BuiltinMethod);
    result.detail = program.strings.intern(name).index;
    result.detail2 = tables.intern_tuple({without_constant(non_null(object))}).index;
    return result;
  };
  std::optional<Annotation> method;
  if (std::optional<Annotation> refined = refined_attribute(object, name)) return *refined;
  switch (object.kind) {
    case AnnotationKind::FunctionObject:
      if (name == "__name__") return read_attribute(instance(function_object_base()), "called_name");
      break;
    case AnnotationKind::Instance:
      if (name == "__name__" && is_function_object(object.class_())) return read_attribute(object, "called_name");
      return read_attribute(object, name);
    case AnnotationKind::String:
    case AnnotationKind::Bytes:
      method = library_method(object.is(AnnotationKind::String) ? string_methods : bytes_methods);
      break;
    case AnnotationKind::Integer:
    case AnnotationKind::Bool: method = library_method(int_methods); break;
    case AnnotationKind::Float: method = library_method(float_methods); break;
    case AnnotationKind::Tuple: method = library_method(tuple_methods); break;
    case AnnotationKind::List:
    case AnnotationKind::Dict:
    case AnnotationKind::Set:
      if (has_builtin_method(object.kind, name)) return builtin_method();
      break;
    case AnnotationKind::Callables: {
      Annotation joined = impossible();
      std::vector<CallableId> class_methods;
      const std::vector<CallableId> set = tables.callables_in(object.callables());
      for (CallableId each : set) {
        const Callable callable = tables.callables[each.index];
        py::object live = host.object(callable.object);
        if (callable.kind == CallableKind::Class && callable.class_.valid()) {
          tables.class_(callable.class_).readers.insert(current_block);
          ClassId owner = tables.attribute_owner(callable.class_, name);
          if (owner.valid() && tables.class_(owner).attributes.at(name).is_class_variable) {
            joined = join(joined, read(tables.class_(owner).attributes.at(name).cell));
            continue;
          }
        }
        if (!py::hasattr(live, name.c_str())) {
          return fail(unknown_attribute, fmt::format("`{}` has no attribute `{}`", callable.name, name));
        }
        Annotation value = impossible();
        if (live.is(llop)) return of_callable(operation_named(name), host.intern(live.attr(name.c_str())));
        if (callable.kind == CallableKind::Class && callable.class_.valid()) {
          std::optional<ClassAttribute> found = lookup(callable.class_, name);
          if (found && Py_TYPE(host.object(found->object).ptr())->tp_name == std::string_view("classmethod")) {
            py::object function = host.object(found->object).attr("__func__");
            class_methods.push_back(class_method_callable(function, found->owner));
            if (class_methods.size() == set.size()) return bind_method(non_null(object), class_methods);
            continue;
          }
        }
        if (value.is(AnnotationKind::Impossible)) value = of_constant(live.attr(name.c_str()));
        joined = join(joined, value);
      }
      if (joined.is(AnnotationKind::Error))
        return fail(type_conflict, fmt::format("attribute `{}` has different types in the objects meant here", name));
      return joined;
    }
    case AnnotationKind::Pointer:
    case AnnotationKind::Interior:
    case AnnotationKind::LowLevelType:
      return low_level_getattr(object, name);
    case AnnotationKind::Address: {
      // The memory from there on, as items of that type.
      py::module_ memory = py::module_::import("rpython.rtyper.lltypesystem.llmemory");
      py::dict views = memory.attr("ITEM_VIEWS");
      if (!low_level || !views.contains(name)) break;
      py::object items = py::module_::import("rpython.rtyper.lltypesystem.rffi").attr("CArrayPtr")(views[name.c_str()]);
      return of_low_level_type(low_level->from_python(items));
    }
    default:
      break;
  }
  if (method) return *method;
  if (object.is(AnnotationKind::String) && (name == "format" || name == "format_map"))
    return fail(unsupported_operation, fmt::format("the template of {}() must be known while translating", name), {},
                "write an f-string, or build the text with +");
  std::vector<std::string> candidates = builtin_methods(object.kind);
  auto add_methods = [&](const py::dict& methods) {
    for (auto [each, unused] : methods) candidates.push_back(std::string(py::str(each)));
  };
  if (object.is(AnnotationKind::String)) add_methods(string_methods);
  if (object.is(AnnotationKind::Bytes)) add_methods(bytes_methods);
  if (is_integer_like(object)) add_methods(int_methods);
  if (object.is(AnnotationKind::Float)) add_methods(float_methods);
  std::string nearest = nearest_match(name, candidates);
  return fail(unknown_attribute, fmt::format("{} has no attribute `{}`", describe(object), name), {},
              Help::did_you_mean(name, nearest));
}

Annotation Annotator::Implementation::transfer_setattr(const ir::Operation& operation) {
  Annotation object = operand(operation.operands[0]), value = operand(operation.operands[1]);
  const std::string name = program.strings[ir::StringId{operation.immediate}];
  return assign_attribute(object, name, value);
}

Annotation Annotator::Implementation::assign_attribute(const Annotation& object, const std::string& name,
                                                       const Annotation& value, bool is_initial) {
  if (object.is(AnnotationKind::Instance)) {
    std::optional<ClassAttribute> found = lookup(object.class_(), name);
    if (found && PyObject_TypeCheck(host.object(found->object).ptr(), &PyProperty_Type)) {
      call_accessor(object, name, "fset", {value});
      return none();
    }
    std::optional<ClassAttribute> found_setter = lookup(object.class_(), "__setattr__");
    bool is_frozen = found_setter && PyFunction_Check(host.object(found_setter->object).ptr()) &&
                     py::hasattr(host.object(tables.class_(object.class_()).object), "__dataclass_fields__");
    if (is_frozen && !is_initial)
      return fail(frozen_instance,
                  fmt::format("attribute `{}` of `{}` is assigned, but instances of that class are frozen", name,
                              tables.class_(object.class_()).name),
                  "assigned here", "make a changed copy with dataclasses.replace()");
    if (found && refuse_descriptor(object.class_(), name, host.object(found->object))) return error();
    refuse_attribute(object.class_(), name);
    ClassId owner;
    attribute(object.class_(), name, &owner);
    Attribute& place = tables.class_(owner).attributes.at(name);
    if (!place.first_assigned.valid()) place.first_assigned = current_location;
    if (!place.is_assigned) {
      place.is_assigned = true;
      queue_readers(place.cell.readers);
      for (ClassId each : tables.with_subclasses(owner)) {
        queue_readers(tables.class_(each).readers);
        add_class_value(each, name);
      }
    }
    write_attribute(object.class_(), name, without_constant(value), current_location);
    return none();
  }
  if (object.is(AnnotationKind::Pointer) || object.is(AnnotationKind::Interior)) {
    low_level_getattr(object, name);
    return none();
  }
  if (object.is(AnnotationKind::Callables)) return set_class_attribute(object, name, value);
  return fail(unsupported_operation, fmt::format("attributes of {} can not be assigned", describe(object)));
}

py::object Annotator::Implementation::refinement(const Annotation& annotation) const {
  bool can_be = annotation.is(AnnotationKind::Integer) || annotation.is(AnnotationKind::String) ||
                annotation.is(AnnotationKind::Tuple);
  if (!can_be || !annotation.refinement().valid()) return {};
  return host.object(tables.callables[annotation.refinement().index].object);
}

std::optional<Annotation> Annotator::Implementation::refined_attribute(const Annotation& object,
                                                                       const std::string& name) {
  py::object class_ = refinement(object);
  if (!class_) return std::nullopt;
  py::object found = class_support.attr("refined_attribute")(class_, name);
  if (found.is_none()) return std::nullopt;
  std::string kind = py::str(py::tuple(found)[0]);
  py::object value = py::tuple(found)[1];
  if (kind == "get") return call_live(value, {without_constant(object)});
  if (kind == "value") return of_constant(value);
  return bind_method(without_constant(non_null(object)), {callable_of(value)});
}

// Assigning an attribute of a class, or of one of several, makes it a variable that each of these classes may have.
Annotation Annotator::Implementation::set_class_attribute(const Annotation& classes, const std::string& name,
                                                          const Annotation& value) {
  const std::vector<CallableId> set = tables.callables_in(classes.callables());
  for (CallableId each : set) {
    const Callable callable = tables.callables[each.index];
    if (callable.kind != CallableKind::Class || !callable.class_.valid())
      return fail(unsupported_operation, fmt::format("attributes of {} can not be assigned", describe(classes)), {},
                  "keep what changes in a variable declared `global`, or in an instance made while importing");
    if (std::optional<ClassAttribute> found = lookup(callable.class_, name);
        found && !is_data_value(host.object(found->object)))
      return fail(unsupported_operation,
                  fmt::format("methods and properties of classes can not be replaced at run time: `{}` of `{}`", name,
                              callable.name),
                  {}, "keep a function that changes in an attribute of another name");
    ClassId owner;
    attribute(callable.class_, name, &owner);
    Attribute& place = tables.class_(owner).attributes.at(name);
    if (!place.is_class_variable) {
      place.is_class_variable = true;
      place.first_class_assigned = current_location;
      queue_readers(place.cell.readers);
      for (ClassId below : tables.with_subclasses(owner)) {
        queue_readers(tables.class_(below).readers);
        add_class_value(below, name);
      }
    }
    write_attribute(callable.class_, name, without_constant(value), current_location);
  }
  return none();
}

// A name can be a variable of classes, or an attribute of instances with a default in the class.
void Annotator::Implementation::check_class_variables() {
  for (const ClassDefinition& class_ : tables.classes) {
    for (const auto& [name, attribute] : class_.attributes) {
      if (!attribute.is_class_variable || !attribute.is_assigned) continue;
      std::vector<DiagnosticLabel> places;
      if (attribute.first_assigned.valid())
        places.push_back({flow.range(attribute.first_assigned), "assigned on an instance"});
      fail_at(attribute.first_class_assigned, shadowed_class_variable,
              fmt::format("attribute `{}` of `{}` is assigned both on the class and on instances", name, class_.name),
              "assigned on the class", "use two names", std::move(places));
    }
  }
}

Annotator::AttributeHolders Annotator::attribute_holders(ClassId class_, const std::string& name) {
  return implementation_->attribute_holders(class_, name);
}

bool Annotator::is_class_variable(ClassId class_, const std::string& name) {
  const Tables& tables = implementation_->tables;
  ClassId owner = tables.attribute_owner(class_, name);
  return owner.valid() && tables.class_(owner).attributes.at(name).is_class_variable;
}

}  // namespace weft::annotate
