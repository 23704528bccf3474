// C functions and the memory they work on.
#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::Annotation;
using annotate::AnnotationKind;
using annotate::InstanceId;
using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::TypeKind;
using ir::TypeTable;

// ---- raw memory

Operand FunctionTyper::address_of(const Typed& pointer) {
  if (pointer.repr->kind == ReprKind::Address) return pointer.operand;
  return emit(Opcode::CastPtrToAdr, TypeTable::address, {pointer.operand});
}

void FunctionTyper::define_raw_part(const Typed& pointer, Operand offset, py::handle part_type) {
  TypeId type = typer_.types.from_python(part_type);
  Operand base = address_of(pointer);
  if (!typer_.library.module("lltypesystem.rawlayout").attr("is_compound")(part_type).cast<bool>())
    return define(emit(Opcode::RawLoad, type, {base, offset}), typer_.reprs.of_type(type));
  TypeId pointer_type = typer_.program.types.pointer(type);
  Operand part = emit(Opcode::AdrAdd, TypeTable::address, {base, offset});
  define(emit(Opcode::CastAdrToPtr, pointer_type, {part}), typer_.reprs.of_type(pointer_type));
}

void FunctionTyper::store_raw_part(const Typed& pointer, Operand offset, py::handle part_type, Operand value) {
  TypeId type = typer_.types.from_python(part_type);
  Operand stored = use_as(value, typer_.reprs.of_type(type));
  emit(Opcode::RawStore, TypeTable::void_, {address_of(pointer), offset, stored});
}

// The offset of the item that is indexed, and its type.
std::pair<Operand, py::object> FunctionTyper::raw_item(py::handle raw) {
  py::tuple found = typer_.library.module("lltypesystem.rawlayout").attr("items")(raw);
  Operand offset = emit(Opcode::IntMul, TypeTable::signed_,
                        {use_signed(operation_->operands[1]), integer(found[1].cast<int64_t>())});
  if (int64_t start = found[0].cast<int64_t>(); start != 0)
    offset = emit(Opcode::IntAdd, TypeTable::signed_, {offset, integer(start)});
  return {offset, found[2]};
}

void FunctionTyper::raw_malloc(py::handle raw, const Repr* result) {
  py::tuple layout = typer_.library.module("lltypesystem.rawlayout").attr("allocation")(raw);
  const ir::CallShape shape = typer_.flow.call_shapes[operation_->immediate];
  Operand size = integer(layout[0].cast<int64_t>()), zero = boolean(false), count = integer(0);
  bool adds_pressure = false;
  py::object live;
  for (size_t i = 0; i < shape.keywords.size(); ++i) {
    if (typer_.text(shape.keywords[i]) == "zero") zero = use_boolean(argument(shape.positional + i));
    if (typer_.text(shape.keywords[i]) == "n") count = use_signed(argument(shape.positional + i));
    if (typer_.text(shape.keywords[i]) == "add_memory_pressure")
      adds_pressure = constant_of(argument(shape.positional + i), live) && live.cast<bool>();
  }
  if (shape.positional > 1) count = use_signed(argument(1));
  if (int64_t item = layout[1].cast<int64_t>(); item != 0)
    size = helper("foreign.ll_size", {size, integer(item), count});
  if (adds_pressure) helper("rgcforms.ll_add_memory_pressure", {size});
  Operand made = helper("foreign.ll_raw_malloc", {size, zero});
  if (int64_t at = layout[2].cast<int64_t>(); at >= 0)
    emit(Opcode::RawStore, TypeTable::void_, {made, integer(at), count});
  define(emit(Opcode::CastAdrToPtr, result->type, {made}), result);
}

// ---- conversions

