// Tests: comparisons, `and`, `or`, `not`, and branching on them without making boolean values.
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;

namespace {

Opcode comparison_opcode(NodeKind operation) {
  switch (operation) {
    case NodeKind::Lt: return Opcode::Lt;
    case NodeKind::LtE: return Opcode::Le;
    case NodeKind::Eq: return Opcode::Eq;
    case NodeKind::NotEq: return Opcode::Ne;
    case NodeKind::Gt: return Opcode::Gt;
    case NodeKind::GtE: return Opcode::Ge;
    case NodeKind::Is: return Opcode::Is;
    case NodeKind::IsNot: return Opcode::IsNot;
    default: return Opcode::Contains;
  }
}

bool is_none(Node node) { return node.is(NodeKind::Constant) && node.value(Field::value) == Py_None; }

}  // namespace

std::optional<bool> FunctionFlow::known_truth(Operand operand) const {
  if (!operand.is_constant()) return std::nullopt;
  return folder_.truth(object(operand));
}

// Evaluates a condition. Control goes on in the two joins; the current path has ended afterwards. Conditions that are
// known have one way out only.
void FunctionFlow::condition(Node node, Join& if_true, Join& if_false) {
  if (!is_reachable()) return;
  if (node.is(NodeKind::UnaryOp) && Node(node.value(Field::op)).is(NodeKind::Not)) {
    condition(node.child(Field::operand), if_false, if_true);
    return;
  }
  if (node.is(NodeKind::BoolOp)) {
    bool is_and = Node(node.value(Field::op)).is(NodeKind::And);
    NodeList values = node.children(Field::values);
    for (size_t i = 0; i + 1 < values.size(); ++i) {
      Join next;
      condition(values[i], is_and ? next : if_true, is_and ? if_false : next);
      enter(next);
      if (!is_reachable()) return;
    }
    condition(values[values.size() - 1], if_true, if_false);
    return;
  }
  if (node.is(NodeKind::Compare)) {
    NodeList operations = node.children(Field::ops), comparators = node.children(Field::comparators);
    Node left_node = node.child(Field::left);
    Operand left = expression(left_node);
    for (size_t i = 0; i < operations.size(); ++i) {
      Operand right = expression(comparators[i]);
      Test test = compare_test(node, left, left_node, i, right);
      if (i + 1 == operations.size()) {
        branch_on(node, test, if_true, if_false);
        return;
      }
      Join next;
      branch_on(node, test, next, if_false);
      enter(next);
      if (!is_reachable()) return;
      left = right;
      left_node = comparators[i];
    }
    return;
  }
  branch_on(node, test(node), if_true, if_false);
}

void FunctionFlow::branch_on(Node at, const Test& test, Join& if_true, Join& if_false) {
  if (!is_reachable()) return;
  Join& on_true = test.is_negated ? if_false : if_true;
  Join& on_false = test.is_negated ? if_true : if_false;
  if (std::optional<bool> truth = known_truth(test.condition)) {
    add_path(*truth ? on_true : on_false);
    return;
  }
  Operand condition = test.is_boolean ? test.condition : emit(at, Opcode::Bool, {test.condition});
  Split sides = split(at, condition, test.tested);
  position_ = std::move(sides.if_true);
  add_path(on_true);
  position_ = std::move(sides.if_false);
  add_path(on_false);
}

// The value of the local variable that `node` names (or assigns, with `:=`), if it is one.
Operand FunctionFlow::tested_variable(Node node) {
  if (node.is(NodeKind::NamedExpr)) node = node.child(Field::target);
  if (!node.is(NodeKind::Name)) return {};
  std::optional<Slot> slot = find_slot(mangled(node.value(Field::id)));
  if (!slot) return {};
  Operand value = position_.binding(*slot).operand;
  return value.is_value() ? value : Operand();
}

// One step of a comparison. `x is None`, `type(x) is C` and the like say something about x.
FunctionFlow::Test FunctionFlow::compare_test(Node node, Operand left, Node left_node, size_t index, Operand right) {
  NodeKind operation = Node(node.children(Field::ops).value(index)).kind();
  Node right_node = node.children(Field::comparators)[index];
  Test result{.condition = compare(node, operation, left, right), .is_boolean = true};
  if (result.condition.is_constant()) return result;
  if (operation == NodeKind::NotIn) {
    right = as_container(right);
    // The operation is `contains`; what it finds is turned round.
    result.is_negated = true;
    result.condition = emit(node, Opcode::Contains, {right, left});
    return result;
  }
  bool is_identity = operation == NodeKind::Is || operation == NodeKind::IsNot || operation == NodeKind::Eq ||
                     operation == NodeKind::NotEq;
  if (!is_identity) {
    // `x >= 0` and the like: x is known not to be negative.
    if (right.is_constant())
      result.tested = tested_variable(left_node);
    else if (left.is_constant())
      result.tested = tested_variable(right_node);
    return result;
  }
  auto type_argument = [&](Node call) {
    if (!call.is(NodeKind::Call) || call.children(Field::args).size() != 1) return Operand();
    Node function = call.child(Field::func);
    bool is_type = function.is(NodeKind::Name) && !find_slot(function.value(Field::id)) &&
                   PyUnicode_CompareWithASCIIString(function.value(Field::id), "type") == 0;
    return is_type ? tested_variable(call.children(Field::args)[0]) : Operand();
  };
  if (is_none(right_node) || is_object(right, Py_None)) {
    result.tested = tested_variable(left_node);
  } else if (is_none(left_node) || is_object(left, Py_None)) {
    result.tested = tested_variable(right_node);
  } else if (Operand tested = type_argument(left_node); tested.valid()) {
    result.tested = tested;
  } else if (left_node.is(NodeKind::Attribute) &&
             PyUnicode_CompareWithASCIIString(left_node.value(Field::attr), "__class__") == 0) {
    result.tested = tested_variable(left_node.child(Field::value));
  }
  return result;
}

