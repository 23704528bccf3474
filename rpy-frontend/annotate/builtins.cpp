// The functions the annotator knows by itself: Python's builtins and the library's hints. Everything else that is called
// is a Python function, found in the spec or the library.
#include <map>

#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

Annotator::Implementation::BuiltinFunction Annotator::Implementation::find_builtin(std::string_view name) {
  using Self = Implementation;
  static const std::map<std::string_view, BuiltinFunction> table{
      {"builtins.len", &Self::builtin_len},
      {"builtins.range", &Self::builtin_range},
      {"builtins.enumerate", &Self::builtin_enumerate},
      {"builtins.zip", &Self::builtin_zip},
      {"builtins.reversed", &Self::builtin_reversed},
      {"builtins.iter", &Self::builtin_iter},
      {"builtins.next", &Self::builtin_next},
      {"rpython.rtyper.runpack.sequence", &Self::builtin_sequence},
      {"rpython.rtyper.runpack.is_sequence", &Self::builtin_is_sequence},
      {"rpython.rtyper.runpack.is_mapping", &Self::builtin_is_mapping},
      {"rpython.rtyper.rgenerator.inner_generator", &Self::builtin_inner_generator},
      {"rpython.rtyper.rgenerator.nothing_sent", &Self::builtin_nothing_sent},
      {"builtins.list", &Self::builtin_list},
      {"builtins.dict", &Self::builtin_dict},
      {"builtins.set", &Self::builtin_set},
      {"builtins.frozenset", &Self::builtin_set},
      {"builtins.tuple", &Self::builtin_tuple},
      {"builtins.str", &Self::builtin_text},
      {"builtins.repr", &Self::builtin_text},
      {"builtins.int", &Self::builtin_int},
      {"builtins.float", &Self::builtin_float},
      {"builtins.bool", &Self::builtin_bool},
      {"builtins.ord", &Self::builtin_ord},
      {"builtins.chr", &Self::builtin_chr},
      {"builtins.bytes", &Self::builtin_bytes},
      {"builtins.abs", &Self::builtin_abs},
      {"builtins.hash", &Self::builtin_hash},
      {"builtins.id", &Self::builtin_id},
      {"builtins.isinstance", &Self::builtin_isinstance},
      {"builtins.issubclass", &Self::builtin_issubclass},
      {"builtins.type", &Self::builtin_type},
      {"builtins.getattr", &Self::builtin_getattr},
      {"builtins.setattr", &Self::builtin_setattr},
      {"builtins.hasattr", &Self::builtin_hasattr},
      {"builtins.print", &Self::builtin_print},
      {"builtins.format", &Self::builtin_format},
      {"builtins.callable", &Self::builtin_callable},
      {"rpython.rtyper.registration.refuse", &Self::builtin_refuse},
      {"rpython.rtyper.rclass.refine", &Self::builtin_refine},
      {"rpython.rtyper.atomics.load", &Self::builtin_atomic},
      {"rpython.rtyper.atomics.store", &Self::builtin_atomic},
      {"rpython.rtyper.atomics.exchange", &Self::builtin_atomic},
      {"rpython.rtyper.atomics.compare_exchange", &Self::builtin_atomic},
      {"rpython.rtyper.atomics.add", &Self::builtin_atomic},
      {"rpython.rtyper.atomics.and_", &Self::builtin_atomic},
      {"rpython.rtyper.atomics.or_", &Self::builtin_atomic},
      {"dataclasses.replace", &Self::builtin_replace},
      {"rpython.rlib.rarithmetic.base_int", &Self::builtin_integer_type},
      {"rpython.rlib.rarithmetic.intmask", &Self::builtin_intmask},
      {"rpython.rlib.rarithmetic.widen", &Self::builtin_widen},
      {"rpython.rlib.rarithmetic.ovfcheck", &Self::builtin_ovfcheck},
      {"rpython.rlib.rarithmetic.r_singlefloat", &Self::builtin_single_float},
      {"rpython.rlib.objectmodel.compute_hash", &Self::builtin_hash},
      {"rpython.rlib.objectmodel.compute_identity_hash", &Self::builtin_id},
      {"rpython.rlib.objectmodel.compute_unique_id", &Self::builtin_id},
      {"rpython.rlib.objectmodel.current_object_addr_as_int", &Self::builtin_id},
      {"rpython.rlib.objectmodel.keepalive_until_here", &Self::builtin_none},
      {"rpython.rlib.objectmodel.instantiate", &Self::builtin_instantiate},
      {"rpython.rlib.objectmodel.newlist_hint", &Self::builtin_newlist_hint},
      {"rpython.rlib.objectmodel.resizelist_hint", &Self::builtin_none},
      {"rpython.rlib.objectmodel.r_dict", &Self::builtin_r_dict},
      {"rpython.rlib.objectmodel.move_to_end", &Self::builtin_dict_operation},
      {"rpython.rlib.objectmodel.contains_with_hash", &Self::builtin_dict_operation},
      {"rpython.rlib.objectmodel.getitem_with_hash", &Self::builtin_dict_operation},
      {"rpython.rlib.objectmodel.setitem_with_hash", &Self::builtin_dict_operation},
      {"rpython.rlib.objectmodel.delitem_with_hash", &Self::builtin_dict_operation},
      {"rpython.rtyper.rdictforms.key_hash", &Self::builtin_dict_operation},
      {"rpython.rtyper.rdictforms.popitem_first", &Self::builtin_dict_operation},
      {"rpython.rlib.jit.JitDriver.jit_merge_point", &Self::builtin_none},
      {"rpython.rlib.jit.JitDriver.can_enter_jit", &Self::builtin_none},
      {"rpython.rlib.jit.JitDriver.loop_header", &Self::builtin_none},
      {"rpython.rlib.jit.hint", &Self::builtin_identity},
      {"rpython.rlib.jit.promote", &Self::builtin_identity},
      {"rpython.rlib.jit.promote_string", &Self::builtin_identity},
      {"rpython.rlib.jit.promote_unicode", &Self::builtin_identity},
      {"rpython.rlib.nonconst.NonConstant", &Self::builtin_identity},
      {"rpython.rlib.jit.we_are_jitted", &Self::builtin_false},
      {"rpython.rlib.jit.isconstant", &Self::builtin_false},
      {"rpython.rlib.jit.isvirtual", &Self::builtin_false},
      {"rpython.rlib.jit.assert_green", &Self::builtin_none},
      {"rpython.rlib.jit.record_exact_class", &Self::builtin_none},
      {"rpython.rlib.jit.record_exact_value", &Self::builtin_none},
      {"rpython.rlib.jit.jit_debug", &Self::builtin_none},
      {"rpython.rlib.jit.set_param", &Self::builtin_none},
      {"rpython.rlib.jit.set_user_param", &Self::builtin_none},
      {"rpython.rlib.debug.make_sure_not_resized", &Self::builtin_not_resized},
      {"rpython.rlib.debug.check_nonneg", &Self::builtin_check_nonneg},
      {"rpython.rlib.debug.ll_assert", &Self::builtin_none},
      {"rpython.rlib.debug.ll_assert_not_none", &Self::builtin_identity},
      {"rpython.rlib.debug.fatalerror", &Self::builtin_none},
      {"rpython.rlib.debug.fatalerror_notb", &Self::builtin_none},
      {"rpython.rlib.debug.debug_print", &Self::builtin_print},
      {"rpython.rtyper.lltypesystem.lltype.malloc", &Self::builtin_malloc},
      {"rpython.rtyper.lltypesystem.lltype.malloc_uncleared", &Self::builtin_malloc},
      {"rpython.rtyper.lltypesystem.lltype.nullptr", &Self::builtin_nullptr},
      {"rpython.rtyper.lltypesystem.lltype.free", &Self::builtin_none},
      {"rpython.rtyper.lltypesystem.rffi.cast", &Self::builtin_cast},
      {"rpython.rtyper.lltypesystem.rffi.ptradd", &Self::builtin_ptradd},
      {"rpython.rtyper.lltypesystem.rffi.llhelper", &Self::builtin_llhelper},
      {"rpython.rtyper.lltypesystem.lltype.typeOf", &Self::builtin_type_of},
      {"rpython.rtyper.lltypesystem.lltype.cast_pointer", &Self::builtin_cast_pointer},
      {"rpython.rtyper.lltypesystem.lltype.is_array", &Self::builtin_is_array},
      {"rpython.rtyper.lltypesystem.lltype.is_struct", &Self::builtin_is_struct},
      {"rpython.rtyper.annlowlevel.hlstr", &Self::builtin_hlstr},
      {"rpython.rtyper.annlowlevel.hlbytes", &Self::builtin_hlstr},
      {"rpython.rtyper.annlowlevel.llstr", &Self::builtin_llstr},
      {"rpython.rtyper.annlowlevel.llstr_or_null", &Self::builtin_llstr},
      {"rpython.rtyper.annlowlevel.cast_to_instance", &Self::builtin_cast_to_instance},
      {"rpython.rtyper.annlowlevel.cast_instance_to_ptr", &Self::builtin_cast_to_pointer},
      {"rpython.rtyper.annlowlevel.static_class", &Self::builtin_static_class},
  };
  auto position = table.find(name);
  if (position != table.end()) return position->second;
  // `BaseException.__init__(self, text)` and `object.__init__(self)`, called explicitly.
  if (name.ends_with(".__init__") && !name.starts_with("rpython.") && name.find('.') == name.rfind('.'))
    return &Self::builtin_base_init;
  return nullptr;
}

