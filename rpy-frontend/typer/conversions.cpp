// From one representation to another: along edges, into parameters, results, attributes and containers.
#include <cassert>

#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::TypeTable;

bool FunctionTyper::converts_freely(const Repr* from, const Repr* to) const {
  return from == to || to->type == TypeTable::void_ || from->type == to->type;
}

Operand FunctionTyper::cast_pointer(Operand pointer, TypeId to) {
  if (type_of(pointer) == to) return pointer;
  if (pointer.is_constant()) {
    const ir::Constant constant = typer_.program.constants[pointer.constant()];
    if (constant.kind == ir::ConstantKind::Null) return typer_.program.constants.null(to);
    if (constant.kind == ir::ConstantKind::Data) return typer_.program.constants.data(to, constant.as_data());
  }
  return emit(Opcode::CastPointer, to, {pointer});
}

Operand FunctionTyper::convert_integer(Operand operand, TypeId to) {
  TypeId from = type_of(operand);
  if (from == to) return operand;
  switch (typer_.program.types.kind(from)) {
    case ir::TypeKind::Bool: return emit(Opcode::CastBoolToInt, to, {operand});
    case ir::TypeKind::Char:
    case ir::TypeKind::UniChar: return emit(Opcode::CastCharToInt, to, {operand});
    case ir::TypeKind::Integer: return emit(Opcode::CastInt, to, {operand});
    case ir::TypeKind::Float: return emit(Opcode::CastFloatToInt, to, {operand});
    case ir::TypeKind::Address: return emit(Opcode::CastAdrToInt, to, {operand});
    case ir::TypeKind::Any:
    case ir::TypeKind::Void:
    case ir::TypeKind::SingleFloat:
    case ir::TypeKind::Pointer:
    case ir::TypeKind::Struct:
    case ir::TypeKind::Array:
    case ir::TypeKind::Function:
    case ir::TypeKind::Opaque: break;
  }
  return typer_.zero(to);  // never reached
}

Operand FunctionTyper::convert(const Typed& value, const Repr* to) {
  if (to->type == TypeTable::void_) return typer_.program.constants.void_value();
  bool makes_function_object = typer_.is_function_object(to) && !value.repr->is_void() && !typer_.is_object(value.repr);
  if (makes_function_object && !(value.repr->kind == ReprKind::Instance && typer_.is_function_object(value.repr)))
    return to_function_object(value, to);
  if (value.is_bundle()) {
    if (value.repr->kind == ReprKind::Interior) return typer_.zero(to->type);
    return convert({materialize(value), value.repr, {}}, to);
  }
  const Repr* from = value.repr;
  if (from == to) return value.operand;
  if (from->kind == ReprKind::Void) {
    const Annotation& known = from->annotation;
    if (known.is(AnnotationKind::Callables)) {
      annotate::CallableId callable = typer_.tables.callables_in(known.callables()).front();
      return typer_.prebuilt.constant(typer_.tables.callables[callable.index].object, to);
    }
    return typer_.zero(to->type);
  }
  switch (to->kind) {
    case ReprKind::Void:
    case ReprKind::Interior:
    case ReprKind::Slice: break;
    case ReprKind::Bool: return truth(value, true);
    case ReprKind::Integer:
      if (from->kind == ReprKind::Char) break;
      return convert_integer(value.operand, to->type);
    case ReprKind::Float:
      if (from->kind == ReprKind::Bool)
        return emit(Opcode::CastIntToFloat, to->type, {convert_integer(value.operand, TypeTable::signed_)});
      if (from->kind == ReprKind::Integer) return emit(Opcode::CastIntToFloat, to->type, {value.operand});
      if (from->kind == ReprKind::SingleFloat) return emit(Opcode::CastSingleToFloat, to->type, {value.operand});
      break;
    case ReprKind::SingleFloat:
      return emit(Opcode::CastFloatToSingle, to->type, {convert(value, typer_.reprs.floating())});
    case ReprKind::Char:
      // Known to be a single character by what was tested before.
      if (from->type == typer_.types.string_pointer())
        return emit(Opcode::Gettailitem, to->type, {value.operand, integer(0)});
      break;
    case ReprKind::String:
    case ReprKind::Pointer:
      if (from->kind == ReprKind::Char && to->type == typer_.types.string_pointer())
        return helper("rstr.ll_chr2str", {value.operand});
      break;
    case ReprKind::Tuple:
      if (from->kind == ReprKind::Tuple && from->type != to->type) return convert_tuple(value, to);
      break;
    case ReprKind::Instance: break;
    case ReprKind::List:
    case ReprKind::Dict:
    case ReprKind::Set:
    case ReprKind::Function:
    case ReprKind::Class:
    case ReprKind::Frozen:
    case ReprKind::Method:
    case ReprKind::BuiltinMethod:
    case ReprKind::Iterable:
    case ReprKind::Iterator:
    case ReprKind::Address: break;
  }
  if (from->type == to->type) return value.operand;
  bool both_pointers = typer_.program.types.is_pointer(from->type) && typer_.program.types.is_pointer(to->type);
  bool is_instance = from->kind == ReprKind::Instance || to->kind == ReprKind::Instance;
  if (both_pointers && (is_instance || (from->kind == ReprKind::Pointer && to->kind == ReprKind::Pointer)))
    return cast_pointer(value.operand, to->type);
  if (both_pointers && from->kind == ReprKind::Function && to->kind == ReprKind::Function)
    return cast_pointer(value.operand, to->type);
  typer_.report(
      builder_.location(),
      fmt::format("in `{}`: a value of type {} can not be used where {} is expected", builder_.function().display_name,
                  typer_.annotator.describe(from->annotation), typer_.annotator.describe(to->annotation)));
  return typer_.zero(to->type);
}

