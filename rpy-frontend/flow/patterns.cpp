// `match` statements: each case is a chain of tests.
#include "rpy-frontend/flow/diagnostic_kinds.h"
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;

void FunctionFlow::match_statement(Node node) {
  Operand subject = expression(node.child(Field::subject));
  Join end;
  for (Node part : node.children(Field::cases)) {
    if (!is_reachable()) break;
    Join failed;
    Operand narrowed = subject;
    match_pattern(part.child(Field::pattern), subject, narrowed, failed);
    if (Node guard = part.child(Field::guard); guard.valid() && is_reachable()) {
      Join passed, refused;
      condition(guard, passed, refused);
      enter(refused);
      add_path(failed, narrowed);
      enter(passed);
    }
    statements(part.children(Field::body));
    add_path(end);
    if (Operand rest = enter(failed); rest.valid()) subject = rest;
  }
  add_path(end);
  enter(end);
}

// Goes on where the pattern matches; where it does not, control goes to `failed`, with `subject` as it is known there.
// `value` is the part of the subject that the pattern is about.
void FunctionFlow::match_pattern(Node pattern, Operand value, Operand& subject, Join& failed) {
  if (!is_reachable()) return;
  switch (pattern.kind()) {
    case NodeKind::MatchValue: {
      Operand wanted = expression(pattern.child(Field::value));
      Operand untested;  // being equal to something says nothing about the type
      require(pattern, compare(pattern, NodeKind::Eq, value, wanted), untested, subject, failed);
      return;
    }
    case NodeKind::MatchSingleton: {
      Operand wanted = constant(pattern.value(Field::value));
      require(pattern, compare(pattern, NodeKind::Is, value, wanted), value, subject, failed);
      return;
    }
    case NodeKind::MatchAs:
      if (Node inner = pattern.child(Field::pattern); inner.valid()) {
        bool is_subject = value == subject;
        match_pattern(inner, value, subject, failed);
        if (is_subject) value = subject;
      }
      if (PyObject* name = pattern.value(Field::name); name != Py_None && is_reachable())
        store_name(pattern, name, value);
      return;
    case NodeKind::MatchOr: {
      Join matched;
      NodeList alternatives = pattern.children(Field::patterns);
      bool is_subject = value == subject;
      for (size_t i = 0; i < alternatives.size() && is_reachable(); ++i) {
        Join next;
        Operand narrowed = subject;
        match_pattern(alternatives[i], value, narrowed, i + 1 == alternatives.size() ? failed : next);
        add_path(matched, narrowed);
        if (Operand rest = enter(next); rest.valid()) {
          subject = rest;
          if (is_subject) value = rest;
        }
      }
      if (Operand merged = enter(matched); merged.valid()) subject = merged;
      return;
    }
    case NodeKind::MatchClass: match_class(pattern, value, subject, failed); return;
    case NodeKind::MatchSequence: match_sequence(pattern, value, subject, failed); return;
    case NodeKind::MatchMapping: match_mapping(pattern, value, subject, failed); return;
    default: unsupported(pattern, "this pattern", ""); return;
  }
}

// Goes on where `condition` is true.
void FunctionFlow::require(Node at, Operand condition, Operand& value, Operand& subject, Join& failed) {
  if (!is_reachable()) return;
  if (std::optional<bool> truth = known_truth(condition)) {
    if (!*truth) add_path(failed, subject);
    return;
  }
  bool is_subject = value == subject;
  Split sides = split(at, condition, value);
  position_ = std::move(sides.if_false);
  add_path(failed, is_subject ? sides.tested_false : subject);
  position_ = std::move(sides.if_true);
  value = sides.tested_true;
  if (is_subject) subject = value;
}

