// Attributes that threads share: rtyper/atomics.py, of which each function is an operation.
#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"
#include "translator/ir/operations.h"

namespace weft::typer {

using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::TypeTable;

// Of a low-level struct, or of an instance. Nothing if the attribute is always None.
std::optional<FunctionTyper::AtomicPlace> FunctionTyper::atomic_place(const std::string& attribute) {
  const Annotation known = annotation(argument(0));
  Typed object = use(argument(0));
  if (known.is(annotate::AnnotationKind::Pointer)) {
    const ir::TypeTable& types = typer_.program.types;
    TypeId holder = types.pointee(type_of(object.operand));
    uint32_t slot = *types.find_field(holder, typer_.program.strings.intern(attribute));
    return AtomicPlace{object.operand, slot, typer_.reprs.of_type(types.struct_type(holder).fields[slot].type)};
  }
  require_non_null(object, known, fmt::format("'NoneType' object has no attribute '{}'", attribute));
  Classes::Field field = typer_.classes.attribute_field(known.class_(), attribute);
  if (field.slot == UINT32_MAX) return std::nullopt;
  return AtomicPlace{cast_pointer(object.operand, typer_.types.instance_pointer(field.owner)), field.slot, field.repr};
}

bool FunctionTyper::type_atomic_builtin(std::string_view name) {
  constexpr std::string_view module = "rpython.rtyper.atomics.";
  if (!name.starts_with(module)) return false;
  name.remove_prefix(module.size());
  if (name.ends_with('_')) name.remove_suffix(1);  // Python's keywords
  Opcode opcode = *ir::find_opcode(fmt::format("atomic_{}", name));
  bool compares = opcode == Opcode::AtomicCompareExchange;
  py::object attribute;
  constant_of(argument(1), attribute);
  std::optional<AtomicPlace> place = atomic_place(py::str(attribute));
  if (!place) {
    compares ? define(boolean(true), typer_.reprs.boolean()) : define_nothing();
    return true;
  }
  TypeId type = place->repr->type;
  if (type != TypeTable::signed_ && !typer_.program.types.is_gc_pointer(type)) {
    unsupported("only integers of a word, and references to objects, are read and written atomically");
    return true;
  }
  Operands operands{place->holder};
  for (size_t i = 2; i < argument_count(); ++i) operands.push_back(use_as(argument(i), place->repr));
  if (opcode == Opcode::AtomicStore) {
    emit(opcode, TypeTable::void_, std::move(operands), place->slot);
    define_nothing();
  } else if (compares) {
    define(emit(opcode, TypeTable::bool_, std::move(operands), place->slot), typer_.reprs.boolean());
  } else {
    define(emit(opcode, type, std::move(operands), place->slot), place->repr);
  }
  return true;
}

}  // namespace weft::typer
