#include "rpy-frontend/flow/folding.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace weft::rpy {

namespace {

// Larger results of repetition and powers stay in the program: a constant would cost more than computing it.
constexpr Py_ssize_t largest_result = 4096;

PyObject* builtin(const char* name) { return py::object(py::module_::import("builtins").attr(name)).release().ptr(); }

Py_ssize_t length_or_bits(py::handle object) {
  if (PyLong_Check(object.ptr())) return static_cast<Py_ssize_t>(_PyLong_NumBits(object.ptr()));
  Py_ssize_t length = PyObject_Size(object.ptr());
  if (length < 0) PyErr_Clear();
  return length < 0 ? 64 : length;
}

// Would the result be too large to keep, or take too long to compute?
bool is_large(NodeKind operation, py::handle left, py::handle right) {
  auto small_count = [](py::handle count) {
    int overflow = 0;
    long value = PyLong_AsLongAndOverflow(count.ptr(), &overflow);
    return overflow != 0 || value > largest_result ? largest_result + 1 : static_cast<Py_ssize_t>(value);
  };
  bool left_is_int = PyLong_Check(left.ptr()), right_is_int = PyLong_Check(right.ptr());
  if (operation == NodeKind::Mult && left_is_int != right_is_int && !PyFloat_Check(left.ptr()) &&
      !PyFloat_Check(right.ptr()))
    return (left_is_int ? small_count(left) * length_or_bits(right) : small_count(right) * length_or_bits(left)) >
           largest_result;
  if (operation == NodeKind::Pow && left_is_int && right_is_int)
    return small_count(right) * length_or_bits(left) > largest_result;
  if (operation == NodeKind::LShift && left_is_int && right_is_int) return small_count(right) > largest_result;
  return false;
}

bool is_class(py::handle object) { return PyType_Check(object.ptr()); }

bool is_class_or_classes(py::handle object) {
  if (is_class(object)) return true;
  if (!PyTuple_Check(object.ptr())) return false;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(object.ptr()); ++i)
    if (!is_class_or_classes(PyTuple_GET_ITEM(object.ptr(), i))) return false;
  return true;
}

PyObject* call_object(py::handle callee, std::span<const py::object> arguments) {
  std::vector<PyObject*> pointers;
  for (const py::object& argument : arguments) pointers.push_back(argument.ptr());
  return PyObject_Vectorcall(callee.ptr(), pointers.data(), pointers.size(), nullptr);
}

bool has_attribute(py::handle object, const char* name) { return PyObject_HasAttrString(object.ptr(), name) == 1; }

}  // namespace

KnownObjects::KnownObjects()
    : isinstance(builtin("isinstance")),
      issubclass(builtin("issubclass")),
      hasattr(builtin("hasattr")),
      getattr(builtin("getattr")),
      setattr(builtin("setattr")),
      callable(builtin("callable")),
      len(builtin("len")),
      super(builtin("super")),
      type(builtin("type")),
      list(builtin("list")),
      tuple(builtin("tuple")),
      set(builtin("set")),
      dict(builtin("dict")),
      iter(builtin("iter")),
      sum(builtin("sum")),
      any(builtin("any")),
      all(builtin("all")),
      min(builtin("min")),
      max(builtin("max")),
      sorted(builtin("sorted")),
      object(builtin("object")),
      base_exception(builtin("BaseException")),
      lookup_error(builtin("LookupError")),
      index_error(builtin("IndexError")),
      key_error(builtin("KeyError")),
      arithmetic_error(builtin("ArithmeticError")),
      attribute_error(builtin("AttributeError")),
      assertion_error(builtin("AssertionError")) {}

