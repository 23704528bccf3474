// The annotations of live objects: what import left behind and translated code refers to.
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

namespace {

std::string text_attribute(py::handle object, const char* name) {
  if (!py::hasattr(object, name)) return {};
  py::object value = object.attr(name);
  return py::isinstance<py::str>(value) ? std::string(py::str(value)) : std::string();
}

// "module.qualified_name", as the builtin table and messages have it.
std::string qualified_name(py::handle object) {
  std::string name = text_attribute(object, "__qualname__");
  if (name.empty()) name = text_attribute(object, "__name__");
  if (name.empty()) name = std::string(py::str(py::type::handle_of(object).attr("__name__")));
  std::string module = text_attribute(object, "__module__");
  for (size_t at; (at = name.find("<locals>.")) != std::string::npos;) name.erase(at, 9);
  return module.empty() ? name : module + "." + name;
}

// rpython.rlib.rarithmetic.r_singlefloat: a class written in Python has its bare name.
bool is_single_float(const PyTypeObject* type) { return type->tp_name == std::string_view("r_singlefloat"); }

// Made by a class statement, and not by C code.
bool is_python_class(PyTypeObject* type) {
  static const destructor of_python_classes = [] {
    py::object plain = py::module_::import("rpython.rtyper.rclass").attr("PlainClass");
    return reinterpret_cast<PyTypeObject*>(plain.ptr())->tp_dealloc;
  }();
  return type->tp_dealloc == of_python_classes;
}

}  // namespace

Annotation Annotator::Implementation::boolean(bool value) {
  return with_constant(boolean_annotation(), host.intern(py::bool_(value)));
}

Annotation Annotator::Implementation::of_constant(ir::HostObjectId id) {
  if (id.index < constant_annotations.size() && constant_annotations[id.index]) return *constant_annotations[id.index];
  Annotation result = compute_constant(id, host.object(id));
  if (id.index >= constant_annotations.size()) constant_annotations.resize(id.index + 1);
  constant_annotations[id.index] = result;
  return result;
}

// The type of a class of rarithmetic; invalid where it has no machine type.
ir::TypeId Annotator::Implementation::of_machine_integer(py::handle live_class) const {
  unsigned bits = py::cast<unsigned>(live_class.attr("BITS"));
  bool is_signed = py::cast<bool>(live_class.attr("SIGNED"));
  if (bits > 64) return {};
  return program.types.integer(bits == program.word_bits ? 0 : bits, is_signed);
}

// The annotation of an integer, a string or a tuple, with the object's class where that is an enumeration or has fields.
Annotation Annotator::Implementation::refined(Annotation annotation, py::handle object) {
  py::object type = py::type::of(object);
  if (py::hasattr(type, "__members__") || py::hasattr(type, "_fields")) annotation.detail2 = callable_of(type).index;
  return annotation;
}

// What to write for an integer that does not fit a word.
std::string Annotator::Implementation::wide_integer_help(const py::int_& value) const {
  size_t bits = _PyLong_NumBits(value.ptr());
  bool is_negative = _PyLong_Sign(value.ptr()) < 0;
  if (!is_negative && bits <= program.word_bits) {
    std::string as_unsigned = fmt::format("r_uint({})", std::string(py::str(value)));
    bool is_mask = value.attr("bit_count")().cast<size_t>() == bits;
    if (is_mask && bits == program.word_bits)
      return fmt::format("all bits of a word are set: `intmask(x)` wraps to a signed word, `r_uint(x)` to an unsigned "
                         "one; of numbers that are unsigned, write {}", as_unsigned);
    return fmt::format("write {} if it is unsigned, r_longlong(...) if it is a number of 64 bits on every machine",
                       as_unsigned);
  }
  if (bits < 64) return "write r_longlong(...): 64 bits on every machine; or use rpython.rlib.rbigint";
  if (bits == 64 && !is_negative) return "write r_ulonglong(...): 64 bits on every machine; or use rpython.rlib.rbigint";
  return "use rpython.rlib.rbigint: no machine integer is that large";
}

