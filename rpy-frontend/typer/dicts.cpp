// Dicts and sets: making them, their operators and methods.
#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using ir::Opcode;
using ir::Operand;
using ir::TypeTable;

HelperArgument FunctionTyper::hash_of(const Repr* dict) {
  const annotate::DictDefinition& definition = typer_.tables.dict(dict->annotation.dict());
  if (definition.key_hash.is_constant())
    return HelperArgument(typer_.object_functions.key_hash(dict, typer_.host.object(definition.key_hash.constant)));
  return HelperArgument(typer_.object_functions.hash(dict->item));
}

HelperArgument FunctionTyper::equality_of(const Repr* dict) {
  const annotate::DictDefinition& definition = typer_.tables.dict(dict->annotation.dict());
  if (definition.key_equal.is_constant())
    return HelperArgument(typer_.object_functions.key_equal(dict, typer_.host.object(definition.key_equal.constant)));
  return HelperArgument(typer_.object_functions.equal(dict->item));
}

Typed FunctionTyper::new_dict(const Repr* repr) {
  return {helper("rdict.ll_newdict", {HelperArgument::low_type(typer_.program.types.pointee(repr->type))}), repr, {}};
}

bool FunctionTyper::type_set_binary(Opcode opcode) {
  Operand a = operation_->operands[0], b = operation_->operands[1];
  const Annotation left = annotation(a), right = annotation(b);
  bool is_dict = left.is(AnnotationKind::Dict) && right.is(AnnotationKind::Dict);
  if (!is_dict && !(left.is(AnnotationKind::Set) && right.is(AnnotationKind::Set))) return false;
  Typed first = use(a), second = use(b);
  const Repr* repr = first.repr;
  require_non_null(first, left, "unsupported operand: 'NoneType'");
  require_non_null(second, right, "unsupported operand: 'NoneType'");
  if (is_dict) {
    Operand copy = helper("rdict.ll_dict_copy", {first.operand});
    helper("rdict.ll_dict_update", {copy, second.operand, hash_of(repr), equality_of(repr)});
    define(copy, repr);
    return true;
  }
  const char* name = nullptr;
  bool in_place = false;
  switch (opcode) {
    case Opcode::BitOr: name = "rset.ll_set_union"; break;
    case Opcode::BitAnd: name = "rset.ll_set_intersection"; break;
    case Opcode::Sub: name = "rset.ll_set_difference"; break;
    case Opcode::BitXor: name = "rset.ll_set_symmetric_difference"; break;
    case Opcode::InplaceBitOr:
      name = "rset.ll_set_update";
      in_place = true;
      break;
    case Opcode::InplaceBitAnd:
      name = "rset.ll_set_intersection_update";
      in_place = true;
      break;
    case Opcode::InplaceSub:
      name = "rset.ll_set_difference_update";
      in_place = true;
      break;
    case Opcode::InplaceBitXor:
      name = "rset.ll_set_symmetric_difference_update";
      in_place = true;
      break;
    default: return false;
  }
  Operand result = helper(name, {first.operand, second.operand, hash_of(repr), equality_of(repr)});
  define(in_place ? first.operand : result, repr);
  return true;
}

