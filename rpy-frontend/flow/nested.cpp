// Functions defined inside functions, and imports inside functions. A function that captures and defaults to constants
// only is a constant, made while translating; closures.cpp has the others.
#include "rpy-frontend/flow/diagnostic_kinds.h"
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Operand;

namespace {

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

// Defaults are evaluated with the definition. Those that are constants belong to the function like its code.
void FunctionFlow::evaluate_defaults(NestedFunction& nested) {
  Node arguments = nested.node.child(Field::args);
  std::vector<PyObject*> positional;
  for (Field part : {Field::posonlyargs, Field::args})
    for (Node parameter : arguments.children(part)) positional.push_back(parameter.value(Field::arg));
  std::vector<Operand> operands = expressions(arguments.children(Field::defaults));
  // Python's defaults have no gaps: the constants are those after the last one that is only known at run time.
  size_t first = positional.size() - operands.size(), constants_from = operands.size();
  while (constants_from > 0 && operands[constants_from - 1].is_constant()) --constants_from;
  for (size_t i = 0; i < operands.size(); ++i) {
    if (i < constants_from) {
      nested.run_time_defaults.emplace_back(positional[first + i], operands[i]);
      continue;
    }
    nested.key.push_back(operands[i].constant().index);
    nested.defaults.append(object(operands[i]));
  }
  NodeList keyword_names = arguments.children(Field::kwonlyargs), parts = arguments.children(Field::kw_defaults);
  for (size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i].valid()) continue;
    PyObject* name = keyword_names[i].value(Field::arg);
    Operand operand = expression(parts[i]);
    if (operand.is_value()) {
      nested.run_time_defaults.emplace_back(name, operand);
      continue;
    }
    nested.key.push_back(operand.constant().index);
    nested.keyword_defaults[py::handle(name)] = object(operand);
  }
}

void FunctionFlow::evaluate_decorators(NestedFunction& nested) {
  if (nested.node.is(NodeKind::Lambda)) return;
  for (Node part : nested.node.children(Field::decorator_list)) {
    // functools.wraps(f) only copies what f says of itself.
    if (part.is(NodeKind::Call) && is_object(expression(part.child(Field::func)), known_.wraps)) continue;
    nested.decorators.push_back(expression(part));
    if (nested.decorators.back().is_constant()) nested.key.push_back(nested.decorators.back().constant().index);
  }
}

// Finds what the function captures: constants go into its closure, as in Python, everything else into `captured`.
void FunctionFlow::capture(NestedFunction& nested) {
  py::tuple free = nested.code.attr("co_freevars");
  nested.closure = py::tuple(free.size());
  for (size_t i = 0; i < free.size(); ++i) {
    PyObject* name = py::object(free[i]).ptr();
    py::object cell = py::reinterpret_steal<py::object>(PyCell_New(nullptr));
    if (std::optional<Slot> slot = find_slot(name)) {
      Binding binding = position_.binding(*slot);
      if (Operand variable = cell_of(*slot); variable.valid()) {
        nested.captured.push_back({name, CapturedAs::Variable, variable});
      } else if (name == nested.own_name && captured_names_.own_names.contains(name)) {
        nested.captured.push_back({name, CapturedAs::Itself, {}});
        nested.own_cell = cell;
      } else if (!binding.is_bound()) {
        report(empty_capture, nested.node,
               fmt::format("the function captures '{}', which {} here", text(name),
                           binding.maybe_unbound ? "may be unassigned" : "is not assigned"),
               {}, "assign it before the function is defined");
        nested.is_complete = false;
      } else if (binding.operand.is_constant()) {
        PyCell_Set(cell.ptr(), object(binding.operand).ptr());
      } else {
        nested.captured.push_back({name, CapturedAs::Value, binding.operand});
      }
    } else if (std::optional<py::object> outer = cell_of_free_variable(name)) {
      cell = *outer;
    } else {
      report_undefined(nested.node, name);
      nested.is_complete = false;
    }
    nested.closure[i] = cell;
    PyObject* contents = PyCell_GET(cell.ptr());
    nested.key.push_back(contents == nullptr ? 0 : shared_.constant(contents).index);
  }
  // A function that captures nothing but itself is a constant.
  bool only_itself = nested.own_cell && nested.captured.size() == 1 && nested.run_time_defaults.empty();
  if (only_itself) nested.captured.clear();
}

Operand FunctionFlow::nested_function(Node node) {
  std::optional<py::object> code = find_nested_code(code_, node);
  if (!code) {
    unsupported(node, "this function definition", "define the function at module level");
    return undefined();
  }
  NestedFunction nested{.node = node, .code = *code};
  nested.key.push_back(reinterpret_cast<uint64_t>(code->ptr()));
  if (!node.is(NodeKind::Lambda)) nested.own_name = mangled(node.value(Field::name));
  evaluate_decorators(nested);
  evaluate_defaults(nested);
  capture(nested);
  if (!nested.is_complete || !is_reachable()) return undefined();
  if (!nested.is_constant()) return make_closure(nested);

  bool has_run_time_decorator = false;
  for (Operand decorator : nested.decorators) has_run_time_decorator |= decorator.is_value();
  py::object function;
  if (auto known = shared_.nested_functions.find(nested.key); known != shared_.nested_functions.end()) {
    function = known->second;
  } else {
    function = make_function(nested);
    if (!has_run_time_decorator) {
      try {
        for (size_t i = nested.decorators.size(); i-- > 0;) function = object(nested.decorators[i])(function);
      } catch (py::error_already_set& error) {
        report(decorator_raised, node,
               fmt::format("a decorator raised {}: {}", std::string(py::str(error.type().attr("__name__"))),
                           std::string(py::str(error.value()))));
        return undefined();
      }
    }
    if (nested.own_cell) PyCell_Set(nested.own_cell.ptr(), function.ptr());
    shared_.nested_functions.emplace(std::move(nested.key), function);
  }
  Operand result = constant(function);
  if (has_run_time_decorator)
    for (size_t i = nested.decorators.size(); i-- > 0;) result = call_values(node, nested.decorators[i], {result});
  return result;
}

// A Python function with the code, the constant defaults and the constant captured values.
py::object FunctionFlow::make_function(const NestedFunction& nested) {
  py::object function = py::reinterpret_steal<py::object>(
      PyFunction_NewWithQualName(nested.code.ptr(), globals_.ptr(), nested.code.attr("co_qualname").ptr()));
  if (nested.closure.size() > 0) PyFunction_SetClosure(function.ptr(), nested.closure.ptr());
  if (!nested.defaults.empty()) function.attr("__defaults__") = py::tuple(nested.defaults);
  if (!nested.keyword_defaults.empty()) function.attr("__kwdefaults__") = nested.keyword_defaults;
  return function;
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