void Folder::refresh() {
  if (pure_.empty()) {
    for (const char* name : {"abs", "bin", "bool", "bytes", "chr",   "divmod", "float", "hex", "int", "max",
                             "min", "oct", "ord",  "pow",   "range", "repr",   "round", "str", "sum", "tuple"})
      pure_.insert(builtin(name));
  }
  known_.we_are_translated = host_.find_library_object("rpython.rlib.objectmodel", "we_are_translated").ptr();
  known_.unrolling_iterable = host_.find_library_object("rpython.rlib.unroll", "unrolling_iterable").ptr();
  for (const auto& [module, name] : {std::pair("operator", "itemgetter"), std::pair("operator", "attrgetter"),
                                     std::pair("operator", "methodcaller"), std::pair("functools", "partial")})
    if (PyObject* maker = host_.find_library_object(module, name).ptr()) function_makers_.insert(maker);
  known_.partial = host_.find_library_object("functools", "partial").ptr();
  known_.wraps = host_.find_library_object("functools", "wraps").ptr();
  known_.enum_type = host_.find_library_object("enum", "Enum").ptr();
  known_.ovfcheck = host_.find_library_object("rpython.rlib.rarithmetic", "ovfcheck").ptr();
  for (const char* name : {"intmask", "ovfcheck", "widen", "longlongmask", "is_valid_int",
                           "most_neg_value_of_same_type", "most_pos_value_of_same_type", "is_signed_integer_type"})
    if (PyObject* function = host_.find_library_object("rpython.rlib.rarithmetic", name).ptr()) pure_.insert(function);
}

bool Folder::is_plain(py::handle object) const {
  PyObject* pointer = object.ptr();
  if (pointer == Py_None || PyBool_Check(pointer) || PyLong_CheckExact(pointer) || PyUnicode_CheckExact(pointer) ||
      PyFloat_CheckExact(pointer) || PyBytes_CheckExact(pointer))
    return true;
  if (PyTuple_CheckExact(pointer)) {
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(pointer); ++i)
      if (!is_plain(PyTuple_GET_ITEM(pointer, i))) return false;
    return true;
  }
  if (Py_TYPE(pointer) == &PyRange_Type) return true;
  // The library's machine integers; an enumeration's members are not plain even where they are integers.
  return PyLong_Check(pointer) && has_attribute(py::type::handle_of(object), "BITS");
}

bool Folder::is_definition(py::handle object) const {
  PyObject* pointer = object.ptr();
  return PyType_Check(pointer) || PyFunction_Check(pointer) || PyCFunction_Check(pointer) || PyModule_Check(pointer) ||
         (known_.enum_type != nullptr && PyObject_IsInstance(pointer, known_.enum_type) == 1);
}

bool Folder::is_frozen(py::handle object) const {
  PyTypeObject* type = Py_TYPE(object.ptr());
  if (PyType_Check(object.ptr()) || (type->tp_flags & Py_TPFLAGS_HEAPTYPE) == 0) return false;
  py::handle type_object(reinterpret_cast<PyObject*>(type));
  if (!has_attribute(type_object, "_freeze_")) return false;
  PyObject* result = PyObject_CallMethod(object.ptr(), "_freeze_", nullptr);
  if (result == nullptr) {
    PyErr_Clear();
    return false;
  }
  bool is_true = result == Py_True;
  Py_DECREF(result);
  return is_true;
}

bool Folder::fits_word(py::handle object) const {
  if (!PyLong_CheckExact(object.ptr())) return true;
  // The most negative number needs one bit more than its distance from zero says.
  size_t bits = _PyLong_NumBits(object.ptr());
  return bits < host_.options().word_bits || (bits == host_.options().word_bits && _PyLong_Sign(object.ptr()) < 0 &&
                                              _PyLong_NumBits(py::int_(-1).attr("__sub__")(object).ptr()) < bits);
}

py::object Folder::accept(PyObject* result) const {
  if (result == nullptr) {
    PyErr_Clear();
    return {};
  }
  return py::reinterpret_steal<py::object>(result);
}

