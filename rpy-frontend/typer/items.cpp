// Items and slices of what can be indexed.
#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using ir::Opcode;
using ir::Operand;
using ir::TypeTable;

void FunctionTyper::type_getitem() {
  Operand object = operation_->operands[0], index = operation_->operands[1];
  const Annotation known = annotation(object);
  Typed holder = use(object);
  if (known.is(AnnotationKind::Pointer) || known.is(AnnotationKind::Interior)) {
    if (!low_level_getitem(holder)) unsupported("not an array");
    return;
  }
  require_non_null(holder, known, "'NoneType' object is not subscriptable");
  switch (known.kind) {
    case AnnotationKind::List:
      return define(loaded(helper(checked_variant("rlist.ll_getitem", index), {holder.operand, use_signed(index)}),
                           holder.repr->item));
    case AnnotationKind::String:
      return define(
          helper(checked_variant("rstr.ll_stritem", index), {use_as(object, typer_.reprs.string()), use_signed(index)}),
          typer_.reprs.character());
    case AnnotationKind::Bytes:
      return define(helper(checked_variant("rstr.ll_bytes_item", index), {holder.operand, use_signed(index)}),
                    typer_.reprs.signed_integer());
    case AnnotationKind::Dict: {
      const Repr* repr = holder.repr;
      Operand key = stored({use_as(index, repr->item), repr->item, {}}, repr->item);
      return define(loaded(helper("rdict.ll_dict_getitem", {holder.operand, key, hash_of(repr), equality_of(repr)}),
                           repr->value));
    }
    case AnnotationKind::Tuple: return type_tuple_getitem();
    case AnnotationKind::Iterable: {
      Operands parts;
      for (size_t i = 0; i < 3; ++i) parts.push_back(iterable_part(holder, i).operand);
      return define(helper("robject.ll_range_getitem", {parts[0], parts[1], parts[2], use_signed(index)}),
                    typer_.reprs.signed_integer());
    }
    default: unsupported("this can not be indexed");
  }
}

void FunctionTyper::type_setitem() {
  Operand object = operation_->operands[0], index = operation_->operands[1], value = operation_->operands[2];
  const Annotation known = annotation(object);
  Typed holder = use(object);
  if (known.is(AnnotationKind::Pointer) || known.is(AnnotationKind::Interior)) {
    if (!low_level_setitem(holder)) return unsupported("not an array");
    return define_nothing();
  }
  require_non_null(holder, known, "'NoneType' object does not support item assignment");
  const Repr* repr = holder.repr;
  if (known.is(AnnotationKind::List)) {
    helper(checked_variant("rlist.ll_setitem", index),
           {holder.operand, use_signed(index), stored({use_as(value, repr->item), repr->item, {}}, repr->item)});
    return define_nothing();
  }
  if (known.is(AnnotationKind::Dict)) {
    helper("rdict.ll_dict_setitem",
           {holder.operand, stored({use_as(index, repr->item), repr->item, {}}, repr->item),
            stored({use_as(value, repr->value), repr->value, {}}, repr->value), hash_of(repr), equality_of(repr)});
    return define_nothing();
  }
  unsupported("items of this can not be assigned");
}

void FunctionTyper::type_delitem() {
  Operand object = operation_->operands[0], index = operation_->operands[1];
  const Annotation known = annotation(object);
  Typed holder = use(object);
  require_non_null(holder, known, "'NoneType' object doesn't support item deletion");
  if (known.is(AnnotationKind::List)) {
    helper("rlist.ll_delitem", {holder.operand, use_signed(index)});
  } else if (known.is(AnnotationKind::Dict)) {
    const Repr* repr = holder.repr;
    Operand key = stored({use_as(index, repr->item), repr->item, {}}, repr->item);
    helper("rdict.ll_dict_delitem", {holder.operand, key, hash_of(repr), equality_of(repr)});
  } else {
    return unsupported("items of this can not be deleted");
  }
  define_nothing();
}

