// Expressions: operators, attributes, items, displays and formatted strings.
#include "rpy-frontend/flow/diagnostic_kinds.h"
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;

namespace {

struct BinaryOpcodes {
  Opcode plain, in_place;
};

BinaryOpcodes binary_opcodes(NodeKind operation) {
  switch (operation) {
    case NodeKind::Add: return {Opcode::Add, Opcode::InplaceAdd};
    case NodeKind::Sub: return {Opcode::Sub, Opcode::InplaceSub};
    case NodeKind::Mult: return {Opcode::Mul, Opcode::InplaceMul};
    case NodeKind::Div: return {Opcode::Truediv, Opcode::InplaceTruediv};
    case NodeKind::FloorDiv: return {Opcode::Floordiv, Opcode::InplaceFloordiv};
    case NodeKind::Mod: return {Opcode::Mod, Opcode::InplaceMod};
    case NodeKind::Pow: return {Opcode::Pow, Opcode::InplacePow};
    case NodeKind::LShift: return {Opcode::Lshift, Opcode::InplaceLshift};
    case NodeKind::RShift: return {Opcode::Rshift, Opcode::InplaceRshift};
    case NodeKind::BitAnd: return {Opcode::BitAnd, Opcode::InplaceBitAnd};
    case NodeKind::BitOr: return {Opcode::BitOr, Opcode::InplaceBitOr};
    case NodeKind::BitXor: return {Opcode::BitXor, Opcode::InplaceBitXor};
    default: return {Opcode::Count, Opcode::Count};
  }
}

}  // namespace

std::vector<Operand> FunctionFlow::expressions(NodeList list) {
  std::vector<Operand> result;
  for (Node node : list) result.push_back(expression(node));
  return result;
}

Operand FunctionFlow::expression(Node node) {
  if (!is_reachable()) return undefined();
  if (depth_ >= deepest_nesting) {
    report(too_deep, node, "the expression is nested too deeply", {}, "compute parts of it first");
    return undefined();
  }
  ++depth_;
  Operand result;
  switch (node.kind()) {
    case NodeKind::Constant: result = constant_expression(node); break;
    case NodeKind::Name: result = load_name(node); break;
    case NodeKind::Attribute: result = attribute(node); break;
    case NodeKind::Subscript: result = subscript(node); break;
    case NodeKind::Call: result = call(node); break;
    case NodeKind::BinOp: {
      Operand left = expression(node.child(Field::left));
      if (Node(node.value(Field::op)).is(NodeKind::Mod))
        if (std::optional<Operand> filled = percent_with_names(node, left, node.child(Field::right))) {
          result = *filled;
          break;
        }
      Operand right = expression(node.child(Field::right));
      result = binary(node, Node(node.value(Field::op)).kind(), left, right, false);
      break;
    }
    case NodeKind::UnaryOp: result = unary(node); break;
    case NodeKind::Compare: result = comparison(node); break;
    case NodeKind::BoolOp: result = bool_operation(node); break;
    case NodeKind::IfExp: result = conditional_expression(node); break;
    case NodeKind::Tuple:
    case NodeKind::List:
    case NodeKind::Set: result = sequence_display(node); break;
    case NodeKind::Dict: result = dict_display(node); break;
    case NodeKind::ListComp:
    case NodeKind::SetComp:
    case NodeKind::DictComp: result = comprehension(node); break;
    case NodeKind::GeneratorExp:
      result = generator_expression(node);
      break;
    case NodeKind::JoinedStr: result = formatted_string(node); break;
    case NodeKind::FormattedValue: result = formatted_value(node); break;
    case NodeKind::NamedExpr:
      result = expression(node.child(Field::value));
      store(node.child(Field::target), result);
      break;
    case NodeKind::Lambda: result = nested_function(node); break;
    case NodeKind::Yield: result = yield_expression(node, true); break;
    case NodeKind::YieldFrom: result = yield_from(node, true); break;
    case NodeKind::Await:
      unsupported(node, "`await`", "use call-backs of your own");
      result = undefined();
      break;
    case NodeKind::Starred:
      unsupported(node, "a starred expression here", "");
      result = undefined();
      break;
    default:
      unsupported(node, "this expression", "");
      result = undefined();
      break;
  }
  --depth_;
  if (result.is_constant() && !folder_.fits_word(object(result))) note_wide_constant(node, result);
  return result;
}

void FunctionFlow::note_wide_constant(Node node, Operand constant) {
  ir::HostObjectId id = shared_.program.constants[constant.constant()].as_host_object();
  shared_.wide_constants[id.index].push_back(locate(node));
}

