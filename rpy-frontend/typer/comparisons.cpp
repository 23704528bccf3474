// Equality, order, identity, and `in`.
#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using ir::Opcode;
using ir::Operand;
using ir::TypeTable;

Operand FunctionTyper::equal(const Typed& left, const Typed& right) {
  const Repr* repr = left.repr;
  py::object function = typer_.object_functions.equal(repr);
  if (!function.is_none()) return helper(function, {left.operand, right.operand});
  switch (repr->kind) {
    case ReprKind::Void: return boolean(true);
    case ReprKind::Bool:
      return emit(
          Opcode::IntEq, TypeTable::bool_,
          {convert_integer(left.operand, TypeTable::signed_), convert_integer(right.operand, TypeTable::signed_)});
    case ReprKind::Integer: return emit(Opcode::IntEq, TypeTable::bool_, {left.operand, right.operand});
    case ReprKind::Char: return emit(Opcode::CharEq, TypeTable::bool_, {left.operand, right.operand});
    case ReprKind::Float: return emit(Opcode::FloatEq, TypeTable::bool_, {left.operand, right.operand});
    case ReprKind::SingleFloat:
      return emit(Opcode::FloatEq, TypeTable::bool_,
                  {convert(left, typer_.reprs.floating()), convert(right, typer_.reprs.floating())});
    case ReprKind::Address: return emit(Opcode::AdrEq, TypeTable::bool_, {left.operand, right.operand});
    default: return emit(Opcode::PtrEq, TypeTable::bool_, {left.operand, right.operand});
  }
}

