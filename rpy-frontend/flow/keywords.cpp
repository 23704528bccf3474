// **kwargs: the keyword arguments of one version of a function are known when it is built. Where the function only looks
// at them in ways that can be resolved then, they are so many values, each of its own type; else they become a dict.
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;

namespace {

bool is_text(Node node) {
  return node.is(NodeKind::Constant) && PyUnicode_Check(node.value(Field::value));
}

bool is_called(PyObject* attribute, const char* name) { return PyUnicode_CompareWithASCIIString(attribute, name) == 0; }

bool is_view(PyObject* attribute) {
  return is_called(attribute, "items") || is_called(attribute, "keys") || is_called(attribute, "values");
}

}  // namespace

bool FunctionFlow::is_keyword_mapping(Node node) const {
  return node.is(NodeKind::Name) && keyword_mapping_ != nullptr && node.value(Field::id) == keyword_mapping_;
}

// The method of the mapping that a call calls; null when it is another call.
PyObject* FunctionFlow::keyword_method(Node call) const {
  if (!call.is(NodeKind::Call)) return nullptr;
  Node function = call.child(Field::func);
  if (!function.is(NodeKind::Attribute) || !is_keyword_mapping(function.child(Field::value))) return nullptr;
  return function.value(Field::attr);
}

// Whether all that the function does with its **kwargs can be resolved while building.
bool FunctionFlow::uses_keywords_statically() const {
  for (py::handle name : code_.attr("co_cellvars"))
    if (name.ptr() == keyword_mapping_) return false;
  std::vector<Node> pending;
  const std::function<void(Node)> push = [&](Node child) { pending.push_back(child); };
  if (source_.node.is(NodeKind::Lambda))
    push(source_.node.child(Field::body));
  else
    for (Node statement : source_.node.children(Field::body)) push(statement);
  while (!pending.empty()) {
    Node node = pending.back();
    pending.pop_back();
    if (is_keyword_mapping(node)) return false;
    Node skipped;  // the child that is the mapping in a place where it may be
    if (node.is(NodeKind::Subscript) && is_text(node.child(Field::slice)) &&
        Node(node.value(Field::ctx)).is(NodeKind::Load))
      skipped = node.child(Field::value);
    if (node.is(NodeKind::keyword) && node.value(Field::arg) == Py_None) skipped = node.child(Field::value);
    if (PyObject* method = keyword_method(node)) {
      NodeList arguments = node.children(Field::args);
      if (is_called(method, "get") && !arguments.empty() && is_text(arguments[0])) skipped = node.child(Field::func);
    }
    if (node.is(NodeKind::For) || node.is(NodeKind::comprehension)) {
      Node iterable = node.child(Field::iter);
      PyObject* method = keyword_method(iterable);
      if (is_keyword_mapping(iterable) || (method != nullptr && is_view(method))) skipped = iterable;
    }
    if (node.is(NodeKind::Compare) && node.children(Field::comparators).size() == 1) {
      Node operation(node.children(Field::ops).value(0));
      if (operation.is(NodeKind::In) || operation.is(NodeKind::NotIn)) skipped = node.children(Field::comparators)[0];
    }
    if (node.is(NodeKind::Call) && node.child(Field::func).is(NodeKind::Name) &&
        is_called(node.child(Field::func).value(Field::id), "len") && node.children(Field::args).size() == 1)
      skipped = node.children(Field::args)[0];
    for_each_child(node, [&](Node child) {
      bool is_mapping = is_keyword_mapping(child) || keyword_method(child) != nullptr ||
                        (child.is(NodeKind::Attribute) && is_keyword_mapping(child.child(Field::value)));
      if (child == skipped && is_mapping) {
        // What `get` falls back on is looked at like anything else.
        for (Node argument : node.is(NodeKind::Call) ? node.children(Field::args) : NodeList(nullptr))
          if (argument != child) push(argument);
        return;
      }
      push(child);
    });
  }
  return true;
}

void FunctionFlow::bind_keywords(Slot slot) {
  keyword_mapping_ = slot_names_[slot];
  py::list names;
  for (const auto& [name, operand] : keyword_items_) names.append(name);
  if (uses_keywords_statically()) {
    position_.bind(slot, constant(py::tuple(names)));  // their names are what is left of them
    return;
  }
  keyword_mapping_ = nullptr;
  std::vector<Operand> operands;
  for (const auto& [name, operand] : keyword_items_) {
    operands.push_back(constant(name));
    operands.push_back(operand);
  }
  position_.bind(slot, emit(source_.node, Opcode::Newdict, std::move(operands)));
}

// kwargs['name'], and kwargs.get('name', otherwise).
Operand FunctionFlow::keyword_item(Node at, PyObject* name) {
  for (const auto& [known, operand] : keyword_items_)
    if (PyUnicode_Compare(known.ptr(), name) == 0) return operand;
  raise_exception(at, call_values(at, constant(known_.key_error), {constant(name)}));
  return undefined();
}

std::optional<Operand> FunctionFlow::keyword_get(Node node) {
  PyObject* method = keyword_method(node);
  if (method == nullptr || !is_called(method, "get")) return std::nullopt;
  std::vector<Operand> arguments = expressions(node.children(Field::args));
  for (const auto& [known, operand] : keyword_items_)
    if (object(arguments[0]).equal(known)) return operand;
  return arguments.size() > 1 ? arguments[1] : none();
}

// The items of kwargs.items() and kwargs.values(): loops over them are unrolled.
std::optional<std::vector<Operand>> FunctionFlow::keyword_view(Node iterable) {
  PyObject* method = keyword_method(iterable);
  if (method == nullptr && !is_keyword_mapping(iterable)) return std::nullopt;
  std::vector<Operand> items;
  for (const auto& [name, operand] : keyword_items_) {
    if (method == nullptr || is_called(method, "keys"))
      items.push_back(constant(name));
    else if (is_called(method, "values"))
      items.push_back(operand);
    else
      items.push_back(make_tuple(iterable, {constant(name), operand}));
  }
  return items;
}

// `**mapping` in a call: keywords that are known, as names and values. False where they are not.
bool FunctionFlow::add_keywords(Node mapping, std::vector<ir::StringId>& names, std::vector<Operand>& operands) {
  if (is_keyword_mapping(mapping)) {
    for (const auto& [name, operand] : keyword_items_) {
      names.push_back(shared_.name(name.ptr()));
      operands.push_back(operand);
    }
    return true;
  }
  if (!mapping.is(NodeKind::Dict)) return false;
  NodeList keys = mapping.children(Field::keys), values = mapping.children(Field::values);
  for (Node key : keys)
    if (!key.valid() || !is_text(key)) return false;
  for (size_t i = 0; i < keys.size(); ++i) {
    names.push_back(shared_.name(keys[i].value(Field::value)));
    operands.push_back(expression(values[i]));
  }
  return true;
}

}  // namespace weft::rpy