// The result of an operation whose operands are known. What `ovfcheck` is asked about is left to run time unless it is
// a word.
std::optional<Operand> FunctionFlow::folded(Node at, const py::object& result) {
  if (!result || (overflow_checked_.contains(at.object()) && !folder_.fits_word(result))) return std::nullopt;
  return constant(result);
}

Operand FunctionFlow::constant_expression(Node node) {
  PyObject* value = node.value(Field::value);
  if (PyUnicode_Check(value) && PyUnicode_MAX_CHAR_VALUE(value) > 255) {
    report(wide_character, node, "a character of this string is above U+00FF", {},
           "write the text as UTF-8: '...'.encode('utf-8').decode('latin-1') at module level");
    return constant(py::str(""));
  }
  if (PyComplex_Check(value)) {
    unsupported(node, "a complex number", "use two floats");
    return undefined();
  }
  if (value == Py_Ellipsis) {
    unsupported(node, "`...` as a value", "use None");
    return undefined();
  }
  return constant(value);
}

Operand FunctionFlow::attribute(Node node) {
  Node owner = node.child(Field::value);
  PyObject* name = mangled(node.value(Field::attr));
  if (is_super(owner)) {
    Operand self;
    std::optional<py::object> found = find_super_attribute(owner, name, self);
    if (!found) return undefined();
    if (py::object getter = py::getattr(*found, "fget", py::none()); PyFunction_Check(getter.ptr()))
      return call_values(node, constant(getter), {self});
    if (PyFunction_Check(found->ptr()))
      unsupported(node, "a method of super() that is not called at once", "write super().method(...)");
    return constant(*found);
  }
  return load_attribute(node, expression(owner), name);
}

Operand FunctionFlow::load_attribute(Node at, Operand owner, PyObject* name) {
  if (!is_reachable()) return undefined();
  if (owner.is_constant()) {
    py::object value = object(owner);
    bool is_module = PyModule_Check(value.ptr());
    if (is_module) {
      py::object names = value.attr("__dict__");
      if (host_.sources().is_assigned_global(names, name))
        return emit(at, Opcode::Getglobal, {constant(names)}, shared_.name(name).index);
    }
    if (py::object found = folder_.attribute(value, name)) return constant(found);
    if (py::object found = folder_.settled_attribute(value, name)) return constant(found);
    // A class may get attributes at run time, and one that it has may change.
    bool may_change = PyType_Check(value.ptr()) && host_.sources().is_assigned_attribute(name);
    if (is_module || (PyType_Check(value.ptr()) && !may_change)) {
      std::vector<std::string> candidates;
      for (py::handle candidate : py::module_::import("builtins").attr("dir")(value))
        candidates.push_back(text(candidate.ptr()));
      std::string nearest = nearest_match(text(name), candidates);
      report(missing_attribute, at,
             fmt::format("the {} '{}' has no attribute '{}'", is_module ? "module" : "class",
                         std::string(py::str(value.attr("__name__"))), text(name)),
             {}, Help::did_you_mean(text(name), nearest));
      return undefined();
    }
  }
  return emit(at, Opcode::Getattr, {owner}, shared_.name(name).index);
}

// Start, stop and step.
std::vector<Operand> FunctionFlow::slice_operands(Node slice) {
  std::vector<Operand> result;
  for (Field part : {Field::lower, Field::upper, Field::step}) {
    Node bound = slice.child(part);
    result.push_back(bound.valid() ? expression(bound) : none());
  }
  return result;
}

Operand FunctionFlow::subscript(Node node) {
  if (is_keyword_mapping(node.child(Field::value)))
    return keyword_item(node, node.child(Field::slice).value(Field::value));
  Operand container = expression(node.child(Field::value));
  Node slice = node.child(Field::slice);
  if (!slice.is(NodeKind::Slice)) return load_item(node, container, expression(slice));
  std::vector<Operand> operands = slice_operands(slice);
  if (container.is_constant() && operands[0].is_constant() && operands[1].is_constant() && operands[2].is_constant()) {
    PyObject* range = PySlice_New(object(operands[0]).ptr(), object(operands[1]).ptr(), object(operands[2]).ptr());
    if (py::object found = folder_.item(object(container), py::reinterpret_steal<py::object>(range)))
      return constant(found);
  }
  operands.insert(operands.begin(), container);
  return emit(node, Opcode::Getslice, std::move(operands));
}