bool Annotator::Implementation::expect_count(const BuiltinCall& call, size_t least, size_t most) {
  if (call.count() >= least && call.count() <= most) return true;
  std::string name = call.callee.name;
  if (name.starts_with("builtins.")) name.erase(0, 9);
  std::string expected = least == most ? fmt::format("{}", least) : fmt::format("{} to {}", least, most);
  fail(wrong_call, fmt::format("`{}` takes {} argument{} but {} were given", name, expected, most == 1 ? "" : "s",
                               call.count()), "called here");
  return false;
}

Annotation Annotator::Implementation::builtin_len(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  const Annotation& value = call.argument(0);
  if (std::optional<Annotation> result = call_special_argument(value, "__len__")) return *result;
  switch (value.kind) {
    case AnnotationKind::Tuple:
      return with_constant(integer(true), host.intern(py::int_(tables.tuple(value.tuple()).size())));
    case AnnotationKind::String:
    case AnnotationKind::Bytes:
      if (value.is_constant()) return with_constant(integer(true), host.intern(py::int_(py::len(host.object(value.constant)))));
      return integer(true);
    case AnnotationKind::List:
    case AnnotationKind::Dict:
    case AnnotationKind::Set:
    case AnnotationKind::Iterable:
    case AnnotationKind::Pointer:
    case AnnotationKind::Interior: return integer(true);
    default: return fail(unsupported_operation, fmt::format("{} has no len()", describe(value)));
  }
}

