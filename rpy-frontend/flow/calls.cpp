// Calls, and the few that mean something while the graph is built.
#include "rpy-frontend/flow/diagnostic_kinds.h"
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;

namespace {

// Does the class come from CPython's C code rather than from a Python class statement?
bool is_builtin_slot(py::handle object) {
  return Py_TYPE(object.ptr()) == &PyWrapperDescr_Type || Py_TYPE(object.ptr()) == &PyMethodDescr_Type;
}

}  // namespace

Operand FunctionFlow::call(Node node) {
  Node function = node.child(Field::func);
  if (std::optional<Operand> result = super_call(node)) return *result;
  if (std::optional<Operand> result = keyword_get(node)) return *result;
  if (function.is(NodeKind::Attribute)) {
    Node owner_node = function.child(Field::value);
    PyObject* name = mangled(function.value(Field::attr));
    if (!is_super(owner_node)) {
      Operand owner = expression(owner_node);
      if (is_object(owner, known_.dict) && PyUnicode_CompareWithASCIIString(name, "fromkeys") == 0)
        return call_with(node, unpack_library("dict_from_keys"), {});
      if (std::optional<Operand> result = template_call(node, owner, name)) return *result;
      NodeList arguments = node.children(Field::args);
      if (arguments.size() == 1 && arguments[0].is(NodeKind::GeneratorExp) &&
          PyUnicode_CompareWithASCIIString(name, "join") == 0) {
        Operand callee = load_attribute(function, owner, name);
        return call_values(node, callee, {comprehension(arguments[0])});
      }
      // A method of a constant string or number, with constant arguments.
      if (owner.is_constant() && node.children(Field::keywords).empty() && folder_.is_plain(object(owner))) {
        bool has_star = false;
        for (Node argument : arguments) has_star = has_star || argument.is(NodeKind::Starred);
        if (!has_star) {
          // The method is looked up before the arguments are evaluated, which can not be told here.
          std::vector<Operand> values = expressions(arguments);
          std::vector<py::object> objects;
          for (Operand value : values)
            if (value.is_constant()) objects.push_back(object(value));
          if (objects.size() == values.size())
            if (py::object result = folder_.method_call(object(owner), name, objects)) return constant(result);
          return call_values(node, load_attribute(function, owner, name), std::move(values));
        }
      }
      Operand method = load_attribute(function, owner, name);
      if (!method.is_constant()) return call_with(node, method, {});
      return call_constant(node, method);
    }
  }
  Operand callee = expression(function);
  if (!is_reachable()) return undefined();
  return callee.is_constant() ? call_constant(node, callee) : call_with(node, callee, {});
}

Operand FunctionFlow::call_constant(Node node, Operand callee) {
  // Frozen dataclasses set their fields by object.__setattr__.
  if (Py_TYPE(object(callee).ptr()) == &PyWrapperDescr_Type &&
      object(callee).equal(py::handle(known_.object).attr("__setattr__")))
    return call_values(node, constant(known_.setattr), expressions(node.children(Field::args)));
  if (std::optional<Operand> result = special_call(node, callee)) return *result;
  if (std::optional<Operand> result = fold_call(node, callee)) return *result;
  return call_with(node, callee, {});
}

// Builtins that take a generator expression, and those whose meaning depends on a name.
std::optional<Operand> FunctionFlow::special_call(Node node, Operand callee) {
  PyObject* function = object(callee).ptr();
  NodeList arguments = node.children(Field::args);
  bool has_keywords = !node.children(Field::keywords).empty();
  if (arguments.size() >= 1 && arguments[0].is(NodeKind::GeneratorExp)) {
    if (arguments.size() == 1 && !has_keywords) {
      if (function == known_.any || function == known_.all) return any_or_all(arguments[0], function == known_.any);
      if (function == known_.sum) return sum_of(arguments[0]);
      if (function == known_.list || function == known_.set) return comprehension(arguments[0], function == known_.set);
    }
    if (function == known_.list || function == known_.tuple || function == known_.set || function == known_.dict ||
        function == known_.sum || function == known_.min || function == known_.max || function == known_.sorted) {
      if (arguments.size() == 1 && !has_keywords) return call_values(node, callee, {comprehension(arguments[0])});
    }
  }
  if (function == known_.partial) return partial_function(node);
  bool has_star = false;
  for (Node argument : arguments) has_star = has_star || argument.is(NodeKind::Starred);
  if (function == known_.iter && arguments.size() == 2 && !has_keywords && !has_star)
    return call_values(node, unpack_library("iterate_until"), expressions(arguments));
  if (function == known_.dict && has_keywords && !has_star) return dict_with_names(node, callee);
  // Attributes with names that are known are attributes like any other.
  bool is_getattr = function == known_.getattr && arguments.size() == 2;
  bool is_setattr = function == known_.setattr && arguments.size() == 3;
  if ((is_getattr || is_setattr) && !has_keywords) {
    for (Node argument : arguments)
      if (argument.is(NodeKind::Starred)) return std::nullopt;
    std::vector<Operand> values = expressions(arguments);
    if (!values[1].is_constant() || !PyUnicode_Check(object(values[1]).ptr()))
      return call_values(node, callee, std::move(values));
    py::object name = object(values[1]);
    PyObject* interned = name.inc_ref().ptr();
    PyUnicode_InternInPlace(&interned);
    name = py::reinterpret_steal<py::object>(interned);
    if (is_getattr) return load_attribute(node, values[0], name.ptr());
    store_attribute(node, values[0], name.ptr(), values[2]);
    return none();
  }
  return std::nullopt;
}

