// Calls of what the annotator knows by itself: Python's builtins and the hints of rpython.rlib.
#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using annotate::ClassId;
using annotate::IterableKind;
using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::TypeTable;

void FunctionTyper::type_builtin(const std::string& name, const annotate::Callable& callable) {
  const ResolvedCall* resolved = typer_.annotator.resolved_call(instance_id_, operation_->result);
  // Others record a call only for the `__next__` of what they loop over.
  static constexpr std::string_view with_special_method[] = {"builtins.len",
                                                             "builtins.bool",
                                                             "builtins.int",
                                                             "builtins.float",
                                                             "builtins.abs",
                                                             "builtins.str",
                                                             "builtins.bytes",
                                                             "builtins.hash",
                                                             "builtins.format",
                                                             "dataclasses.replace",
                                                             "rpython.rlib.objectmodel.compute_hash"};
  bool is_special = std::ranges::find(with_special_method, name) != std::end(with_special_method) ||
                    ((name == "builtins.reversed" || (name == "builtins.next" && argument_count() == 1)) &&
                     annotation(argument(0)).is(AnnotationKind::Instance));
  if (resolved != nullptr && is_special) {
    // len() with __len__, and the like.
    if (name == "builtins.bool" && annotation(argument(0)).nullable)
      return define(truth_of_object(argument(0), *resolved), typer_.reprs.boolean());
    Typed result = call_resolved(*resolved, nullptr, nullptr);
    if (name == "builtins.bool") return define(truth(result, false), typer_.reprs.boolean());
    return define(result);
  }
  if (name == "rpython.rtyper.rclass.refine") {
    const Repr* repr = typer_.reprs.of(annotations_[operation_->result.index]);
    return define(use_as(argument(1), repr), repr);
  }
  if (name.starts_with("llop.")) return type_llop(name.substr(5));
  if (type_conversion_builtin(name)) return;
  if (type_iteration_builtin(name)) return;
  if (type_object_builtin(name)) return;
  if (type_library_builtin(name, callable)) return;
  if (type_low_level_builtin(name)) return;
  if (type_atomic_builtin(name)) return;
  if (name.ends_with(".__init__")) return type_base_init({});
  unsupported(fmt::format("`{}` has no low-level form", name));
}

// ---- conversions