void FunctionTyper::type_dict_method(const Typed& dict, const std::string& name, const Operands& arguments) {
  const Repr* repr = dict.repr;
  auto key = [&](Operand operand) { return stored({use_as(operand, repr->item), repr->item, {}}, repr->item); };
  auto held = [&](Operand operand, const Repr* value) { return stored({use_as(operand, value), value, {}}, value); };
  HelperArgument hash = hash_of(repr), equality = equality_of(repr);
  const Repr* result = typer_.reprs.of(annotations_[operation_->result.index]);
  if (name == "keys" || name == "values" || name == "items") return define_bundle({dict});
  if (name == "get" || (name == "pop" && arguments.size() == 2)) {
    // The result may be held in another way than the values: None for a missing integer, a character for a string.
    bool is_same = typer_.reprs.stored_type(result) == typer_.reprs.stored_type(repr->value);
    if (is_same || result->is_void()) {
      Operand otherwise = arguments.size() == 2 ? held(arguments[1], repr->value)
                                                : Operand(typer_.zero(typer_.reprs.stored_type(repr->value)));
      Operand got = helper(name == "get" ? "rdict.ll_dict_get" : "rdict.ll_dict_pop_default",
                           {dict.operand, key(arguments[0]), otherwise, hash, equality});
      return define(loaded(got, is_same ? result : repr->value));
    }
    Operand wanted = key(arguments[0]);
    Operand present = helper("rdict.ll_dict_contains", {dict.operand, wanted, hash, equality});
    Operand otherwise = arguments.size() == 2 ? use_as(arguments[1], result) : Operand(typer_.zero(result->type));
    Operand got = select(
        present, result->type,
        [&] {
          Operand value = helper(name == "get" ? "rdict.ll_dict_getitem" : "rdict.ll_dict_pop",
                                 {dict.operand, wanted, hash, equality});
          return convert(loaded(value, repr->value), result);
        },
        [&] { return otherwise; });
    return define(got, result);
  }
  if (name == "pop")
    return define(loaded(helper("rdict.ll_dict_pop", {dict.operand, key(arguments[0]), hash, equality}), repr->value));
  if (name == "setdefault")
    return define(loaded(helper("rdict.ll_dict_setdefault",
                                {dict.operand, key(arguments[0]), held(arguments[1], repr->value), hash, equality}),
                         repr->value));
  if (name == "copy") return define(helper("rdict.ll_dict_copy", {dict.operand}), repr);
  if (name == "popitem")
    return define(helper("rdict.ll_dict_popitem",
                         {HelperArgument::low_type(typer_.program.types.pointee(result->type)), dict.operand, hash}),
                  result);
  if (name == "clear") {
    helper("rdict.ll_dict_clear", {dict.operand});
  } else if (name == "update") {
    Typed other = use(arguments[0]);
    require_non_null(other, annotation(arguments[0]), "'NoneType' object is not iterable");
    if (other.repr->type == repr->type) {
      helper("rdict.ll_dict_update", {dict.operand, other.operand, hash, equality});
    } else {
      annotate::IterableDefinition items{
          .kind = annotate::IterableKind::DictItems,
          .sources = {annotate::without_constant(annotate::non_null(other.repr->annotation))}};
      Annotation view = annotate::plain(AnnotationKind::Iterable);
      view.detail = typer_.tables.intern_iterable(std::move(items)).index;
      Typed bundle{Operand(), typer_.reprs.of(view), std::make_shared<std::vector<Typed>>(std::vector<Typed>{other})};
      Typed iterator = make_iterator(bundle, iterator_repr(view), view);
      loop(iterator, integer(0), [&](const Typed& pair, Operand) {
        helper("rdict.ll_dict_setitem", {dict.operand, stored(tuple_item(pair, 0), repr->item),
                                         stored(tuple_item(pair, 1), repr->value), hash, equality});
      });
    }
  } else {
    return unsupported(fmt::format("dicts have no method `{}`", name));
  }
  define_nothing();
}

// The functions of objectmodel that take a dict.
void FunctionTyper::type_dict_operation(const std::string& name) {
  Typed dict = use(argument(0));
  require_non_null(dict, annotation(argument(0)), "a dict is needed, not 'NoneType'");
  const Repr* repr = dict.repr;
  const Repr* result = typer_.reprs.of(annotations_[operation_->result.index]);
  HelperArgument hash = hash_of(repr), equality = equality_of(repr);
  if (name == "popitem_first")
    return define(helper("rdictforms.ll_popitem_first",
                         {HelperArgument::low_type(typer_.program.types.pointee(result->type)), dict.operand, hash}),
                  result);
  Operand key = stored({use_as(argument(1), repr->item), repr->item, {}}, repr->item);
  // A program knows the hash of a string, whatever the dict uses for keys that are characters.
  if (name == "key_hash")
    return define(repr->item->kind == ReprKind::Char ? helper("rhash.ll_hash_char", {key})
                                 : helper("rdictforms.ll_key_hash", {dict.operand, key, hash}),
                  typer_.reprs.signed_integer());
  if (name == "move_to_end") {
    Operand to_last = argument_count() > 2 ? use_boolean(argument(2)) : boolean(true);
    helper("rdictforms.ll_move_to_end", {dict.operand, key, to_last, hash, equality});
    return define_nothing();
  }
  Operand given = helper("rdictforms.ll_given_hash", {dict.operand, key, use_signed(argument(2))});
  if (name == "contains_with_hash")
    return define(helper("rdictforms.ll_contains_with_hash", {dict.operand, key, given, hash, equality}),
                  typer_.reprs.boolean());
  if (name == "getitem_with_hash")
    return define(loaded(helper("rdictforms.ll_getitem_with_hash", {dict.operand, key, given, hash, equality}), repr->value));
  if (name == "setitem_with_hash") {
    Operand value = stored({use_as(argument(3), repr->value), repr->value, {}}, repr->value);
    helper("rdictforms.ll_setitem_with_hash", {dict.operand, key, given, value, hash, equality});
  } else {
    helper("rdictforms.ll_delitem_with_hash", {dict.operand, key, given, hash, equality});
  }
  define_nothing();
}