Annotation Annotator::Implementation::builtin_text(const BuiltinCall& call) {
  if (!expect_count(call, 0, 3)) return error();
  if (call.count() == 0) return string();
  if (call.count() > 1 || !call.arguments.keywords.empty())
    return call_callables({callable_of(bytes_methods["decode"])}, call.arguments);
  const Annotation& value = call.argument(0);
  bool is_repr = call.callee.name == "builtins.repr";
  if (refuse_textless(value)) return error();
  require_text(value, is_repr);
  if (value.is(AnnotationKind::String) && !is_repr && !value.nullable) return without_constant(value);
  return string();
}

Annotation Annotator::Implementation::builtin_int(const BuiltinCall& call) {
  if (!expect_count(call, 0, 2)) return error();
  if (call.count() == 0) return integer(true);
  const Annotation& value = call.argument(0);
  switch (value.kind) {
    case AnnotationKind::Bool: return integer(true);
    case AnnotationKind::Integer:
      return integer(value.type() == ir::TypeTable::signed_ && value.non_negative);
    case AnnotationKind::Float:
    case AnnotationKind::String:
    case AnnotationKind::Bytes: return integer();
    default:
      if (std::optional<Annotation> result = call_special_argument(value, "__int__")) return *result;
      return fail(unsupported_operation, fmt::format("{} can not be converted to int", describe(value)));
  }
}

