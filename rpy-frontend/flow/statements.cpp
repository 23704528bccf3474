// Statements without control flow of their own, `if`, `assert` and `return`.
#include "rpy-frontend/flow/diagnostic_kinds.h"
#include "rpy-frontend/flow/function_flow.h"
#include "translator/ir/operations.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;

void FunctionFlow::report(const DiagnosticKind& kind, Node at, std::string message, std::string label,
                          Help help) {
  shared_.diagnostics.report({.kind = &kind,
                              .range = range(at),
                              .message = std::move(message),
                              .label = std::move(label),
                              .help = std::move(help)});
}

void FunctionFlow::unsupported(Node at, std::string_view what, std::string help) {
  report(unsupported_construct, at, fmt::format("{} can not be translated", what), {}, std::move(help));
}

SourceRange FunctionFlow::range(Node node) const {
  Span span = node.span();
  return {source_.file->path, span.line, span.column + 1, span.end_line, span.end_column + 1};
}

void FunctionFlow::statements(NodeList list) {
  for (Node node : list) {
    if (!is_reachable()) return;
    statement(node);
  }
}

void FunctionFlow::statement(Node node) {
  if (depth_ >= deepest_nesting) {
    report(too_deep, node, "the code is nested too deeply");
    return;
  }
  ++depth_;
  switch (node.kind()) {
    case NodeKind::Expr:
      if (Node value = node.child(Field::value); value.is(NodeKind::Yield))
        yield_expression(value, false);
      else if (value.is(NodeKind::YieldFrom))
        yield_from(value, false);
      else if (!value.is(NodeKind::Constant))
        expression(value);
      break;
    case NodeKind::Assign: assign(node); break;
    case NodeKind::AugAssign: assign_augmented(node); break;
    case NodeKind::AnnAssign: assign_annotated(node); break;
    case NodeKind::Return: {
      Node value = node.child(Field::value);
      return_statement(node, value.valid() ? expression(value) : none());
      break;
    }
    case NodeKind::If: if_statement(node); break;
    case NodeKind::While: while_statement(node); break;
    case NodeKind::For: for_statement(node); break;
    case NodeKind::Break: jump_out(node, true); break;
    case NodeKind::Continue: jump_out(node, false); break;
    case NodeKind::Try: try_statement(node); break;
    case NodeKind::Raise: raise_statement(node); break;
    case NodeKind::Assert: assert_statement(node); break;
    case NodeKind::Delete: delete_targets(node); break;
    case NodeKind::FunctionDef: store_name(node, node.value(Field::name), nested_function(node)); break;
    case NodeKind::Import: import_statement(node); break;
    case NodeKind::ImportFrom: import_from(node); break;
    case NodeKind::Pass:
    case NodeKind::Global:
    case NodeKind::Nonlocal: break;
    case NodeKind::With: with_statement(node, 0); break;
    case NodeKind::Match: match_statement(node); break;
    case NodeKind::ClassDef:
      unsupported(node, "a class defined inside a function", "define the class at module level");
      store_name(node, node.value(Field::name), undefined());
      break;
    case NodeKind::TryStar: unsupported(node, "`except*`", "use `except`"); break;
    case NodeKind::AsyncFor:
    case NodeKind::AsyncWith: unsupported(node, "an `async` statement", "use call-backs of your own"); break;
    case NodeKind::AsyncFunctionDef: unsupported(node, "an `async` function", "use call-backs of your own"); break;
    default: unsupported(node, "this statement", ""); break;
  }
  --depth_;
}

// A chain of `elif` is a loop here: it may be long, and nests one level for each part.
void FunctionFlow::if_statement(Node node) {
  Join end;
  while (true) {
    Join if_true, if_false;
    condition(node.child(Field::test), if_true, if_false);
    enter(if_true);
    statements(node.children(Field::body));
    add_path(end);
    enter(if_false);
    if (!is_reachable()) break;
    NodeList rest = node.children(Field::orelse);
    if (rest.size() == 1 && rest[0].is(NodeKind::If)) {
      node = rest[0];
      continue;
    }
    statements(rest);
    add_path(end);
    break;
  }
  enter(end);
}