py::object Folder::unary(NodeKind operation, py::handle operand) {
  if (!is_plain(operand)) return {};
  if (operation == NodeKind::USub) return accept(PyNumber_Negative(operand.ptr()));
  if (operation == NodeKind::UAdd) return accept(PyNumber_Positive(operand.ptr()));
  if (operation == NodeKind::Invert) return accept(PyNumber_Invert(operand.ptr()));
  return {};
}

py::object Folder::binary(NodeKind operation, py::handle left, py::handle right) {
  if (!is_plain(left) || !is_plain(right) || is_large(operation, left, right)) return {};
  PyObject *a = left.ptr(), *b = right.ptr();
  switch (operation) {
    case NodeKind::Add: return accept(PyNumber_Add(a, b));
    case NodeKind::Sub: return accept(PyNumber_Subtract(a, b));
    case NodeKind::Mult: return accept(PyNumber_Multiply(a, b));
    case NodeKind::Div: return accept(PyNumber_TrueDivide(a, b));
    case NodeKind::FloorDiv: return accept(PyNumber_FloorDivide(a, b));
    case NodeKind::Mod: return accept(PyNumber_Remainder(a, b));
    case NodeKind::Pow: return accept(PyNumber_Power(a, b, Py_None));
    case NodeKind::LShift: return accept(PyNumber_Lshift(a, b));
    case NodeKind::RShift: return accept(PyNumber_Rshift(a, b));
    case NodeKind::BitAnd: return accept(PyNumber_And(a, b));
    case NodeKind::BitOr: return accept(PyNumber_Or(a, b));
    case NodeKind::BitXor: return accept(PyNumber_Xor(a, b));
    default: return {};
  }
}

py::object Folder::compare(NodeKind operation, py::handle left, py::handle right) {
  PyObject *a = left.ptr(), *b = right.ptr();
  if (operation == NodeKind::Is || operation == NodeKind::IsNot)
    return py::bool_((host_.intern(left) == host_.intern(right)) == (operation == NodeKind::Is));
  auto is_comparable = [&](py::handle object) { return is_plain(object) || is_definition(object); };
  if (operation == NodeKind::In || operation == NodeKind::NotIn) {
    bool is_container =
        PyTuple_CheckExact(b) || PyUnicode_CheckExact(b) || PyBytes_CheckExact(b) || Py_TYPE(b) == &PyRange_Type;
    if (!is_container || !is_comparable(left)) return {};
    if (PyTuple_CheckExact(b))
      for (py::handle item : right)
        if (!is_comparable(item)) return {};
    int result = PySequence_Contains(b, a);
    if (result < 0) {
      PyErr_Clear();
      return {};
    }
    return py::bool_((result == 1) == (operation == NodeKind::In));
  }
  if (!is_comparable(left) || !is_comparable(right)) return {};
  int code = 0;
  switch (operation) {
    case NodeKind::Eq: code = Py_EQ; break;
    case NodeKind::NotEq: code = Py_NE; break;
    case NodeKind::Lt: code = Py_LT; break;
    case NodeKind::LtE: code = Py_LE; break;
    case NodeKind::Gt: code = Py_GT; break;
    case NodeKind::GtE: code = Py_GE; break;
    default: return {};
  }
  return accept(PyObject_RichCompare(a, b, code));
}

py::object Folder::item(py::handle container, py::handle index) {
  PyObject* pointer = container.ptr();
  bool is_sequence = PyTuple_CheckExact(pointer) || PyUnicode_CheckExact(pointer) || PyBytes_CheckExact(pointer) ||
                     Py_TYPE(pointer) == &PyRange_Type;
  if (!is_sequence || (!is_plain(index) && !PySlice_Check(index.ptr()))) return {};
  return accept(PyObject_GetItem(pointer, index.ptr()));
}