void FunctionFlow::match_class(Node pattern, Operand value, Operand& subject, Join& failed) {
  Operand class_operand = expression(pattern.child(Field::cls));
  if (!class_operand.is_constant() || !PyType_Check(object(class_operand).ptr())) {
    report(bad_pattern, pattern, "the class of this pattern is not known while translating");
    return;
  }
  Operand test;
  if (value.is_constant())
    if (py::object known =
            folder_.call(py::handle(known_.isinstance), std::vector<py::object>{object(value), object(class_operand)}))
      test = constant(known);
  if (!test.valid()) test = call_values(pattern, constant(known_.isinstance), {value, class_operand});
  require(pattern, test, value, subject, failed);

  NodeList positional = pattern.children(Field::patterns);
  py::object names = py::getattr(object(class_operand), "__match_args__", py::none());
  if (!PyTuple_Check(names.ptr()) || PyTuple_GET_SIZE(names.ptr()) < static_cast<Py_ssize_t>(positional.size())) {
    // `int(n)`: the one part of a builtin type's pattern is the value itself.
    bool is_builtin =
        (reinterpret_cast<PyTypeObject*>(object(class_operand).ptr())->tp_flags & Py_TPFLAGS_HEAPTYPE) == 0;
    if (positional.size() == 1 && is_builtin) {
      match_pattern(positional[0], value, subject, failed);
    } else if (!positional.empty()) {
      report(bad_pattern, pattern, "the class has no `__match_args__` for so many parts", {},
             "match by keyword, as in Point(x=0)");
      // The names in it are not unbound on top of that.
      Operand unknown = undefined();
      for (Node part : positional) match_pattern(part, unknown, unknown, failed);
    }
  } else {
    for (size_t i = 0; i < positional.size() && is_reachable(); ++i)
      match_pattern(positional[i],
                    load_attribute(pattern, value, PyTuple_GET_ITEM(names.ptr(), static_cast<Py_ssize_t>(i))), subject,
                    failed);
  }
  NodeList keyword_patterns = pattern.children(Field::kwd_patterns);
  NodeList keyword_names = pattern.children(Field::kwd_attrs);
  for (size_t i = 0; i < keyword_patterns.size() && is_reachable(); ++i)
    match_pattern(keyword_patterns[i], load_attribute(pattern, value, mangled(keyword_names.value(i))), subject,
                  failed);
}

// Goes on where the value is of a kind that the pattern can match: not None, and a sequence or mapping, of which the
// annotator knows which types they are.
void FunctionFlow::require_kind(Node pattern, const char* test, Operand& value, Operand& subject, Join& failed) {
  require(pattern, compare(pattern, NodeKind::IsNot, value, none()), value, subject, failed);
  if (!is_reachable()) return;
  Operand untested;
  require(pattern, call_values(pattern, unpack_library(test), {value}), untested, subject, failed);
}

void FunctionFlow::match_sequence(Node pattern, Operand value, Operand& subject, Join& failed) {
  NodeList parts = pattern.children(Field::patterns);
  size_t star = 0;
  while (star < parts.size() && !parts[star].is(NodeKind::MatchStar)) ++star;
  bool is_open = star < parts.size();
  size_t least = is_open ? parts.size() - 1 : parts.size();
  if (std::optional<std::vector<Operand>> known = known_items(value)) {
    if (is_open ? known->size() < least : known->size() != least) {
      add_path(failed, subject);
      return;
    }
  } else {
    require_kind(pattern, "is_sequence", value, subject, failed);
    if (!is_reachable()) return;
    Operand length = call_values(pattern, constant(known_.len), {value});
    Operand untested;
    require(pattern, compare(pattern, is_open ? NodeKind::GtE : NodeKind::Eq, length, constant(py::int_(least))),
            untested, subject, failed);
  }
  for (size_t i = 0; i < parts.size() && is_reachable(); ++i) {
    if (i == star) {
      PyObject* name = parts[i].value(Field::name);
      if (name == Py_None) continue;
      auto behind = static_cast<int64_t>(parts.size() - 1 - i);
      Operand stop = behind == 0 ? none() : Operand(constant(py::int_(-behind)));
      Operand rest = emit(parts[i], Opcode::Getslice, {value, constant(py::int_(i)), stop, none()});
      store_name(parts[i], name, call_values(parts[i], constant(known_.list), {rest}));
      continue;
    }
    int64_t position = i < star ? static_cast<int64_t>(i) : static_cast<int64_t>(i) - static_cast<int64_t>(parts.size());
    Operand item = load_item(parts[i], value, constant(py::int_(position)));
    match_pattern(parts[i], item, subject, failed);
  }
}

void FunctionFlow::match_mapping(Node pattern, Operand value, Operand& subject, Join& failed) {
  require_kind(pattern, "is_mapping", value, subject, failed);
  NodeList keys = pattern.children(Field::keys), parts = pattern.children(Field::patterns);
  std::vector<Operand> wanted;
  for (size_t i = 0; i < parts.size() && is_reachable(); ++i) {
    Operand untested;
    wanted.push_back(expression(keys[i]));
    require(keys[i], emit(keys[i], Opcode::Contains, {value, wanted.back()}), untested, subject, failed);
    if (!is_reachable()) return;
    match_pattern(parts[i], emit(keys[i], Opcode::Getitem, {value, wanted.back()}), subject, failed);
  }
  PyObject* rest = pattern.value(Field::rest);
  if (rest == Py_None || !is_reachable()) return;
  Operand keys_list = emit(pattern, Opcode::Newlist, std::move(wanted));
  store_name(pattern, rest, call_values(pattern, unpack_library("rest_of_mapping"), {value, keys_list}));
}

}  // namespace weft::rpy