// As C converts: between numbers, pointers and addresses.
Operand FunctionTyper::cast_value(const Typed& value, TypeId to) {
  const ir::TypeTable& types = typer_.program.types;
  if (value.repr->is_void()) return typer_.zero(to);
  TypeId from = value.repr->type;
  if (from == to) return value.operand;
  bool from_pointer = types.is_pointer(from), to_pointer = types.is_pointer(to);
  if (value.repr->kind == ReprKind::String) return emit(Opcode::Gettailitem, to, {value.operand, integer(0)});
  if (from_pointer && to_pointer)
    return emit(Opcode::CastAdrToPtr, to, {emit(Opcode::CastPtrToAdr, TypeTable::address, {value.operand})});
  if (from_pointer || from == TypeTable::address) {
    Operand address = address_of(value);
    if (to == TypeTable::address) return address;
    if (to_pointer) return emit(Opcode::CastAdrToPtr, to, {address});
    Operand word = emit(Opcode::CastAdrToInt, TypeTable::signed_, {address});
    return cast_value({word, typer_.reprs.signed_integer(), {}}, to);
  }
  if (to_pointer || to == TypeTable::address) {
    Operand word = cast_value(value, TypeTable::signed_);
    Operand address = emit(Opcode::CastIntToAdr, TypeTable::address, {word});
    return to_pointer ? emit(Opcode::CastAdrToPtr, to, {address}) : address;
  }
  switch (types.kind(to)) {
    case TypeKind::Bool: return truth(value, false);
    case TypeKind::Char:
    case TypeKind::UniChar: return emit(Opcode::CastIntToChar, to, {cast_value(value, TypeTable::signed_)});
    case TypeKind::Integer:
      if (from == TypeTable::single_float)
        return emit(Opcode::CastFloatToInt, to, {emit(Opcode::CastSingleToFloat, TypeTable::float_, {value.operand})});
      return convert_integer(value.operand, to);
    case TypeKind::Float:
    case TypeKind::SingleFloat: return convert(value, typer_.reprs.of_type(to));
    case TypeKind::Any:
    case TypeKind::Void:
    case TypeKind::Address:
    case TypeKind::Pointer:
    case TypeKind::Struct:
    case TypeKind::Array:
    case TypeKind::Function:
    case TypeKind::Opaque: break;
  }
  return typer_.zero(to);
}

bool FunctionTyper::type_foreign_builtin(const std::string& function, const Repr* result) {
  if (function == "cast") return define(cast_value(use(argument(1)), result->type), result), true;
  if (function == "llhelper") {
    py::object live;
    if (!constant_of(argument(1), live)) return unsupported("a function that is not known while translating"), true;
    return define(callback(result->type, live), result), true;
  }
  if (function == "ptradd") {
    Typed base = use(argument(0));
    py::object raw = typer_.types.raw_type(typer_.program.types.pointee(result->type));
    py::tuple items = typer_.library.module("lltypesystem.rawlayout").attr("items")(raw);
    Operand offset =
        emit(Opcode::IntMul, TypeTable::signed_, {use_signed(argument(1)), integer(items[1].cast<int64_t>())});
    Operand moved = emit(Opcode::AdrAdd, TypeTable::address, {address_of(base), offset});
    return define(emit(Opcode::CastAdrToPtr, result->type, {moved}), result), true;
  }
  return false;
}

// ---- calls