Annotation Annotator::Implementation::of_integer_object(ir::HostObjectId id, py::handle object) {
  ir::TypeId type = ir::TypeTable::signed_;
  // Members of an IntEnum are plain integers, too.
  bool is_plain = Py_TYPE(object.ptr()) == &PyLong_Type || !py::hasattr(object, "BITS") || !py::hasattr(object, "SIGNED");
  if (!is_plain) {
    type = of_machine_integer(object);
    if (!type.valid())
      return fail(unsupported_object, "a constant of a type of more than 64 bits has no machine type", {},
                  "use rpython.rlib.rbigint, or two r_ulonglong");
  }
  py::object plain_value = py::reinterpret_steal<py::object>(PyNumber_Index(object.ptr()));
  int overflow = 0;
  long long value = PyLong_AsLongLongAndOverflow(plain_value.ptr(), &overflow);
  bool fits = overflow == 0 && (program.word_bits == 64 || (value >= INT32_MIN && value <= INT32_MAX));
  if (type == ir::TypeTable::signed_ && !fits) {
    return fail_at(flow.place_of_wide_constant(id, current_location), integer_too_large,
                   fmt::format("the integer {} does not fit the {}-bit word of the target",
                               std::string(py::str(plain_value)), program.word_bits),
                   {}, wide_integer_help(py::int_(plain_value)));
  }
  bool is_non_negative = overflow > 0 || (overflow == 0 && value >= 0);
  return with_constant(
      refined(is_plain ? integer(is_non_negative, type) : machine_integer(is_non_negative, type), object), id);
}