// The operation that decides a condition which is neither a comparison nor made of others.
FunctionFlow::Test FunctionFlow::test(Node node) {
  Test result{.condition = expression(node)};
  if (node.is(NodeKind::Call)) {
    Node function = node.child(Field::func);
    NodeList arguments = node.children(Field::args);
    if (function.is(NodeKind::Name) && !find_slot(function.value(Field::id)) && is_reachable()) {
      Operand callee = load_name(function);
      result.is_boolean = is_object(callee, known_.isinstance) || is_object(callee, known_.issubclass) ||
                          is_object(callee, known_.hasattr) || is_object(callee, known_.callable);
      if (is_object(callee, known_.isinstance) && !arguments.empty()) result.tested = tested_variable(arguments[0]);
    }
    return result;
  }
  result.tested = tested_variable(node);
  return result;
}

Operand FunctionFlow::compare(Node at, NodeKind operation, Operand left, Operand right) {
  if (operation == NodeKind::In || operation == NodeKind::NotIn) right = as_container(right);
  if (left.is_constant() && right.is_constant())
    if (py::object result = folder_.compare(operation, object(left), object(right))) return constant(result);
  // `in` asks the container, which is the first operand of `contains`.
  if (operation == NodeKind::In) return emit(at, Opcode::Contains, {right, left});
  if (operation == NodeKind::NotIn) return {};
  return emit(at, comparison_opcode(operation), {left, right});
}

// A comparison as a value: a chain stops at the first part that is false.
Operand FunctionFlow::comparison(Node node) {
  NodeList operations = node.children(Field::ops), comparators = node.children(Field::comparators);
  Operand left = expression(node.child(Field::left));
  if (operations.size() == 1) {
    Operand right = expression(comparators[0]);
    NodeKind operation = operations[0].kind();
    Operand result = compare(node, operation, left, right);
    if (!result.valid()) result = emit(node, Opcode::Not, {emit(node, Opcode::Contains, {right, left})});
    return result;
  }
  Join end;
  Node left_node = node.child(Field::left);
  for (size_t i = 0; i < operations.size(); ++i) {
    Operand right = expression(comparators[i]);
    Test test = compare_test(node, left, left_node, i, right);
    Join if_true, if_false;
    branch_on(node, test, if_true, if_false);
    enter(if_false);
    add_path(end, constant(Py_False));
    enter(if_true);
    left = right;
    left_node = comparators[i];
  }
  add_path(end, constant(Py_True));
  Operand result = enter(end);
  return result.valid() ? result : undefined();
}

// Whether the expression gives True or False and nothing else, by its form.
bool FunctionFlow::is_boolean_test(Node node) {
  if (node.is(NodeKind::Compare)) return true;
  if (node.is(NodeKind::UnaryOp)) return Node(node.value(Field::op)).is(NodeKind::Not);
  if (node.is(NodeKind::BoolOp)) {
    NodeList values = node.children(Field::values);
    for (size_t i = 0; i < values.size(); ++i)
      if (!is_boolean_test(values[i])) return false;
    return true;
  }
  if (!node.is(NodeKind::Call)) return false;
  Node function = node.child(Field::func);
  if (!function.is(NodeKind::Name) || find_slot(function.value(Field::id))) return false;
  Operand callee = load_name(function);
  return is_object(callee, known_.isinstance) || is_object(callee, known_.issubclass) ||
         is_object(callee, known_.hasattr) || is_object(callee, known_.callable);
}

// `and` and `or` as values: the first operand that decides, or the last one.
Operand FunctionFlow::bool_operation(Node node) {
  bool is_and = Node(node.value(Field::op)).is(NodeKind::And);
  NodeList values = node.children(Field::values);
  Join end;
  for (size_t i = 0; i + 1 < values.size() && is_reachable(); ++i) {
    if (is_boolean_test(values[i])) {
      // What the test tells about a variable holds for the operands after it.
      Join if_true, if_false;
      condition(values[i], if_true, if_false);
      enter(is_and ? if_false : if_true);
      if (is_reachable()) add_path(end, constant(is_and ? Py_False : Py_True));
      enter(is_and ? if_true : if_false);
      continue;
    }
    Operand value = expression(values[i]);
    if (!is_reachable()) break;
    if (std::optional<bool> truth = known_truth(value)) {
      if (*truth == is_and) continue;
      add_path(end, value);
      break;
    }
    // The side that keeps the value knows whether it is true.
    Split sides = split(values[i], emit(values[i], Opcode::Bool, {value}), value);
    position_ = std::move(is_and ? sides.if_false : sides.if_true);
    add_path(end, is_and ? sides.tested_false : sides.tested_true);
    position_ = std::move(is_and ? sides.if_true : sides.if_false);
  }
  if (is_reachable()) {
    Operand last = expression(values[values.size() - 1]);
    add_path(end, last);
  }
  Operand result = enter(end);
  return result.valid() ? result : undefined();
}

Operand FunctionFlow::conditional_expression(Node node) {
  Join if_true, if_false, end;
  condition(node.child(Field::test), if_true, if_false);
  for (Field side : {Field::body, Field::orelse}) {
    enter(side == Field::body ? if_true : if_false);
    if (!is_reachable()) continue;
    Operand value = expression(node.child(side));
    add_path(end, value);
  }
  Operand result = enter(end);
  return result.valid() ? result : undefined();
}

}  // namespace weft::rpy
