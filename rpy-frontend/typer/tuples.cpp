// Tuples: structs of their items.
#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using ir::Operand;
using ir::TypeTable;

Typed FunctionTyper::new_tuple(const Repr* repr, const std::vector<Typed>& items) {
  Operands values;
  for (size_t i = 0; i < items.size(); ++i) values.push_back(stored(items[i], repr->parts[i]));
  Operand made = malloc(repr->type);
  for (size_t i = 0; i < values.size(); ++i) set_field(made, fmt::format("item{}", i), values[i]);
  return {made, repr, {}};
}

Typed FunctionTyper::tuple_item(const Typed& tuple, size_t position) {
  const Repr* item = tuple.repr->parts[position];
  if (item->is_void()) return {typer_.program.constants.void_value(), item, {}};
  return loaded(get_field(tuple.operand, fmt::format("item{}", position)), item);
}

void FunctionTyper::type_tuple_getitem() {
  Typed tuple = use(operation_->operands[0]);
  const Repr* result = typer_.reprs.of(annotations_[operation_->result.index]);
  py::object live;
  auto count = static_cast<int64_t>(tuple.repr->parts.size());
  if (constant_of(operation_->operands[1], live)) {
    auto position = py::reinterpret_steal<py::object>(PyNumber_Index(live.ptr())).cast<int64_t>();
    if (position < 0) position += count;
    return define(tuple_item(tuple, static_cast<size_t>(position)));
  }
  // An index known only at run time: a comparison for each item.
  Operand index = helper("robject.ll_tuple_index", {use_signed(operation_->operands[1]), integer(count)});
  if (result->is_void()) return define_nothing();
  auto choose = [&](auto&& self, size_t position) -> Operand {
    Operand item = convert(tuple_item(tuple, position), result);
    if (position + 1 == tuple.repr->parts.size()) return item;
    Operand is_here = emit(ir::Opcode::IntEq, TypeTable::bool_, {index, integer(static_cast<int64_t>(position))});
    return select(is_here, result->type, [&] { return item; }, [&] { return self(self, position + 1); });
  };
  if (count == 0) return define_nothing();
  define(choose(choose, 0), result);
}

}  // namespace weft::typer