// functools.partial of run-time values is a closure over them.
std::optional<Operand> FunctionFlow::partial_function(Node node) {
  NodeList arguments = node.children(Field::args);
  for (Node argument : arguments)
    if (argument.is(NodeKind::Starred)) return std::nullopt;
  for (Node keyword : node.children(Field::keywords))
    if (keyword.value(Field::arg) == Py_None) return std::nullopt;
  if (arguments.empty()) return std::nullopt;
  std::vector<Operand> values = expressions(arguments);
  std::vector<py::object> objects;
  for (Operand value : values)
    if (value.is_constant()) objects.push_back(object(value));
  py::list keywords;
  for (Node keyword : node.children(Field::keywords)) {
    keywords.append(py::handle(keyword.value(Field::arg)));
    values.push_back(expression(keyword.child(Field::value)));
  }
  if (objects.size() == values.size())
    if (py::object made = folder_.call(known_.partial, objects)) return constant(made);
  py::object maker =
      py::module_::import("rpython.rtyper.rfunction").attr("partial_maker")(arguments.size() - 1, keywords);
  return call_values(node, constant(maker), std::move(values));
}

// `dict(a=1)`, `dict(other, a=1)`.
Operand FunctionFlow::dict_with_names(Node node, Operand callee) {
  NodeList arguments = node.children(Field::args);
  std::vector<Operand> positional = expressions(arguments), operands;
  if (positional.size() > 1) return call_values(node, callee, std::move(positional));
  Operand result;
  if (!positional.empty()) result = call_values(node, callee, std::move(positional));
  for (Node keyword : node.children(Field::keywords)) {
    Operand value = expression(keyword.child(Field::value));
    if (keyword.value(Field::arg) == Py_None) {
      if (!result.valid()) result = emit(node, Opcode::Newdict, std::exchange(operands, {}));
      call_method(keyword, result, "update", {value});
      continue;
    }
    Operand key = constant(py::handle(keyword.value(Field::arg)));
    if (result.valid()) {
      emit(keyword, Opcode::Setitem, {result, key, value});
    } else {
      operands.push_back(key);
      operands.push_back(value);
    }
  }
  return result.valid() ? result : emit(node, Opcode::Newdict, std::move(operands));
}

// A call that can be computed now. Arguments are only evaluated here if that is without effect on the graph, that is
// if they turn out to be constants; a call with other arguments is made of those values.
std::optional<Operand> FunctionFlow::fold_call(Node node, Operand callee) {
  NodeList arguments = node.children(Field::args);
  if (!node.children(Field::keywords).empty()) return std::nullopt;
  for (Node argument : arguments)
    if (argument.is(NodeKind::Starred)) return std::nullopt;
  if (is_object(callee, known_.ovfcheck))
    for (Node argument : arguments) overflow_checked_.insert(argument.object());
  std::vector<Operand> values = expressions(arguments);
  if (!is_reachable()) return undefined();
  if (std::optional<Operand> result = call_of_enumeration(node, callee, values)) return result;
  std::vector<py::object> objects;
  for (Operand value : values)
    if (value.is_constant()) objects.push_back(object(value));
  if (objects.size() == values.size())
    if (std::optional<Operand> result = folded(node, folder_.call(object(callee), objects))) return *result;
  // The length of a tuple is known even where its items are not.
  if (is_object(callee, known_.len) && values.size() == 1 && values[0].is_value())
    if (auto items = tuple_items_.find(values[0].value().index); items != tuple_items_.end())
      return constant(py::int_(items->second.size()));
  return call_values(node, callee, std::move(values));
}