Annotation Annotator::Implementation::compute_constant(ir::HostObjectId id, py::handle object) {
  PyObject* live = object.ptr();
  if (live == Py_None) return none();
  if (id == unassigned) return impossible();
  if (id == undefined) return error();
  if (PyBool_Check(live)) return with_constant(boolean_annotation(), id);
  bool is_value = PyLong_Check(live) || PyFloat_Check(live) || PyUnicode_Check(live) || PyBytes_Check(live) ||
                  PyAnySet_Check(live);
  if (is_value && PyType_HasFeature(Py_TYPE(live), Py_TPFLAGS_HEAPTYPE) &&
      refuse_machinery(machinery.attr("value_obstacle")(py::type::handle_of(object)), "used here"))
    return error();
  if (PyFloat_Check(live)) return with_constant(floating(), id);
  if (is_single_float(Py_TYPE(live))) return with_constant(plain(AnnotationKind::SingleFloat), id);
  if (PyUnicode_Check(live)) {
    if (PyUnicode_MAX_CHAR_VALUE(live) > 0xFF)
      return fail(unsupported_object,
                  fmt::format("the string {} has a character above U+00FF", std::string(py::repr(object))), {},
                  "write the text as UTF-8: '...'.encode('utf-8').decode('latin-1')");
    return with_constant(refined(string(PyUnicode_GET_LENGTH(live) == 1), object), id);
  }
  if (PyBytes_Check(live)) return with_constant(bytes(), id);
  if (PyTuple_CheckExact(live) || (PyTuple_Check(live) && py::hasattr(object, "_fields"))) {
    std::vector<Annotation> items;
    for (py::handle item : py::reinterpret_borrow<py::tuple>(object)) items.push_back(of_constant(item));
    return with_constant(refined(tuple(tables.intern_tuple(std::move(items))), object), id);
  }
  if (PyList_CheckExact(live)) {
    ListId created{tables.lists.size()};
    tables.lists.emplace_back();
    tables.list_of_object.emplace(id.index, created);
    pending_objects.push_back([this, used_at = current_location, created,
                               contents = py::reinterpret_borrow<py::list>(object)] {
      current_location = used_at;
      for (py::handle item : contents) add_item(created, without_constant(of_constant(item)));
    });
    return with_constant(list(created), id);
  }
  if (PyDict_CheckExact(live) || PySet_Check(live) || PyFrozenSet_Check(live)) {
    bool is_set = !PyDict_CheckExact(live);
    DictId created{tables.dicts.size()};
    tables.dicts.emplace_back();
    tables.dicts.back().is_set = is_set;
    tables.dict_of_object.emplace(id.index, created);
    pending_objects.push_back([this, used_at = current_location, created, is_set,
                               contents = py::reinterpret_borrow<py::object>(object)] {
      current_location = used_at;
      if (is_set) {
        py::object ordered = py::module_::import("builtins").attr("list")(contents);
        for (py::handle item : ordered) add_entry(created, without_constant(of_constant(item)), none());
        return;
      }
      for (auto [key, value] : py::reinterpret_borrow<py::dict>(contents))
        add_entry(created, without_constant(of_constant(key)), without_constant(of_constant(value)));
    });
    return with_constant(is_set ? set(created) : dict(created), id);
  }
  if (PyRange_Check(live)) {
    long long start = py::cast<long long>(object.attr("start"));
    long long stop = py::cast<long long>(object.attr("stop"));
    long long step = py::cast<long long>(object.attr("step"));
    IterableDefinition range{.kind = IterableKind::Range, .sources = {}, .step_sign = step > 0 ? 1 : -1,
                             .constant_step = step, .non_negative = step > 0 ? start >= 0 : stop >= -1};
    Annotation result = plain(AnnotationKind::Iterable);
    result.detail = tables.intern_iterable(std::move(range)).index;
    return with_constant(result, id);
  }
  if (py::isinstance(object, low_level_type_class)) {
    if (!low_level) return fail(unsupported_object, "low-level types can only be used when translating");
    return with_constant(low_level_type(low_level->from_python(object)), id);
  }
  if (py::isinstance(object, simulated_pointer_class)) {
    if (!low_level) return fail(unsupported_object, "low-level objects can only be used when translating");
    return with_constant(pointer(low_level->from_python(type_of(object))), id);
  }
  if (py::isinstance(object, address_class)) return with_constant(plain(AnnotationKind::Address), id);
  if (PyMethod_Check(live)) {
    py::object receiver = object.attr("__self__");
    py::object function = object.attr("__func__");
    // A method of a named tuple's class, for one.
    if (as_function(object)) return of_callable(callable_of(object), id);
    Annotation bound_to = of_constant(receiver);
    CallableId callable;
    if (bound_to.is(AnnotationKind::Instance)) {
      ClassId owner = bound_to.class_();
      if (auto found = lookup(owner, std::string(py::str(function.attr("__name__")))))
        if (host.object(found->object).ptr() == function.ptr()) owner = found->owner;
      callable = method_callable(function, owner);
    } else if (PyType_Check(receiver.ptr()) && PyFunction_Check(function.ptr()) && class_of(receiver).valid()) {
      ClassId owner = class_of(receiver);
      if (auto found = lookup(owner, std::string(py::str(function.attr("__name__"))))) owner = found->owner;
      callable = class_method_callable(function, owner);
    } else {
      callable = callable_of(function);
    }
    Annotation result = plain(AnnotationKind::Method);
    result.detail = tables.intern_callables({callable}).index;
    result.detail2 = tables.intern_tuple({bound_to}).index;
    return with_constant(result, id);
  }
  if (PyLong_Check(live)) return of_integer_object(id, object);
  if (PyFunction_Check(live) || translated_form(object) || PyCFunction_Check(live) || PyType_Check(live) || PyModule_Check(live) ||
      py::isinstance(object, external_class) || is_frozen(object) || as_function(object)) {
    return of_callable(callable_of(object), id);
  }
  if (PyType_HasFeature(Py_TYPE(live), Py_TPFLAGS_HEAPTYPE) || PyExceptionInstance_Check(live)) {
    if (!PyExceptionInstance_Check(live) && !is_python_class(Py_TYPE(live)))
      return fail(unsupported_object,
                  fmt::format("an object of the class `{}` is used, which is written in C",
                              qualified_name(py::type::handle_of(object))),
                  "used here", "write what it does in the language, or use it only while importing");
    ClassId class_ = class_of(py::type::handle_of(object));
    if (!class_.valid()) return error();
    if (tables.class_(class_).is_generic) class_ = move_to_generic_copy(object);
    register_prebuilt_instance(class_, id, object);
    note_instances(class_, false);
    return with_constant(instance(class_), id);
  }
  return of_callable(callable_of(object), id);
}