void FunctionFlow::assign(Node node) {
  NodeList targets = node.children(Field::targets);
  Node value = node.child(Field::value);
  Node first = targets[0];
  // `a, b = b, a` needs no tuple.
  auto is_sequence = [](Node sequence) { return sequence.is(NodeKind::Tuple) || sequence.is(NodeKind::List); };
  if (targets.size() == 1 && is_sequence(first) && value.is(NodeKind::Tuple)) {
    NodeList names = first.children(Field::elts), items = value.children(Field::elts);
    bool has_star = false;
    for (Node item : items) has_star = has_star || item.is(NodeKind::Starred);
    for (Node name : names) has_star = has_star || name.is(NodeKind::Starred);
    if (names.size() == items.size() && !has_star) {
      std::vector<Operand> values = expressions(items);
      for (size_t i = 0; i < names.size(); ++i) store(names[i], values[i]);
      return;
    }
  }
  Operand result = expression(value);
  for (Node target : targets) store(target, result);
}

void FunctionFlow::assign_annotated(Node node) {
  Node value = node.child(Field::value);
  if (!value.valid()) return;
  Operand result = expression(value);
  result = contract(node.child(Field::annotation), result);
  store(node.child(Field::target), result);
}

// A value of which the spec says what type it has.
Operand FunctionFlow::contract(Node annotation, Operand value) {
  py::dict locals;
  for (Slot slot = 0; slot < position_.bindings.size(); ++slot)
    if (position_.bindings[slot].operand.is_constant())
      locals[py::handle(slot_names_[slot])] = object(position_.bindings[slot].operand);
  for (const auto& [name, cell] : cells_)
    if (PyObject* contents = PyCell_GET(cell)) locals[py::handle(name)] = py::handle(contents);
  try {
    py::object tree = py::module_::import("_ast").attr("Expression")(py::handle(annotation.object()));
    py::module_ builtins = py::module_::import("builtins");
    py::object hint =
        builtins.attr("eval")(builtins.attr("compile")(tree, "<weft annotation>", "eval"), globals_, locals);
    if (PyUnicode_Check(hint.ptr())) hint = builtins.attr("eval")(hint, globals_, locals);
    return emit(annotation, Opcode::Contract, {value, constant(hint)});
  } catch (py::error_already_set& error) {
    report(bad_annotation, annotation,
           fmt::format("the type hint can not be evaluated: {}", std::string(py::str(error.value()))));
    return value;
  }
}

// The target's parts are evaluated once.
void FunctionFlow::assign_augmented(Node node) {
  Node target = node.child(Field::target), value = node.child(Field::value);
  NodeKind operation = Node(node.value(Field::op)).kind();
  switch (target.kind()) {
    case NodeKind::Name: {
      Operand old = load_name(target);
      store_name(target, target.value(Field::id), binary(node, operation, old, expression(value), true));
      return;
    }
    case NodeKind::Attribute: {
      Operand owner = expression(target.child(Field::value));
      PyObject* name = mangled(target.value(Field::attr));
      Operand old = load_attribute(target, owner, name);
      store_attribute(target, owner, name, binary(node, operation, old, expression(value), true));
      return;
    }
    case NodeKind::Subscript: {
      Operand container = expression(target.child(Field::value));
      Node slice = target.child(Field::slice);
      if (slice.is(NodeKind::Slice)) {
        std::vector<Operand> operands = slice_operands(slice);
        operands.insert(operands.begin(), container);
        Operand old = emit(target, Opcode::Getslice, operands);
        operands.push_back(binary(node, operation, old, expression(value), true));
        emit(target, Opcode::Setslice, std::move(operands));
        return;
      }
      Operand index = expression(slice);
      Operand old = load_item(target, container, index);
      emit(target, Opcode::Setitem, {container, index, binary(node, operation, old, expression(value), true)});
      return;
    }
    default: unsupported(target, "this target", ""); return;
  }
}

