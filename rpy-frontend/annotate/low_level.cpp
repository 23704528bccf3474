// Low-level helpers: pointers, the memory they point to, and operations of the IR by name.
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"
#include "translator/ir/operations.h"

namespace weft::annotate {

namespace {

Annotation interior(ir::TypeId pointer_type, uint32_t field = ir::Id<int>::none) {
  Annotation result = plain(AnnotationKind::Interior);
  result.detail = pointer_type.index;
  result.detail2 = field;
  return result;
}

}  // namespace

Annotation Annotator::Implementation::of_low_level_type(ir::TypeId type) {
  const ir::Type& description = low_level->types()[type];
  switch (description.kind) {
    case ir::TypeKind::Void: return none();
    case ir::TypeKind::Bool: return boolean_annotation();
    case ir::TypeKind::Char:
    case ir::TypeKind::UniChar: return string(true);
    case ir::TypeKind::Integer: return integer(false, type);
    case ir::TypeKind::Float: return floating();
    case ir::TypeKind::SingleFloat: return plain(AnnotationKind::SingleFloat);
    case ir::TypeKind::Address: return plain(AnnotationKind::Address);
    case ir::TypeKind::Pointer: return pointer(type);
    case ir::TypeKind::Any:
    case ir::TypeKind::Struct:
    case ir::TypeKind::Array:
    case ir::TypeKind::Function:
    case ir::TypeKind::Opaque: break;
  }
  return fail(unsupported_operation, "a low-level variable can not be of this type");
}

Annotation Annotator::Implementation::low_level_getattr(const Annotation& object, const std::string& name) {
  ir::TypeTable& types = low_level->types();
  ir::StringId field_name = low_level->strings().intern(name);
  auto missing = [&] { return fail(unknown_attribute, fmt::format("{} has no field `{}`", describe(object), name)); };
  if (object.is(AnnotationKind::LowLevelType)) {
    ir::TypeId type = object.type();
    switch (types.kind(type)) {
      case ir::TypeKind::Pointer:
        if (name != "TO") return missing();
        if (py::object raw = low_level->raw_type(types.pointee(type))) return of_constant(raw);
        return low_level_type(types.pointee(type));
      case ir::TypeKind::Array:
        return name == "OF" ? low_level_type(types.array_type(type).item) : missing();
      case ir::TypeKind::Struct: {
        std::optional<uint32_t> field = types.find_field(type, field_name);
        return field ? low_level_type(types.struct_type(type).fields[*field].type) : missing();
      }
      default: return missing();
    }
  }
  ir::TypeId target = types.pointee(object.type());
  if (py::object raw = low_level->raw_type(target)) {
    py::object found = raw_layout.attr("field")(raw, name);
    return found.is_none() ? missing() : of_raw_part(py::tuple(found)[1]);
  }
  if (object.is(AnnotationKind::Interior)) {
    if (object.detail2 != ir::Id<int>::none || types.kind(target) != ir::TypeKind::Array) return missing();
    target = types.array_type(target).item;
  }
  if (types.kind(target) != ir::TypeKind::Struct) return missing();
  std::optional<uint32_t> field = types.find_field(target, field_name);
  if (!field) return missing();
  ir::TypeId type = types.struct_type(target).fields[*field].type;
  if (types.kind(type) == ir::TypeKind::Array) return interior(object.type(), *field);
  return of_low_level_type(type);
}

Annotation Annotator::Implementation::low_level_getitem(const Annotation& object) {
  ir::TypeTable& types = low_level->types();
  ir::TypeId target = types.pointee(object.type());
  if (py::object raw = low_level->raw_type(target)) {
    py::object found = raw_layout.attr("items")(raw);
    if (!found.is_none()) return of_raw_part(py::tuple(found)[2]);
  }
  if (object.is(AnnotationKind::Interior)) target = types.tail_array(target);
  if (!target.valid() || types.kind(target) != ir::TypeKind::Array)
    return fail(unsupported_operation, fmt::format("{} can not be indexed", describe(object)));
  ir::TypeId item = types.array_type(target).item;
  if (types.kind(item) == ir::TypeKind::Struct) return interior(object.type());
  return of_low_level_type(item);
}

Annotation Annotator::Implementation::of_raw_part(py::handle part_type) {
  ir::TypeId type = low_level->from_python(part_type);
  if (raw_layout.attr("is_compound")(part_type).cast<bool>()) return pointer(low_level->types().pointer(type));
  return of_low_level_type(type);
}

CallableId Annotator::Implementation::operation_named(const std::string& name) {
  ir::HostObjectId id = host.intern(llop.attr(name.c_str()));
  auto known = tables.callable_of_object.find(id.index);
  if (known != tables.callable_of_object.end()) return known->second;
  CallableId created{tables.callables.size()};
  tables.callables.push_back({.kind = CallableKind::Builtin, .object = id, .name = "llop." + name});
  tables.callable_of_object.emplace(id.index, created);
  return created;
}

Annotation Annotator::Implementation::low_level_operation(const BuiltinCall& call) {
  if (call.count() == 0 || !call.argument(0).is(AnnotationKind::LowLevelType))
    return fail(unsupported_operation, fmt::format("`{}` needs the type of its result as first argument",
                                                   call.callee.name));
  if (!ir::find_opcode(std::string_view(call.callee.name).substr(5)))
    return fail(unsupported_operation, fmt::format("there is no operation `{}`", call.callee.name));
  return of_low_level_type(call.argument(0).type());
}

Annotation Annotator::Implementation::builtin_malloc(const BuiltinCall& call) {
  if (!expect_count(call, 1, 2)) return error();
  if (!call.argument(0).is(AnnotationKind::LowLevelType))
    return fail(unsupported_operation, "malloc needs a low-level type that is known while translating");
  return pointer(low_level->types().pointer(call.argument(0).type()));
}

Annotation Annotator::Implementation::builtin_nullptr(const BuiltinCall& call) { return builtin_malloc(call); }

Annotation Annotator::Implementation::builtin_type_of(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  const Annotation& value = call.argument(0);
  switch (value.kind) {
    case AnnotationKind::Pointer: return low_level_type(value.type());
    case AnnotationKind::Integer: return low_level_type(value.type());
    case AnnotationKind::Bool: return low_level_type(ir::TypeTable::bool_);
    case AnnotationKind::Float: return low_level_type(ir::TypeTable::float_);
    case AnnotationKind::SingleFloat: return low_level_type(ir::TypeTable::single_float);
    case AnnotationKind::Address: return low_level_type(ir::TypeTable::address);
    case AnnotationKind::None: return low_level_type(ir::TypeTable::void_);
    case AnnotationKind::String:
      return low_level_type(value.is_char ? ir::TypeTable::char_ : low_level->string_pointer());
    case AnnotationKind::Instance: return low_level_type(low_level->instance_pointer(value.class_()));
    default: return fail(unsupported_operation, fmt::format("{} has no low-level type", describe(value)));
  }
}

Annotation Annotator::Implementation::builtin_cast_pointer(const BuiltinCall& call) {
  if (!expect_count(call, 2, 2)) return error();
  if (!call.argument(0).is(AnnotationKind::LowLevelType))
    return fail(unsupported_operation, "cast_pointer needs a pointer type");
  return pointer(call.argument(0).type());
}

Annotation Annotator::Implementation::builtin_is_array(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1) || !call.argument(0).is(AnnotationKind::LowLevelType)) return error();
  return boolean(low_level->types().kind(call.argument(0).type()) == ir::TypeKind::Array);
}