void Annotator::Implementation::register_prebuilt_instance(ClassId class_, ir::HostObjectId id, py::handle object) {
  tables.class_(class_).prebuilt.push_back(id);
  pending_objects.push_back([this, used_at = current_location, class_, contents = py::reinterpret_borrow<py::object>(object)] {
    current_location = used_at;
    if (!prepare_prebuilt_instance(contents)) return;
    machinery.attr("store_cached_values")(contents);
    auto add = [&](const std::string& name, py::handle value) {
      ClassId owner;
      Attribute& place = attribute(class_, name, &owner);
      place.is_assigned = true;
      Annotation known = without_constant(of_constant(value));
      write_attribute(class_, name, known, {});
    };
    if (py::hasattr(contents, "__dict__"))
      for (auto [name, value] : py::reinterpret_borrow<py::dict>(contents.attr("__dict__"))) add(py::str(name), value);
    for (py::handle base : py::reinterpret_borrow<py::tuple>(py::type::handle_of(contents).attr("__mro__"))) {
      py::object slots = py::reinterpret_borrow<py::dict>(base.attr("__dict__")).attr("get")("__slots__", py::tuple());
      if (py::isinstance<py::str>(slots)) slots = py::make_tuple(slots);
      for (py::handle name : slots)
        if (std::string text = py::str(name); py::hasattr(contents, text.c_str()))
          add(text, contents.attr(text.c_str()));
    }
    if (!PyExceptionInstance_Check(contents.ptr())) return;
    for (const ExceptionValue& value : exception_values(class_)) {
      Annotation known = without_constant(of_constant(contents.attr(value.name.c_str())));
      tables.class_(class_).made_with[value.name].push_back({known, {}});
      if (tables.attribute_owner(class_, value.name).valid()) write_attribute(class_, value.name, known, {});
    }
  });
}

// RPython's protocol: `_cleanup_` brings an object that import left behind into the state that the program starts from.
bool Annotator::Implementation::prepare_prebuilt_instance(py::handle object) {
  if (!py::hasattr(py::type::handle_of(object), "_cleanup_")) return true;
  try {
    object.attr("_cleanup_")();
    return true;
  } catch (py::error_already_set& error) {
    fail(unsupported_object, fmt::format("`_cleanup_` of {} raised {}", host.describe(host.intern(object)), error.what()));
    return false;
  }
}

bool Annotator::Implementation::is_frozen(py::handle object) const {
  if (!PyType_HasFeature(Py_TYPE(object.ptr()), Py_TPFLAGS_HEAPTYPE) || PyType_Check(object.ptr())) return false;
  if (object.is(llop)) return true;
  py::handle type = py::type::handle_of(object);
  // A prebuilt struct.Struct is its format.
  const std::string module = text_attribute(type, "__module__");
  return module == "rpython.rlib.jit" || module == "_struct" || py::hasattr(type, "_freeze_");
}

// What stands for a function that Python's library made out of one of the spec's: nothing for others.
py::object Annotator::Implementation::translated_form(py::handle object) {
  if (!py::hasattr(object, "__wrapped__")) return {};
  if (std::string_view(Py_TYPE(object.ptr())->tp_name) == "functools._lru_cache_wrapper") {
    py::object form = machinery.attr("cache_form")(object);
    return form.is_none() ? py::object() : form;
  }
  if (!PyFunction_Check(object.ptr())) return {};
  py::object form = py::module_::import("rpython.rtyper.rcontext").attr("translated_form")(object);
  return form.is_none() ? py::object() : form;
}

CallableId Annotator::Implementation::callable_of(py::handle object) {
  ir::HostObjectId id = host.intern(object);
  auto known = tables.callable_of_object.find(id.index);
  if (known != tables.callable_of_object.end()) return known->second;
  if (auto position = replacements.find(object.ptr()); position != replacements.end()) {
    CallableId replacement = callable_of(position->second);
    tables.callable_of_object.emplace(id.index, replacement);
    return replacement;
  }
  // `int.from_bytes` is another object each time, but an equal one.
  if (PyCFunction_Check(object.ptr()) && replacements_by_value.contains(object)) {
    CallableId replacement = callable_of(replacements_by_value[object]);
    tables.callable_of_object.emplace(id.index, replacement);
    return replacement;
  }
  if (py::object function = as_function(object)) {
    CallableId replacement = callable_of(function);
    tables.callable_of_object.emplace(id.index, replacement);
    return replacement;
  }
  if (py::object form = translated_form(object)) {
    CallableId replacement = callable_of(form);
    tables.callable_of_object.emplace(id.index, replacement);
    return replacement;
  }
  Callable callable{.kind = CallableKind::Frozen, .object = id, .name = qualified_name(object)};
  if (py::isinstance(object, external_class)) {
    callable.kind = CallableKind::External;
    callable.name = text_attribute(object, "symbol");
  } else if (PyType_Check(object.ptr()) && tables.function_object.valid() &&
             PyObject_IsSubclass(object.ptr(), host.object(tables.class_(tables.function_object).object).ptr()) == 1) {
    callable.kind = CallableKind::Class;  // whatever function it is named after
  } else if (find_builtin(callable.name) != nullptr) {
    callable.kind = CallableKind::Builtin;
  } else if (PyFunction_Check(object.ptr())) {
    callable.kind = CallableKind::Function;
  } else if (PyCFunction_Check(object.ptr())) {
    callable.kind = CallableKind::Builtin;  // refused when it is called
  } else if (PyType_Check(object.ptr())) {
    bool is_machine_integer = PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(object.ptr()), &PyLong_Type) &&
                              py::hasattr(object, "BITS");
    bool is_exception = PyExceptionClass_Check(object.ptr());
    bool is_python_class = PyType_HasFeature(reinterpret_cast<PyTypeObject*>(object.ptr()), Py_TPFLAGS_HEAPTYPE);
    callable.kind = is_exception || (is_python_class && !is_machine_integer) ? CallableKind::Class
                                                                             : CallableKind::Builtin;
    if (is_machine_integer) callable.name = "rpython.rlib.rarithmetic.base_int";
  }
  CallableId created{tables.callables.size()};
  tables.callables.push_back(callable);
  tables.callable_of_object.emplace(id.index, created);
  if (callable.kind == CallableKind::Class) {
    ClassId class_ = class_of(object);
    tables.callables[created.index].class_ = class_;
    // Finding the class may have found the functions in it, and the class of a function found that way is known.
  }
  return tables.callable_of_object.at(id.index);
}

