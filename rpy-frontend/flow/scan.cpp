#include "rpy-frontend/flow/scan.h"

#include <algorithm>

namespace weft::rpy {

namespace {

class Scanner {
 public:
  AssignedNames run(Node root) {
    pending_.push_back({root, false});
    bool in_target = false;
    const std::function<void(Node)> push = [&](Node child) { pending_.push_back({child, in_target}); };
    bool is_root = true;
    while (!pending_.empty()) {
      auto [node, is_own_target] = pending_.back();
      pending_.pop_back();
      in_target = is_own_target;
      bool descend = visit(node, is_own_target, is_root);
      is_root = false;
      if (!descend) continue;
      if (node.is(NodeKind::comprehension)) {
        // The target belongs to the comprehension's own scope.
        pending_.push_back({node.child(Field::target), true});
        pending_.push_back({node.child(Field::iter), false});
        for (Node condition : node.children(Field::ifs)) pending_.push_back({condition, false});
        continue;
      }
      size_t first = pending_.size();
      for_each_child(node, push);
      std::reverse(pending_.begin() + static_cast<std::ptrdiff_t>(first), pending_.end());
    }
    for (PyObject* name : order_)
      if (std::find(result_.deleted.begin(), result_.deleted.end(), name) == result_.deleted.end())
        result_.assigned.push_back(name);
    return std::move(result_);
  }

 private:
  // Notes what the node itself assigns; says whether to look inside.
  bool visit(Node node, bool is_own_target, bool is_root) {
    switch (node.kind()) {
      case NodeKind::Name: {
        Node context(node.value(Field::ctx));
        if (is_own_target || context.is(NodeKind::Load)) return false;
        if (context.is(NodeKind::Store)) assign(node.value(Field::id));
        if (context.is(NodeKind::Del)) remove(node.value(Field::id));
        return false;
      }
      case NodeKind::ExceptHandler:
        if (PyObject* name = node.value(Field::name); name != Py_None) {
          assign(name);
          remove(name);
        }
        return true;
      case NodeKind::MatchAs:
      case NodeKind::MatchStar:
        if (PyObject* name = node.value(Field::name); name != Py_None) assign(name);
        return true;
      case NodeKind::MatchMapping:
        if (PyObject* rest = node.value(Field::rest); rest != Py_None) assign(rest);
        return true;
      case NodeKind::alias: {
        PyObject* name = node.value(Field::asname);
        assign(name != Py_None ? name : node.value(Field::name));
        return false;
      }
      case NodeKind::FunctionDef:
      case NodeKind::AsyncFunctionDef:
      case NodeKind::ClassDef:
        if (is_root) return true;
        assign(node.value(Field::name));
        return false;
      case NodeKind::Lambda: return is_root;
      case NodeKind::Constant: return false;
      default:  // every other node only matters for what is in it
        return true;
    }
  }

  void assign(PyObject* name) {
    if (++result_.counts[name] == 1) order_.push_back(name);
  }

  void remove(PyObject* name) {
    if (std::find(result_.deleted.begin(), result_.deleted.end(), name) == result_.deleted.end())
      result_.deleted.push_back(name);
  }

  struct Item {
    Node node;
    bool is_own_target;
  };
  std::vector<Item> pending_;
  std::vector<PyObject*> order_;
  AssignedNames result_;
};

}  // namespace

AssignedNames find_assigned_names(Node root) { return Scanner().run(root); }

}  // namespace weft::rpy