Annotation Annotator::Implementation::builtin_is_struct(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1) || !call.argument(0).is(AnnotationKind::LowLevelType)) return error();
  return boolean(low_level->types().kind(call.argument(0).type()) == ir::TypeKind::Struct);
}

Annotation Annotator::Implementation::builtin_hlstr(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  return call.callee.name.ends_with("hlbytes") ? bytes() : string();
}

Annotation Annotator::Implementation::builtin_llstr(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  return pointer(low_level->string_pointer());
}

Annotation Annotator::Implementation::builtin_cast_to_instance(const BuiltinCall& call) {
  if (!expect_count(call, 2, 2) || !call.argument(0).is_constant()) return error();
  ClassId class_ = class_of(host.object(call.argument(0).constant));
  return instance(class_);
}

Annotation Annotator::Implementation::builtin_cast_to_pointer(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1) || !call.argument(0).is(AnnotationKind::Instance)) return error();
  return pointer(low_level->instance_pointer(call.argument(0).class_()));
}

// ---- C functions

void Annotator::Implementation::check_external_arguments(const Callable& callee, const CallArguments& arguments) {
  py::tuple expected = host.object(callee.object).attr("arguments");
  if (!arguments.keywords.empty() || arguments.positional.size() != expected.size()) {
    fail(wrong_call, fmt::format("the C function `{}` takes {} argument{} but {} were given", callee.name,
                                 expected.size(), expected.size() == 1 ? "" : "s",
                                 arguments.positional.size() + arguments.keywords.size()), "called here");
    return;
  }
  for (size_t i = 0; i < expected.size(); ++i) {
    ir::TypeId type = low_level->from_python(expected[i]);
    const Annotation& given = arguments.positional[i].annotation;
    auto is = [&](auto... kinds) { return (given.is(kinds) || ...); };
    using Kind = AnnotationKind;
    bool fits = is(Kind::Impossible, Kind::Error);
    switch (low_level->types().kind(type)) {
      case ir::TypeKind::Bool:
      case ir::TypeKind::Integer: fits = fits || is(Kind::Integer, Kind::Bool); break;
      case ir::TypeKind::Char:
      case ir::TypeKind::UniChar: fits = fits || given.is_char; break;
      case ir::TypeKind::Float:
      case ir::TypeKind::SingleFloat:
        fits = fits || is(Kind::Float, Kind::SingleFloat, Kind::Integer, Kind::Bool);
        break;
      case ir::TypeKind::Address: fits = fits || is(Kind::Address, Kind::Pointer, Kind::None); break;
      case ir::TypeKind::Pointer: {
        bool is_function = low_level->types().kind(low_level->types().pointee(type)) == ir::TypeKind::Function;
        if (is_function && given.is(Kind::Callables)) annotate_callback(type, given);
        fits = fits || is(Kind::Pointer, Kind::None) ||
               (is_function ? is(Kind::Callables) : is(Kind::String, Kind::Bytes));
        break;
      }
      case ir::TypeKind::Any:
      case ir::TypeKind::Void:
      case ir::TypeKind::Struct:
      case ir::TypeKind::Array:
      case ir::TypeKind::Function:
      case ir::TypeKind::Opaque: break;
    }
    if (!fits)
      fail(wrong_call, fmt::format("argument {} of the C function `{}` is of type {}, not {}", i + 1, callee.name,
                                   std::string(py::str(expected[i].attr("_name"))), describe(given)),
           "called here");
  }
}

