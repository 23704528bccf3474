#include "rpy-frontend/host/objects.h"

#include <bit>

namespace weft::rpy {

namespace {

constexpr size_t longest_description = 60;

bool is_instance_of(py::handle object, PyTypeObject* type) { return Py_TYPE(object.ptr()) == type; }

py::object attribute(py::handle object, const char* name) { return py::getattr(object, name, py::none()); }

std::string text_of(py::handle object, const char* name) {
  py::object value = attribute(object, name);
  return PyUnicode_Check(value.ptr()) ? value.cast<std::string>() : std::string("?");
}

std::string shortened(std::string text) {
  if (text.size() <= longest_description) return text;
  size_t end = longest_description - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

std::string safe_repr(py::handle object) {
  PyObject* text = PyObject_Repr(object.ptr());
  if (text == nullptr) {
    PyErr_Clear();
    return "?";
  }
  return py::reinterpret_steal<py::str>(text);
}

// A machine integer of the library (r_uint and its kind): a value, although its type is a class written in Python.
bool is_machine_integer(py::handle object) {
  PyTypeObject* type = Py_TYPE(object.ptr());
  return type != &PyLong_Type && PyLong_Check(object.ptr()) &&
         text_of(py::handle((PyObject*)type), "__module__") == "rpython.rlib.rarithmetic";
}

}  // namespace

// The key under which equal values meet, or none for what has identity.
py::object ObjectTable::value_key(py::handle object) {
  PyTypeObject* type = Py_TYPE(object.ptr());
  py::handle type_object(reinterpret_cast<PyObject*>(type));
  if (type == &PyLong_Type || type == &PyUnicode_Type || type == &PyBytes_Type || type == &PyRange_Type)
    return py::make_tuple(type_object, object);
  if (type == &PyFloat_Type)
    return py::make_tuple(type_object, py::int_(std::bit_cast<uint64_t>(PyFloat_AS_DOUBLE(object.ptr()))));
  if (type == &PyMethod_Type)
    return py::make_tuple(type_object, py::int_(reinterpret_cast<size_t>(PyMethod_GET_FUNCTION(object.ptr()))),
                          py::int_(reinterpret_cast<size_t>(PyMethod_GET_SELF(object.ptr()))));
  if (type == &PyTuple_Type) {
    Py_ssize_t count = PyTuple_GET_SIZE(object.ptr());
    py::tuple key(static_cast<size_t>(count + 1));
    key[0] = type_object;
    for (Py_ssize_t i = 0; i < count; ++i) {
      // Items are compared by their own identity in this table, so that (1,) and (True,) differ.
      key[static_cast<size_t>(i + 1)] = py::int_(intern(PyTuple_GET_ITEM(object.ptr(), i)).index);
    }
    return std::move(key);
  }
  if (is_machine_integer(object))
    return py::make_tuple(type_object, py::reinterpret_steal<py::object>(PyNumber_Index(object.ptr())));
  return py::none();
}

ir::HostObjectId ObjectTable::intern(py::handle object) {
  if (auto position = by_identity_.find(object.ptr()); position != by_identity_.end()) return position->second;
  if (auto converter = converters_.find(reinterpret_cast<PyObject*>(Py_TYPE(object.ptr())));
      converter != converters_.end()) {
    converted_.push_back(py::reinterpret_borrow<py::object>(object));
    py::object made = converter->second(object);
    made_by_converters_.insert(made.ptr());
    ir::HostObjectId id = intern(made);
    by_identity_.emplace(object.ptr(), id);
    return id;
  }
  py::object key = value_key(object);
  if (!key.is_none()) {
    if (PyObject* known = PyDict_GetItemWithError(by_value_.ptr(), key.ptr()))
      return ir::HostObjectId{static_cast<size_t>(PyLong_AsSize_t(known))};
  }
  ir::HostObjectId id{entries_.size()};
  entries_.push_back({py::reinterpret_borrow<py::object>(object), {}});
  by_identity_.emplace(object.ptr(), id);
  if (!key.is_none()) by_value_[key] = py::int_(id.index);
  return id;
}

void ObjectTable::replace(py::handle original, py::handle replacement) {
  by_identity_.insert_or_assign(original.ptr(), intern(replacement));
}

const std::string& ObjectTable::describe(ir::HostObjectId id) {
  Entry& entry = entries_[id.index];
  if (entry.description.empty()) {
    py::object object = entry.object;
    std::string description = shortened(make_description(object, 0));
    entries_[id.index].description = std::move(description);
  }
  return entries_[id.index].description;
}

std::string ObjectTable::make_description(py::handle object, int depth) {
  PyObject* pointer = object.ptr();
  if (is_instance_of(object, &PyLong_Type) || is_instance_of(object, &PyBool_Type) ||
      is_instance_of(object, &PyFloat_Type) || is_instance_of(object, &PyUnicode_Type) ||
      is_instance_of(object, &PyBytes_Type) || is_instance_of(object, &PyRange_Type) || object.is_none() ||
      is_machine_integer(object))
    return safe_repr(object);
  if (PyFunction_Check(pointer))
    return fmt::format("<function {}.{}>", text_of(object, "__module__"), text_of(object, "__qualname__"));
  if (PyType_Check(pointer)) {
    std::string module = text_of(object, "__module__");
    return fmt::format("<class {}{}>", module == "builtins" ? "" : module + ".", text_of(object, "__qualname__"));
  }
  if (PyModule_Check(pointer)) return fmt::format("<module {}>", text_of(object, "__name__"));
  if (is_instance_of(object, &PyCFunction_Type)) {
    std::string module = text_of(object, "__module__");
    return fmt::format("<builtin {}{}>", module == "builtins" || module == "?" ? "" : module + ".",
                       text_of(object, "__qualname__"));
  }
  if (is_instance_of(object, &PyMethod_Type))
    return fmt::format("<method {} of {}>", text_of(object, "__qualname__"),
                       depth > 2 ? "..." : make_description(PyMethod_GET_SELF(pointer), depth + 1));
  if (is_instance_of(object, &PyWrapperDescr_Type) || is_instance_of(object, &PyMethodDescr_Type))
    return fmt::format("<slot {}>", text_of(object, "__qualname__"));
  bool is_tuple = is_instance_of(object, &PyTuple_Type), is_list = is_instance_of(object, &PyList_Type);
  if (is_tuple || is_list) {
    Py_ssize_t count = PySequence_Fast_GET_SIZE(pointer);
    std::string text;
    for (Py_ssize_t i = 0; i < count; ++i) {
      if (i > 0) text += ", ";
      if (depth > 2 || text.size() > longest_description) {
        text += "...";
        break;
      }
      text += make_description(PySequence_Fast_GET_ITEM(pointer, i), depth + 1);
    }
    if (is_list) return fmt::format("[{}]", text);
    return fmt::format("({}{})", text, count == 1 ? "," : "");
  }
  if (is_instance_of(object, &PyDict_Type)) {
    if (py::object name = attribute(object, "get")("__name__");
        PyUnicode_Check(name.ptr()) && PyDict_Contains(pointer, py::str("__builtins__").ptr()) == 1)
      return fmt::format("<globals of {}>", name.cast<std::string>());
    return fmt::format("<dict of {} items {}>", PyDict_GET_SIZE(pointer), instance_description(object));
  }
  if (py::hasattr(py::type::handle_of(object), "__members__") && py::hasattr(object, "_name_"))
    return fmt::format("<{}.{}>", text_of(py::type::handle_of(object), "__qualname__"), text_of(object, "_name_"));
  return fmt::format("<{}.{} object {}>", text_of(py::type::handle_of(object), "__module__"),
                     text_of(py::type::handle_of(object), "__qualname__"), instance_description(object));
}

// "#n": the n-th described instance of its class.
std::string ObjectTable::instance_description(py::handle object) {
  auto [position, is_new] = instance_numbers_.try_emplace(object.ptr(), 0);
  if (is_new) {
    position->second = ++instances_of_class_[py::type::handle_of(object).ptr()];
    described_.push_back(py::reinterpret_borrow<py::object>(object));
  }
  return fmt::format("#{}", position->second);
}

}  // namespace weft::rpy
