// `try`, `raise` and what runs on the way out.
#include <utility>

#include "rpy-frontend/flow/diagnostic_kinds.h"
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;

namespace {

bool is_subclass(py::handle derived, py::handle base) {
  if (!PyType_Check(derived.ptr()) || !PyType_Check(base.ptr())) return false;
  return PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(derived.ptr()), reinterpret_cast<PyTypeObject*>(base.ptr()));
}

}  // namespace

// Runs `cleanup` however control leaves `body`: at its end, by an exception, or through Context::cleanup by a jump.
void FunctionFlow::with_cleanup(const std::function<void()>& body, const std::function<void()>& cleanup, Node at) {
  Join raised, end;
  Context context = inner_context();
  context.handler = &raised;
  context.cleanup = cleanup;
  context_ = &context;
  body();
  context_ = context.outer;
  if (is_reachable()) cleanup();
  add_path(end);

  Operand exception = enter(raised);
  if (is_reachable()) {
    Operand outer_caught = std::exchange(caught_, exception);
    cleanup();
    caught_ = outer_caught;
    raise_exception(at, exception);
  }
  enter(end);
}

// `with` from its item `index` on: calls `__enter__`, and `__exit__` however control leaves the body. An exception goes
// on unless `__exit__` says otherwise.
void FunctionFlow::with_statement(Node node, size_t index) {
  NodeList items = node.children(Field::items);
  if (index == items.size()) {
    statements(node.children(Field::body));
    return;
  }
  static PyObject* const enter_name = PyUnicode_InternFromString("__enter__");
  static PyObject* const exit_name = PyUnicode_InternFromString("__exit__");
  Node item = items[index].child(Field::context_expr);
  Operand manager = expression(item);
  Operand entered = call_values(item, load_attribute(item, manager, enter_name), {});
  auto call_exit = [&](Operand type, Operand exception) {
    return call_values(item, load_attribute(item, manager, exit_name), {type, exception, none()});
  };

  Join raised, end;
  Context context = inner_context();
  context.handler = &raised;
  context.cleanup = [&] { call_exit(none(), none()); };
  context_ = &context;
  if (Node target = items[index].child(Field::optional_vars); target.valid()) store(target, entered);
  with_statement(node, index + 1);
  context_ = context.outer;
  if (is_reachable()) context.cleanup();
  add_path(end);

  Operand exception = enter(raised);
  if (is_reachable()) {
    Operand outer_caught = std::exchange(caught_, exception);
    Operand handled = call_exit(call_values(item, constant(known_.type), {exception}), exception);
    caught_ = outer_caught;
    Join swallowed, unhandled;
    branch_on(item, {.condition = handled}, swallowed, unhandled);
    enter(unhandled);
    raise_exception(item, exception);
    enter(swallowed);
    add_path(end);
  }
  enter(end);
}

void FunctionFlow::try_statement(Node node) {
  NodeList cleanup = node.children(Field::finalbody);
  if (cleanup.empty()) {
    try_except(node);
    return;
  }
  with_cleanup([&] { try_except(node); }, [&] { statements(cleanup); }, node);
}

