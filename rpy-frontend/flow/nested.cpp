// Functions defined inside functions, and imports inside functions: constants, made while translating.
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Operand;

namespace {

constexpr DiagnosticKind run_time_closure{
    "W0251", "run-time-closure",
    "A function defined inside another one is a constant, made while translating: what it captures, and its defaults "
    "and "
    "decorators, must be constants too, assigned once. Pass values that are only known at run time as arguments, or "
    "keep them in an object with a method."};
constexpr DiagnosticKind failed_import{
    "W0252", "failed-import",
    "An import inside a function is done while translating, so the module must be importable then."};

PyObject* interned(const std::string& name) { return PyUnicode_InternFromString(name.c_str()); }

bool is_comprehension(py::handle code) {
  std::string name = text(code.attr("co_name").ptr());
  return name == "<listcomp>" || name == "<setcomp>" || name == "<dictcomp>" || name == "<genexpr>";
}

}  // namespace

// The code object that CPython compiled for a definition in this function; it may be in a comprehension's.
std::optional<py::object> FunctionFlow::find_nested_code(py::handle code, Node node) const {
  for (py::handle item : code.attr("co_consts")) {
    if (!PyCode_Check(item.ptr())) continue;
    const FunctionSource* source = is_comprehension(item) ? nullptr : host_.sources().find_function(item);
    if (source != nullptr && source->node == node) return py::reinterpret_borrow<py::object>(item);
    if (is_comprehension(item))
      if (std::optional<py::object> found = find_nested_code(item, node)) return found;
  }
  return std::nullopt;
}

// A cell with the constant value that a captured variable has here.
std::optional<py::object> FunctionFlow::captured_cell(Node node, PyObject* name, bool is_own_name) {
  if (std::optional<Slot> slot = find_slot(name)) {
    const AssignedNames& names = shared_.assigned_names(source_.node);
    auto position = names.counts.find(name);
    unsigned assignments = position == names.counts.end() ? 0 : position->second;
    auto parameters = code_.attr("co_argcount").cast<Slot>() + code_.attr("co_kwonlyargcount").cast<Slot>();
    if (*slot < parameters) ++assignments;
    Binding binding = position_.binding(*slot);
    if (is_own_name && assignments <= 1) return py::reinterpret_steal<py::object>(PyCell_New(nullptr));
    if (assignments <= 1 && binding.operand.is_constant())
      return py::reinterpret_steal<py::object>(PyCell_New(object(binding.operand).ptr()));
    report(run_time_closure, node,
           fmt::format("the function captures '{}', which {}", text(name),
                       assignments > 1      ? "is assigned more than once"
                       : binding.is_bound() ? "is only known at run time"
                                            : "has no value yet"),
           {}, "pass the value as an argument");
    return std::nullopt;
  }
  if (std::optional<py::object> cell = cell_of_free_variable(name)) return cell;
  report(run_time_closure, node, fmt::format("the function captures '{}', which has no value", text(name)));
  return std::nullopt;
}

