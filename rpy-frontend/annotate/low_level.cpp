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
        return name == "TO" ? low_level_type(types.pointee(type)) : missing();
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
  if (object.is(AnnotationKind::Interior)) target = types.tail_array(target);
  if (!target.valid() || types.kind(target) != ir::TypeKind::Array)
    return fail(unsupported_operation, fmt::format("{} can not be indexed", describe(object)));
  ir::TypeId item = types.array_type(target).item;
  if (types.kind(item) == ir::TypeKind::Struct) return interior(object.type());
  return of_low_level_type(item);
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