bool FunctionTyper::type_conversion_builtin(const std::string& name) {
  const Repr* result = typer_.reprs.of(annotations_[operation_->result.index]);
  size_t count = argument_count();
  Annotation known = count > 0 ? annotation(argument(0)) : Annotation{};
  if (name == "builtins.str" || name == "builtins.repr") {
    if (count == 0) return define(string_constant(""), typer_.reprs.string()), true;
    bool is_repr = name == "builtins.repr";
    if (!is_repr && result->kind == ReprKind::Char) return define(use(argument(0))), true;
    return define(text_of(argument(0), is_repr), typer_.reprs.string()), true;
  }
  if (name == "builtins.int") {
    if (count == 0) return define(integer(0), typer_.reprs.signed_integer()), true;
    const Repr* number = typer_.reprs.signed_integer();
    if (known.is(AnnotationKind::Float))
      return define(helper("rfloat.ll_float_to_int", {use(argument(0)).operand}), number), true;
    if (known.is(AnnotationKind::String) || known.is(AnnotationKind::Bytes)) {
      require_non_null(use(argument(0)), known, "int() argument must be a string, not 'NoneType'");
      Operand base = count > 1 ? use_signed(argument(1)) : integer(10);
      return define(helper("numbertext.ll_parse_int", {use_as(argument(0), typer_.reprs.string()), base}), number),
             true;
    }
    return define(use_as(argument(0), result), result), true;
  }
  if (name == "builtins.float") {
    if (count == 0) return define(typer_.zero(TypeTable::float_), typer_.reprs.floating()), true;
    if (known.is(AnnotationKind::String)) {
      require_non_null(use(argument(0)), known, "float() argument must be a string, not 'NoneType'");
      return define(helper("rfloat.ll_parse_float", {use_as(argument(0), typer_.reprs.string())}),
                    typer_.reprs.floating()),
             true;
    }
    return define(use_as(argument(0), result), result), true;
  }
  if (name == "builtins.bool") {
    Operand value = count == 0 ? boolean(false) : use_boolean(argument(0));
    return define(value, typer_.reprs.boolean()), true;
  }
  if (name == "builtins.ord") {
    Typed value = use(argument(0));
    Operand c = value.operand;
    if (value.repr->kind == ReprKind::String) {
      require_non_null(value, known, "ord() expected string of length 1, but NoneType found");
      c = helper("rstr.ll_str2char", {value.operand});
    }
    return define(emit(Opcode::CastCharToInt, TypeTable::signed_, {c}), typer_.reprs.signed_integer()), true;
  }
  if (name == "builtins.chr") {
    // Helpers check for themselves.
    bool is_helper = typer_.tables.instances[instance_id_.index].is_low_level;
    bool is_checked = !is_helper && !leaves_out_checks();
    Operand code = use_signed(argument(0));
    Operand c =
        is_checked ? helper("rint.ll_int_to_char", {code}) : emit(Opcode::CastIntToChar, TypeTable::char_, {code});
    return define(c, typer_.reprs.character()), true;
  }
  if (name == "builtins.bytes") {
    return define(count == 0 ? string_constant("") : use_as(argument(0), result), result), true;
  }
  if (name == "builtins.abs") {
    Typed value = use(argument(0));
    if (value.repr->kind == ReprKind::Float)
      return define(emit(Opcode::FloatAbs, TypeTable::float_, {value.operand}), result), true;
    bool is_checked = overflow_checked_.contains(operation_->result.index);
    return define(helper(is_checked ? "rint.ll_int_abs_ovf" : "rint.ll_int_abs", {use_as(argument(0), result)}),
                  result),
           true;
  }
  if (name == "rpython.rlib.rarithmetic.base_int" || name == "rpython.rlib.rarithmetic.intmask" ||
      name == "rpython.rlib.rarithmetic.widen") {
    if (count == 0) return define(typer_.zero(result->type), result), true;
    py::object live;
    if (constant_of(argument(0), live) && PyLong_Check(live.ptr()))
      return define(typer_.prebuilt.integer(live, result->type), result), true;
    Typed value = use(argument(0));
    if (value.repr->kind == ReprKind::Float)
      return define(convert_integer(helper("rfloat.ll_float_to_wrapped", {value.operand}), result->type), result), true;
    return define(convert_integer(value.operand, result->type), result), true;
  }
  if (name == "rpython.rlib.rarithmetic.r_singlefloat") return define(use_as(argument(0), result), result), true;
  if (name == "builtins.format") {
    py::object specification;
    Operand text = count < 2 ? formatted(argument(0), '\0', "")
                   : constant_of(argument(1), specification)
                       ? formatted(argument(0), '\0', from_latin_1(specification))
                       : formatted_at_run_time(argument(0), '\0', argument(1));
    return define(text, typer_.reprs.string()), true;
  }
  return false;
}