Operand FunctionFlow::nested_function(Node node) {
  std::optional<py::object> code = find_nested_code(code_, node);
  if (!code) {
    unsupported(node, "this function definition", "define the function at module level");
    return undefined();
  }
  PyObject* own_name = node.is(NodeKind::Lambda) ? nullptr : mangled(node.value(Field::name));
  std::vector<uint64_t> key{reinterpret_cast<uint64_t>(code->ptr())};
  auto constant_operand = [&](Node part) -> std::optional<py::object> {
    Operand operand = expression(part);
    key.push_back(operand.is_constant() ? operand.constant().index : 0);
    if (operand.is_constant()) return object(operand);
    report(run_time_closure, part, "this is only known at run time, and the function is made while translating");
    return std::nullopt;
  };

  bool complete = true;
  Node arguments = node.child(Field::args);
  py::list defaults;
  py::dict keyword_defaults;
  for (Node part : arguments.children(Field::defaults)) {
    std::optional<py::object> value = constant_operand(part);
    complete = complete && value.has_value();
    defaults.append(value.value_or(py::none()));
  }
  NodeList keyword_names = arguments.children(Field::kwonlyargs), parts = arguments.children(Field::kw_defaults);
  for (size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i].valid()) continue;
    std::optional<py::object> value = constant_operand(parts[i]);
    complete = complete && value.has_value();
    keyword_defaults[py::handle(keyword_names[i].value(Field::arg))] = value.value_or(py::none());
  }
  std::vector<py::object> decorators;
  if (!node.is(NodeKind::Lambda)) {
    for (Node part : node.children(Field::decorator_list)) {
      std::optional<py::object> value = constant_operand(part);
      complete = complete && value.has_value();
      if (value) decorators.push_back(*value);
    }
  }
  py::tuple free = code->attr("co_freevars");
  py::tuple closure(free.size());
  py::object own_cell;
  for (size_t i = 0; i < free.size(); ++i) {
    PyObject* name = py::object(free[i]).ptr();
    std::optional<py::object> cell = captured_cell(node, name, name == own_name);
    complete = complete && cell.has_value();
    if (!cell) continue;
    closure[i] = *cell;
    PyObject* contents = PyCell_GET(cell->ptr());
    if (contents == nullptr && name == own_name) own_cell = *cell;
    key.push_back(contents == nullptr ? 0 : shared_.constant(contents).index);
  }
  if (!complete) return undefined();
  if (auto known = shared_.nested_functions.find(key); known != shared_.nested_functions.end())
    return constant(known->second);

  py::object function = py::reinterpret_steal<py::object>(
      PyFunction_NewWithQualName(code->ptr(), globals_.ptr(), code->attr("co_qualname").ptr()));
  if (free.size() > 0) PyFunction_SetClosure(function.ptr(), closure.ptr());
  if (!defaults.empty()) function.attr("__defaults__") = py::tuple(defaults);
  if (!keyword_defaults.empty()) function.attr("__kwdefaults__") = keyword_defaults;
  try {
    for (size_t i = decorators.size(); i-- > 0;) function = decorators[i](function);
  } catch (py::error_already_set& error) {
    report(run_time_closure, node,
           fmt::format("a decorator raised {}: {}", std::string(py::str(error.type().attr("__name__"))),
                       std::string(py::str(error.value()))));
    return undefined();
  }
  if (own_cell) PyCell_Set(own_cell.ptr(), function.ptr());
  shared_.nested_functions.emplace(std::move(key), function);
  return constant(function);
}

void FunctionFlow::import_statement(Node node) {
  py::object import_module = py::module_::import("importlib").attr("import_module");
  for (Node alias : node.children(Field::names)) {
    std::string name = text(alias.value(Field::name));
    PyObject* bound = alias.value(Field::asname);
    try {
      py::object module = import_module(name);
      // `import a.b` binds a.
      std::string top = name.substr(0, name.find('.'));
      if (bound == Py_None) {
        module = import_module(top);
        bound = interned(top);
      }
      folder_.refresh();
      store_name(alias, bound, constant(module));
    } catch (py::error_already_set& error) {
      report(failed_import, alias, fmt::format("importing {} failed: {}", name, std::string(py::str(error.value()))));
      store_name(alias, bound == Py_None ? interned(name.substr(0, name.find('.'))) : bound, undefined());
    }
  }
}

void FunctionFlow::import_from(Node node) {
  py::object import_module = py::module_::import("importlib").attr("import_module");
  PyObject* level = node.value(Field::level);
  PyObject* module_part = node.value(Field::module);
  std::string name(PyLong_Check(level) ? PyLong_AsSize_t(level) : 0, '.');
  if (module_part != Py_None) name += text(module_part);
  py::object package = py::none();
  if (PyObject* value = PyDict_GetItemString(globals_.ptr(), "__package__"))
    package = py::reinterpret_borrow<py::object>(value);
  for (Node alias : node.children(Field::names)) {
    PyObject* wanted = alias.value(Field::name);
    PyObject* bound = alias.value(Field::asname);
    if (bound == Py_None) bound = wanted;
    try {
      py::object module = import_module(name, package);
      if (!py::hasattr(module, py::handle(wanted))) import_module(name + "." + text(wanted), package);
      folder_.refresh();
      store_name(alias, bound, load_attribute(alias, constant(module), wanted));
    } catch (py::error_already_set& error) {
      report(failed_import, alias,
             fmt::format("importing {} from {} failed: {}", text(wanted), name, std::string(py::str(error.value()))));
      store_name(alias, bound, undefined());
    }
  }
}

}  // namespace weft::rpy