bool FunctionFlow::is_enumeration(Operand operand) const {
  if (!operand.is_constant() || known_.enum_type == nullptr) return false;
  py::object live = object(operand);
  return PyType_Check(live.ptr()) && PyObject_IsSubclass(live.ptr(), known_.enum_type) == 1 && py::len(live) > 0;
}

Operand FunctionFlow::as_container(Operand operand) {
  if (!is_enumeration(operand)) return operand;
  return constant(py::module_::import("rpython.rtyper.rclass").attr("members")(object(operand)));
}

// Color(3), and list(Color), len(Color), ...
std::optional<Operand> FunctionFlow::call_of_enumeration(Node at, Operand callee,
                                                         const std::vector<Operand>& arguments) {
  if (is_enumeration(callee) && arguments.size() == 1) {
    if (arguments[0].is_constant()) {
      try {
        return constant(object(callee)(object(arguments[0])));
      } catch (py::error_already_set&) {
        // Left to run time, where it raises ValueError.
      }
    }
    py::object function = py::module_::import("rpython.rtyper.rclass").attr("value_to_member")(object(callee));
    return call_values(at, constant(function), arguments);
  }
  bool takes_class = false;
  for (PyObject* each : {known_.isinstance, known_.issubclass, known_.type, known_.callable, known_.getattr,
                         known_.hasattr, known_.setattr})
    takes_class = takes_class || is_object(callee, each);
  bool is_builtin = callee.is_constant() && !takes_class &&
                    (PyCFunction_Check(object(callee).ptr()) ||
                     (PyType_Check(object(callee).ptr()) &&
                      !PyType_HasFeature(reinterpret_cast<PyTypeObject*>(object(callee).ptr()), Py_TPFLAGS_HEAPTYPE)));
  if (!is_builtin) return std::nullopt;
  std::vector<Operand> containers = arguments;
  bool is_any = false;
  for (Operand& each : containers) {
    is_any = is_any || is_enumeration(each);
    each = as_container(each);
  }
  if (!is_any) return std::nullopt;
  return call_values(at, callee, std::move(containers));
}

// Evaluates the arguments and calls. `leading` arguments come before them.
Operand FunctionFlow::call_with(Node node, Operand callee, std::vector<Operand> leading) {
  std::vector<Operand> operands{callee};
  operands.insert(operands.end(), leading.begin(), leading.end());
  Operand star;
  for (Node argument : node.children(Field::args)) {
    if (star.valid()) {
      unsupported(argument, "an argument after *args", "put it before");
      break;
    }
    if (!argument.is(NodeKind::Starred)) {
      operands.push_back(expression(argument));
      continue;
    }
    Operand sequence = expression(argument.child(Field::value));
    // A sequence whose items are known is so many arguments.
    if (sequence.is_value()) {
      if (auto items = tuple_items_.find(sequence.value().index); items != tuple_items_.end()) {
        operands.insert(operands.end(), items->second.begin(), items->second.end());
        continue;
      }
    } else if (py::object items = object(sequence); PyTuple_Check(items.ptr())) {
      for (py::handle item : items) operands.push_back(constant(item));
      continue;
    }
    star = sequence;
  }
  ir::CallShape shape{.positional = static_cast<uint32_t>(operands.size() - 1), .has_star = star.valid()};
  for (Node keyword : node.children(Field::keywords)) {
    if (keyword.value(Field::arg) == Py_None) {
      if (add_keywords(keyword.child(Field::value), shape.keywords, operands)) continue;
      report(unknown_keywords, keyword, "the keywords that `**` passes are only known at run time", {},
             "pass the arguments by name, or the mapping itself");
      return undefined();
    }
    Operand value = expression(keyword.child(Field::value));
    shape.keywords.push_back(shared_.name(keyword.value(Field::arg)));
    operands.push_back(value);
  }
  if (star.valid()) operands.push_back(star);
  if (is_dropped_initializer(callee)) return none();
  return emit(node, Opcode::Call, std::move(operands), program_.add_call_shape(std::move(shape)).index);
}

Operand FunctionFlow::call_values(Node at, Operand callee, std::vector<Operand> arguments) {
  if (is_dropped_initializer(callee)) return none();
  ir::CallShape shape{.positional = static_cast<uint32_t>(arguments.size())};
  arguments.insert(arguments.begin(), callee);
  // Tests of types do not raise, and stay in the block of the branch that they decide.
  bool raises = !is_object(callee, known_.isinstance) && !is_object(callee, known_.issubclass) &&
                !is_object(callee, known_.callable) && !is_object(callee, known_.type) &&
                !is_object(callee, known_.hasattr);
  return emit(at, Opcode::Call, std::move(arguments), program_.add_call_shape(std::move(shape)).index, raises);
}