void FunctionTyper::type_len() {
  const Repr* number = typer_.reprs.signed_integer();
  const Annotation known = annotation(argument(0));
  Typed value = use(argument(0));
  if (known.is(AnnotationKind::Interior))
    return define(emit(Opcode::Gettailsize, TypeTable::signed_, {value.parts->front().operand}), number);
  if (known.is(AnnotationKind::Pointer)) {
    TypeId target = typer_.program.types.pointee(value.repr->type);
    if (py::object raw = typer_.types.raw_type(target)) {
      if (py::hasattr(raw, "length")) return define(integer(raw.attr("length").cast<int64_t>()), number);
      return define(emit(Opcode::RawLoad, TypeTable::signed_, {address_of(value), integer(0)}), number);
    }
    bool is_array = typer_.program.types.kind(target) == ir::TypeKind::Array;
    return define(emit(is_array ? Opcode::Getarraysize : Opcode::Gettailsize, TypeTable::signed_, {value.operand}),
                  number);
  }
  require_non_null(value, known, "object of type 'NoneType' has no len()");
  switch (value.repr->kind) {
    case ReprKind::Char: return define(integer(1), number);
    case ReprKind::String: return define(helper("rstr.ll_strlen", {value.operand}), number);
    case ReprKind::List: return define(helper("rlist.ll_length", {value.operand}), number);
    case ReprKind::Dict:
    case ReprKind::Set: return define(helper("rdict.ll_dict_len", {value.operand}), number);
    case ReprKind::Tuple: return define(integer(static_cast<int64_t>(value.repr->parts.size())), number);
    case ReprKind::Iterable: {
      switch (iterable_definition(value.repr).kind) {
        case IterableKind::Range:
          return define(
              helper("riter.ll_range_length", {iterable_part(value, 0).operand, iterable_part(value, 1).operand,
                                               iterable_part(value, 2).operand}),
              number);
        case IterableKind::DictKeys:
        case IterableKind::DictValues:
        case IterableKind::DictItems:
          return define(helper("rdict.ll_dict_len", {iterable_part(value, 0).operand}), number);
        default: break;
      }
      break;
    }
    default: break;
  }
  unsupported("len() has no low-level form for this");
}

// ---- objects and classes