std::optional<bool> Folder::truth(py::handle object) {
  if (!is_plain(object) && !is_definition(object)) {
    // An object that defines neither `__bool__` nor `__len__` is always true.
    PyTypeObject* type = Py_TYPE(object.ptr());
    bool has_test = (type->tp_as_number != nullptr && type->tp_as_number->nb_bool != nullptr) ||
                    (type->tp_as_sequence != nullptr && type->tp_as_sequence->sq_length != nullptr) ||
                    (type->tp_as_mapping != nullptr && type->tp_as_mapping->mp_length != nullptr);
    if (has_test && !PyTuple_Check(object.ptr()) && !is_frozen(object)) return std::nullopt;
  }
  int result = PyObject_IsTrue(object.ptr());
  if (result < 0) {
    PyErr_Clear();
    return std::nullopt;
  }
  return result == 1;
}

py::object Folder::attribute(py::handle object, PyObject* name) {
  PyObject* pointer = object.ptr();
  bool is_constant =
      is_definition(object) || is_frozen(object) || (PyTuple_Check(pointer) && !PyTuple_CheckExact(pointer));
  if (!is_constant) return {};
  if (PyModule_Check(pointer) && PyUnicode_CompareWithASCIIString(name, "maxsize") == 0 &&
      std::string_view(PyModule_GetName(pointer)) == "sys")
    return py::reinterpret_steal<py::object>(
        PyLong_FromUnsignedLongLong((1ull << (host_.options().word_bits - 1)) - 1));
  py::object found = accept(PyObject_GetAttr(pointer, name));
  // Attributes of classes may change at run time; their functions may not.
  bool is_data = found && !PyFunction_Check(found.ptr()) && !PyMethod_Check(found.ptr()) && !PyType_Check(found.ptr());
  if (is_data && PyType_Check(pointer) && host_.sources().is_assigned_attribute(name) &&
      std::string_view(PyUnicode_AsUTF8(name)).substr(0, 2) != "__" && !is_member_of_enum(pointer, found))
    return {};
  // One object for the initializer that all built-in exceptions share.
  if (found && Py_TYPE(found.ptr()) == &PyWrapperDescr_Type && PyType_Check(pointer) &&
      PyUnicode_CompareWithASCIIString(name, "__init__") == 0 &&
      PyObject_IsSubclass(pointer, known_.base_exception) == 1)
    return py::handle(known_.base_exception).attr("__init__");
  return found;
}

bool Folder::is_member_of_enum(PyObject* type, py::handle object) const {
  return known_.enum_type != nullptr && PyObject_IsInstance(object.ptr(), type) == 1 &&
         PyObject_IsSubclass(type, known_.enum_type) == 1;
}

py::object Folder::settled_attribute(py::handle object, PyObject* name) {
  PyTypeObject* type = Py_TYPE(object.ptr());
  bool is_instance = (type->tp_flags & Py_TPFLAGS_HEAPTYPE) != 0 && !PyType_Check(object.ptr()) &&
                     !PyModule_Check(object.ptr()) && type->tp_getattro == PyObject_GenericGetAttr;
  if (!is_instance) return {};
  // Properties and methods are for the annotator.
  PyObject* in_class = _PyType_Lookup(type, name);
  if (in_class != nullptr && Py_TYPE(in_class)->tp_descr_get != nullptr) return {};
  py::object found = accept(PyObject_GetAttr(object.ptr(), name));
  if (!found || !is_plain(found) || host_.sources().is_assigned_attribute(name)) return {};
  return found;
}

bool Folder::all_plain(std::span<const py::object> arguments) const {
  for (const py::object& argument : arguments)
    if (!is_plain(argument)) return false;
  return true;
}

bool Folder::is_pure(py::handle callee) const {
  if (pure_.contains(callee.ptr())) return true;
  // r_uint and its kind.
  return is_class(callee) && PyObject_IsSubclass(callee.ptr(), reinterpret_cast<PyObject*>(&PyLong_Type)) == 1 &&
         has_attribute(callee, "BITS") && has_attribute(callee, "SIGNED");
}