Annotation Annotator::Implementation::builtin_integer_type(const BuiltinCall& call) {
  py::object live = host.object(call.callee.object);
  ir::TypeId type = of_machine_integer(live);
  if (!type.valid())
    return fail(unsupported_object, fmt::format("integers of {} bits have no machine type",
                                                py::cast<unsigned>(live.attr("BITS"))), "used here",
                "use rpython.rlib.rbigint, or two r_ulonglong");
  if (!expect_count(call, 0, 1)) return error();
  if (call.count() == 1 && !is_number(call.argument(0)))
    return fail(unsupported_operation, fmt::format("{} can not be converted to {}", describe(call.argument(0)),
                                                   describe(integer(false, type))),
                {}, is_text(call.argument(0)) ? "convert the string with int() first" : "");
  return machine_integer(!program.types.is_signed(type), type);
}

Annotation Annotator::Implementation::builtin_float(const BuiltinCall& call) {
  if (!expect_count(call, 0, 1)) return error();
  if (call.count() == 0 || is_number(call.argument(0)) || call.argument(0).is(AnnotationKind::String) ||
      call.argument(0).is(AnnotationKind::SingleFloat))
    return floating();
  if (std::optional<Annotation> result = call_special_argument(call.argument(0), "__float__")) return *result;
  return fail(unsupported_operation, fmt::format("{} can not be converted to float", describe(call.argument(0))));
}

Annotation Annotator::Implementation::builtin_bool(const BuiltinCall& call) {
  if (!expect_count(call, 0, 1)) return error();
  if (call.count() == 0) return boolean(false);
  if (call.argument(0).is(AnnotationKind::Instance)) {
    if (py::object function = truth_of_some(call.argument(0)))
      return call_callables({callable_of(function)}, call.arguments);
    if (std::optional<Annotation> result = call_special_argument(call.argument(0), "__bool__")) return *result;
    if (std::optional<Annotation> result = call_special_argument(call.argument(0), "__len__"))
      return boolean_annotation();
  }
  return truth(call.argument(0));
}

Annotation Annotator::Implementation::builtin_ord(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  if (call.argument(0).is(AnnotationKind::String) || call.argument(0).is(AnnotationKind::Bytes)) return integer(true);
  return fail(unsupported_operation, fmt::format("ord() takes a character, not {}", describe(call.argument(0))));
}

Annotation Annotator::Implementation::builtin_chr(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  if (is_integer_like(call.argument(0))) return string(true);
  return fail(unsupported_operation, fmt::format("chr() takes an int, not {}", describe(call.argument(0))));
}

Annotation Annotator::Implementation::builtin_bytes(const BuiltinCall& call) {
  if (call.count() == 0) return bytes();
  if (call.count() == 1 && call.argument(0).is(AnnotationKind::Bytes) && !call.argument(0).nullable)
    return without_constant(call.argument(0));
  if (call.count() == 1 && call.argument(0).is(AnnotationKind::Instance)) {
    if (std::optional<Annotation> result = call_special_argument(call.argument(0), "__bytes__")) return *result;
  }
  bool has_encoding = call.count() > 1 || !call.arguments.keywords.empty();
  return call_callables({callable_of(has_encoding ? py::object(string_methods["encode"]) : bytes_of)}, call.arguments);
}