Operand FunctionTyper::convert_tuple(const Typed& value, const Repr* to) {
  auto rebuild = [&] {
    std::vector<Typed> items;
    for (size_t i = 0; i < to->parts.size(); ++i) items.push_back(tuple_item(value, i));
    return new_tuple(to, items).operand;
  };
  return select(
      emit(Opcode::PtrIsNull, TypeTable::bool_, {value.operand}), to->type,
      [&] { return Operand(typer_.zero(to->type)); }, rebuild);
}

// Makes an object of a bundle.
Operand FunctionTyper::materialize(const Typed& value) {
  if (!value.is_bundle()) return value.operand;
  if (value.repr->kind == ReprKind::Method) return bind_method(value).operand;
  if (value.repr->kind == ReprKind::BuiltinMethod) return convert(value.parts->front(), value.repr->parts[0]);
  Operand made = malloc(value.repr->type);
  for (size_t i = 0; i < value.parts->size(); ++i)
    set_field(made, fmt::format("part{}", i), stored((*value.parts)[i], value.repr->parts[i]));
  return made;
}

// ---- truth

Operand FunctionTyper::truth(const Typed& value, bool nullable) {
  const Repr* repr = value.repr;
  auto is_nonnull = [&] { return emit(Opcode::PtrNonnull, TypeTable::bool_, {materialize(value)}); };
  auto nonnull_and = [&](const std::function<Operand()>& test) {
    if (!nullable) return test();
    return select(is_nonnull(), TypeTable::bool_, test, [&] { return boolean(false); });
  };
  switch (repr->kind) {
    case ReprKind::Void: return boolean(!repr->annotation.is(AnnotationKind::None));
    case ReprKind::Bool: return value.operand;
    case ReprKind::Integer: return emit(Opcode::IntNe, TypeTable::bool_, {value.operand, typer_.zero(repr->type)});
    case ReprKind::Float: return emit(Opcode::FloatNe, TypeTable::bool_, {value.operand, typer_.zero(repr->type)});
    case ReprKind::SingleFloat:
      return emit(Opcode::FloatNe, TypeTable::bool_,
                  {convert(value, typer_.reprs.floating()), typer_.zero(TypeTable::float_)});
    case ReprKind::Char: return boolean(true);
    case ReprKind::String: return helper("rstr.ll_str_is_true", {value.operand});
    case ReprKind::List:
      return nonnull_and([&] {
        return emit(Opcode::IntNe, TypeTable::bool_, {helper("rlist.ll_length", {value.operand}), integer(0)});
      });
    case ReprKind::Dict:
    case ReprKind::Set:
      return nonnull_and([&] {
        return emit(Opcode::IntNe, TypeTable::bool_, {helper("rdict.ll_dict_len", {value.operand}), integer(0)});
      });
    case ReprKind::Tuple: return nonnull_and([&] { return boolean(!repr->parts.empty()); });
    case ReprKind::Instance:
    case ReprKind::Function:
    case ReprKind::Class:
    case ReprKind::Frozen:
    case ReprKind::Pointer: return is_nonnull();
    case ReprKind::Method:
    case ReprKind::BuiltinMethod: return nullable ? is_nonnull() : boolean(true);
    case ReprKind::Address: return emit(Opcode::AdrNe, TypeTable::bool_, {value.operand, typer_.zero(repr->type)});
    case ReprKind::Iterable:
    case ReprKind::Iterator:
    case ReprKind::Interior:
    case ReprKind::Slice: return boolean(true);
  }
  return boolean(true);
}

// ---- what containers hold

Operand FunctionTyper::stored(const Typed& value, const Repr* item) {
  if (item->type == TypeTable::void_) return boolean(false);
  return convert(value, item);
}

Typed FunctionTyper::loaded(Operand operand, const Repr* item) {
  if (item->type == TypeTable::void_) return {typer_.program.constants.void_value(), item, {}};
  return {operand, item, {}};
}

// ---- None where a value is needed

bool FunctionTyper::leaves_out_checks() const {
  return typer_.options.unchecked && (operation_ == nullptr || !operation_->guarded);
}

void FunctionTyper::require_non_null(const Typed& value, const Annotation& annotation, std::string_view message) {
  bool is_attribute = message.find("has no attribute") != std::string_view::npos;
  std::string_view raise = is_attribute ? "robject.ll_raise_none_attribute" : "robject.ll_raise_none";
  if (annotation.is(AnnotationKind::None)) {
    helper(raise, {string_constant(message)});
    return;
  }
  if (!annotation.nullable || leaves_out_checks() || value.is_bundle()) return;
  if (!typer_.program.types.is_pointer(value.repr->type) || value.operand.is_constant()) return;
  Operand is_null = emit(Opcode::PtrIsNull, TypeTable::bool_, {value.operand});
  Operand unlikely = emit(Opcode::Unlikely, TypeTable::bool_, {is_null});
  ir::BlockId bad = builder_.new_block(), good = builder_.new_block();
  builder_.branch(unlikely, bad, good);
  builder_.set_block(bad);
  helper(raise, {string_constant(message)});
  if (!builder_.is_terminated()) builder_.unreachable();
  builder_.set_block(good);
}

}  // namespace weft::typer
