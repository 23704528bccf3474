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
  switch (object.kind) {
    case AnnotationKind::Instance: {
      if (name == "args_text" || !tables.class_(object.class_()).is_exception || name != "args")
        return read_attribute(object, name);
      return fail(unsupported_operation, "`args` of an exception is not kept", {},
                  "use str(exception), or an attribute of your own exception class");
    }
    case AnnotationKind::String:
    case AnnotationKind::Bytes:
      if (has_builtin_method(object.kind, name)) return builtin_method();
      method = library_method(object.is(AnnotationKind::String) ? string_methods : bytes_methods);
      break;
    case AnnotationKind::Integer:
    case AnnotationKind::Bool: method = library_method(int_methods); break;
    case AnnotationKind::Float: method = library_method(float_methods); break;
    case AnnotationKind::List:
    case AnnotationKind::Dict:
    case AnnotationKind::Set:
      if (has_builtin_method(object.kind, name)) return builtin_method();
      break;
    case AnnotationKind::Callables: {
      Annotation joined = impossible();
      const std::vector<CallableId> set = tables.callables_in(object.callables());
      for (CallableId each : set) {
        const Callable callable = tables.callables[each.index];
        py::object live = host.object(callable.object);
        if (!py::hasattr(live, name.c_str())) {
          return fail(unknown_attribute, fmt::format("`{}` has no attribute `{}`", callable.name, name));
        }
        Annotation value = impossible();
        if (live.is(llop)) return of_callable(operation_named(name), host.intern(live.attr(name.c_str())));
        if (callable.kind == CallableKind::Class && callable.class_.valid()) {
          std::optional<ClassAttribute> found = lookup(callable.class_, name);
          if (found && Py_TYPE(host.object(found->object).ptr())->tp_name == std::string_view("classmethod")) {
            value = plain(AnnotationKind::Method);
            value.detail =
                tables.intern_callables({callable_of(host.object(found->object).attr("__func__"))}).index;
            value.detail2 = tables.intern_tuple({of_constant(callable.object)}).index;
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
    default:
      break;
  }
  if (method) return *method;
  if (object.is(AnnotationKind::String) && (name == "format" || name == "format_map"))
    return fail(unsupported_operation, fmt::format("the template of {}() must be known while translating", name), {},
                "write an f-string, or build the text with +");
  std::vector<std::string> candidates = builtin_methods(object.kind);
  if (object.is(AnnotationKind::String))
    for (auto [each, unused] : string_methods) candidates.push_back(std::string(py::str(each)));
  std::string nearest = nearest_match(name, candidates);
  return fail(unknown_attribute, fmt::format("{} has no attribute `{}`", describe(object), name), {},
              nearest.empty() ? "" : fmt::format("did you mean `{}`?", nearest));
}

Annotation Annotator::Implementation::transfer_setattr(const ir::Operation& operation) {
  Annotation object = operand(operation.operands[0]), value = operand(operation.operands[1]);
  const std::string name = program.strings[ir::StringId{operation.immediate}];
  if (object.is(AnnotationKind::Instance)) {
    std::optional<ClassAttribute> found = lookup(object.class_(), name);
    if (found && Py_TYPE(host.object(found->object).ptr())->tp_name == std::string_view("property")) {
      py::object setter = host.object(found->object).attr("fset");
      if (setter.is_none()) return fail(unsupported_operation, fmt::format("property `{}` has no setter", name));
      call_live(setter, {non_null(object), value});
      return none();
    }
    ClassId owner;
    attribute(object.class_(), name, &owner);
    Attribute& place = tables.class_(owner).attributes.at(name);
    if (!place.first_assigned.valid()) place.first_assigned = operation.location;
    if (!place.is_assigned) {
      place.is_assigned = true;
      queue_readers(place.cell.readers);
      for (ClassId each : tables.with_subclasses(owner)) {
        queue_readers(tables.class_(each).readers);
        add_class_value(each, name);
      }
    }
    write_attribute(object.class_(), name, without_constant(value), operation.location);
    return none();
  }
  if (object.is(AnnotationKind::Pointer) || object.is(AnnotationKind::Interior)) {
    low_level_getattr(object, name);
    return none();
  }
  return fail(unsupported_operation, fmt::format("attributes of {} can not be assigned", describe(object)), {},
              "keep what changes in a variable declared `global`, or in an instance made while importing");
}

}  // namespace weft::annotate