void Annotator::Implementation::annotate_callback(ir::TypeId function_type, const Annotation& function) {
  const std::vector<CallableId> set = tables.callables_in(function.callables());
  const Callable callable = tables.callables[set.front().index];
  if (set.size() != 1 || callable.kind != CallableKind::Function) {
    fail(unsupported_operation, "the function that C calls must be known while translating", "one of several here",
         "give C a function that calls them");
    return;
  }
  const ir::FunctionType shape = low_level->types().function_type(low_level->types().pointee(function_type));
  std::vector<Annotation> arguments;
  for (ir::TypeId parameter : shape.parameters) arguments.push_back(of_low_level_type(parameter));
  if (signature(set.front()).names.size() != arguments.size()) {
    fail(wrong_call, fmt::format("C calls `{}` with {} argument{}", callable.name, arguments.size(),
                                 arguments.size() == 1 ? "" : "s"), "given to C here");
    return;
  }
  annotate_function(host.object(callable.object), arguments, true);
}

Annotation Annotator::Implementation::builtin_cast(const BuiltinCall& call) {
  if (!expect_count(call, 2, 2)) return error();
  if (!call.argument(0).is(AnnotationKind::LowLevelType))
    return fail(unsupported_operation, "the type to cast to must be known while translating");
  return of_low_level_type(call.argument(0).type());
}

Annotation Annotator::Implementation::builtin_ptradd(const BuiltinCall& call) {
  if (!expect_count(call, 2, 2)) return error();
  const Annotation& base = call.argument(0);
  if (base.is(AnnotationKind::Impossible)) return base;
  py::object raw = base.is(AnnotationKind::Pointer) ? low_level->raw_type(low_level->types().pointee(base.type()))
                                                    : py::object();
  if (!raw || raw_layout.attr("items")(raw).is_none())
    return fail(unsupported_operation, fmt::format("{} does not point to items", describe(base)));
  return without_constant(base);
}

Annotation Annotator::Implementation::builtin_llhelper(const BuiltinCall& call) {
  if (!expect_count(call, 2, 2)) return error();
  const Annotation& type = call.argument(0);
  if (!type.is(AnnotationKind::LowLevelType) || !call.argument(1).is(AnnotationKind::Callables))
    return fail(unsupported_operation, "llhelper() takes a pointer type of functions, and a function");
  annotate_callback(type.type(), call.argument(1));
  return pointer(type.type());
}

// The class that an object is known to be of, as a constant.
Annotation Annotator::Implementation::builtin_static_class(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  const Annotation& object = call.argument(0);
  if (object.is(AnnotationKind::Impossible)) return object;
  if (!object.is(AnnotationKind::Instance) || !object.class_().valid())
    return fail(unsupported_operation, fmt::format("{} is no instance of a class", describe(object)));
  return of_constant(tables.class_(object.class_()).object);
}

}  // namespace weft::annotate