// object.__init__ does nothing.
bool FunctionFlow::is_dropped_initializer(Operand callee) const {
  if (!callee.is_constant()) return false;
  py::object slot = object(callee);
  return Py_TYPE(slot.ptr()) == &PyWrapperDescr_Type && slot.equal(py::handle(known_.object).attr("__init__"));
}

bool FunctionFlow::is_super(Node node) {
  if (!node.is(NodeKind::Call)) return false;
  Node function = node.child(Field::func);
  return function.is(NodeKind::Name) && !find_slot(function.value(Field::id)) &&
         PyUnicode_CompareWithASCIIString(function.value(Field::id), "super") == 0 &&
         PyDict_GetItem(globals_.ptr(), function.value(Field::id)) == nullptr;
}

// The attribute that super().name finds: in the classes after the one that defines the method.
std::optional<py::object> FunctionFlow::find_super_attribute(Node super_node, PyObject* name, Operand& self) {
  NodeList arguments = super_node.children(Field::args);
  py::object owner;
  if (arguments.size() == 2) {
    Operand operand = expression(arguments[0]);
    self = expression(arguments[1]);
    if (operand.is_constant()) owner = object(operand);
  } else if (arguments.empty()) {
    static PyObject* const class_cell = PyUnicode_InternFromString("__class__");
    if (auto cell = cells_.find(class_cell); cell != cells_.end() && PyCell_GET(cell->second) != nullptr)
      owner = py::reinterpret_borrow<py::object>(PyCell_GET(cell->second));
    if (!slot_names_.empty()) self = position_.binding(0).operand;
  }
  if (!owner || !PyType_Check(owner.ptr()) || !self.valid()) {
    report(bad_super, super_node, "the class that super() starts from is not known");
    return std::nullopt;
  }
  // The classes after the one with the method, as the class that this version of it is for has them.
  bool is_below = receiver_class_ && PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(receiver_class_.ptr()),
                                                      reinterpret_cast<PyTypeObject*>(owner.ptr()));
  py::tuple classes = (is_below ? receiver_class_ : owner).attr("__mro__");
  bool is_after = false;
  for (py::handle each : classes) {
    py::object next = py::reinterpret_borrow<py::object>(each);
    if (!is_after) {
      is_after = next.is(owner);
      continue;
    }
    if (!next.attr("__dict__").contains(py::handle(name))) continue;
    py::object found = next.attr("__dict__")[py::handle(name)];
    // The one initializer of all built-in exceptions.
    if (PyUnicode_CompareWithASCIIString(name, "__init__") == 0 && is_builtin_slot(found) &&
        PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(next.ptr()),
                         reinterpret_cast<PyTypeObject*>(known_.base_exception)))
      return py::handle(known_.base_exception).attr("__init__");
    return found;
  }
  report(bad_super, super_node,
         fmt::format("no class after '{}' has an attribute '{}'", std::string(py::str(owner.attr("__name__"))),
                     text(name)));
  return std::nullopt;
}

// Is the function being built one whose first parameter is a class?
bool FunctionFlow::is_class_method() const {
  if (!receiver_class_) return false;
  py::object name = function_.attr("__name__");
  for (py::handle each : py::tuple(receiver_class_.attr("__mro__"))) {
    py::object own = each.attr("__dict__").attr("get")(name);
    if (py::getattr(own, "__func__", py::none()).is(function_))
      return std::string_view(Py_TYPE(own.ptr())->tp_name) == "classmethod";
  }
  return false;
}

std::optional<Operand> FunctionFlow::super_call(Node node) {
  Node function = node.child(Field::func);
  if (!function.is(NodeKind::Attribute) || !is_super(function.child(Field::value))) return std::nullopt;
  Operand self;
  std::optional<py::object> found =
      find_super_attribute(function.child(Field::value), mangled(function.value(Field::attr)), self);
  if (!found) return undefined();
  std::string kind = std::string(py::str(py::type::handle_of(*found).attr("__name__")));
  if (kind == "staticmethod") return call_with(node, constant(found->attr("__func__")), {});
  if (kind == "classmethod") {
    if (!is_class_method()) self = call_values(node, constant(known_.type), {self});
    if (self.is_constant()) return call_with(node, constant(found->attr("__get__")(py::none(), object(self))), {});
    return call_with(node, constant(found->attr("__func__")), {self});
  }
  return call_with(node, constant(*found), {self});
}

}  // namespace weft::rpy