void FunctionTyper::type_comparison(Opcode opcode) {
  Operand a = operation_->operands[0], b = operation_->operands[1];
  const Annotation left = annotation(a), right = annotation(b);
  bool is_equality = opcode == Opcode::Eq || opcode == Opcode::Ne;
  if (left.is(AnnotationKind::None) || right.is(AnnotationKind::None)) return type_identity(opcode == Opcode::Ne);
  if (annotate::is_number(left) && annotate::is_number(right))
    return define(compare_numbers(opcode, use(a), use(b)), typer_.reprs.boolean());
  auto define_negated = [&](Operand result) {
    if (opcode == Opcode::Ne) result = emit(Opcode::BoolNot, TypeTable::bool_, {result});
    define(result, typer_.reprs.boolean());
  };
  // x > y is y < x; x <= y is not y < x, where the order is total.
  auto define_by_less = [&](const std::function<Operand(Operand, Operand)>& less, Operand x, Operand y) {
    bool swap = opcode == Opcode::Gt || opcode == Opcode::Le;
    bool negate = opcode == Opcode::Le || opcode == Opcode::Ge;
    Operand result = swap ? less(y, x) : less(x, y);
    if (negate) result = emit(Opcode::BoolNot, TypeTable::bool_, {result});
    define(result, typer_.reprs.boolean());
  };
  auto integer_opcode = [&] {
    switch (opcode) {
      case Opcode::Lt: return Opcode::IntLt;
      case Opcode::Le: return Opcode::IntLe;
      case Opcode::Gt: return Opcode::IntGt;
      case Opcode::Ge: return Opcode::IntGe;
      case Opcode::Eq: return Opcode::IntEq;
      default: return Opcode::IntNe;
    }
  };
  Typed x = use(a), y = use(b);
  if (is_equality && left.is(AnnotationKind::SingleFloat) && right.is(AnnotationKind::SingleFloat))
    return define_negated(equal(x, y));
  bool is_text = left.is(AnnotationKind::String) || left.is(AnnotationKind::Bytes);
  if (is_text) {
    if (x.repr->kind == ReprKind::Char && y.repr->kind == ReprKind::Char) {
      auto char_opcode = static_cast<Opcode>(static_cast<int>(Opcode::CharEq) + static_cast<int>(integer_opcode()) -
                                             static_cast<int>(Opcode::IntEq));
      return define(emit(char_opcode, TypeTable::bool_, {x.operand, y.operand}), typer_.reprs.boolean());
    }
    if (is_equality) {
      if (x.repr->kind == ReprKind::Char) return define_negated(helper("rstr.ll_streq_char", {y.operand, x.operand}));
      if (y.repr->kind == ReprKind::Char) return define_negated(helper("rstr.ll_streq_char", {x.operand, y.operand}));
      return define_negated(helper("rstr.ll_streq", {x.operand, y.operand}));
    }
    require_non_null(x, left, "None can not be compared with `<`");
    require_non_null(y, right, "None can not be compared with `<`");
    Operand order = helper("rstr.ll_strcmp", {use_as(a, typer_.reprs.string()), use_as(b, typer_.reprs.string())});
    return define(emit(integer_opcode(), TypeTable::bool_, {order, integer(0)}), typer_.reprs.boolean());
  }
  if (left.is(AnnotationKind::Set) && !is_equality) {
    const Repr* repr = x.repr;
    bool swap = opcode == Opcode::Gt || opcode == Opcode::Ge;
    Operand smaller = swap ? y.operand : x.operand, greater = swap ? x.operand : y.operand;
    Operand result = helper("rset.ll_set_issubset", {smaller, greater, hash_of(repr), equality_of(repr)});
    if (opcode == Opcode::Lt || opcode == Opcode::Gt) {
      Operand fewer = emit(Opcode::IntLt, TypeTable::bool_,
                           {helper("rdict.ll_dict_len", {smaller}), helper("rdict.ll_dict_len", {greater})});
      result = select(result, TypeTable::bool_, [&] { return fewer; }, [&] { return boolean(false); });
    }
    return define(result, typer_.reprs.boolean());
  }
  if (left.is(AnnotationKind::Address)) {
    auto address_opcode = static_cast<Opcode>(static_cast<int>(Opcode::AdrEq) + static_cast<int>(integer_opcode()) -
                                              static_cast<int>(Opcode::IntEq));
    return define(emit(address_opcode, TypeTable::bool_, {x.operand, y.operand}), typer_.reprs.boolean());
  }
  bool is_container = left.is(AnnotationKind::Tuple) || left.is(AnnotationKind::List) ||
                      left.is(AnnotationKind::Dict) || left.is(AnnotationKind::Set);
  if (is_container) {
    // Tuples of the same shape may hold their items in different ways.
    const Repr* common = x.repr == y.repr ? x.repr
                                          : typer_.reprs.of(typer_.annotator.join(annotate::without_constant(left),
                                                                                  annotate::without_constant(right)));
    if (common->is_void()) common = x.repr;
    Typed p{convert(x, common), common, {}}, q{convert(y, common), common, {}};
    if (is_equality) return define_negated(equal(p, q));
    py::object less = typer_.object_functions.less(common);
    return define_by_less([&](Operand first, Operand second) { return helper(less, {first, second}); }, p.operand,
                          q.operand);
  }
  if (!is_equality) return unsupported("these values have no order");
  bool are_methods = x.repr->kind == ReprKind::Method && y.repr->kind == ReprKind::Method;
  if (are_methods && !left.nullable && !right.nullable) return define_negated(same_method(x, y));
  type_identity(opcode == Opcode::Ne);
}

// Bound methods are equal when they are the same function bound to the same object.
Operand FunctionTyper::same_method(const Typed& x, const Typed& y) {
  auto receiver = [&](const Typed& method) {
    if (!method.is_bundle()) return get_field(method.operand, "receiver");
    const Typed& bound_to = method.parts->front();
    if (bound_to.repr->kind != ReprKind::Instance) return Operand();
    return cast_pointer(bound_to.operand, typer_.types.object_pointer());
  };
  Operand one = receiver(x), other = receiver(y);
  if (!one.valid() || !other.valid()) return boolean(false);
  Operand same = emit(Opcode::PtrEq, TypeTable::bool_, {one, other});
  const annotate::CallableSetId functions = x.repr->annotation.callables();
  if (functions == y.repr->annotation.callables() && typer_.tables.callables_in(functions).size() == 1) return same;
  return select(
      same, TypeTable::bool_,
      [&] {
        Operand p = get_field(materialize(x), "function"), q = get_field(materialize(y), "function");
        return Operand(emit(Opcode::PtrEq, TypeTable::bool_, {p, cast_pointer(q, type_of(p))}));
      },
      [&] { return boolean(false); });
}