bool FunctionTyper::type_object_builtin(const std::string& name) {
  const Repr* result = typer_.reprs.of(annotations_[operation_->result.index]);
  if (name == "builtins.isinstance") {
    py::object classes;
    const Annotation known = annotation(argument(0));
    if (!constant_of(argument(1), classes)) {
      // A class known only at run time.
      Typed value = use(argument(0)), class_ = use(argument(1));
      if (value.repr->kind != ReprKind::Instance || class_.repr->kind != ReprKind::Class)
        return unsupported("isinstance() needs an instance and a class"), true;
      auto test = [&] { return helper("robject.ll_is_subclass", {type_pointer(value.operand), class_.operand}); };
      if (!known.nullable) return define(test(), typer_.reprs.boolean()), true;
      Operand nonnull = emit(Opcode::PtrNonnull, TypeTable::bool_, {value.operand});
      return define(select(nonnull, TypeTable::bool_, test, [&] { return boolean(false); }), typer_.reprs.boolean()),
             true;
    }
    return define(is_instance(use(argument(0)), known, classes), typer_.reprs.boolean()), true;
  }
  if (name == "builtins.issubclass") {
    py::object base;
    constant_of(argument(1), base);
    Operand vtable = use_as(argument(0), typer_.reprs.class_pointer());
    return define(is_any_subclass(vtable, ClassId{}, base), typer_.reprs.boolean()), true;
  }
  if (name == "builtins.type") {
    Typed value = use(argument(0));
    require_non_null(value, annotation(argument(0)), "type() of None");
    if (value.repr->kind == ReprKind::Instance)
      return define(type_pointer(value.operand), typer_.reprs.class_pointer()), true;
    return define_nothing(), true;
  }
  if (name == "builtins.hasattr") {
    py::object attribute;
    constant_of(argument(1), attribute);
    Annotation known = annotation(argument(0));
    Typed value = use(argument(0));
    auto test = [&] {
      return has_attribute(
          type_pointer(value.operand), known.class_(),
          typer_.annotator.attribute_holders(known.class_(), std::string(py::str(attribute))).classes);
    };
    if (!known.nullable) return define(test(), typer_.reprs.boolean()), true;
    return define(select(emit(Opcode::PtrNonnull, TypeTable::bool_, {value.operand}), TypeTable::bool_, test,
                         [&] { return boolean(false); }),
                  typer_.reprs.boolean()),
           true;
  }
  if (name == "builtins.getattr" || name == "builtins.setattr") {
    py::object live;
    constant_of(argument(1), live);
    const Annotation object = annotation(argument(0));
    if (argument_count() == 3 && name == "builtins.getattr" && object.is(AnnotationKind::Instance) &&
        typer_.annotator.attribute_holders(object.class_(), std::string(py::str(live))).classes.empty()) {
      const Repr* repr = typer_.reprs.of(annotations_[operation_->result.index]);
      return define(use_as(argument(2), repr), repr), true;
    }
    ir::Operation access = *operation_;
    bool is_get = name == "builtins.getattr";
    access.opcode = is_get ? Opcode::Getattr : Opcode::Setattr;
    access.operands = {argument(0)};
    if (!is_get) access.operands.push_back(argument(2));
    std::string attribute = py::str(live);
    const ir::Operation* call = std::exchange(operation_, &access);
    if (is_get)
      type_getattr(attribute);
    else
      type_setattr(attribute);
    operation_ = call;
    return true;
  }
  if (name == "builtins.callable") {
    Typed value = use(argument(0));
    return define(truth(value, true), typer_.reprs.boolean()), true;
  }
  if (name == "builtins.hash" || name == "rpython.rlib.objectmodel.compute_hash")
    return type_hash(use(argument(0))), true;
  if (name == "builtins.id" || name == "rpython.rlib.objectmodel.compute_identity_hash" ||
      name == "rpython.rlib.objectmodel.compute_unique_id" ||
      name == "rpython.rlib.objectmodel.current_object_addr_as_int") {
    Typed value = use(argument(0));
    Operand operand = value.repr->kind == ReprKind::Char ? convert(value, typer_.reprs.string()) : materialize(value);
    Operand number = integer(0);
    if (typer_.program.types.is_gc_pointer(type_of(operand))) {
      if (name == "rpython.rlib.objectmodel.compute_identity_hash")
        number = emit(Opcode::GcIdentityhash, TypeTable::signed_, {operand});
      else
        number = helper(name == "rpython.rlib.objectmodel.current_object_addr_as_int" ? "rgcforms.ll_current_address"
                                                                                      : "rgcforms.ll_unique_id",
                        {operand});
    }
    return define(number, typer_.reprs.signed_integer()), true;
  }
  if (name == "rpython.rlib.objectmodel.instantiate") {
    const std::vector<annotate::CallableId> set = typer_.tables.callables_in(annotation(argument(0)).callables());
    std::vector<ClassId> classes;
    for (annotate::CallableId each : set) classes.push_back(typer_.tables.callables[each.index].class_);
    if (classes.size() == 1) {
      typer_.classes.struct_of(classes[0]);
      Operand made = call_simple(typer_.classes.instantiate_function(classes[0]), {});
      return define(cast_pointer(made, result->type), result), true;
    }
    typer_.classes.need_instantiate(classes);
    Operand vtable = use_as(argument(0), typer_.reprs.class_pointer());
    Operand made =
        emit_raising(Opcode::IndirectCall, typer_.types.object_pointer(), {get_field(vtable, "instantiate")});
    return define(cast_pointer(made, result->type), result), true;
  }
  return false;
}

Operand FunctionTyper::call_simple(ir::FunctionId function, Operands arguments) {
  TypeId type = typer_.program.types.function_type(typer_.program.function(function).type).result;
  arguments.insert(arguments.begin(), typer_.functions.pointer(function));
  return emit_raising(Opcode::DirectCall, type, std::move(arguments));
}

