// Attributes of instances, classes, frozen objects and low-level structs.
#include <cassert>

#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using annotate::ClassId;
using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::TypeTable;

Operand FunctionTyper::type_pointer(Operand object) {
  return get_field(cast_pointer(object, typer_.types.object_pointer()), "typeptr");
}

void FunctionTyper::type_getattr(const std::string& name) {
  const Annotation known = annotation(operation_->operands[0]);
  const Annotation result = annotations_[operation_->result.index];
  Typed object = use(operation_->operands[0]);
  switch (known.kind) {
    case AnnotationKind::FunctionObject:
      return instance_getattr(object, "called_name",
                              annotate::instance(typer_.tables.function_object, known.nullable));
    case AnnotationKind::Instance: {
      bool is_name = name == "__name__" && typer_.is_function_object(object.repr);
      return instance_getattr(object, is_name ? "called_name" : name, known);
    }
    case AnnotationKind::Pointer:
    case AnnotationKind::Interior:
      if (!low_level_getattr(object, name)) unsupported(fmt::format("no field `{}`", name));
      return;
    case AnnotationKind::Callables: return callables_getattr(object, name);
    case AnnotationKind::Address: {
      const Repr* items = typer_.reprs.of(result);
      return define(emit(Opcode::CastAdrToPtr, items->type, {object.operand}), items);
    }
    default: break;
  }
  require_non_null(object, known, fmt::format("'NoneType' object has no attribute '{}'", name));
  if (result.is(AnnotationKind::Method) || result.is(AnnotationKind::BuiltinMethod)) return define_bundle({object});
  unsupported(fmt::format("no attribute `{}`", name));
}

// Whether instances of the class with that vtable have an attribute that some subclasses of `known` have.
Operand FunctionTyper::has_attribute(Operand vtable, ClassId known, const std::vector<ClassId>& holders) {
  Operand found = boolean(false);
  for (ClassId each : holders) {
    if (each == known) return boolean(true);
    found = emit(Opcode::Select, TypeTable::bool_, {found, boolean(true), is_subclass(vtable, each)});
  }
  return found;
}

// Instances may arrive here of a class without the attribute or method, which only some of its subclasses have.
void FunctionTyper::require_attribute(const Typed& object, const std::string& name, ClassId known) {
  if (leaves_out_checks() || object.operand.is_constant()) return;
  const annotate::Annotator::AttributeHolders& holders = typer_.classes.attribute_holders(known, name);
  if (!holders.without.valid()) return;
  Operand is_safe = has_attribute(type_pointer(object.operand), known, holders.classes);
  ir::BlockId bad = builder_.new_block(), good = builder_.new_block();
  builder_.branch(is_safe, good, bad);
  builder_.set_block(bad);
  helper("robject.ll_raise_no_attribute",
         {get_field(type_pointer(object.operand), "name"),
          string_constant(fmt::format("' object has no attribute '{}'", name))});
  if (!builder_.is_terminated()) builder_.unreachable();
  builder_.set_block(good);
}

