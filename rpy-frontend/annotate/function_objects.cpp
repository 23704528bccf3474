// Function objects: callable values of which several kinds meet in one place. Each is an instance of a class of its own,
// made on demand by rpython.rtyper.rfunction, and called through its `__call__`.
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

namespace {

constexpr const char* receiver_attribute = "receiver";

py::object library(const char* name) { return py::module_::import("rpython.rtyper.rfunction").attr(name); }

}  // namespace

ClassId Annotator::Implementation::function_object_base() {
  return tables.function_object.valid() ? tables.function_object : class_of(library("FunctionObject"));
}

bool Annotator::Implementation::is_function_object(ClassId class_) const {
  return tables.function_object.valid() && tables.derives_from(class_, tables.function_object);
}

// The function in Python that does what calling an object of Python's own does: `str.lower`, functools.partial(f, 1),
// operator.itemgetter(0); a null object if there is none.
py::object Annotator::Implementation::as_function(py::handle object) {
  std::string_view type = Py_TYPE(object.ptr())->tp_name;
  if (type != "method_descriptor" && type != "functools.partial" && !type.starts_with("operator.") &&
      type != "builtin_function_or_method" && type != "method")
    return {};
  py::object function = library("as_function")(object);
  return function.is_none() ? py::object() : function;
}

// The function object that calls something known while translating.
CallableId Annotator::Implementation::constant_function_object(py::handle live) {
  function_object_base();
  return callable_of(library("constant_class")(live));
}

// Of the function objects that call a bound method: their class, and what it was made for.
CallableId Annotator::Implementation::bound_function_object(const Annotation& method) {
  if (std::optional<ClassId> known = find_bound_class(method))
    return callable_of(host.object(tables.class_(*known).object));
  function_object_base();
  const Annotation receiver = without_constant(tables.tuple(method.receiver())[0]);
  BoundClass made{.method = method_name(method), .receiver = receiver};
  py::object function = py::none();
  if (method.is(AnnotationKind::Method)) {
    made.function = tables.callables_in(method.callables())[0];
    function = host.object(tables.callables[made.function.index].object);
  }
  if (receiver.is(AnnotationKind::Instance)) made.owner = topmost_owner(receiver.class_(), made.method);
  bool by_name = receiver.is(AnnotationKind::Instance) || method.is(AnnotationKind::BuiltinMethod);
  py::object live = library("bound_class")(made.method, function, by_name);
  made.class_ = class_of(live);
  bound_classes.push_back(made);
  attribute(made.class_, receiver_attribute).is_assigned = true;
  return callable_of(live);
}

std::string Annotator::Implementation::method_name(const Annotation& method) const {
  if (method.is(AnnotationKind::BuiltinMethod)) return program.strings[method.name()];
  const Callable& first = tables.callables[tables.callables_in(method.callables())[0].index];
  return py::str(host.object(first.object).attr("__name__"));
}

// The class furthest up that has the method.
ClassId Annotator::Implementation::topmost_owner(ClassId class_, const std::string& method) {
  ClassId owner = class_;
  for (ClassId each = class_; each.valid(); each = tables.class_(each).base)
    if (lookup(each, method)) owner = each;
  return owner;
}

std::optional<ClassId> Annotator::Implementation::find_bound_class(const Annotation& method) {
  const Annotation receiver = tables.tuple(method.receiver())[0];
  const std::string name = method_name(method);
  for (const BoundClass& each : bound_classes) {
    if (each.method != name || each.receiver.kind != receiver.kind ||
        each.function.valid() != method.is(AnnotationKind::Method))
      continue;
    bool is_same = false;
    switch (receiver.kind) {
      case AnnotationKind::Instance: is_same = each.owner == topmost_owner(receiver.class_(), name); break;
      case AnnotationKind::List: is_same = tables.find(each.receiver.list()) == tables.find(receiver.list()); break;
      case AnnotationKind::Dict:
      case AnnotationKind::Set: is_same = tables.find(each.receiver.dict()) == tables.find(receiver.dict()); break;
      case AnnotationKind::Integer: is_same = each.receiver.detail == receiver.detail; break;
      default: is_same = true; break;
    }
    if (is_same) return each.class_;
  }
  return std::nullopt;
}