void FunctionTyper::type_hash(const Typed& value) {
  if (value.repr->is_void()) return define(integer(0), typer_.reprs.signed_integer());
  if (value.repr->kind == ReprKind::Char)
    return define(helper("rhash.ll_hash_char", {value.operand}), typer_.reprs.signed_integer());
  bool is_number = value.repr->kind == ReprKind::Integer;
  if (is_number && typer_.tables.callables[typer_.tables.callables_in(annotation(operation_->operands[0]).callables())[0].index].name == "builtins.hash")
    return define(helper("rhash.ll_python_hash", {value.operand}), typer_.reprs.signed_integer());
  py::object function = typer_.object_functions.hash(value.repr);
  Operand result =
      function.is_none() ? helper("rhash.ll_hash_primitive", {value.operand}) : helper(function, {value.operand});
  define(result, typer_.reprs.signed_integer());
}

// Subclasses have the numbers that follow their class's own.
Operand FunctionTyper::is_subclass(Operand vtable, ClassId class_) {
  if (!class_.valid()) return boolean(true);
  Operand wanted = typer_.classes.vtable(class_);
  if (typer_.classes.is_leaf(class_)) return emit(Opcode::PtrEq, TypeTable::bool_, {vtable, wanted});
  return helper("robject.ll_is_subclass", {vtable, wanted});
}

// Whether the class with that vtable derives from one of `classes`; it is known to derive from `known`, if that is valid.
Operand FunctionTyper::is_any_subclass(Operand vtable, ClassId known, py::handle classes) {
  std::vector<ClassId> wanted;
  auto add = [&](py::handle each) {
    if (!PyType_Check(each.ptr())) return;
    // Some built-in types are classes of the library: bytearray, for one.
    const annotate::Callable& callable = typer_.tables.callables[typer_.annotator.callable_of(each).index];
    bool is_class = callable.kind == annotate::CallableKind::Class && callable.class_.valid();
    ClassId class_ = is_class ? typer_.annotator.class_of(each) : ClassId{};
    if (class_.valid()) wanted.push_back(class_);
    // Classes that have it among their bases, but not its layout.
    auto copies = typer_.tables.copies.find(typer_.host.intern(each).index);
    if (copies == typer_.tables.copies.end()) return;
    for (ClassId copy : copies->second)
      if (!class_.valid() || !typer_.tables.derives_from(copy, class_)) wanted.push_back(copy);
  };
  if (py::isinstance<py::tuple>(classes))
    for (py::handle each : classes) add(each);
  else
    add(classes);
  Operand result = boolean(false);
  bool is_first = true;
  for (ClassId each : wanted) {
    bool is_always = known.valid() && typer_.tables.derives_from(known, each);
    bool is_never = known.valid() && !is_always && !typer_.tables.derives_from(each, known);
    if (is_never) continue;
    Operand one = is_always ? boolean(true) : is_subclass(vtable, each);
    result = is_first ? one : emit(Opcode::Select, TypeTable::bool_, {result, boolean(true), one});
    is_first = false;
  }
  return result;
}

Operand FunctionTyper::is_instance(const Typed& value, const Annotation& known, py::handle classes) {
  bool is_true_of_others = false;
  auto note = [&](py::handle each) {
    is_true_of_others = is_true_of_others || (PyType_Check(each.ptr()) && !PyExceptionClass_Check(each.ptr()) &&
                        !PyType_HasFeature(reinterpret_cast<PyTypeObject*>(each.ptr()), Py_TPFLAGS_HEAPTYPE));
  };
  if (py::isinstance<py::tuple>(classes))
    for (py::handle each : classes) note(each);
  else
    note(classes);
  if (value.repr->is_void()) return boolean(false);
  // Whether a string, list, ... is one can only fail for None.
  if (value.repr->kind != ReprKind::Instance)
    return known.nullable ? emit(Opcode::PtrNonnull, TypeTable::bool_, {materialize(value)})
                          : boolean(is_true_of_others);
  auto test = [&] { return is_any_subclass(type_pointer(value.operand), known.class_(), classes); };
  if (!known.nullable) return test();
  return select(emit(Opcode::PtrNonnull, TypeTable::bool_, {value.operand}), TypeTable::bool_, test,
                [&] { return boolean(false); });
}

}  // namespace weft::typer