Annotation Annotator::Implementation::builtin_abs(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  const Annotation& value = call.argument(0);
  if (value.is(AnnotationKind::Float)) return floating();
  if (value.is(AnnotationKind::Bool)) return integer(true);
  if (value.is(AnnotationKind::Integer)) return integer(true, value.type());
  if (std::optional<Annotation> result = call_special_argument(value, "__abs__")) return *result;
  return fail(unsupported_operation, fmt::format("{} has no absolute value", describe(value)));
}

Annotation Annotator::Implementation::builtin_hash(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  if (call.argument(0).is(AnnotationKind::Instance) && refuse_unhashable(call.argument(0).class_())) return error();
  if (py::object function = hash_of_some(call.argument(0))) {
    CallArguments given = call.arguments;
    given.positional[0].annotation = non_null(given.positional[0].annotation);
    return call_callables({callable_of(function)}, given);
  }
  if (std::optional<Annotation> result = call_special_argument(call.argument(0), "__hash__")) return *result;
  require_key_functions(call.argument(0));
  return integer();
}

Annotation Annotator::Implementation::builtin_id(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  return integer();
}

Annotation Annotator::Implementation::builtin_isinstance(const BuiltinCall& call) {
  if (!expect_count(call, 2, 2)) return error();
  const Annotation& classes = call.argument(1);
  bool is_class_value = classes.is(AnnotationKind::Callables) && !classes.is_constant() && call.argument(0).is(AnnotationKind::Instance) &&
                        tables.callables[tables.callables_in(classes.callables())[0].index].kind == CallableKind::Class;
  if (is_class_value) return boolean_annotation();
  if (!classes.is_constant())
    return fail(unsupported_operation, "the class in isinstance() must be known while translating");
  py::object live = host.object(classes.constant);
  if (refuse_class_test(live)) return error();
  auto register_class = [&](py::handle each) {
    if (PyType_Check(each.ptr()) && tables.callables[callable_of(each).index].kind == CallableKind::Class)
      class_of(each);
  };
  if (py::isinstance<py::tuple>(live))
    for (py::handle each : py::reinterpret_borrow<py::tuple>(live)) register_class(each);
  else
    register_class(live);
  std::optional<bool> verdict = is_instance(call.argument(0), live);
  return verdict ? boolean(*verdict) : boolean_annotation();
}

Annotation Annotator::Implementation::builtin_issubclass(const BuiltinCall& call) {
  if (!expect_count(call, 2, 2)) return error();
  const Annotation &derived = call.argument(0), &base = call.argument(1);
  if (!derived.is(AnnotationKind::Callables) || !base.is_constant())
    return fail(unsupported_operation, "issubclass() takes classes, the second one known while translating");
  for (CallableId each : tables.callables_in(derived.callables()))
    if (tables.callables[each.index].kind != CallableKind::Class && !derived.is_constant())
      return fail(unsupported_operation, fmt::format("issubclass() of {}", describe(derived)));
  if (!derived.is_constant() && refuse_class_test(host.object(base.constant))) return error();
  if (derived.is_constant()) {
    int result = PyObject_IsSubclass(host.object(derived.constant).ptr(), host.object(base.constant).ptr());
    if (result < 0) PyErr_Clear();
    else return boolean(result == 1);
  }
  return boolean_annotation();
}

Annotation Annotator::Implementation::builtin_type(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  const Annotation& value = call.argument(0);
  if (value.is(AnnotationKind::Instance)) {
    tables.class_(value.class_()).readers.insert(current_block);
    std::vector<CallableId> classes;
    for (ClassId each : tables.with_subclasses(value.class_()))
      classes.push_back(callable_of(host.object(tables.class_(each).object)));
    return callables(tables.intern_callables(std::move(classes)));
  }
  if (py::object class_ = refinement(value)) return of_constant(class_);
  auto of_type = [&](PyTypeObject& type) { return of_constant(py::handle(reinterpret_cast<PyObject*>(&type))); };
  switch (value.kind) {
    case AnnotationKind::Bool: return of_type(PyBool_Type);
    case AnnotationKind::Integer: return of_type(PyLong_Type);
    case AnnotationKind::Float: return of_type(PyFloat_Type);
    case AnnotationKind::String: return of_type(PyUnicode_Type);
    case AnnotationKind::List: return of_type(PyList_Type);
    case AnnotationKind::Dict: return of_type(PyDict_Type);
    case AnnotationKind::Tuple: return of_type(PyTuple_Type);
    default: return fail(unsupported_operation, fmt::format("type() of {}", describe(value)));
  }
}