void FunctionTyper::type_identity(bool negate) {
  Operand a = operation_->operands[0], b = operation_->operands[1];
  const Annotation left = annotation(a), right = annotation(b);
  auto define_result = [&](Operand equal_result) {
    if (negate) equal_result = emit(Opcode::BoolNot, TypeTable::bool_, {equal_result});
    define(equal_result, typer_.reprs.boolean());
  };
  if (left.is(AnnotationKind::None) || right.is(AnnotationKind::None)) {
    Typed value = use(left.is(AnnotationKind::None) ? b : a);
    if (value.is_bundle() || !typer_.program.types.is_pointer(value.repr->type))
      return define_result(boolean(value.repr->is_void() && value.repr->annotation.is(AnnotationKind::None)));
    return define(emit(negate ? Opcode::PtrNonnull : Opcode::PtrIsNull, TypeTable::bool_, {value.operand}),
                  typer_.reprs.boolean());
  }
  if (annotate::is_number(left) && annotate::is_number(right))
    return define(compare_numbers(negate ? Opcode::Ne : Opcode::Eq, use(a), use(b)), typer_.reprs.boolean());
  Typed x = use(a), y = use(b);
  if (x.repr->kind == ReprKind::Char && y.repr->kind == ReprKind::Char)
    return define(emit(negate ? Opcode::CharNe : Opcode::CharEq, TypeTable::bool_, {x.operand, y.operand}),
                  typer_.reprs.boolean());
  // One side may be known: a class, a function, an object.
  if (x.repr->is_void() && y.repr->is_void()) return define_result(boolean(left.detail == right.detail));
  const Repr* common = x.repr->is_void() ? y.repr : x.repr;
  if (x.repr->kind == ReprKind::Instance && y.repr->kind == ReprKind::Instance) common = typer_.reprs.object();
  if (typer_.is_function_object(x.repr) != typer_.is_function_object(y.repr)) {
    // A pointer to a function has one object; a method that is bound once more makes a new one.
    const Repr* plain = typer_.is_function_object(x.repr) ? y.repr : x.repr;
    if (plain->kind == ReprKind::Method || plain->kind == ReprKind::BuiltinMethod) return define_result(boolean(false));
    if (plain->kind != ReprKind::Instance) common = typer_.reprs.of(annotate::instance(typer_.tables.function_object));
  }
  if (x.repr->kind == ReprKind::String || y.repr->kind == ReprKind::String) common = typer_.reprs.string();
  Operand p = use_as(a, common), q = use_as(b, common);
  if (type_of(p) != type_of(q)) return define_result(boolean(false));
  if (!typer_.program.types.is_pointer(common->type)) {
    if (common->kind == ReprKind::Address)
      return define(emit(negate ? Opcode::AdrNe : Opcode::AdrEq, TypeTable::bool_, {p, q}), typer_.reprs.boolean());
    return unsupported("these values have no identity");
  }
  define(emit(negate ? Opcode::PtrNe : Opcode::PtrEq, TypeTable::bool_, {p, q}), typer_.reprs.boolean());
}

