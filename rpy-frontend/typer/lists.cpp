// Lists: making them, their operators and methods.
#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::TypeTable;

HelperArgument FunctionTyper::list_type(const Repr* repr) {
  return HelperArgument::low_type(typer_.program.types.pointee(repr->type));
}

// The flavour of an index helper: what is known of the index, and whether anything has to be checked.
std::string FunctionTyper::checked_variant(const char* base, Operand index) {
  const Annotation known = annotation(index);
  bool non_negative = known.is(AnnotationKind::Bool) || known.non_negative;
  bool is_checked = !leaves_out_checks();
  return fmt::format("{}{}", base,
                     is_checked     ? (non_negative ? "_nonneg" : "")
                     : non_negative ? "_fast"
                                    : "_unchecked");
}

Typed FunctionTyper::new_list(const Repr* repr, const Operands& items) {
  if (repr->is_resized && items.empty()) return {helper("rlist.ll_newlist", {list_type(repr), integer(0)}), repr, {}};
  TypeId array = repr->type;
  TypeId list = typer_.program.types.pointee(repr->type);
  if (repr->is_resized) array = typer_.program.types.struct_type(list).fields[1].type;
  Operands values;
  for (Operand item : items) values.push_back(stored({use_as(item, repr->item), repr->item, {}}, repr->item));
  Operand count = integer(static_cast<int64_t>(items.size()));
  Operand holder = malloc_array(array, count);
  for (size_t i = 0; i < values.size(); ++i)
    emit(Opcode::Setarrayitem, TypeTable::void_, {holder, integer(static_cast<int64_t>(i)), values[i]});
  if (!repr->is_resized) return {holder, repr, {}};
  Operand made = malloc(repr->type);
  set_field(made, "length", count);
  set_field(made, "items", holder);
  return {made, repr, {}};
}

bool FunctionTyper::type_list_binary(Opcode opcode) {
  Operand a = operation_->operands[0], b = operation_->operands[1];
  const Annotation left = annotation(a), right = annotation(b);
  const Repr* result = typer_.reprs.of(annotations_[operation_->result.index]);
  if (opcode == Opcode::InplaceAdd && left.is(AnnotationKind::List)) {
    Typed list = use(a);
    require_non_null(list, left, "unsupported operand type(s) for +=: 'NoneType'");
    extend_list(list, b);
    define(list);
    return true;
  }
  if (opcode == Opcode::InplaceMul && left.is(AnnotationKind::List)) {
    Typed list = use(a);
    helper("rlist.ll_inplace_mul", {list.operand, use_signed(b)});
    define(list);
    return true;
  }
  if (opcode == Opcode::Add && left.is(AnnotationKind::List) && right.is(AnnotationKind::List)) {
    Typed first = list_in_items_of(use(a), result), second = list_in_items_of(use(b), result);
    require_non_null(first, left, "unsupported operand type(s) for +: 'NoneType' and 'list'");
    require_non_null(second, right, "can only concatenate list (not \"NoneType\") to list");
    define(helper("rlist.ll_concat", {list_type(result), first.operand, second.operand}), result);
    return true;
  }
  if ((opcode == Opcode::Mul || opcode == Opcode::InplaceMul) &&
      (left.is(AnnotationKind::List) || right.is(AnnotationKind::List))) {
    if (!left.is(AnnotationKind::List)) std::swap(a, b);
    Typed list = use(a);
    require_non_null(list, annotation(a), "unsupported operand type(s) for *: 'NoneType' and 'int'");
    list = list_in_items_of(list, result);
    define(helper("rlist.ll_mul", {list_type(result), list.operand, use_signed(b)}), result);
    return true;
  }
  return false;
}

// A list whose items are held as in `like`: the same list, or a converted copy.
Typed FunctionTyper::list_in_items_of(const Typed& list, const Repr* like) {
  if (typer_.reprs.stored_type(list.repr->item) == typer_.reprs.stored_type(like->item)) return list;
  Typed copy{helper("rlist.ll_newlist", {list_type(like), helper("rlist.ll_length", {list.operand})}), like, {}};
  Annotation source = annotate::without_constant(list.repr->annotation);
  Typed iterator = make_iterator(list, iterator_repr(source), source);
  Operand position = integer(0);
  loop(iterator, position, [&](const Typed& item, Operand index) {
    helper("rlist.ll_setitem_fast", {copy.operand, index, stored(item, like->item)});
  });
  return copy;
}

void FunctionTyper::extend_list(const Typed& list, Operand source) {
  const Annotation known = annotation(source);
  if (known.is(AnnotationKind::List)) {
    Typed more = use(source);
    require_non_null(more, known, "'NoneType' object is not iterable");
    helper("rlist.ll_extend", {list.operand, list_in_items_of(more, list.repr).operand});
    return;
  }
  if (known.is(AnnotationKind::String)) {
    helper("rlist.ll_extend_from_string", {list.operand, use_as(source, typer_.reprs.string())});
    return;
  }
  for_each(source,
           [&](const Typed& item) { helper("rlist.ll_append", {list.operand, stored(item, list.repr->item)}); });
}

