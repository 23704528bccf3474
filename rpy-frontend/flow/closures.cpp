// Functions made at run time: objects that hold what the function captures, and cells for the variables that a function
// and those inside it share.
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;

namespace {

bool is_comprehension(py::handle code) {
  std::string name = text(code.attr("co_name").ptr());
  return name == "<listcomp>" || name == "<setcomp>" || name == "<dictcomp>" || name == "<genexpr>";
}

bool has_nested_functions(py::handle code) {
  for (py::handle item : code.attr("co_consts"))
    if (PyCode_Check(item.ptr()) && (!is_comprehension(item) || has_nested_functions(item))) return true;
  return false;
}

py::object library(const char* name) { return py::module_::import("rpython.rtyper.rfunction").attr(name); }

// Decorators of the library only leave notes on the function.
bool is_library_decorator(py::handle decorator) {
  py::object module = py::getattr(decorator, "__module__", py::none());
  return PyUnicode_Check(module.ptr()) && text(module.ptr()).starts_with("rpython.");
}

std::string default_attribute(PyObject* parameter) { return "default_" + text(parameter); }

}  // namespace

void FunctionFlow::find_captured_variables() {
  if (!has_nested_functions(code_)) return;
  captured_names_ = find_captured_names(
      source_.node, {[&](Node node) -> py::object {
                       std::optional<py::object> code = find_nested_code(code_, node);
                       return code ? code->attr("co_freevars") : py::tuple();
                     },
                     [&](PyObject* name) { return mangled(name); }});
}

// Before the body: what this function captures, and cells for what others capture from it.
void FunctionFlow::bind_captured_variables() {
  if (closure_ != nullptr) {
    for (const auto& [name, how] : closure_->captured) {
      Slot slot = slots_.at(name);
      Operand operand = closure_object_;
      if (how != CapturedAs::Itself)
        operand = emit(source_.node, Opcode::Getattr, {operand}, shared_.name(name).index, false);
      if (how != CapturedAs::Variable) {
        position_.bind(slot, operand);
        continue;
      }
      if (cell_operands_.size() <= slot) cell_operands_.resize(slot + 1);
      cell_operands_[slot] = operand;
    }
  }
  std::vector<Slot> in_cells;
  for (py::handle name : code_.attr("co_cellvars"))
    if (lives_in_cell(name.ptr())) in_cells.push_back(slots_.at(name.ptr()));
  make_cells(in_cells);
}

// The variable in one of Python's cells, as an object made while importing.
Operand FunctionFlow::prebuilt_cell(PyObject* name, py::handle cell) {
  return constant(library("prebuilt_cell")(cell, py::handle(name), function_));
}

void FunctionFlow::make_cells(const std::vector<Slot>& slots) {
  for (Slot slot : slots) {
    PyObject* name = slot_names_[slot];
    py::object class_ = library("cell_class")(function_, py::handle(mangled(name)));
    Operand cell = call_values(source_.node, constant(class_), {});
    if (cell_operands_.size() <= slot) cell_operands_.resize(slot + 1);
    cell_operands_[slot] = cell;
    if (Binding parameter = position_.binding(slot); parameter.is_bound())
      emit(source_.node, Opcode::Setattr, {cell, parameter.operand}, shared_.name(mangled(name)).index, false);
  }
}

Operand FunctionFlow::make_closure(NestedFunction& nested) {
  // Copies of one definition (in an unrolled loop, in `finally`) make objects of one class where they can.
  for (const NestedFunction::Captured& each : nested.captured) nested.key.push_back(static_cast<uint64_t>(each.how) + 1);
  py::object& function = closure_functions_[nested.key];
  if (!function) {
    function = make_function(nested);
    for (size_t i = nested.decorators.size(); i-- > 0;)
      if (nested.decorators[i].is_constant() && is_library_decorator(object(nested.decorators[i])))
        function = object(nested.decorators[i])(function);
    Closure closure;
    py::list attributes;
    for (const NestedFunction::Captured& each : nested.captured) {
      closure.captured.emplace_back(each.name, each.how);
      if (each.how != CapturedAs::Itself) attributes.append(py::handle(each.name));
    }
    py::tuple names = nested.code.attr("co_varnames");
    closure.defaults.resize(nested.code.attr("co_argcount").cast<size_t>() +
                            nested.code.attr("co_kwonlyargcount").cast<size_t>());
    for (const auto& [parameter, operand] : nested.run_time_defaults) {
      py::str attribute(default_attribute(parameter));
      attributes.append(attribute);
      for (size_t i = 0; i < closure.defaults.size(); ++i)
        if (py::object(names[i]).ptr() == parameter) closure.defaults[i] = attribute.release().ptr();
    }
    closure.class_ = library("closure_class")(function, attributes);
    shared_.add_closure(function, std::move(closure));
  }
  const Closure& closure = *shared_.closure(function);
  Operand made = call_values(nested.node, constant(closure.class_), {});
  for (const NestedFunction::Captured& each : nested.captured)
    if (each.how != CapturedAs::Itself)
      emit(nested.node, Opcode::Setattr, {made, each.operand}, shared_.name(each.name).index, false);
  for (const auto& [parameter, operand] : nested.run_time_defaults)
    emit(nested.node, Opcode::Setattr, {made, operand},
         program_.strings.intern(default_attribute(parameter)).index, false);
  Operand result = made;
  for (size_t i = nested.decorators.size(); i-- > 0;) {
    Operand decorator = nested.decorators[i];
    if (decorator.is_constant() && is_library_decorator(object(decorator))) continue;
    result = call_values(nested.node, decorator, {result});
  }
  return result;
}

}  // namespace weft::rpy