void FunctionTyper::type_getslice() {
  Operand object = operation_->operands[0];
  Operand start = operation_->operands[1], stop = operation_->operands[2], step = operation_->operands[3];
  const Annotation known = annotation(object);
  auto is_given = [&](Operand bound) { return !annotation(bound).is(AnnotationKind::None); };
  const int64_t greatest = typer_.program.word_bits == 64 ? INT64_MAX : INT32_MAX;
  Typed holder = use(object);
  require_non_null(holder, known, "'NoneType' object is not subscriptable");
  const Repr* result = typer_.reprs.of(annotations_[operation_->result.index]);
  if (known.is(AnnotationKind::Tuple)) {
    auto live = [&](Operand bound) {
      py::object value = py::none();
      constant_of(bound, value);
      return value;
    };
    py::object slice = py::module_::import("builtins").attr("slice")(live(start), live(stop), live(step));
    py::object chosen = py::module_::import("builtins").attr("range")(holder.repr->parts.size())[slice];
    std::vector<Typed> items;
    for (py::handle position : chosen) items.push_back(tuple_item(holder, position.cast<size_t>()));
    return define(new_tuple(result, items));
  }
  bool is_list = known.is(AnnotationKind::List);
  Arguments arguments;
  // Items that the result holds in another way are converted once it is known which these are.
  const Repr* sliced = is_list && !is_held_alike(holder.repr->item, result->item) ? holder.repr : result;
  auto define_slice = [&](const char* function) {
    Typed slice{helper(function, std::move(arguments)), sliced, {}};
    define(sliced == result ? slice : list_in_items_of(slice, result));
  };
  if (is_list) arguments.push_back(list_type(sliced));
  arguments.push_back(is_list ? holder.operand : use_as(object, typer_.reprs.string()));
  if (is_given(step)) {
    arguments.push_back(is_given(start) ? use_signed(start) : integer(0));
    arguments.push_back(boolean(is_given(start)));
    arguments.push_back(is_given(stop) ? use_signed(stop) : integer(0));
    arguments.push_back(boolean(is_given(stop)));
    arguments.push_back(use_signed(step));
    return define_slice(is_list ? "rlist.ll_getslice_step" : "rstr.ll_getslice_step");
  }
  if (is_list && !is_given(start) && !is_given(stop)) return define_slice("rlist.ll_copy");
  arguments.push_back(is_given(start) ? use_signed(start) : integer(0));
  if (is_list && !is_given(stop)) return define_slice("rlist.ll_getslice_startonly");
  arguments.push_back(is_given(stop) ? use_signed(stop) : integer(greatest));
  define_slice(is_list ? "rlist.ll_getslice_startstop" : "rstr.ll_getslice");
}

// The bounds of a slice with a step, each with whether it is given, and the step.
FunctionTyper::Arguments FunctionTyper::step_bounds() {
  Arguments bounds;
  for (size_t i = 1; i <= 2; ++i) {
    Operand bound = operation_->operands[i];
    bool is_given = !annotation(bound).is(AnnotationKind::None);
    bounds.push_back(is_given ? use_signed(bound) : integer(0));
    bounds.push_back(boolean(is_given));
  }
  bounds.push_back(use_signed(operation_->operands[3]));
  return bounds;
}

void FunctionTyper::type_setslice() {
  Operand object = operation_->operands[0];
  const int64_t greatest = typer_.program.word_bits == 64 ? INT64_MAX : INT32_MAX;
  Typed holder = use(object);
  require_non_null(holder, annotation(object), "'NoneType' object does not support item assignment");
  Operand start = operation_->operands[1], stop = operation_->operands[2];
  bool has_step = !annotation(operation_->operands[3]).is(AnnotationKind::None);
  Arguments bounds = has_step ? step_bounds() : Arguments();
  Operand first = annotation(start).is(AnnotationKind::None) ? integer(0) : use_signed(start);
  Operand last = annotation(stop).is(AnnotationKind::None) ? integer(greatest) : use_signed(stop);
  Operand source = operation_->operands[4];
  Typed items = use(source);
  bool is_like = items.repr->kind == ReprKind::List && is_held_alike(items.repr->item, holder.repr->item);
  if (is_like)
    require_non_null(items, annotation(source), "can only assign an iterable");
  else
    items = list_from(source, holder.repr);
  if (has_step) {
    bounds.insert(bounds.begin(), holder.operand);
    bounds.insert(bounds.begin(), list_type(items.repr));
    bounds.push_back(items.operand);
    helper("rliststep.ll_setslice_step", std::move(bounds));
    return define_nothing();
  }
  helper("rlist.ll_setslice", {holder.operand, first, last, items.operand});
  define_nothing();
}

void FunctionTyper::type_delslice() {
  Operand object = operation_->operands[0];
  const int64_t greatest = typer_.program.word_bits == 64 ? INT64_MAX : INT32_MAX;
  Typed holder = use(object);
  require_non_null(holder, annotation(object), "'NoneType' object does not support item deletion");
  Operand start = operation_->operands[1], stop = operation_->operands[2];
  if (!annotation(operation_->operands[3]).is(AnnotationKind::None)) {
    Arguments bounds = step_bounds();
    bounds.insert(bounds.begin(), holder.operand);
    helper("rliststep.ll_delslice_step", std::move(bounds));
    return define_nothing();
  }
  Operand first = annotation(start).is(AnnotationKind::None) ? integer(0) : use_signed(start);
  Operand last = annotation(stop).is(AnnotationKind::None) ? integer(greatest) : use_signed(stop);
  helper("rlist.ll_delslice", {holder.operand, first, last});
  define_nothing();
}

}  // namespace weft::typer