Annotation Annotator::Implementation::builtin_getattr(const BuiltinCall& call) {
  if (!expect_count(call, 2, 3)) return error();
  if (!call.argument(1).is(AnnotationKind::String) || !call.argument(1).is_constant())
    return fail(unsupported_operation, "the attribute name in getattr() must be known while translating", {},
                "keep the values in a dict, or test for each name");
  std::string name = py::str(host.object(call.argument(1).constant));
  const Annotation& object = call.argument(0);
  if (call.count() == 3 && object.is(AnnotationKind::Instance)) {
    tables.class_(object.class_()).readers.insert(current_block);
    attribute_questions[name].insert(current_block);
    std::vector<ClassId> having = attribute_holders(object.class_(), name).classes;
    if (having.empty()) return call.argument(2);
    if (having[0] != object.class_())
      return fail(unsupported_operation,
                  fmt::format("only subclasses of `{}` have the attribute `{}`", tables.class_(object.class_()).name, name),
                  {}, "give the base class a default for it");
  }
  return transfer_getattr(object, name);
}

Annotation Annotator::Implementation::builtin_setattr(const BuiltinCall& call) {
  if (!expect_count(call, 3, 3)) return error();
  if (!call.argument(1).is_constant() || !call.argument(0).is(AnnotationKind::Instance))
    return fail(unsupported_operation, "setattr() needs an instance and a name known while translating", {},
                "keep the values in a dict, or test for each name");
  // What reaches this is `object.__setattr__`, by which `__init__` of a frozen dataclass sets attributes.
  return assign_attribute(call.argument(0), py::str(host.object(call.argument(1).constant)), call.argument(2),
                          true);
}

// One of rtyper/atomics.py: reads an attribute, and may write what it is given.
Annotation Annotator::Implementation::builtin_atomic(const BuiltinCall& call) {
  const Annotation& object = call.argument(0);
  bool has_fields = object.is(AnnotationKind::Instance) || object.is(AnnotationKind::Pointer);
  if (!call.argument(1).is_constant() || !has_fields)
    return fail(unsupported_operation, "an atomic operation needs an instance and a name known while translating");
  std::string name = py::str(host.object(call.argument(1).constant));
  std::string_view operation = std::string_view(call.callee.name).substr(call.callee.name.rfind('.') + 1);
  bool computes = operation == "add" || operation == "and_" || operation == "or_";
  for (size_t i = 2; i < call.count(); ++i) assign_attribute(object, name, computes ? integer() : call.argument(i));
  if (operation == "store") return none();
  if (operation == "compare_exchange") return boolean_annotation();
  return transfer_getattr(object, name);
}

Annotation Annotator::Implementation::builtin_hasattr(const BuiltinCall& call) {
  if (!expect_count(call, 2, 2)) return error();
  const Annotation& object = call.argument(0);
  if (!call.argument(1).is_constant())
    return fail(unsupported_operation, "the attribute name in hasattr() must be known while translating");
  std::string name = py::str(host.object(call.argument(1).constant));
  if (object.is(AnnotationKind::Callables) && object.is_constant())
    return boolean(py::hasattr(host.object(object.constant), name.c_str()));
  if (object.is(AnnotationKind::Instance)) {
    tables.class_(object.class_()).readers.insert(current_block);
    attribute_questions[name].insert(current_block);
    std::vector<ClassId> having = attribute_holders(object.class_(), name).classes;
    if (having.empty()) return boolean(false);
    return having[0] == object.class_() && !object.nullable ? boolean(true) : boolean_annotation();
  }
  return fail(unsupported_operation, fmt::format("hasattr() of {}", describe(object)));
}