Operand FunctionFlow::load_item(Node at, Operand container, Operand index) {
  if (is_enumeration(container)) {
    py::object names = py::module_::import("rpython.rtyper.rclass").attr("member_names")(object(container));
    if (index.is_constant() && names.contains(object(index))) return constant(names[object(index)]);
    container = constant(names);
  }
  if (container.is_constant() && index.is_constant())
    if (py::object found = folder_.item(object(container), object(index))) return constant(found);
  if (container.is_value() && index.is_constant())
    if (auto items = tuple_items_.find(container.value().index); items != tuple_items_.end()) {
      py::object number = object(index);
      auto count = static_cast<Py_ssize_t>(items->second.size());
      if (PyLong_CheckExact(number.ptr())) {
        Py_ssize_t position = PyLong_AsSsize_t(number.ptr());
        if (PyErr_Occurred()) PyErr_Clear();
        if (position < 0) position += count;
        if (position >= 0 && position < count) return items->second[static_cast<size_t>(position)];
      }
    }
  return emit(at, Opcode::Getitem, {container, index});
}

Operand FunctionFlow::binary(Node at, NodeKind operation, Operand left, Operand right, bool in_place) {
  if (left.is_constant() && right.is_constant() && is_reachable())
    if (std::optional<Operand> result = folded(at, folder_.binary(operation, object(left), object(right)))) return *result;
  BinaryOpcodes opcodes = binary_opcodes(operation);
  if (opcodes.plain == Opcode::Count) {
    // Only `@`, which no built-in type has.
    static PyObject* const name = PyUnicode_InternFromString("__matmul__");
    return call_values(at, load_attribute(at, left, name), {right});
  }
  return emit(at, in_place ? opcodes.in_place : opcodes.plain, {left, right});
}

Operand FunctionFlow::unary(Node node) {
  NodeKind operation = Node(node.value(Field::op)).kind();
  Node operand_node = node.child(Field::operand);
  Operand operand = expression(operand_node);
  if (operation == NodeKind::Not) {
    if (std::optional<bool> truth = known_truth(operand)) return constant(*truth ? Py_False : Py_True);
    return emit(node, Opcode::Not, {emit(node, Opcode::Bool, {operand})});
  }
  if (operand.is_constant())
    if (std::optional<Operand> result = folded(node, folder_.unary(operation, object(operand)))) return *result;
  if (operation == NodeKind::USub) return emit(node, Opcode::Neg, {operand});
  if (operation == NodeKind::UAdd) return emit(node, Opcode::Pos, {operand});
  return emit(node, Opcode::Invert, {operand});
}

// A tuple of constants is a constant.
Operand FunctionFlow::make_tuple(Node at, std::vector<Operand> items) {
  if (!is_reachable()) return undefined();
  bool all_constant = true;
  for (Operand item : items) all_constant = all_constant && item.is_constant();
  if (all_constant) {
    py::tuple result(items.size());
    for (size_t i = 0; i < items.size(); ++i) result[i] = object(items[i]);
    return constant(result);
  }
  Operand result = emit(at, Opcode::Newtuple, items);
  tuple_items_[result.value().index] = std::move(items);
  return result;
}

Operand FunctionFlow::formatted_value(Node node) {
  Operand value = expression(node.child(Field::value));
  long conversion = PyLong_AsLong(node.value(Field::conversion));
  std::string conversion_text = conversion > 0 ? std::string(1, static_cast<char>(conversion)) : std::string();
  Node specification_node = node.child(Field::format_spec);
  Operand specification = specification_node.valid() ? expression(specification_node) : constant(py::str(""));
  return format_operation(node, value, conversion_text, specification);
}

Operand FunctionFlow::format_operation(Node at, Operand value, const std::string& conversion, Operand specification) {
  if (!is_reachable()) return undefined();
  if (value.is_constant() && specification.is_constant())
    if (py::object result = folder_.format(object(value), conversion, object(specification).cast<std::string>()))
      return constant(result);
  return emit(at, Opcode::Format, {value, constant(py::str(conversion)), specification});
}

Operand FunctionFlow::formatted_string(Node node) { return join_parts(node, expressions(node.children(Field::values))); }

// Constant parts are joined while translating.
Operand FunctionFlow::join_parts(Node node, const std::vector<Operand>& strings) {
  if (!is_reachable()) return undefined();
  std::vector<Operand> parts;
  for (Operand operand : strings) {
    bool is_string = operand.is_constant() && PyUnicode_Check(object(operand).ptr());
    if (is_string && !parts.empty() && parts.back().is_constant()) {
      py::object joined =
          py::reinterpret_steal<py::object>(PyUnicode_Concat(object(parts.back()).ptr(), object(operand).ptr()));
      parts.back() = constant(joined);
      continue;
    }
    if (is_string && PyUnicode_GET_LENGTH(object(operand).ptr()) == 0) continue;
    parts.push_back(operand);
  }
  if (parts.empty()) return constant(py::str(""));
  if (parts.size() == 1 && parts[0].is_constant()) return parts[0];
  return emit(node, Opcode::BuildString, std::move(parts));
}

}  // namespace weft::rpy