void FunctionTyper::instance_getattr(const Typed& object, const std::string& name, const Annotation& known) {
  const Annotation result = annotations_[operation_->result.index];
  const Repr* repr = typer_.reprs.of(result);
  require_non_null(object, known, fmt::format("'NoneType' object has no attribute '{}'", name));
  ClassId owner = typer_.tables.attribute_owner(known.class_(), name);
  bool is_variable = owner.valid() && typer_.tables.class_(owner).attributes.at(name).is_class_variable;
  if (owner.valid() && !is_variable) require_attribute(object, name, known.class_());
  if (result.is_constant() || repr->is_void()) return define_nothing();
  if (!owner.valid()) {
    if (result.is(AnnotationKind::Method)) {
      // The receiver of a class method is the class.
      const Annotation receiver = typer_.tables.tuple(result.receiver())[0];
      if (!receiver.is(AnnotationKind::Instance)) {
        const Repr* receiver_repr = typer_.reprs.of(receiver);
        Operand class_ = receiver_repr->is_void() ? undefined(receiver_repr) : type_pointer(object.operand);
        return define_bundle({{class_, receiver_repr, {}}});
      }
      require_attribute(object, name, known.class_());
      return define_bundle({object});
    }
    if (name == "__class__") return define(type_pointer(object.operand), repr);
    return unsupported(fmt::format("attribute `{}` has no low-level form", name));
  }
  const annotate::Attribute& attribute = typer_.tables.class_(owner).attributes.at(name);
  if (attribute.is_assigned) {
    Classes::Field field = typer_.classes.attribute_field(known.class_(), name);
    if (field.slot == UINT32_MAX) return define_nothing();
    Operand holder = cast_pointer(object.operand, typer_.types.instance_pointer(field.owner));
    return define(emit(Opcode::Getfield, field.repr->type, {holder}, field.slot), field.repr);
  }
  const Repr* held = typer_.reprs.of(attribute.cell.annotation);
  if (held->is_void()) return define_nothing();
  if (attribute.is_class_variable) return get_class_variable(known.class_(), type_pointer(object.operand), name);
  Classes::Field field = typer_.classes.class_attribute_slot(known.class_(), name, held);
  TypeId vtable_type = typer_.types.pointer(typer_.classes.vtable_type(field.owner));
  Operand vtable = cast_pointer(type_pointer(object.operand), vtable_type);
  define(emit(Opcode::Getfield, held->type, {vtable}, field.slot), held);
}

void FunctionTyper::type_setattr(const std::string& name) {
  const Annotation known = annotation(operation_->operands[0]);
  Typed object = use(operation_->operands[0]);
  if (known.is(AnnotationKind::Pointer) || known.is(AnnotationKind::Interior)) {
    if (!low_level_setattr(object, name)) return unsupported(fmt::format("no field `{}`", name));
    return define_nothing();
  }
  require_non_null(object, known, fmt::format("'NoneType' object has no attribute '{}'", name));
  if (known.is(AnnotationKind::Callables)) return set_class_variable(name);
  if (!known.is(AnnotationKind::Instance)) return unsupported(fmt::format("attribute `{}` can not be assigned", name));
  Classes::Field field = typer_.classes.attribute_field(known.class_(), name);
  if (field.slot != UINT32_MAX) {
    Operand value = use_as(operation_->operands[1], field.repr);
    Operand holder = cast_pointer(object.operand, typer_.types.instance_pointer(field.owner));
    emit(Opcode::Setfield, TypeTable::void_, {holder, value}, field.slot);
  }
  define_nothing();
}

// The nearest common base of the classes that a value may be; invalid when there is none, or others are among them.
ClassId FunctionTyper::common_class(const Annotation& classes) const {
  ClassId common;
  bool is_first = true;
  for (annotate::CallableId each : typer_.tables.callables_in(classes.callables())) {
    const annotate::Callable& callable = typer_.tables.callables[each.index];
    if (callable.kind != annotate::CallableKind::Class) return {};
    common = is_first          ? callable.class_
             : common.valid() ? typer_.tables.common_base(common, callable.class_)
                              : common;
    is_first = false;
  }
  return common;
}

Operand FunctionTyper::variable_cell(ClassId class_, Operand vtable, const std::string& name) {
  if (type_of(vtable) == TypeTable::void_) return typer_.classes.variable_cell(class_, name);
  Classes::Field field = typer_.classes.variable_slot(class_, name);
  TypeId vtable_type = typer_.types.pointer(typer_.classes.vtable_type(field.owner));
  return emit(Opcode::Getfield, typer_.late[field.slot].type, {cast_pointer(vtable, vtable_type)}, field.slot);
}

void FunctionTyper::get_class_variable(ClassId class_, Operand vtable, const std::string& name) {
  const Repr* repr = typer_.classes.variable_slot(class_, name).repr;
  bool is_own = type_of(vtable) == TypeTable::void_ && typer_.classes.has_own_variable(class_, name);
  Operand cell = variable_cell(class_, vtable, name);
  if (!is_own) cell = helper("robject.ll_class_variable", {cell, string_constant(fmt::format(
      "type object '{}' has no attribute '{}'", typer_.tables.class_(class_).name.substr(
          typer_.tables.class_(class_).name.rfind('.') + 1), name))});
  if (repr->is_void()) return define_nothing();
  define(get_field(cell, "value"), repr);
}