Annotation Annotator::Implementation::builtin_print(const BuiltinCall& call) {
  for (const ArgumentValue& each : call.arguments.positional) {
    if (refuse_textless(each.annotation)) return error();
    require_text(each.annotation, false);
  }
  if (call.arguments.list) require_text(call.arguments.list->annotation, false);
  for (const auto& [name, value] : call.arguments.keywords) {
    if (name != "sep" && name != "end" && name != "flush" && name != "file")
      return fail(wrong_call, fmt::format("print() has no parameter `{}`", name));
  }
  const ArgumentValue* file = call.arguments.keyword("file");
  const ArgumentValue* flush = call.arguments.keyword("flush");
  if (file == nullptr && flush == nullptr) return none();
  Annotation written_to = file != nullptr ? file->annotation : none();
  if (!written_to.is(AnnotationKind::Instance) && !written_to.is(AnnotationKind::None))
    return fail(wrong_call, fmt::format("print() can not write to {}", describe(written_to)), {},
                "`file` is an object with a method `write`");
  return call_live(print_to, {written_to, string(), boolean_annotation()});
}

Annotation Annotator::Implementation::builtin_format(const BuiltinCall& call) {
  if (!expect_count(call, 1, 2)) return error();
  if (refuse_textless(call.argument(0))) return error();
  std::optional<Annotation> result = call_format(
      call.argument(0), 1, call.count() == 2 ? std::optional(without_constant(call.argument(1))) : std::nullopt);
  if (result) return *result;
  require_text(call.argument(0), false);
  return string();
}

Annotation Annotator::Implementation::builtin_callable(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  const Annotation& value = call.argument(0);
  bool is_callable = value.is(AnnotationKind::Callables) || value.is(AnnotationKind::Method) ||
                     value.is(AnnotationKind::BuiltinMethod) || value.is(AnnotationKind::FunctionObject) ||
                     (value.is(AnnotationKind::Instance) && lookup(value.class_(), "__call__"));
  return is_callable && value.nullable ? boolean_annotation() : boolean(is_callable);
}

Annotation Annotator::Implementation::builtin_intmask(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  if (!is_integer_like(call.argument(0)))
    return fail(unsupported_operation, fmt::format("intmask() takes an int, not {}", describe(call.argument(0))));
  // It is there for numbers that may have wrapped: even the sum of two that are not negative can be.
  return integer(false);
}

// A library function can do nothing with what the program gave it.
Annotation Annotator::Implementation::builtin_refuse(const BuiltinCall& call) {
  std::string message = py::str(host.object(call.argument(0).constant));
  if (size_t at = message.find("{}"); at != std::string::npos) message.replace(at, 2, describe(call.argument(1)));
  return fail(unsupported_operation, std::move(message));
}

// Integers narrower than a word become words; others stay as they are.
Annotation Annotator::Implementation::builtin_widen(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  const Annotation& value = call.argument(0);
  if (value.is(AnnotationKind::Bool)) return integer(true);
  if (!value.is(AnnotationKind::Integer))
    return fail(unsupported_operation, fmt::format("widen() takes an integer, not {}", describe(value)));
  unsigned bits = program.types[value.type()].bits;
  bool is_narrow = bits != 0 && bits < program.word_bits;
  if (value.type() == ir::TypeTable::signed_) return integer(value.non_negative);
  if (!is_narrow) return without_constant(value);
  return integer(value.non_negative || !program.types.is_signed(value.type()));
}

Annotation Annotator::Implementation::builtin_ovfcheck(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  const Annotation& value = call.argument(0);
  if (!is_integer_like(value) || (value.is(AnnotationKind::Integer) && value.type() != ir::TypeTable::signed_))
    return fail(unsupported_operation, fmt::format("ovfcheck() takes an int, not {}", describe(value)), {},
                "integers of other types wrap: compare before computing");
  return without_constant(value);
}