// Which exceptions of built-in operations the handlers can see: only those are worth raising.
void FunctionFlow::note_catches(Context& context, NodeList handlers) {
  for (Node handler : handlers) {
    context.catches_any = true;
    Node type = handler.child(Field::type);
    std::vector<py::object> classes;
    bool is_known = type.valid();
    NodeList parts = is_known && type.is(NodeKind::Tuple) ? type.children(Field::elts) : NodeList(nullptr);
    auto add = [&](Node part) {
      // Only plain names: evaluating anything else here would build operations.
      Operand operand;
      if (part.is(NodeKind::Name) && !find_slot(part.value(Field::id))) {
        if (std::optional<py::object> cell = cell_of_free_variable(part.value(Field::id))) {
          if (PyObject* contents = PyCell_GET(cell->ptr())) operand = constant(contents);
        } else if (PyObject* value = PyDict_GetItem(globals_.ptr(), part.value(Field::id))) {
          operand = constant(value);
        } else if (PyObject* builtin = PyDict_GetItem(builtins_.ptr(), part.value(Field::id))) {
          operand = constant(builtin);
        }
      }
      if (!operand.valid()) {
        is_known = false;
        return;
      }
      py::object value = object(operand);
      if (PyTuple_Check(value.ptr())) {
        for (py::handle item : value) classes.push_back(py::reinterpret_borrow<py::object>(item));
      } else {
        classes.push_back(value);
      }
    };
    if (is_known && parts.empty()) add(type);
    for (Node part : parts) add(part);
    if (!is_known) {
      context.catches_lookup = context.catches_arithmetic = context.catches_attribute = true;
      continue;
    }
    for (const py::object& type_object : classes) {
      if (is_subclass(type_object, known_.lookup_error) || is_subclass(known_.lookup_error, type_object))
        context.catches_lookup = true;
      if (is_subclass(type_object, known_.arithmetic_error) || is_subclass(known_.arithmetic_error, type_object))
        context.catches_arithmetic = true;
      if (is_subclass(type_object, known_.attribute_error) || is_subclass(known_.attribute_error, type_object))
        context.catches_attribute = true;
    }
  }
}

void FunctionFlow::try_except(Node node) {
  NodeList handlers = node.children(Field::handlers);
  if (handlers.empty()) {
    statements(node.children(Field::body));
    return;
  }
  Join raised, end;
  Context context = inner_context();
  context.handler = &raised;
  note_catches(context, handlers);
  context_ = &context;
  statements(node.children(Field::body));
  context_ = context.outer;
  statements(node.children(Field::orelse));
  add_path(end);

  Operand exception = enter(raised);
  if (is_reachable()) dispatch(node, exception, end);
  enter(end);
}

// Tries the `except` clauses in order, and raises the exception again when none matches.
void FunctionFlow::dispatch(Node node, Operand exception, Join& end) {
  Operand outer_caught = caught_;
  for (Node handler : node.children(Field::handlers)) {
    Node type = handler.child(Field::type);
    Position no_match;
    Operand unmatched = exception;
    if (type.valid()) {
      Operand classes = expression(type);
      if (!is_reachable()) break;
      Operand matches = emit(type, Opcode::ExceptionMatch, {exception, classes});
      Split sides = split(type, matches, exception);
      position_ = std::move(sides.if_true);
      no_match = std::move(sides.if_false);
      exception = sides.tested_true;
      unmatched = sides.tested_false;
    }
    PyObject* name = handler.value(Field::name);
    if (name != Py_None) store_name(handler, name, exception);
    caught_ = exception;
    statements(handler.children(Field::body));
    caught_ = outer_caught;
    // The name is deleted at the end of the clause.
    if (name != Py_None && is_reachable())
      if (std::optional<Slot> slot = find_slot(mangled(name)))
        if (*slot < position_.bindings.size()) position_.bindings[*slot] = {};
    add_path(end);
    position_ = std::move(no_match);
    exception = unmatched;
    if (!is_reachable()) break;
  }
  raise_exception(node, exception);
}

void FunctionFlow::raise_statement(Node node) {
  Node value = node.child(Field::exc);
  if (!value.valid()) {
    if (!caught_.valid()) {
      report(nothing_to_raise, node, "there is no exception here to raise again");
      terminate(ir::TerminatorKind::Unreachable);
      stop();
      return;
    }
    raise_exception(node, caught_);
    return;
  }
  Operand exception = expression(value);
  // The result of calling a class is an instance already.
  bool is_instance = false;
  if (value.is(NodeKind::Call)) {
    Node function = value.child(Field::func);
    if (function.is(NodeKind::Name) && !find_slot(function.value(Field::id))) {
      Operand callee = load_name(function);
      is_instance = callee.is_constant() && PyType_Check(object(callee).ptr());
    }
  }
  if (!is_instance && exception != caught_) exception = emit(value, Opcode::MakeException, {exception});
  raise_exception(node, exception);
}

}  // namespace weft::rpy