py::object Folder::call(py::handle callee, std::span<const py::object> arguments) {
  PyObject* function = callee.ptr();
  size_t count = arguments.size();
  if (function == known_.we_are_translated && count == 0) return py::bool_(true);
  // What stands for a bytearray is no instance of it: the annotator knows.
  if (count == 2 && function == known_.isinstance && host_.is_converted(arguments[0])) return {};
  if (count == 2 && ((function == known_.isinstance && is_class_or_classes(arguments[1])) ||
                     (function == known_.issubclass && is_class(arguments[0]) && is_class_or_classes(arguments[1]))))
    return accept(call_object(callee, arguments));
  if (count == 1 && (function == known_.callable || function == known_.type))
    return accept(call_object(callee, arguments));
  if (count == 1 && function == known_.len) {
    PyObject* object = arguments[0].ptr();
    if (PyTuple_Check(object) || PyUnicode_CheckExact(object) || PyBytes_CheckExact(object) ||
        Py_TYPE(object) == &PyRange_Type)
      return accept(call_object(callee, arguments));
    return {};
  }
  if (count >= 2 && (function == known_.getattr || function == known_.hasattr)) {
    if (!PyUnicode_Check(arguments[1].ptr()) || (!is_definition(arguments[0]) && !is_frozen(arguments[0]))) return {};
    py::object found = attribute(arguments[0], arguments[1].ptr());
    if (function == known_.hasattr) return py::bool_(static_cast<bool>(found));
    return found || count == 2 ? found : arguments[2];
  }
  if (PyFunction_Check(function)) {
    py::object special = py::getattr(callee, "_annspecialcase_", py::none());
    if (PyUnicode_Check(special.ptr()) && PyUnicode_CompareWithASCIIString(special.ptr(), "specialize:memo") == 0)
      return accept(call_object(callee, arguments));
  }
  if (function_makers_.contains(function)) {
    for (const py::object& argument : arguments)
      if (!is_plain(argument) && !is_definition(argument)) return {};
    return accept(call_object(callee, arguments));
  }
  if (!is_pure(callee) || !all_plain(arguments)) return {};
  py::object result = accept(call_object(callee, arguments));
  return result && is_plain(result) ? result : py::object();
}

// Python's upper case of U+00B5, U+00DF and U+00FF is not one character of 8 bits; the language's is the character itself.
static bool has_upper_case_of_its_own(py::handle object, PyObject* name) {
  if (!PyUnicode_Check(object.ptr())) return false;
  static constexpr std::array<std::string_view, 4> methods = {"upper", "title", "capitalize", "swapcase"};
  if (std::ranges::find(methods, std::string_view(PyUnicode_AsUTF8(name))) == methods.end()) return false;
  for (Py_UCS4 character : {0xB5, 0xDF, 0xFF})
    if (PyUnicode_FindChar(object.ptr(), character, 0, PyUnicode_GetLength(object.ptr()), 1) >= 0) return true;
  return false;
}

py::object Folder::method_call(py::handle object, PyObject* name, std::span<const py::object> arguments) {
  if (!is_plain(object) || object.is_none() || !all_plain(arguments) || has_upper_case_of_its_own(object, name)) return {};
  py::object method = accept(PyObject_GetAttr(object.ptr(), name));
  if (!method) return {};
  py::object result = accept(call_object(method, arguments));
  return result && is_plain(result) && length_or_bits(result) <= largest_result ? result : py::object();
}

py::object Folder::format(py::handle value, const std::string& conversion, const std::string& specification) {
  if (!is_plain(value) || PyTuple_Check(value.ptr())) return {};
  py::object text = py::reinterpret_borrow<py::object>(value);
  if (conversion == "r" || conversion == "a") text = py::repr(value);
  if (conversion == "s") text = py::str(text);
  return accept(PyObject_Format(text.ptr(), py::str(specification).ptr()));
}

}  // namespace weft::rpy
