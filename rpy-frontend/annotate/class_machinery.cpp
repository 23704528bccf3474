// What classes do by means that only Python's interpreter has is refused where the program would rely on it.
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

// Reports what `rpython.rtyper.rmachinery` found, if it found something: (message, help, function or None).
bool Annotator::Implementation::refuse_machinery(const py::object& obstacle, const char* label) {
  if (obstacle.is_none()) return false;
  py::tuple parts = py::reinterpret_borrow<py::tuple>(obstacle);
  std::vector<DiagnosticLabel> places;
  if (!py::object(parts[2]).is_none())
    if (const rpy::FunctionSource* source = host.source_of(parts[2]); source != nullptr)
      places.push_back({SourceRange{source->file->path, source->first_line, 0, 0, 0}, "defined here"});
  fail(class_machinery, py::str(parts[0]), label, Help(std::string(py::str(parts[1]))), std::move(places));
  return true;
}

// The program has instances of the class: it makes them, or finds some that import has left behind.
void Annotator::Implementation::note_instances(ClassId class_, bool is_made) {
  tables.class_(class_).is_instantiated = true;
  bool& is_checked = is_made ? tables.class_(class_).is_checked_as_made : tables.class_(class_).is_checked;
  if (std::exchange(is_checked, true)) return;
  bool is_refused =
      refuse_machinery(machinery.attr("instance_obstacle")(host.object(tables.class_(class_).object), is_made),
                       is_made ? "an instance is made here" : "an instance is used here");
  if (is_refused) tables.class_(class_).is_refused = true;
}

bool Annotator::Implementation::refuse_descriptor(ClassId class_, const std::string& name, py::handle value) {
  if (!PyType_HasFeature(Py_TYPE(value.ptr()), Py_TPFLAGS_HEAPTYPE)) return false;
  bool is_descriptor = Py_TYPE(value.ptr())->tp_descr_get != nullptr || Py_TYPE(value.ptr())->tp_descr_set != nullptr;
  if (!is_descriptor) return false;
  return refuse_machinery(
      machinery.attr("descriptor_obstacle")(host.object(tables.class_(class_).object), name, value), "used here");
}

// isinstance(x, classes) and issubclass(x, classes): a class, or a tuple of some.
bool Annotator::Implementation::refuse_class_test(py::handle classes) {
  if (py::isinstance<py::tuple>(classes)) {
    for (py::handle each : py::reinterpret_borrow<py::tuple>(classes))
      if (refuse_class_test(each)) return true;
    return false;
  }
  return PyType_Check(classes.ptr()) && refuse_machinery(machinery.attr("test_obstacle")(classes), "tested here");
}

// A use of classes as values for which Python would call a special method of their metaclass.
bool Annotator::Implementation::refuse_class_values(const Annotation& classes, std::initializer_list<const char*> names) {
  if (!classes.is(AnnotationKind::Callables)) return false;
  const std::vector<CallableId> set = tables.callables_in(classes.callables());
  for (CallableId each : set) {
    py::object live = host.object(tables.callables[each.index].object);
    if (!PyType_Check(live.ptr()) || Py_TYPE(live.ptr()) == &PyType_Type) continue;
    py::tuple methods(names.size());
    for (size_t i = 0; i < names.size(); ++i) methods[i] = py::str(names.begin()[i]);
    if (refuse_machinery(machinery.attr("class_value_obstacle")(live, methods), "used here")) return true;
  }
  return false;
}

// `__slots__`, and RPython's `_attrs_`, say which attributes instances have.
bool Annotator::Implementation::refuse_attribute(ClassId class_, const std::string& name) {
  if (machinery.attr("allows_attribute")(host.object(tables.class_(class_).object), name).cast<bool>()) return false;
  fail(undeclared_attribute,
       fmt::format("instances of `{}` have no attribute `{}`: its `__slots__` or `_attrs_` do not name it",
                   tables.class_(class_).name, name),
       "assigned here", "add the name to them");
  return true;
}

// A class with an equality of its own has the hash that it defines, and no other.
bool Annotator::Implementation::refuse_unhashable(ClassId class_) {
  if (!class_.valid() || !machinery.attr("is_unhashable")(host.object(tables.class_(class_).object)).cast<bool>())
    return false;
  fail(unsupported_operation,
       fmt::format("`{}` has no hash: it defines `__eq__`, but no `__hash__`", tables.class_(class_).name), {},
       "define `__hash__` so that equal objects have equal hashes");
  return true;
}

}  // namespace weft::annotate