bool FunctionTyper::is_held_alike(const Repr* one, const Repr* other) const {
  return typer_.reprs.stored_type(one) == typer_.reprs.stored_type(other);
}

// list(x): a new list of the representation.
Typed FunctionTyper::list_from(Operand source, const Repr* result) {
  const Annotation known = annotation(source);
  Typed value = use(source);
  HelperArgument type = list_type(result);
  switch (known.kind) {
    case AnnotationKind::List: {
      require_non_null(value, known, "'NoneType' object is not iterable");
      if (typer_.reprs.stored_type(value.repr->item) != typer_.reprs.stored_type(result->item))
        return list_in_items_of(value, result);
      return {helper("rlist.ll_copy", {type, value.operand}), result, {}};
    }
    case AnnotationKind::String:
      return {helper("rlist.ll_list_from_string", {type, use_as(source, typer_.reprs.string())}), result, {}};
    case AnnotationKind::Bytes: return {helper("rlist.ll_list_from_bytes", {type, value.operand}), result, {}};
    case AnnotationKind::Tuple: {
      Typed list{
          helper("rlist.ll_newlist", {type, integer(static_cast<int64_t>(value.repr->parts.size()))}), result, {}};
      for (size_t i = 0; i < value.repr->parts.size(); ++i)
        helper("rlist.ll_setitem_fast",
               {list.operand, integer(static_cast<int64_t>(i)), stored(tuple_item(value, i), result->item)});
      return list;
    }
    case AnnotationKind::Dict:
    case AnnotationKind::Set: {
      require_non_null(value, known, "'NoneType' object is not iterable");
      if (!is_held_alike(value.repr->item, result->item)) break;
      return {helper("rdict.ll_dict_keys", {type, value.operand}), result, {}};
    }
    case AnnotationKind::Iterable: {
      annotate::IterableKind kind = iterable_definition(value.repr).kind;
      Typed first = iterable_part(value, 0);
      if (kind == annotate::IterableKind::Range) {
        Operand stop = iterable_part(value, 1).operand, step = iterable_part(value, 2).operand;
        return {helper("rlist.ll_range_list", {type, first.operand, stop, step}), result, {}};
      }
      if (kind == annotate::IterableKind::DictKeys && is_held_alike(first.repr->item, result->item))
        return {helper("rdict.ll_dict_keys", {type, first.operand}), result, {}};
      if (kind == annotate::IterableKind::DictValues && is_held_alike(first.repr->value, result->item))
        return {helper("rdict.ll_dict_values", {type, first.operand}), result, {}};
      break;
    }
    default: break;
  }
  Typed list{helper("rlist.ll_newlist", {type, integer(0)}), result, {}};
  for_each(source, [&](const Typed& item) { helper("rlist.ll_append", {list.operand, stored(item, result->item)}); });
  return list;
}

void FunctionTyper::type_list_method(const Typed& list, const std::string& name, const Operands& arguments) {
  const Repr* item = list.repr->item;
  auto as_item = [&](Operand operand) { return stored({use_as(operand, item), item, {}}, item); };
  auto equality = [&] { return HelperArgument(typer_.object_functions.equal(item)); };
  const Repr* number = typer_.reprs.signed_integer();
  if (name == "append") {
    helper("rlist.ll_append", {list.operand, as_item(arguments[0])});
  } else if (name == "pop") {
    Operand popped = arguments.empty() ? helper("rlist.ll_pop", {list.operand})
                                       : helper("rlist.ll_pop_index", {list.operand, use_signed(arguments[0])});
    return define(loaded(popped, item));
  } else if (name == "insert") {
    helper("rlist.ll_insert", {list.operand, use_signed(arguments[0]), as_item(arguments[1])});
  } else if (name == "extend") {
    extend_list(list, arguments[0]);
  } else if (name == "reverse") {
    helper("rlist.ll_reverse", {list.operand});
  } else if (name == "clear") {
    helper("rlist.ll_clear", {list.operand});
  } else if (name == "remove") {
    helper("rlist.ll_remove", {list.operand, as_item(arguments[0]), equality()});
  } else if (name == "index") {
    return define(helper("rlist.ll_index", {list.operand, as_item(arguments[0]), equality()}), number);
  } else if (name == "count") {
    return define(helper("rlist.ll_count", {list.operand, as_item(arguments[0]), equality()}), number);
  } else if (name == "copy") {
    const Repr* result = typer_.reprs.of(annotations_[operation_->result.index]);
    if (!is_held_alike(item, result->item)) return define(list_in_items_of(list, result));
    return define(helper("rlist.ll_copy", {list_type(result), list.operand}), result);
  } else if (name == "sort") {
    if (item->kind == ReprKind::String)
      helper("rstrsort.ll_sort_strings", {list.operand});
    else
      helper("rlist.ll_sort", {list.operand, HelperArgument(typer_.object_functions.less(item))});
  } else {
    return unsupported(fmt::format("lists have no method `{}`", name));
  }
  define_nothing();
}

}  // namespace weft::typer