Annotation Annotator::Implementation::builtin_single_float(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  const Annotation& value = call.argument(0);
  if (!is_number(value) && !value.is(AnnotationKind::SingleFloat))
    return fail(unsupported_operation, fmt::format("r_singlefloat() takes a float, not {}", describe(value)));
  return plain(AnnotationKind::SingleFloat);
}

Annotation Annotator::Implementation::builtin_identity(const BuiltinCall& call) {
  if (!expect_count(call, 1, 2)) return error();
  return without_constant(call.argument(0));
}

Annotation Annotator::Implementation::builtin_none(const BuiltinCall&) { return none(); }
Annotation Annotator::Implementation::builtin_false(const BuiltinCall&) { return boolean(false); }

Annotation Annotator::Implementation::builtin_instantiate(const BuiltinCall& call) {
  if (!expect_count(call, 1, 2) || !call.argument(0).is(AnnotationKind::Callables)) return error();
  Annotation joined = impossible();
  const std::vector<CallableId> set = tables.callables_in(call.argument(0).callables());
  for (CallableId each : set) {
    ClassId class_ = tables.callables[each.index].class_;
    if (!class_.valid()) return fail(unsupported_operation, "instantiate() takes a class");
    note_instances(class_, false);
    note_finalizer(class_);
    joined = join(joined, instance(class_));
  }
  return joined;
}

Annotation Annotator::Implementation::builtin_newlist_hint(const BuiltinCall&) {
  ListId created = list_here();
  tables.list(created).is_resized = true;
  return list_of(created);
}

Annotation Annotator::Implementation::builtin_not_resized(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  if (call.argument(0).is(AnnotationKind::List)) {
    tables.list(call.argument(0).list()).must_not_resize = true;
  }
  return call.argument(0);
}

Annotation Annotator::Implementation::builtin_check_nonneg(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  if (!call.argument(0).is(AnnotationKind::Integer) || !call.argument(0).non_negative)
    return fail(broken_contract, "check_nonneg(): the value may be negative");
  return none();
}

Annotation Annotator::Implementation::builtin_base_init(const BuiltinCall& call) {
  if (call.count() == 0 || !call.argument(0).is(AnnotationKind::Instance)) return none();
  ClassId class_ = call.argument(0).class_();
  if (!tables.class_(class_).is_exception) return none();
  keep_exception_arguments(class_, {call.arguments.positional.begin() + 1, call.arguments.positional.end()});
  return none();
}

Annotation Annotator::Implementation::builtin_refine(const BuiltinCall& call) {
  Annotation result = without_constant(call.argument(1));
  result.detail2 = callable_of(host.object(call.argument(0).constant)).index;
  return result;
}

// dataclasses.replace(instance, name=value, ...): a call of a function made for the class and these names.
Annotation Annotator::Implementation::builtin_replace(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  const Annotation& object = call.argument(0);
  py::object live = object.is(AnnotationKind::Instance) ? host.object(tables.class_(object.class_()).object) : py::object();
  if (!live || !py::hasattr(live, "__dataclass_fields__"))
    return fail(unsupported_operation, fmt::format("replace() takes an instance of a dataclass, not {}", describe(object)));
  py::list names;
  CallArguments given;
  given.positional.push_back(call.arguments.positional[0]);
  for (const auto& [name, value] : call.arguments.keywords) {
    py::object field = live.attr("__dataclass_fields__").attr("get")(name);
    if (field.is_none() || !field.attr("init").cast<bool>())
      return fail(wrong_call, fmt::format("`{}` has no field `{}` that `__init__` takes", describe(object), name));
    names.append(name);
    given.positional.push_back(value);
  }
  given.positional[0].annotation = non_null(given.positional[0].annotation);
  return call_callables({callable_of(class_support.attr("dataclass_copier")(live, py::tuple(names)))}, given);
}

}  // namespace weft::annotate
