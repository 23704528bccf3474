// Strings: concatenation, repetition, and the text of values.
#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using ir::Opcode;
using ir::Operand;
using ir::TypeTable;

bool FunctionTyper::type_string_binary(Opcode opcode) {
  Operand a = operation_->operands[0], b = operation_->operands[1];
  const Annotation left = annotation(a), right = annotation(b);
  auto is_text = [](const Annotation& each) {
    return each.is(AnnotationKind::String) || each.is(AnnotationKind::Bytes);
  };
  bool is_add = opcode == Opcode::Add || opcode == Opcode::InplaceAdd;
  bool is_mul = opcode == Opcode::Mul || opcode == Opcode::InplaceMul;
  if (is_add && is_text(left) && is_text(right)) {
    const Repr* repr = typer_.reprs.of(annotations_[operation_->result.index]);
    require_non_null(use(a), left, "can only concatenate str (not \"NoneType\") to str");
    require_non_null(use(b), right, "can only concatenate str (not \"NoneType\") to str");
    define(helper("rstr.ll_strconcat", {use_as(a, typer_.reprs.string()), use_as(b, typer_.reprs.string())}), repr);
    return true;
  }
  if (is_mul && (is_text(left) || is_text(right))) {
    const Repr* repr = typer_.reprs.of(annotations_[operation_->result.index]);
    if (!is_text(left)) std::swap(a, b);
    require_non_null(use(a), annotation(a), "unsupported operand type(s) for *: 'NoneType' and 'int'");
    define(helper("rstr.ll_str_mul", {use_as(a, typer_.reprs.string()), use_signed(b)}), repr);
    return true;
  }
  if ((opcode == Opcode::Mod || opcode == Opcode::InplaceMod) && is_text(left)) {
    py::object format;
    if (!constant_of(a, format)) {
      unsupported("the format string of % must be known while translating",
                  "build the text with + and str(), or an f-string");
      return true;
    }
    bool is_bytes = left.is(AnnotationKind::Bytes);
    type_percent(b, is_bytes ? format.cast<std::string>() : from_latin_1(format), is_bytes);
    return true;
  }
  return false;
}

Operand FunctionTyper::text_of(Operand operand, bool source) {
  const Annotation known = annotation(operand);
  py::object live;
  // Text of constants is made by Python itself.
  bool is_simple = known.is(AnnotationKind::Integer) || known.is(AnnotationKind::Bool) ||
                   known.is(AnnotationKind::String) || known.is(AnnotationKind::None) ||
                   known.is(AnnotationKind::Float);
  if (is_simple && constant_of(operand, live)) {
    py::object text = source ? py::repr(live) : py::object(py::str(live));
    return use_text_constant(text);
  }
  return text_of(use(operand), source, known.nullable);
}

Operand FunctionTyper::use_text_constant(py::handle text) {
  return typer_.prebuilt.constant(text, typer_.reprs.string());
}

Operand FunctionTyper::text_of(const Typed& value, bool source, bool nullable) {
  const Repr* repr = value.repr;
  if (repr->kind == ReprKind::String && !source && !nullable && !repr->is_bytes) return value.operand;
  if (repr->is_void()) {
    if (repr->annotation.is(AnnotationKind::None)) return string_constant("None");
    return string_constant("<object>");
  }
  py::object function = source ? typer_.object_functions.source(repr) : typer_.object_functions.text(repr);
  return helper(function, {materialize(value)});
}

Operand FunctionTyper::concatenate(const Operands& strings) {
  if (strings.empty()) return string_constant("");
  if (strings.size() == 1) return strings[0];
  if (strings.size() == 2) return helper("rstr.ll_strconcat", {strings[0], strings[1]});
  if (strings.size() == 3) return helper("rstr.ll_strconcat3", {strings[0], strings[1], strings[2]});
  ir::TypeId array = typer_.types.pointer(typer_.types.array(typer_.types.string_pointer()));
  Operand pieces = malloc_array(array, integer(static_cast<int64_t>(strings.size())));
  for (size_t i = 0; i < strings.size(); ++i)
    emit(Opcode::Setarrayitem, TypeTable::void_, {pieces, integer(static_cast<int64_t>(i)), strings[i]});
  return helper("rstr.ll_concat_array", {pieces});
}

void FunctionTyper::type_build_string() {
  Operands pieces;
  for (Operand operand : operation_->operands) pieces.push_back(use_as(operand, typer_.reprs.string()));
  define(concatenate(pieces), typer_.reprs.string());
}

}  // namespace weft::typer
