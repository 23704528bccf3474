// Loops, `break` and `continue`.
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;

namespace {

// A short tuple whose items are of different built-in types, None aside.
bool is_mixed_tuple(const py::object& sequence) {
  constexpr Py_ssize_t longest = 32;
  if (!PyTuple_CheckExact(sequence.ptr()) || PyTuple_GET_SIZE(sequence.ptr()) > longest) return false;
  PyTypeObject* first = nullptr;
  for (py::handle item : sequence) {
    PyTypeObject* type = Py_TYPE(item.ptr());
    if (type != &PyLong_Type && type != &PyUnicode_Type && type != &PyBytes_Type && type != &PyFloat_Type &&
        type != &PyTuple_Type)
      continue;
    if (first != nullptr && type != first) return true;
    first = type;
  }
  return false;
}

}  // namespace

// A context directly inside the current one; handlers further out catch what they did.
FunctionFlow::Context FunctionFlow::inner_context() {
  Context context;
  context.outer = context_;
  if (context_ != nullptr) {
    context.catches_lookup = context_->catches_lookup;
    context.catches_arithmetic = context_->catches_arithmetic;
    context.catches_attribute = context_->catches_attribute;
    context.catches_any = context_->catches_any;
  }
  return context;
}

// Ends the current block with a jump to a new loop header. Variables that the loop assigns become arguments of it;
// everything else keeps its value, constants included.
FunctionFlow::LoopHeader FunctionFlow::begin_loop(const AssignedNames& names) {
  LoopHeader header;
  std::vector<Operand> passed;
  std::vector<Binding> bindings = position_.bindings;
  header.block = add_block();
  for (PyObject* name : names.assigned) {
    std::optional<Slot> slot = find_slot(mangled(name));
    if (!slot) continue;
    Binding before = position_.binding(*slot);
    if (*slot >= bindings.size()) bindings.resize(*slot + 1);
    header.carried.push_back(*slot);
    passed.push_back(before.is_bound() ? before.operand : unassigned());
    bindings[*slot] = {add_argument(header.block, shared_.name(slot_names_[*slot])), false};
  }
  // What the loop deletes may be missing in the next iteration.
  for (PyObject* name : names.deleted)
    if (std::optional<Slot> slot = find_slot(mangled(name)))
      if (*slot < bindings.size()) bindings[*slot] = {{}, true};
  ir::Terminator& terminator = terminate(ir::TerminatorKind::Jump);
  terminator.edges = {{header.block, std::move(passed)}};
  position_ = {header.block, std::move(bindings)};
  return header;
}

// Jumps back to the header from all paths of `continued`.
void FunctionFlow::end_loop(const LoopHeader& header, Join& continued) {
  enter(continued);
  if (!is_reachable()) return;
  std::vector<Operand> passed;
  for (Slot slot : header.carried) {
    Binding binding = position_.binding(slot);
    passed.push_back(binding.is_bound() ? binding.operand : unassigned());
  }
  ir::Terminator& terminator = terminate(ir::TerminatorKind::Jump);
  terminator.edges = {{header.block, std::move(passed)}};
  stop();
}

void FunctionFlow::while_statement(Node node) {
  const AssignedNames& names = shared_.assigned_names(node);
  LoopHeader header = begin_loop(names);
  Join if_true, if_false, end, continued;
  condition(node.child(Field::test), if_true, if_false);

  Context context = inner_context();
  context.break_target = &end;
  context.continue_target = &continued;
  enter(if_true);
  context_ = &context;
  statements(node.children(Field::body));
  context_ = context.outer;
  add_path(continued);
  end_loop(header, continued);

  enter(if_false);
  statements(node.children(Field::orelse));
  add_path(end);
  enter(end);
}

void FunctionFlow::for_statement(Node node) {
  const AssignedNames& names = shared_.assigned_names(node);
  Join exhausted, end;
  loop_over_items(node, names, exhausted, &end, [&](Operand item) {
    store(node.child(Field::target), item);
    statements(node.children(Field::body));
  });
  enter(exhausted);
  statements(node.children(Field::orelse));
  add_path(end);
  enter(end);
}

// Builds `body` for each item of the iterable in the source of a loop or of a part of a comprehension.
void FunctionFlow::loop_over_items(Node at, const AssignedNames& names, Join& exhausted, Join* break_target,
                                   const std::function<void(Operand)>& body) {
  Node iterable = at.child(Field::iter);
  if (std::optional<std::vector<Operand>> items = keyword_view(iterable))
    unrolled_loop(*items, exhausted, break_target, body);
  else
    loop_over(at, expression(iterable), names, exhausted, break_target, body);
}

// Builds `body` for each item of an iterable; the way out when there are no more leads into `exhausted`.
void FunctionFlow::loop_over(Node at, Operand iterable, const AssignedNames& names, Join& exhausted, Join* break_target,
                             const std::function<void(Operand)>& body) {
  if (!is_reachable()) return;
  if (iterable.is_constant() && known_.unrolling_iterable != nullptr) {
    py::object sequence = object(iterable);
    if (PyObject_IsInstance(sequence.ptr(), known_.unrolling_iterable) == 1) {
      std::vector<Operand> items;
      for (py::handle item : py::list(sequence.attr("items"))) items.push_back(constant(item));
      unrolled_loop(items, exhausted, break_target, body);
      return;
    }
  }
  iterable = as_container(iterable);
  // Items of different types can not be held in one variable.
  if (iterable.is_constant() && is_mixed_tuple(object(iterable))) {
    std::vector<Operand> items;
    for (py::handle item : object(iterable)) items.push_back(constant(item));
    unrolled_loop(items, exhausted, break_target, body);
    return;
  }
  Node iterable_node = at.child(Field::iter);
  Operand iterator = emit(iterable_node, Opcode::Iter, {iterable});
  LoopHeader header = begin_loop(names);
  Operand more = emit(iterable_node, Opcode::IterMore, {iterator});
  Split sides = split(iterable_node, more, {});
  position_ = std::move(sides.if_false);
  add_path(exhausted);

  position_ = std::move(sides.if_true);
  Join continued;
  Context context = inner_context();
  context.break_target = break_target;
  context.continue_target = &continued;
  context_ = &context;
  body(emit(at.child(Field::target), Opcode::IterItem, {iterator}));
  context_ = context.outer;
  add_path(continued);
  end_loop(header, continued);
}

// One copy of the body for each item: constants, if it is an `unrolling_iterable`.
void FunctionFlow::unrolled_loop(const std::vector<Operand>& items, Join& exhausted, Join* break_target,
                                 const std::function<void(Operand)>& body) {
  for (Operand item : items) {
    if (!is_reachable()) return;
    Join continued;
    Context context = inner_context();
    context.break_target = break_target;
    context.continue_target = &continued;
    context_ = &context;
    body(item);
    context_ = context.outer;
    add_path(continued);
    enter(continued);
  }
  add_path(exhausted);
}

void FunctionFlow::jump_out(Node node, bool is_break) {
  Context* loop = context_;
  while (loop != nullptr && (is_break ? loop->break_target : loop->continue_target) == nullptr) loop = loop->outer;
  if (loop == nullptr) {
    unsupported(node, is_break ? "`break` outside a loop" : "`continue` outside a loop", "");
    return;
  }
  leave(loop);
  add_path(is_break ? *loop->break_target : *loop->continue_target);
}

}  // namespace weft::rpy