Annotation Annotator::Implementation::of_callable(CallableId callable, ir::HostObjectId constant) {
  return with_constant(callables(tables.intern_callables({callable})), constant);
}

// An operation on constants only, computed by Python; nothing when it can not be or raises.
Annotation Annotator::Implementation::fold(ir::Opcode opcode, const std::vector<Annotation>& operands) {
  for (const Annotation& each : operands) {
    if (!each.is_constant() && !each.is(AnnotationKind::None)) return impossible();
    if (!is_number(each) && !each.is(AnnotationKind::String) && !each.is(AnnotationKind::None)) return impossible();
  }
  auto live = [&](size_t i) -> py::object {
    return operands[i].is(AnnotationKind::None) ? py::none() : host.object(operands[i].constant);
  };
  int comparison = -1;
  switch (opcode) {
    case ir::Opcode::Lt: comparison = Py_LT; break;
    case ir::Opcode::Le: comparison = Py_LE; break;
    case ir::Opcode::Eq: comparison = Py_EQ; break;
    case ir::Opcode::Ne: comparison = Py_NE; break;
    case ir::Opcode::Gt: comparison = Py_GT; break;
    case ir::Opcode::Ge: comparison = Py_GE; break;
    default: return impossible();
  }
  PyObject* result = PyObject_RichCompare(live(0).ptr(), live(1).ptr(), comparison);
  if (result == nullptr) {
    PyErr_Clear();
    return impossible();
  }
  return boolean(py::reinterpret_steal<py::object>(result).ptr() == Py_True);
}

// ---- type hints