void FunctionTyper::type_set_method(const Typed& set, const std::string& name, const Operands& arguments) {
  const Repr* repr = set.repr;
  HelperArgument hash = hash_of(repr), equality = equality_of(repr);
  auto item = [&](Operand operand) { return stored({use_as(operand, repr->item), repr->item, {}}, repr->item); };
  auto other = [&] {
    Typed value = use(arguments[0]);
    require_non_null(value, annotation(arguments[0]), "'NoneType' object is not iterable");
    return value.operand;
  };
  if (name == "add" || name == "discard" || name == "remove") {
    helper(fmt::format("rset.ll_set_{}", name), {set.operand, item(arguments[0]), hash, equality});
    return define_nothing();
  }
  if (name == "pop") return define(loaded(helper("rset.ll_set_pop", {set.operand, hash}), repr->item));
  if (name == "copy") return define(helper("rdict.ll_dict_copy", {set.operand}), repr);
  if (name == "clear") {
    helper("rdict.ll_dict_clear", {set.operand});
    return define_nothing();
  }
  if (name == "update" && !annotation(arguments[0]).is(AnnotationKind::Set)) {
    for_each(arguments[0], [&](const Typed& each) {
      helper("rset.ll_set_add", {set.operand, stored(each, repr->item), hash, equality});
    });
    return define_nothing();
  }
  if (name == "issuperset")
    return define(helper("rset.ll_set_issubset", {other(), set.operand, hash, equality}), typer_.reprs.boolean());
  if (name == "issubset" || name == "isdisjoint")
    return define(helper(fmt::format("rset.ll_set_{}", name), {set.operand, other(), hash, equality}),
                  typer_.reprs.boolean());
  Operand result = helper(fmt::format("rset.ll_set_{}", name), {set.operand, other(), hash, equality});
  if (name == "update" || name.ends_with("_update")) return define_nothing();
  define(result, repr);
}

Typed FunctionTyper::set_from(Operand source, const Repr* result) {
  Typed set = new_dict(result);
  const Annotation known = annotation(source);
  HelperArgument hash = hash_of(result), equality = equality_of(result);
  if (known.is(AnnotationKind::Set) && use(source).repr->type == result->type)
    return {helper("rdict.ll_dict_copy", {use(source).operand}), result, {}};
  for_each(source, [&](const Typed& item) {
    helper("rset.ll_set_add", {set.operand, stored(item, result->item), hash, equality});
  });
  return set;
}

Typed FunctionTyper::dict_from(Operand source, const Repr* result) {
  const Annotation known = annotation(source);
  if (known.is(AnnotationKind::Dict) && use(source).repr->type == result->type)
    return {helper("rdict.ll_dict_copy", {use(source).operand}), result, {}};
  Typed dict = new_dict(result);
  HelperArgument hash = hash_of(result), equality = equality_of(result);
  for_each(source, [&](const Typed& pair) {
    helper("rdict.ll_dict_setitem", {dict.operand, stored(tuple_item(pair, 0), result->item),
                                     stored(tuple_item(pair, 1), result->value), hash, equality});
  });
  return dict;
}

}  // namespace weft::typer