void FunctionTyper::set_class_variable(const std::string& name) {
  ClassId class_ = common_class(annotation(operation_->operands[0]));
  if (!class_.valid() || !typer_.annotator.is_class_variable(class_, name))
    return unsupported(fmt::format("attribute `{}` of classes without a common base can not be assigned", name),
                       "give the classes a common base that defines the attribute");
  const Repr* repr = typer_.classes.variable_slot(class_, name).repr;
  Operand cell = variable_cell(class_, use(operation_->operands[0]).operand, name);
  if (!repr->is_void()) set_field(cell, "value", use_as(operation_->operands[1], repr));
  set_field(cell, "defined", boolean(true));
  define_nothing();
}

// Attributes of one of several functions, classes or frozen objects.
void FunctionTyper::callables_getattr(const Typed& object, const std::string& name) {
  const Annotation known = annotation(operation_->operands[0]);
  const Annotation result = annotations_[operation_->result.index];
  const Repr* repr = typer_.reprs.of(result);
  require_non_null(object, known, fmt::format("'NoneType' object has no attribute '{}'", name));
  if (ClassId class_ = common_class(known); class_.valid() && typer_.annotator.is_class_variable(class_, name))
    return get_class_variable(class_, object.operand, name);
  if (result.is_constant() || repr->is_void()) return define_nothing();
  if (object.repr->kind == ReprKind::Class) {
    if (result.is(AnnotationKind::Method)) return define_bundle({object});
    if (name == "__qualname__") {
      ClassId class_ = common_class(known);
      Classes::Field field = typer_.classes.class_attribute_slot(class_, name, repr);
      TypeId vtable_type = typer_.types.pointer(typer_.classes.vtable_type(field.owner));
      return define(emit(Opcode::Getfield, repr->type, {cast_pointer(object.operand, vtable_type)}, field.slot), repr);
    }
    if (name == "__name__")
      return define(helper("robject.ll_string_of_characters", {get_field(object.operand, "name")}),
                    typer_.reprs.string());
    // A class attribute: in the vtable of the classes' common base.
    ClassId common = common_class(known);
    if (common.valid()) {
      Classes::Field field = typer_.classes.class_attribute_slot(common, name, repr);
      TypeId vtable_type = typer_.types.pointer(typer_.classes.vtable_type(field.owner));
      return define(emit(Opcode::Getfield, field.repr->type, {cast_pointer(object.operand, vtable_type)}, field.slot),
                    field.repr);
    }
  }
  if (object.repr->kind == ReprKind::Frozen) {
    uint32_t slot = typer_.frozen_slot(object.repr, name, annotate::without_constant(result));
    return define(emit(Opcode::Getfield, repr->type, {object.operand}, slot), repr);
  }
  if (object.repr->kind == ReprKind::Function)
    return define(call(typer_.functions.chosen_constant(object.repr, repr, name),
                       typer_.functions.choice_signature(object.repr, repr, name), {object.operand}),
                  repr);
  unsupported(fmt::format("attribute `{}` of one of several functions", name));
}

// ---- low-level memory

bool FunctionTyper::low_level_getattr(const Typed& object, const std::string& name) {
  ir::TypeTable& types = typer_.program.types;
  ir::StringId field_name = typer_.program.strings.intern(name);
  if (object.repr->kind == ReprKind::Interior) {
    // a[i].field
    const std::vector<Typed>& parts = *object.parts;
    TypeId item = types.array_type(types.pointee(type_of(parts[0].operand))).item;
    std::optional<uint32_t> field = types.find_field(item, field_name);
    if (!field || parts.size() != 2) return false;
    TypeId type = types.struct_type(item).fields[*field].type;
    if (type == TypeTable::void_) return define_nothing(), true;
    define(emit(Opcode::Getarrayfield, type, {parts[0].operand, parts[1].operand}, *field), typer_.reprs.of_type(type));
    return true;
  }
  TypeId target = types.pointee(type_of(object.operand));
  if (py::object raw = typer_.types.raw_type(target)) {
    py::tuple found = typer_.library.module("lltypesystem.rawlayout").attr("field")(raw, name);
    define_raw_part(object, integer(found[0].cast<int64_t>()), found[1]);
    return true;
  }
  if (types.kind(target) != ir::TypeKind::Struct) return false;
  std::optional<uint32_t> field = types.find_field(target, field_name);
  if (!field) return false;
  TypeId type = types.struct_type(target).fields[*field].type;
  if (types.kind(type) == ir::TypeKind::Array) return define_bundle({object}), true;  // p.chars
  if (type == TypeTable::void_) return define_nothing(), true;
  define(emit(Opcode::Getfield, type, {object.operand}, *field), typer_.reprs.of_type(type));
  return true;
}