void FunctionTyper::type_contains() {
  Operand container = operation_->operands[0], item = operation_->operands[1];
  const Annotation known = annotation(container);
  Typed holder = use(container);
  require_non_null(holder, known, "argument of type 'NoneType' is not iterable");
  const Repr* boolean_repr = typer_.reprs.boolean();
  switch (known.kind) {
    case AnnotationKind::List: {
      const Repr* repr = holder.repr->item;
      HelperArgument equality(typer_.object_functions.equal(repr));
      if (repr->kind == ReprKind::Char && !annotation(item).is_char) {
        // A string among characters.
        Operand text = use_as(item, typer_.reprs.string());
        return define(helper("robject.ll_chars_contain_string", {holder.operand, text}), boolean_repr);
      }
      Operand wanted = stored({use_as(item, repr), repr, {}}, repr);
      return define(helper("rlist.ll_contains", {holder.operand, wanted, equality}), boolean_repr);
    }
    case AnnotationKind::Dict:
    case AnnotationKind::Set: {
      const Repr* repr = holder.repr;
      Operand wanted = stored({use_as(item, repr->item), repr->item, {}}, repr->item);
      return define(helper("rdict.ll_dict_contains", {holder.operand, wanted, hash_of(repr), equality_of(repr)}),
                    boolean_repr);
    }
    case AnnotationKind::String:
    case AnnotationKind::Bytes: {
      Operand text = use_as(container, typer_.reprs.string());
      Typed wanted = use(item);
      if (wanted.repr->kind == ReprKind::Char)
        return define(helper("strsearch.ll_contains_char", {text, wanted.operand}), boolean_repr);
      if (wanted.repr->kind == ReprKind::Integer || wanted.repr->kind == ReprKind::Bool)
        return define(helper("strsearch.ll_contains_char",
                             {text, emit(Opcode::CastIntToChar, TypeTable::char_, {use_signed(item)})}),
                      boolean_repr);
      require_non_null(wanted, annotation(item), "'in <string>' requires string as left operand, not NoneType");
      return define(helper("strsearch.ll_contains", {text, wanted.operand}), boolean_repr);
    }
    case AnnotationKind::Tuple: {
      Operand result = boolean(false);
      for (size_t i = holder.repr->parts.size(); i-- > 0;) {
        // Items of other types are never equal.
        const Annotation own = typer_.tables.tuple(known.tuple())[i];
        const Annotation wanted = annotate::without_constant(annotation(item));
        const Annotation joined = typer_.annotator.join(annotate::without_constant(own), wanted);
        bool are_numbers = is_number(own) && is_number(wanted);
        if (joined.is(AnnotationKind::Error) && !are_numbers) continue;
        // Numbers of different types are compared as they are.
        const Repr* common = typer_.reprs.of(joined.is(AnnotationKind::Error) ? annotate::without_constant(own) : joined);
        Typed left{own.is_constant() ? Operand(typer_.prebuilt.constant(own.constant, common))
                                     : convert(tuple_item(holder, i), common),
                   common, {}};
        Operand same = joined.is(AnnotationKind::Error) ? compare_numbers(Opcode::Eq, left, use(item))
                                                        : equal(left, {use_as(item, common), common, {}});
        Operand rest = result;
        result = i + 1 == holder.repr->parts.size()
                     ? same
                     : emit(Opcode::Select, TypeTable::bool_, {same, boolean(true), rest});
      }
      return define(result, boolean_repr);
    }
    case AnnotationKind::Iterable: {
      annotate::IterableKind kind = iterable_definition(holder.repr).kind;
      if (kind == annotate::IterableKind::Range) {
        Operands parts;
        for (size_t i = 0; i < 3; ++i) parts.push_back(iterable_part(holder, i).operand);
        return define(helper("robject.ll_range_contains", {parts[0], parts[1], parts[2], use_signed(item)}),
                      boolean_repr);
      }
      Typed dict = iterable_part(holder, 0);
      if (kind == annotate::IterableKind::DictKeys) {
        Operand wanted = stored({use_as(item, dict.repr->item), dict.repr->item, {}}, dict.repr->item);
        return define(
            helper("rdict.ll_dict_contains", {dict.operand, wanted, hash_of(dict.repr), equality_of(dict.repr)}),
            boolean_repr);
      }
      break;
    }
    default: break;
  }
  unsupported("`in` has no low-level form for these types");
}

}  // namespace weft::typer
