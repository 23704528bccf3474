#include "rpy-frontend/flow/captures.h"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

namespace weft::rpy {

namespace {

struct Place {
  uint32_t line = 0, column = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

Place begin_of(Node node) {
  Span span = node.span();
  return {span.line, span.column};
}

Place end_of(Node node) {
  Span span = node.span();
  return {span.end_line, span.end_column};
}

// Something that happens to a name, and the loops around it, from the outside inwards.
struct Event {
  Place place;
  std::vector<PyObject*> loops;
  PyObject* definition = nullptr;  // of an assignment: the nested function that it defines
  // Of a capture: the end of a branch around it that returns, so that nothing after it can follow. No line: there is none.
  Place horizon;
};

bool share_loop(const Event& one, const Event& other) {
  return !one.loops.empty() && !other.loops.empty() && one.loops.front() == other.loops.front();
}

class Finder {
 public:
  explicit Finder(const NameRules& rules) : rules_(rules) {}

  CapturedNames run(Node function) {
    for_each_child(function.child(Field::args), [&](Node each) {
      if (each.is(NodeKind::arg)) assign(each.value(Field::arg), {});
    });
    if (function.is(NodeKind::Lambda)) {
      visit(function.child(Field::body), {});
    } else {
      for (Node statement : function.children(Field::body)) visit(statement, {});
    }
    CapturedNames result;
    for (const auto& [name, captures] : captures_) {
      const std::vector<Event>& assignments = assignments_[name];
      bool is_own = assignments.size() == 1 && assignments[0].definition != nullptr && !reassigned_.contains(name) &&
                    assignments[0].loops.empty();
      if (is_own) result.own_names.insert(name);
      bool in_cell = reassigned_.contains(name);
      for (const Event& capture : captures)
        for (const Event& assignment : assignments) {
          if (is_own && capture.definition == assignment.definition) continue;
          bool can_follow = capture.horizon == Place{} || assignment.place < capture.horizon;
          in_cell = in_cell || (assignment.place > capture.place && can_follow) || share_loop(assignment, capture);
        }
      if (in_cell) result.in_cells.insert(name);
    }
    return result;
  }

 private:
  // `until` is where the statement around ends: that is when its assignments have happened.
  void visit(Node node, Place until) {
    switch (node.kind()) {
      case NodeKind::FunctionDef:
      case NodeKind::AsyncFunctionDef:
        for (Node part : node.children(Field::decorator_list)) visit(part, until);
        define(node);
        add_assignment(node.value(Field::name), {begin_of(node), loops_, node.object()});
        return;
      case NodeKind::Lambda: define(node); return;
      case NodeKind::If:
        visit(node.child(Field::test), until);
        visit_branch(node.children(Field::body));
        visit_branch(node.children(Field::orelse));
        return;
      case NodeKind::Try:
      case NodeKind::TryStar: {
        // `finally` runs after a `return`.
        Place outer = std::exchange(horizon_, Place{});
        ++tries_;
        for_each_child(node, [&](Node child) { visit(child, {}); });
        --tries_;
        horizon_ = outer;
        return;
      }
      case NodeKind::ClassDef:
        assign(node.value(Field::name), end_of(node));
        capture_in_class(node);
        return;
      case NodeKind::For:
      case NodeKind::AsyncFor:
      case NodeKind::While:
      case NodeKind::ListComp:
      case NodeKind::SetComp:
      case NodeKind::DictComp:
      case NodeKind::GeneratorExp:
        loops_.push_back(node.object());
        for_each_child(node, [&](Node child) { visit(child, end_of(child)); });
        loops_.pop_back();
        return;
      case NodeKind::comprehension:
        for_each_child(node, [&](Node child) { visit(child, end_of(child)); });
        return;
      case NodeKind::Name:
        if (!Node(node.value(Field::ctx)).is(NodeKind::Load))
          assign(node.value(Field::id), std::max(until, end_of(node)));
        return;
      case NodeKind::ExceptHandler:
        if (PyObject* name = node.value(Field::name); name != Py_None) assign(name, begin_of(node));
        break;
      case NodeKind::MatchAs:
      case NodeKind::MatchStar:
        if (PyObject* name = node.value(Field::name); name != Py_None) assign(name, end_of(node));
        break;
      case NodeKind::alias: {
        PyObject* name = node.value(Field::asname);
        assign(name != Py_None ? name : node.value(Field::name), until);
        return;
      }
      case NodeKind::Constant: return;
      default: break;
    }
    bool is_assignment = node.is(NodeKind::Assign) || node.is(NodeKind::AugAssign) || node.is(NodeKind::AnnAssign) ||
                         node.is(NodeKind::NamedExpr) || node.is(NodeKind::Import) || node.is(NodeKind::ImportFrom);
    Place end = is_assignment ? end_of(node) : until;
    for_each_child(node, [&](Node child) { visit(child, end); });
  }

  void visit_branch(NodeList statements) {
    Place outer = horizon_;
    if (!statements.empty() && tries_ == 0 && statements[statements.size() - 1].is(NodeKind::Return) &&
        horizon_ == Place{})
      horizon_ = end_of(statements[statements.size() - 1]);
    for (Node statement : statements) visit(statement, {});
    horizon_ = outer;
  }

  // A nested function: what it captures, and what it or those inside it rebind.
  void define(Node node) {
    Node arguments = node.child(Field::args);
    for (Node part : arguments.children(Field::defaults)) visit(part, end_of(part));
    for (Node part : arguments.children(Field::kw_defaults))
      if (part.valid()) visit(part, end_of(part));
    add_captures(rules_.free_names_of(node), node);
    collect_nonlocal(node);
  }

  // The methods of a class defined here.
  void capture_in_class(Node node) {
    for_each_child(node, [&](Node child) {
      if (child.is(NodeKind::FunctionDef) || child.is(NodeKind::Lambda)) define(child);
    });
  }

  void add_captures(const py::object& names, Node node) {
    for (py::handle name : names) captures_[name.ptr()].push_back({begin_of(node), loops_, node.object(), horizon_});
  }

  void collect_nonlocal(Node node) {
    if (node.is(NodeKind::Nonlocal)) {
      for (py::handle name : py::reinterpret_borrow<py::list>(node.value(Field::names))) reassigned_.insert(rules_.stored_name(name.ptr()));
      return;
    }
    for_each_child(node, [&](Node child) { collect_nonlocal(child); });
  }

  void assign(PyObject* name, Place place) { add_assignment(name, {place, loops_}); }
  void add_assignment(PyObject* name, Event event) {
    assignments_[rules_.stored_name(name)].push_back(std::move(event));
  }

  const NameRules& rules_;
  std::vector<PyObject*> loops_;
  Place horizon_;
  unsigned tries_ = 0;
  std::unordered_map<PyObject*, std::vector<Event>> assignments_, captures_;
  std::unordered_set<PyObject*> reassigned_;
};

}  // namespace

CapturedNames find_captured_names(Node function, const NameRules& rules) {
  return Finder(rules).run(function);
}

}  // namespace weft::rpy