bool FunctionTyper::low_level_setattr(const Typed& object, const std::string& name) {
  ir::TypeTable& types = typer_.program.types;
  ir::StringId field_name = typer_.program.strings.intern(name);
  bool is_interior = object.repr->kind == ReprKind::Interior;
  TypeId holder = types.pointee(type_of(is_interior ? (*object.parts)[0].operand : object.operand));
  if (py::object raw = typer_.types.raw_type(holder)) {
    py::tuple found = typer_.library.module("lltypesystem.rawlayout").attr("field")(raw, name);
    store_raw_part(object, integer(found[0].cast<int64_t>()), found[1], operation_->operands[1]);
    return true;
  }
  if (is_interior) holder = types.array_type(holder).item;
  if (types.kind(holder) != ir::TypeKind::Struct) return false;
  std::optional<uint32_t> field = types.find_field(holder, field_name);
  if (!field) return false;
  TypeId type = types.struct_type(holder).fields[*field].type;
  if (type == TypeTable::void_) return true;
  Operand value = use_as(operation_->operands[1], typer_.reprs.of_type(type));
  if (is_interior)
    emit(Opcode::Setarrayfield, TypeTable::void_, {(*object.parts)[0].operand, (*object.parts)[1].operand, value},
         *field);
  else
    emit(Opcode::Setfield, TypeTable::void_, {object.operand, value}, *field);
  return true;
}

bool FunctionTyper::low_level_getitem(const Typed& object) {
  ir::TypeTable& types = typer_.program.types;
  Operand index = use_signed(operation_->operands[1]);
  if (object.repr->kind == ReprKind::Interior) {
    // p.chars[i]
    const std::vector<Typed>& parts = *object.parts;
    TypeId array = types.tail_array(types.pointee(type_of(parts[0].operand)));
    if (!array.valid()) return false;
    TypeId item = types.array_type(array).item;
    define(emit(Opcode::Gettailitem, item, {parts[0].operand, index}), typer_.reprs.of_type(item));
    return true;
  }
  TypeId array = types.pointee(type_of(object.operand));
  if (py::object raw = typer_.types.raw_type(array)) {
    auto [offset, item] = raw_item(raw);
    define_raw_part(object, offset, item);
    return true;
  }
  if (types.kind(array) != ir::TypeKind::Array) return false;
  TypeId item = types.array_type(array).item;
  if (types.kind(item) == ir::TypeKind::Struct) {
    define_bundle({object, {index, typer_.reprs.signed_integer(), {}}});
    return true;
  }
  define(emit(Opcode::Getarrayitem, item, {object.operand, index}), typer_.reprs.of_type(item));
  return true;
}

bool FunctionTyper::low_level_setitem(const Typed& object) {
  ir::TypeTable& types = typer_.program.types;
  Operand index = use_signed(operation_->operands[1]);
  bool is_tail = object.repr->kind == ReprKind::Interior;
  Operand pointer = is_tail ? (*object.parts)[0].operand : object.operand;
  TypeId array = types.pointee(type_of(pointer));
  if (py::object raw = typer_.types.raw_type(array)) {
    auto [offset, item] = raw_item(raw);
    store_raw_part(object, offset, item, operation_->operands[2]);
    return true;
  }
  if (is_tail) array = types.tail_array(array);
  if (!array.valid() || types.kind(array) != ir::TypeKind::Array) return false;
  TypeId item = types.array_type(array).item;
  Operand value = use_as(operation_->operands[2], typer_.reprs.of_type(item));
  emit(is_tail ? Opcode::Settailitem : Opcode::Setarrayitem, TypeTable::void_, {pointer, index, value});
  return true;
}

}  // namespace weft::typer