// What a callable value is as function objects; nothing for what can not be one.
std::optional<Annotation> Annotator::Implementation::as_function_object(const Annotation& value) {
  Annotation result = plain(AnnotationKind::FunctionObject);
  result.nullable = value.nullable;
  auto bound = [&](const Annotation& method) {
    CallableId made = bound_function_object(method);
    Annotation receiver = without_constant(non_null(tables.tuple(method.receiver())[0]));
    write_attribute(tables.callables[made.index].class_, receiver_attribute, receiver, current_location);
    result.detail = tables.intern_callables({made}).index;
    return result;
  };
  switch (value.kind) {
    case AnnotationKind::FunctionObject: return value;
    case AnnotationKind::Callables: {
      std::vector<CallableId> made;
      const std::vector<CallableId> set = tables.callables_in(value.callables());
      for (CallableId each : set) {
        if (tables.callables[each.index].kind == CallableKind::Frozen) return std::nullopt;
        made.push_back(constant_function_object(host.object(tables.callables[each.index].object)));
      }
      result.detail = tables.intern_callables(std::move(made)).index;
      return result;
    }
    case AnnotationKind::Instance: {
      if (!value.class_().valid()) return std::nullopt;
      if (is_function_object(value.class_())) {
        result.detail = tables.intern_callables({callable_of(host.object(tables.class_(value.class_()).object))}).index;
        return result;
      }
      if (std::optional<ClassAttribute> found = lookup(value.class_(), "__call__");
          !found || !PyFunction_Check(host.object(found->object).ptr()))
        return std::nullopt;
      Annotation method = read_attribute(non_null(value), "__call__");
      if (!method.is(AnnotationKind::Method)) return std::nullopt;
      return bound(method);
    }
    case AnnotationKind::Method: {
      const Annotation receiver = tables.tuple(value.receiver())[0];
      if (receiver.is(AnnotationKind::Callables)) {
        // A class method: bound to a class, which is a constant.
        const std::vector<CallableId> functions = tables.callables_in(value.callables());
        if (!receiver.is_constant() || functions.size() != 1) return std::nullopt;
        py::object function = host.object(tables.callables[functions[0].index].object);
        if (tables.callables[functions[0].index].kind != CallableKind::Function) return std::nullopt;
        py::object live = library("constant_method")(function, host.object(receiver.constant));
        result.detail = tables.intern_callables({constant_function_object(live)}).index;
        return result;
      }
      return bound(value);
    }
    case AnnotationKind::BuiltinMethod: return bound(value);
    default: return std::nullopt;
  }
}

// The least annotation above two callable values that have nothing else in common.
Annotation Annotator::Implementation::join_function_objects(const Annotation& a, const Annotation& b) {
  std::optional<Annotation> one = as_function_object(a);
  if (!one) return error();
  std::optional<Annotation> other = as_function_object(b);
  if (!other) return error();
  std::vector<CallableId> all = tables.callables_in(one->callables());
  const std::vector<CallableId>& more = tables.callables_in(other->callables());
  all.insert(all.end(), more.begin(), more.end());
  Annotation result = plain(AnnotationKind::FunctionObject);
  result.nullable = a.nullable || b.nullable;
  result.detail = tables.intern_callables(std::move(all)).index;
  return result;
}

Annotation Annotator::Implementation::call_function_object(const Annotation& callee, const CallArguments& arguments) {
  CallArguments with_receiver = arguments;
  Annotation receiver = instance(function_object_base());
  with_receiver.positional.insert(with_receiver.positional.begin(),
                                  ArgumentValue{receiver, {Argument::Source::Receiver, 0, {}, 0}});
  std::vector<CallableId> functions;
  const std::vector<CallableId> classes = tables.callables_in(callee.callables());
  for (CallableId each : classes) {
    ClassId class_ = tables.callables[each.index].class_;
    functions.push_back(method_callable(host.object(lookup(class_, "__call__")->object), class_));
  }
  return call_callables(functions, with_receiver);
}

}  // namespace weft::annotate