void FunctionFlow::store(Node target, Operand value) {
  if (!is_reachable()) return;
  switch (target.kind()) {
    case NodeKind::Name: store_name(target, target.value(Field::id), value); return;
    case NodeKind::Attribute: {
      Operand owner = expression(target.child(Field::value));
      store_attribute(target, owner, mangled(target.value(Field::attr)), value);
      return;
    }
    case NodeKind::Subscript: {
      Operand container = expression(target.child(Field::value));
      Node slice = target.child(Field::slice);
      if (slice.is(NodeKind::Slice)) {
        std::vector<Operand> operands = slice_operands(slice);
        operands.insert(operands.begin(), container);
        operands.push_back(value);
        emit(target, Opcode::Setslice, std::move(operands));
        return;
      }
      Operand index = expression(slice);
      emit(target, Opcode::Setitem, {container, index, value});
      return;
    }
    case NodeKind::Tuple:
    case NodeKind::List: unpack(target, value); return;
    default: unsupported(target, "this target", ""); return;
  }
}

void FunctionFlow::store_attribute(Node at, Operand owner, PyObject* name, Operand value) {
  if (owner.is_constant()) {
    py::object module = object(owner);
    if (PyModule_Check(module.ptr())) {
      py::object names = module.attr("__dict__");
      if (host_.sources().is_assigned_global(names, name)) {
        emit(at, Opcode::Setglobal, {constant(names), value}, shared_.name(name).index);
        return;
      }
      unsupported(at, "assigning a global of another module",
                  "globals are constants, unless a function of their own module declares them `global`");
      return;
    }
  }
  emit(at, Opcode::Setattr, {owner, value}, shared_.name(name).index);
}

void FunctionFlow::delete_targets(Node node) {
  for (Node target : node.children(Field::targets)) {
    switch (target.kind()) {
      case NodeKind::Name: delete_name(target); break;
      case NodeKind::Subscript: {
        Operand container = expression(target.child(Field::value));
        Node slice = target.child(Field::slice);
        if (slice.is(NodeKind::Slice)) {
          std::vector<Operand> operands = slice_operands(slice);
          operands.insert(operands.begin(), container);
          emit(target, Opcode::Delslice, std::move(operands));
        } else {
          Operand index = expression(slice);
          emit(target, Opcode::Delitem, {container, index});
        }
        break;
      }
      default: unsupported(target, "deleting this", "assign None instead"); break;
    }
  }
}

// Builds the `finally` parts between here and `until`, as control leaves them.
void FunctionFlow::leave(Context* until) {
  Context* start = context_;
  for (Context* context = start; context != until && is_reachable(); context = context->outer) {
    if (!context->cleanup) continue;
    context_ = context->outer;
    context->cleanup();
  }
  context_ = start;
}

void FunctionFlow::return_statement(Node node, Operand value) {
  if (!is_reachable()) return;
  leave(nullptr);
  if (!is_reachable()) return;
  if (is_generator_body_) return return_from_generator(node, value);
  ir::LocationId location = locate(node);
  ir::Terminator& terminator = terminate(ir::TerminatorKind::Return);
  terminator.operand = value;
  terminator.location = location;
  stop();
}

void FunctionFlow::assert_statement(Node node) {
  Join if_true, if_false;
  condition(node.child(Field::test), if_true, if_false);
  enter(if_false);
  if (is_reachable()) {
    std::vector<Operand> arguments;
    if (Node message = node.child(Field::msg); message.valid()) arguments.push_back(expression(message));
    raise_exception(node, call_values(node, constant(known_.assertion_error), std::move(arguments)));
  }
  enter(if_true);
}

}  // namespace weft::rpy