void FunctionTyper::call_external(py::handle declaration) {
  ir::FunctionId function = typer_.functions.external(declaration);
  const ir::FunctionType shape = typer_.program.types.function_type(typer_.program.function(function).type);
  const ir::TypeTable& types = typer_.program.types;
  Operands passed{typer_.functions.pointer(function)}, copies;
  for (size_t i = 0; i < shape.parameters.size(); ++i) {
    TypeId type = shape.parameters[i];
    const Annotation known = annotation(argument(i));
    bool is_text = known.is(AnnotationKind::String) || known.is(AnnotationKind::Bytes);
    py::object live;
    if (types.is_pointer(type) && is_text) {
      copies.push_back(helper("foreign.ll_text_for_c", {use_as(argument(i), typer_.reprs.string())}));
      passed.push_back(emit(Opcode::CastAdrToPtr, type, {copies.back()}));
    } else if (types.is_pointer(type) && known.is(AnnotationKind::Callables) && constant_of(argument(i), live)) {
      passed.push_back(callback(type, live));
    } else if (known.is(AnnotationKind::Pointer) || known.is(AnnotationKind::Address)) {
      passed.push_back(cast_value(use(argument(i)), type));
    } else {
      passed.push_back(use_as(argument(i), typer_.reprs.of_type(type)));
    }
  }
  // RFFI_SAVE_ERRNO, RFFI_READSAVED_ERRNO, RFFI_ZERO_ERRNO_BEFORE
  int64_t errno_use = declaration.attr("save_err").cast<int64_t>();
  if (errno_use & 4) helper("foreign.ll_clear_errno", {});
  if (errno_use & 2) helper("foreign.ll_restore_errno", {});
  Operand result = emit(Opcode::DirectCall, shape.result, std::move(passed));
  if (errno_use & 1) helper("foreign.ll_save_errno", {});
  for (Operand copy : copies) helper("foreign.ll_raw_free", {copy});
  if (shape.result == TypeTable::void_) return define_nothing();
  define(result, typer_.reprs.of_type(shape.result));
}

// C's view of a function: one that the backend makes by its name, which calls another one that has C's types but may
// raise. An exception that leaves it ends the program.
Operand FunctionTyper::callback(TypeId function_pointer, py::handle live) {
  return typer_.functions.callback(function_pointer, live);
}

ir::ConstantId Functions::callback(TypeId function_pointer, py::handle live) {
  ir::Program& program = typer_.program;
  TypeId type = program.types.pointee(function_pointer);
  auto [known, is_new] = callbacks_.try_emplace({live.ptr(), type.index});
  if (!is_new) return known->second;
  const ir::FunctionType shape = program.types.function_type(type);
  std::vector<Annotation> annotations;
  for (TypeId parameter : shape.parameters) annotations.push_back(typer_.reprs.of_type(parameter)->annotation);
  InstanceId instance =
      typer_.annotator.annotate_helper(py::reinterpret_borrow<py::object>(live), std::move(annotations));
  const Signature& signature = this->signature(instance);
  ir::FunctionId callee = declare(instance);
  ir::FunctionId target = add("callback." + std::string(py::str(live.attr("__name__"))), type);
  ir::Builder builder(program, target, program.function(target).add_block());
  std::vector<Operand> passed{pointer(callee)};
  for (size_t i = 0; i < shape.parameters.size(); ++i) {
    Operand argument = builder.add_argument(builder.block(), shape.parameters[i]);
    if (signature.parameters[i]->type != TypeTable::void_) passed.push_back(argument);
  }
  TypeId given = signature.result->type;
  Operand result = builder.emit(Opcode::DirectCall, given, std::move(passed));
  if (signature.never_returns) {
    builder.unreachable();
  } else if (shape.result == TypeTable::void_) {
    builder.return_(program.constants.void_value());
  } else if (given == shape.result) {
    builder.return_(result);
  } else if (program.types.is_integer(given) && program.types.is_integer(shape.result)) {
    builder.return_(builder.emit(Opcode::CastInt, shape.result, {result}));
  } else if (given == TypeTable::bool_ && program.types.is_integer(shape.result)) {
    builder.return_(builder.emit(Opcode::CastBoolToInt, shape.result, {result}));
  } else {
    typer_.report({}, fmt::format("C needs a result of type {} from `{}`", typer_.types.text(shape.result),
                                  std::string(py::str(live.attr("__name__")))));
    builder.unreachable();
  }
  program.kept_functions.push_back(target);
  ir::Function entry;
  entry.name = "weft_callback." + program.function(target).name;
  entry.display_name = entry.name;
  entry.type = type;
  entry.is_external = true;
  entry.can_raise = false;
  names_.insert(entry.name);
  known->second = program.constants.function(function_pointer, program.add_function(std::move(entry)));
  return known->second;
}

}  // namespace weft::typer
