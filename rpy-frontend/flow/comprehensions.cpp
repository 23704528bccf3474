// Comprehensions: loops in place, in a scope of their own.
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;

namespace {

// The names that a comprehension's loop target assigns.
void collect_targets(Node target, std::vector<PyObject*>& names) {
  if (target.is(NodeKind::Name)) names.push_back(target.value(Field::id));
  if (target.is(NodeKind::Tuple) || target.is(NodeKind::List))
    for (Node part : target.children(Field::elts)) collect_targets(part, names);
  if (target.is(NodeKind::Starred)) collect_targets(target.child(Field::value), names);
}

}  // namespace

// Builds the loops of a comprehension from generator `index` on, around `element`.
void FunctionFlow::generate(Node node, size_t index, const AssignedNames& names,
                            const std::function<void()>& element) {
  NodeList generators = node.children(Field::generators);
  if (index == generators.size()) {
    element();
    return;
  }
  Node generator = generators[index];
  // The first iterable belongs to the scope around the comprehension.
  std::unordered_map<PyObject*, Slot> scope;
  std::optional<std::vector<Operand>> known_items = keyword_view(generator.child(Field::iter));
  Operand iterable;
  if (index == 0) std::swap(scope, inner_scopes_.back());
  if (!known_items) iterable = expression(generator.child(Field::iter));
  if (index == 0) std::swap(scope, inner_scopes_.back());
  Join exhausted;
  const std::function<void(Operand)> body = [&](Operand item) {
    store(generator.child(Field::target), item);
    Join skipped;
    for (Node test : generator.children(Field::ifs)) {
      Join passed;
      condition(test, passed, skipped);
      enter(passed);
    }
    if (is_reachable()) generate(node, index + 1, names, element);
    add_path(skipped);
    enter(skipped);
  };
  if (known_items)
    unrolled_loop(*known_items, exhausted, nullptr, body);
  else
    loop_over(generator, iterable, names, exhausted, nullptr, body);
  enter(exhausted);
}

// Makes variables for the targets of a comprehension.
void FunctionFlow::enter_scope(Node node) {
  inner_scopes_.emplace_back();
  std::vector<PyObject*> targets;
  for (Node generator : node.children(Field::generators)) collect_targets(generator.child(Field::target), targets);
  std::vector<Slot> in_cells;
  for (PyObject* name : targets) {
    auto slot = static_cast<Slot>(slot_names_.size());
    if (!inner_scopes_.back().try_emplace(mangled(name), slot).second) continue;
    slot_names_.push_back(name);
    if (lives_in_cell(mangled(name))) in_cells.push_back(slot);
  }
  make_cells(in_cells);
}

Operand FunctionFlow::comprehension(Node node, bool as_set) {
  bool is_set = as_set || node.is(NodeKind::SetComp), is_dict = node.is(NodeKind::DictComp);
  Operand result = emit(node, is_dict ? Opcode::Newdict : is_set ? Opcode::Newset : Opcode::Newlist, {});
  static PyObject* const append = PyUnicode_InternFromString("append");
  static PyObject* const add = PyUnicode_InternFromString("add");

  enter_scope(node);
  generate(node, 0, shared_.assigned_names(node), [&] {
    if (is_dict) {
      Operand key = expression(node.child(Field::key));
      Operand value = expression(node.child(Field::value));
      emit(node, Opcode::Setitem, {result, key, value});
      return;
    }
    Operand item = expression(node.child(Field::elt));
    Operand method = emit(node, Opcode::Getattr, {result}, shared_.name(is_set ? add : append).index, false);
    call_values(node, method, {item});
  });
  inner_scopes_.pop_back();
  return result;
}

// sum() of a generator expression needs no list of the items.
Operand FunctionFlow::sum_of(Node generator) {
  static PyObject* const total = PyUnicode_InternFromString(".sum");  // no variable of the spec's
  enter_scope(generator);
  auto slot = static_cast<Slot>(slot_names_.size());
  inner_scopes_.back()[total] = slot;
  slot_names_.push_back(total);
  position_.bind(slot, constant(py::int_(0)));
  AssignedNames names = shared_.assigned_names(generator);
  names.assigned.push_back(total);
  generate(generator, 0, names, [&] {
    Operand item = expression(generator.child(Field::elt));
    if (is_reachable())
      position_.bind(slot, binary(generator, NodeKind::Add, position_.binding(slot).operand, item, false));
  });
  inner_scopes_.pop_back();
  return is_reachable() ? position_.binding(slot).operand : undefined();
}

// any() and all() of a generator expression stop at the first item that decides.
Operand FunctionFlow::any_or_all(Node generator, bool is_any) {
  Join end;
  enter_scope(generator);
  generate(generator, 0, shared_.assigned_names(generator), [&] {
    Join if_true, if_false;
    condition(generator.child(Field::elt), if_true, if_false);
    enter(is_any ? if_true : if_false);
    add_path(end, constant(is_any ? Py_True : Py_False));
    enter(is_any ? if_false : if_true);
  });
  inner_scopes_.pop_back();
  add_path(end, constant(is_any ? Py_False : Py_True));
  Operand result = enter(end);
  return result.valid() ? result : undefined();
}

}  // namespace weft::rpy
