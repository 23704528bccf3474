// Displays with `*` and `**`, and taking sequences apart.
#include "rpy-frontend/flow/diagnostic_kinds.h"
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;

namespace {

bool has_star(NodeList items) {
  for (Node item : items)
    if (item.is(NodeKind::Starred)) return true;
  return false;
}

}  // namespace

Operand FunctionFlow::unpack_library(const char* name) {
  return constant(py::module_::import("rpython.rtyper.runpack").attr(name));
}

Operand FunctionFlow::call_method(Node at, Operand owner, const char* name, std::vector<Operand> arguments) {
  Operand method = emit(at, Opcode::Getattr, {owner}, program_.strings.intern(name).index, false);
  return call_values(at, method, std::move(arguments));
}

// The items of a sequence, where they are known.
std::optional<std::vector<Operand>> FunctionFlow::known_items(Operand sequence) {
  if (sequence.is_constant()) {
    py::object live = object(sequence);
    if (!PyTuple_CheckExact(live.ptr())) return std::nullopt;
    std::vector<Operand> items;
    for (py::handle item : live) items.push_back(constant(item));
    return items;
  }
  auto known = tuple_items_.find(sequence.value().index);
  if (known == tuple_items_.end()) return std::nullopt;
  return known->second;
}

// `[a, *b]`, `(a, *b)` or `{a, *b}`.
Operand FunctionFlow::sequence_display(Node node) {
  NodeList parts = node.children(Field::elts);
  bool is_tuple = node.is(NodeKind::Tuple);
  Operand result;                // what there is so far, once a part of unknown length has come
  std::vector<Operand> pending;  // items that are not in it yet
  auto make = [&](std::vector<Operand> items) {
    if (is_tuple) return make_tuple(node, std::move(items));
    return emit(node, node.is(NodeKind::List) ? Opcode::Newlist : Opcode::Newset, std::move(items));
  };
  auto flush = [&] {
    if (!result.valid()) {
      result = make(std::exchange(pending, {}));
    } else if (is_tuple && !pending.empty()) {
      result = emit(node, Opcode::Add, {result, make(std::exchange(pending, {}))});
    } else {
      for (Operand item : std::exchange(pending, {}))
        call_method(node, result, node.is(NodeKind::List) ? "append" : "add", {item});
    }
  };
  for (Node part : parts) {
    if (!part.is(NodeKind::Starred)) {
      pending.push_back(expression(part));
      continue;
    }
    Operand more = expression(part.child(Field::value));
    if (!is_reachable()) return undefined();
    if (std::optional<std::vector<Operand>> items = known_items(more)) {
      pending.insert(pending.end(), items->begin(), items->end());
      continue;
    }
    flush();
    if (is_tuple)
      result = emit(part, Opcode::Add, {result, more});
    else
      call_method(part, result, node.is(NodeKind::List) ? "extend" : "update", {more});
  }
  if (!result.valid() || !pending.empty()) flush();
  return result;
}

Operand FunctionFlow::dict_display(Node node) {
  NodeList keys = node.children(Field::keys), values = node.children(Field::values);
  Operand result;
  std::vector<Operand> operands;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (!keys[i].valid()) {
      Operand more = expression(values[i]);
      if (!result.valid()) result = emit(node, Opcode::Newdict, std::exchange(operands, {}));
      call_method(values[i], result, "update", {more});
      continue;
    }
    Operand key = expression(keys[i]);
    Operand value = expression(values[i]);
    if (result.valid()) {
      emit(node, Opcode::Setitem, {result, key, value});
    } else {
      operands.push_back(key);
      operands.push_back(value);
    }
  }
  return result.valid() ? result : emit(node, Opcode::Newdict, std::move(operands));
}

void FunctionFlow::unpack(Node target, Operand value) {
  if (!is_reachable()) return;
  NodeList names = target.children(Field::elts);
  if (has_star(names)) return unpack_starred(target, value);
  std::vector<Operand> items;
  if (std::optional<std::vector<Operand>> known = known_items(value)) {
    items = std::move(*known);
    if (items.size() != names.size()) {
      report(wrong_count, target, fmt::format("{} items are unpacked into {} names", items.size(), names.size()));
      items.resize(names.size(), undefined());
    }
  } else {
    Operand sequence = call_values(target, unpack_library("sequence"), {value});
    emit(target, Opcode::UnpackCheck, {sequence}, static_cast<uint32_t>(names.size()));
    for (size_t i = 0; i < names.size(); ++i)
      items.push_back(emit(names[i], Opcode::Getitem, {sequence, constant(py::int_(i))}));
  }
  for (size_t i = 0; i < names.size(); ++i) store(names[i], items[i]);
}

// `a, *b, c = value`: b gets a list.
void FunctionFlow::unpack_starred(Node target, Operand value) {
  NodeList names = target.children(Field::elts);
  size_t star = 0;
  while (!names[star].is(NodeKind::Starred)) ++star;
  size_t behind = names.size() - star - 1, others = names.size() - 1;
  std::vector<Operand> items;  // in the order of the names
  if (std::optional<std::vector<Operand>> known = known_items(value)) {
    if (known->size() < others) {
      report(wrong_count, target,
             fmt::format("{} items are unpacked into at least {} names", known->size(), others));
      known->resize(others, undefined());
    }
    auto middle = known->begin() + static_cast<std::ptrdiff_t>(star);
    auto end = known->end() - static_cast<std::ptrdiff_t>(behind);
    items.assign(known->begin(), middle);
    items.push_back(emit(names[star], Opcode::Newlist, {middle, end}));
    items.insert(items.end(), end, known->end());
  } else {
    Operand list = call_values(target, unpack_library("at_least"), {value, constant(py::int_(others))});
    for (size_t i = 0; i < star; ++i) items.push_back(emit(names[i], Opcode::Getitem, {list, constant(py::int_(i))}));
    Operand stop = behind == 0 ? none() : Operand(constant(py::int_(-static_cast<int64_t>(behind))));
    items.push_back(emit(names[star], Opcode::Getslice, {list, constant(py::int_(star)), stop, none()}));
    for (size_t i = 0; i < behind; ++i)
      items.push_back(emit(names[star + 1 + i], Opcode::Getitem,
                           {list, constant(py::int_(static_cast<int64_t>(i) - static_cast<int64_t>(behind)))}));
  }
  for (size_t i = 0; i < names.size(); ++i) store(i == star ? names[i].child(Field::value) : names[i], items[i]);
}

}  // namespace weft::rpy