std::optional<Annotation> Annotator::Implementation::of_hint(py::handle hint) {
  PyObject* live = hint.ptr();
  if (live == Py_None) return none();
  auto is = [&](PyTypeObject& type) { return live == reinterpret_cast<PyObject*>(&type); };
  if (is(PyBool_Type)) return boolean_annotation();
  if (is(PyLong_Type)) return integer();
  if (is(PyFloat_Type)) return floating();
  if (PyType_Check(live) && is_single_float(reinterpret_cast<PyTypeObject*>(live))) return plain(AnnotationKind::SingleFloat);
  if (is(PyUnicode_Type)) return string();
  if (is(PyBytes_Type)) return bytes();
  if (is(*Py_TYPE(Py_None))) return none();
  bool is_machine_integer = PyType_Check(live) && py::hasattr(hint, "BITS") &&
                            PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(live), &PyLong_Type);
  if (is_machine_integer) {
    ir::TypeId type = of_machine_integer(hint);
    return type.valid() ? std::optional(machine_integer(!program.types.is_signed(type), type)) : std::nullopt;
  }
  if (PyType_Check(live) && PyType_HasFeature(reinterpret_cast<PyTypeObject*>(live), Py_TPFLAGS_HEAPTYPE)) {
    auto derives_from = [&](PyTypeObject& type) {
      return PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(live), &type) != 0;
    };
    // Protocols say which methods there are, and nothing about the class.
    if (py::getattr(hint, "_is_protocol", py::none()).ptr() == Py_True) return std::nullopt;
    Annotation refined = impossible();
    if (py::hasattr(hint, "__members__") && derives_from(PyLong_Type)) refined = integer();
    if (py::hasattr(hint, "__members__") && derives_from(PyUnicode_Type)) refined = string();
    if (py::hasattr(hint, "_fields") && derives_from(PyTuple_Type)) {
      std::vector<Annotation> items;
      py::object hints = py::module_::import("typing").attr("get_type_hints")(hint);
      for (py::handle name : py::tuple(hint.attr("_fields"))) {
        std::optional<Annotation> item =
            hints.contains(name) ? of_hint(py::object(hints[name])) : std::optional<Annotation>();
        if (!item) return std::nullopt;
        items.push_back(*item);
      }
      refined = tuple(tables.intern_tuple(std::move(items)));
    }
    if (!refined.is(AnnotationKind::Impossible)) {
      refined.detail2 = callable_of(hint).index;
      return refined;
    }
  }
  if (PyType_Check(live) && !py::hasattr(hint, "__origin__")) {
    Callable callable = tables.callables[callable_of(hint).index];
    if (callable.kind != CallableKind::Class || !callable.class_.valid()) return std::nullopt;
    // Which of its copies is meant is not said.
    if (tables.class_(callable.class_).is_generic) return std::nullopt;
    return instance(callable.class_);
  }
  py::object typing = py::module_::import("typing");
  py::object origin = typing.attr("get_origin")(hint);
  py::tuple arguments = typing.attr("get_args")(hint);
  py::object union_type = py::module_::import("types").attr("UnionType");
  if (origin.is(typing.attr("Union")) || origin.is(union_type)) {
    Annotation joined = impossible();
    for (py::handle each : arguments) {
      std::optional<Annotation> part = of_hint(each);
      if (!part) return std::nullopt;
      joined = join(joined, *part);
    }
    if (joined.is(AnnotationKind::Error)) return std::nullopt;
    return joined;
  }
  bool is_wrapped = origin.is(typing.attr("ClassVar")) || origin.is(typing.attr("Final")) ||
                    origin.is(typing.attr("Annotated"));
  if (is_wrapped && arguments.size() > 0) return of_hint(py::object(arguments[0]));
  // A generic class of the program: its parameters say nothing.
  if (PyType_Check(origin.ptr()) && PyType_HasFeature(reinterpret_cast<PyTypeObject*>(origin.ptr()), Py_TPFLAGS_HEAPTYPE) &&
      std::string(py::str(origin.attr("__module__"))) != "collections.abc")
    return of_hint(origin);
  auto is_origin = [&](PyTypeObject& type) { return origin.ptr() == reinterpret_cast<PyObject*>(&type); };
  if (is_origin(PyList_Type) && arguments.size() == 1) {
    std::optional<Annotation> item = of_hint(arguments[0]);
    ListId created{tables.lists.size()};
    tables.lists.emplace_back();
    if (item) tables.lists.back().item.annotation = *item;
    return list(created);
  }
  if ((is_origin(PyDict_Type) && arguments.size() == 2) || (is_origin(PySet_Type) && arguments.size() == 1)) {
    bool is_set = is_origin(PySet_Type);
    DictId created{tables.dicts.size()};
    tables.dicts.emplace_back();
    tables.dicts.back().is_set = is_set;
    if (std::optional<Annotation> key = of_hint(arguments[0])) tables.dicts[created.index].key.annotation = *key;
    if (is_set) {
      tables.dicts[created.index].value.annotation = none();
      return set(created);
    }
    if (std::optional<Annotation> value = of_hint(arguments[1])) tables.dicts[created.index].value.annotation = *value;
    return dict(created);
  }
  if (is_origin(PyTuple_Type)) {
    std::vector<Annotation> items;
    for (py::handle each : arguments) {
      if (each.ptr() == Py_Ellipsis) return std::nullopt;
      std::optional<Annotation> item = of_hint(each);
      if (!item) return std::nullopt;
      items.push_back(*item);
    }
    return tuple(tables.intern_tuple(std::move(items)));
  }
  return std::nullopt;
}

}  // namespace weft::annotate
