// Which lowering an operation gets, by the kinds of its operands; and what is common to several kinds.
#include <cassert>

#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"
#include "translator/ir/operations.h"

namespace weft::typer {

using annotate::AnnotationKind;
using annotate::CallableKind;
using ir::Opcode;
using ir::Operand;
using ir::TypeTable;

namespace {

// The operation an in-place one does on values that can not change in place.
Opcode plain_opcode(Opcode opcode) {
  if (opcode < Opcode::InplaceAdd || opcode > Opcode::InplaceBitXor) return opcode;
  return static_cast<Opcode>(static_cast<int>(opcode) - static_cast<int>(Opcode::InplaceAdd) + static_cast<int>(Opcode::Add));
}

bool is_comparison(Opcode opcode) {
  return opcode == Opcode::Lt || opcode == Opcode::Le || opcode == Opcode::Eq || opcode == Opcode::Ne ||
         opcode == Opcode::Gt || opcode == Opcode::Ge;
}

}  // namespace

void FunctionTyper::unsupported(std::string what, std::string help) {
  typer_.report(operation_->location, std::move(what), std::move(help));
  define_nothing();
}

// Operations whose result is known and that do nothing else.
bool FunctionTyper::is_pure_constant(const ir::Operation& operation) {
  const Annotation& result = annotations_[operation.result.index];
  const Repr* repr = typer_.reprs.of(result);
  bool is_known = result.is_constant() || repr->is_void();
  if (!is_known) return false;
  switch (operation.opcode) {
    case Opcode::Is:
    case Opcode::IsNot:
    case Opcode::Bool:
    case Opcode::Not:
    case Opcode::ExceptionMatch:
    case Opcode::Lt:
    case Opcode::Le:
    case Opcode::Eq:
    case Opcode::Ne:
    case Opcode::Gt:
    case Opcode::Ge:
    case Opcode::Contract: return true;
    case Opcode::Getattr: {
      const Annotation& object = annotation(operation.operands[0]);
      return !object.nullable || object.is_constant();
    }
    case Opcode::Call: {
      const Annotation& callee = annotation(operation.operands[0]);
      if (!callee.is(AnnotationKind::Callables) || callee.nullable) return false;
      const annotate::Callable& first = typer_.tables.callables[typer_.tables.callables_in(callee.callables()).front().index];
      // What gives None is called for its effect.
      return first.kind == CallableKind::Builtin && !result.is(AnnotationKind::None);
    }
    default: return false;
  }
}

void FunctionTyper::type_operation(const ir::Operation& operation) {
  const ResolvedCall* resolved = typer_.annotator.resolved_call(instance_id_, operation.result);
  // What is looped over may have recorded its `__next__`.
  bool is_loop = operation.opcode == Opcode::Setslice ||
                 (operation.opcode == Opcode::InplaceAdd && annotation(operation.operands[0]).is(AnnotationKind::List));
  if (is_loop) resolved = nullptr;
  if (resolved == nullptr && is_pure_constant(operation)) return define_nothing();
  if (operation.opcode == Opcode::Call) return type_call();
  if (operation.opcode == Opcode::MakeException) return type_make_exception();
  if (operation.opcode == Opcode::IterMore || operation.opcode == Opcode::IterItem) {
    Typed iterator = use(operation.operands[0]);
    if (operation.opcode == Opcode::IterMore)
      define(iterator_more(iterator), typer_.reprs.boolean());
    else
      define(iterator_item(iterator));
    return;
  }
  if (operation.opcode == Opcode::Iter) return type_iter();
  if (resolved != nullptr) {
    // A special method.
    const Annotation receiver = annotation(operation.operands[0]);
    if (operation.opcode == Opcode::Bool && receiver.nullable) {
      const ResolvedCall& call = *resolved;
      Typed object = use(operation.operands[0]);
      Operand result = select(emit(Opcode::PtrNonnull, TypeTable::bool_, {object.operand}), TypeTable::bool_,
                              [&] { return truth(call_resolved(call, nullptr, nullptr), false); },
                              [&] { return boolean(false); });
      return define(result, typer_.reprs.boolean());
    }
    Typed result = call_resolved(*resolved, nullptr, nullptr);
    switch (operation.opcode) {
      case Opcode::Setattr:
      case Opcode::Setitem:
      case Opcode::Delitem: return define_nothing();
      case Opcode::Bool: return define(truth(result, false), typer_.reprs.boolean());
      case Opcode::Ne: {
        py::object called = typer_.host.object(
            typer_.tables.callables[typer_.tables.instances[resolved->targets.front().instance.index].callable.index].object);
        if (std::string(py::str(called.attr("__name__"))) == "__ne__") return define(result);
        return define(emit(Opcode::BoolNot, TypeTable::bool_, {truth(result, false)}), typer_.reprs.boolean());
      }
      default: return define(result);
    }
  }
  if (operation.opcode >= Opcode::Add && operation.opcode <= Opcode::InplaceBitXor) return type_binary(operation.opcode);
  if (is_comparison(operation.opcode)) return type_comparison(operation.opcode);
  switch (operation.opcode) {
    case Opcode::Neg:
    case Opcode::Pos:
    case Opcode::Invert: return type_unary(operation.opcode);
    case Opcode::Bool: return define(use_boolean(operation.operands[0]), typer_.reprs.boolean());
    case Opcode::Not:
      return define(emit(Opcode::BoolNot, TypeTable::bool_, {use_boolean(operation.operands[0])}), typer_.reprs.boolean());
    case Opcode::Is: return type_identity(false);
    case Opcode::IsNot: return type_identity(true);
    case Opcode::Contains: return type_contains();
    case Opcode::Getattr: return type_getattr(typer_.text(ir::StringId{operation.immediate}));
    case Opcode::Setattr: return type_setattr(typer_.text(ir::StringId{operation.immediate}));
    case Opcode::Getglobal: return type_global(false);
    case Opcode::Setglobal: return type_global(true);
    case Opcode::Getitem: return type_getitem();
    case Opcode::Setitem: return type_setitem();
    case Opcode::Delitem: return type_delitem();
    case Opcode::Getslice: return type_getslice();
    case Opcode::Setslice: return type_setslice();
    case Opcode::Delslice: return type_delslice();
    case Opcode::Newlist: {
      const Repr* repr = typer_.reprs.of(annotations_[operation.result.index]);
      return define(new_list(repr, operation.operands));
    }
    case Opcode::Newtuple: {
      std::vector<Typed> items;
      const Repr* repr = typer_.reprs.of(annotations_[operation.result.index]);
      for (size_t i = 0; i < operation.operands.size(); ++i) {
        const Repr* part = repr->parts[i];
        items.push_back({use_as(operation.operands[i], part), part, {}});
      }
      return define(new_tuple(repr, items));
    }
    case Opcode::Newdict: {
      const Repr* repr = typer_.reprs.of(annotations_[operation.result.index]);
      Typed dict = new_dict(repr);
      for (size_t i = 0; i + 1 < operation.operands.size(); i += 2)
        helper("rdict.ll_dict_setitem",
               {dict.operand, stored({use_as(operation.operands[i], repr->item), repr->item, {}}, repr->item),
                stored({use_as(operation.operands[i + 1], repr->value), repr->value, {}}, repr->value), hash_of(repr),
                equality_of(repr)});
      return define(dict);
    }
    case Opcode::Newset: {
      const Repr* repr = typer_.reprs.of(annotations_[operation.result.index]);
      Typed set = new_dict(repr);
      for (Operand item : operation.operands)
        helper("rset.ll_set_add", {set.operand, stored({use_as(item, repr->item), repr->item, {}}, repr->item),
                                   hash_of(repr), equality_of(repr)});
      return define(set);
    }
    case Opcode::UnpackCheck: return type_unpack_check();
    case Opcode::Format: return type_format();
    case Opcode::BuildString: return type_build_string();
    case Opcode::ExceptionMatch: {
      py::object classes;
      constant_of(operation.operands[1], classes);
      Annotation known = annotation(operation.operands[0]);
      return define(is_instance(use(operation.operands[0]), known, classes), typer_.reprs.boolean());
    }
    case Opcode::Contract: return type_contract();
    default: break;
  }
  unsupported(fmt::format("operation `{}` can not be typed", ir::info(operation.opcode).name));
}

void FunctionTyper::type_binary(Opcode opcode) {
  if (type_string_binary(opcode)) return;
  if (type_list_binary(opcode)) return;
  if (type_set_binary(opcode)) return;
  const Annotation left = annotation(operation_->operands[0]), right = annotation(operation_->operands[1]);
  if (left.is(AnnotationKind::Tuple) && right.is(AnnotationKind::Tuple)) {
    Typed first = use(operation_->operands[0]), second = use(operation_->operands[1]);
    std::vector<Typed> items;
    for (size_t i = 0; i < first.repr->parts.size(); ++i) items.push_back(tuple_item(first, i));
    for (size_t i = 0; i < second.repr->parts.size(); ++i) items.push_back(tuple_item(second, i));
    return define(new_tuple(typer_.reprs.of(annotations_[operation_->result.index]), items));
  }
  if (left.is(AnnotationKind::Address) || right.is(AnnotationKind::Address)) return type_address_arithmetic(plain_opcode(opcode));
  type_arithmetic(plain_opcode(opcode));
}

void FunctionTyper::type_unary(Opcode opcode) {
  const Repr* result = typer_.reprs.of(annotations_[operation_->result.index]);
  Operand operand = use_as(operation_->operands[0], result);
  if (opcode == Opcode::Pos) return define(operand, result);
  if (result->kind == ReprKind::Float) return define(emit(Opcode::FloatNeg, result->type, {operand}), result);
  if (opcode == Opcode::Neg && overflow_checked_.contains(operation_->result.index))
    return define(overflow_checked(opcode, {operand}), result);
  define(emit(opcode == Opcode::Neg ? Opcode::IntNeg : Opcode::IntInvert, result->type, {operand}), result);
}

// ---- comparisons

Operand FunctionTyper::equal(const Typed& left, const Typed& right) {
  const Repr* repr = left.repr;
  py::object function = typer_.object_functions.equal(repr);
  if (!function.is_none()) return helper(function, {left.operand, right.operand});
  switch (repr->kind) {
    case ReprKind::Void: return boolean(true);
    case ReprKind::Bool:
      return emit(Opcode::IntEq, TypeTable::bool_,
                  {convert_integer(left.operand, TypeTable::signed_), convert_integer(right.operand, TypeTable::signed_)});
    case ReprKind::Integer: return emit(Opcode::IntEq, TypeTable::bool_, {left.operand, right.operand});
    case ReprKind::Char: return emit(Opcode::CharEq, TypeTable::bool_, {left.operand, right.operand});
    case ReprKind::Float: return emit(Opcode::FloatEq, TypeTable::bool_, {left.operand, right.operand});
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
  bool is_text = left.is(AnnotationKind::String) || left.is(AnnotationKind::Bytes);
  if (is_text) {
    if (x.repr->kind == ReprKind::Char && y.repr->kind == ReprKind::Char) {
      auto char_opcode = static_cast<Opcode>(static_cast<int>(Opcode::CharEq) + static_cast<int>(integer_opcode()) - static_cast<int>(Opcode::IntEq));
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
    auto address_opcode = static_cast<Opcode>(static_cast<int>(Opcode::AdrEq) + static_cast<int>(integer_opcode()) - static_cast<int>(Opcode::IntEq));
    return define(emit(address_opcode, TypeTable::bool_, {x.operand, y.operand}), typer_.reprs.boolean());
  }
  bool is_container = left.is(AnnotationKind::Tuple) || left.is(AnnotationKind::List) || left.is(AnnotationKind::Dict) || left.is(AnnotationKind::Set);
  if (is_container) {
    // Tuples of the same shape may hold their items in different ways.
    const Repr* common = x.repr == y.repr ? x.repr : typer_.reprs.of(typer_.annotator.join(annotate::without_constant(left), annotate::without_constant(right)));
    if (common->is_void()) common = x.repr;
    Typed p{convert(x, common), common, {}}, q{convert(y, common), common, {}};
    if (is_equality) return define_negated(equal(p, q));
    py::object less = typer_.object_functions.less(common);
    return define_by_less([&](Operand first, Operand second) { return helper(less, {first, second}); }, p.operand, q.operand);
  }
  if (!is_equality) return unsupported("these values have no order");
  type_identity(opcode == Opcode::Ne);
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
    return define(emit(negate ? Opcode::PtrNonnull : Opcode::PtrIsNull, TypeTable::bool_, {value.operand}), typer_.reprs.boolean());
  }
  if (annotate::is_number(left) && annotate::is_number(right))
    return define(compare_numbers(negate ? Opcode::Ne : Opcode::Eq, use(a), use(b)), typer_.reprs.boolean());
  Typed x = use(a), y = use(b);
  if (x.repr->kind == ReprKind::Char && y.repr->kind == ReprKind::Char)
    return define(emit(negate ? Opcode::CharNe : Opcode::CharEq, TypeTable::bool_, {x.operand, y.operand}), typer_.reprs.boolean());
  // One side may be known: a class, a function, an object.
  if (x.repr->is_void() && y.repr->is_void()) return define_result(boolean(left.detail == right.detail));
  const Repr* common = x.repr->is_void() ? y.repr : x.repr;
  if (x.repr->kind == ReprKind::Instance && y.repr->kind == ReprKind::Instance) common = typer_.reprs.object();
  if (x.repr->kind == ReprKind::String || y.repr->kind == ReprKind::String) common = typer_.reprs.string();
  Operand p = use_as(a, common), q = use_as(b, common);
  if (type_of(p) != type_of(q)) return define_result(boolean(false));
  if (!typer_.program.types.is_pointer(common->type)) {
    if (common->kind == ReprKind::Address) return define(emit(negate ? Opcode::AdrNe : Opcode::AdrEq, TypeTable::bool_, {p, q}), typer_.reprs.boolean());
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
      Operand wanted = stored({use_as(item, repr), repr, {}}, repr);
      return define(helper("rlist.ll_contains", {holder.operand, wanted, equality}), boolean_repr);
    }
    case AnnotationKind::Dict:
    case AnnotationKind::Set: {
      const Repr* repr = holder.repr;
      Operand wanted = stored({use_as(item, repr->item), repr->item, {}}, repr->item);
      return define(helper("rdict.ll_dict_contains", {holder.operand, wanted, hash_of(repr), equality_of(repr)}), boolean_repr);
    }
    case AnnotationKind::String:
    case AnnotationKind::Bytes: {
      Operand text = use_as(container, typer_.reprs.string());
      Typed wanted = use(item);
      if (wanted.repr->kind == ReprKind::Char)
        return define(helper("strsearch.ll_contains_char", {text, wanted.operand}), boolean_repr);
      if (wanted.repr->kind == ReprKind::Integer || wanted.repr->kind == ReprKind::Bool)
        return define(helper("strsearch.ll_contains_char", {text, emit(Opcode::CastIntToChar, TypeTable::char_, {use_signed(item)})}), boolean_repr);
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
        if (joined.is(AnnotationKind::Error)) continue;
        const Repr* common = typer_.reprs.of(joined);
        Operand left = own.is_constant() ? Operand(typer_.prebuilt.constant(own.constant, common)) : convert(tuple_item(holder, i), common);
        Operand same = equal({left, common, {}}, {use_as(item, common), common, {}});
        Operand rest = result;
        result = i + 1 == holder.repr->parts.size() ? same : emit(Opcode::Select, TypeTable::bool_, {same, boolean(true), rest});
      }
      return define(result, boolean_repr);
    }
    case AnnotationKind::Iterable: {
      annotate::IterableKind kind = iterable_definition(holder.repr).kind;
      if (kind == annotate::IterableKind::Range) {
        Operands parts;
        for (size_t i = 0; i < 3; ++i) parts.push_back(iterable_part(holder, i).operand);
        return define(helper("robject.ll_range_contains", {parts[0], parts[1], parts[2], use_signed(item)}), boolean_repr);
      }
      Typed dict = iterable_part(holder, 0);
      if (kind == annotate::IterableKind::DictKeys) {
        Operand wanted = stored({use_as(item, dict.repr->item), dict.repr->item, {}}, dict.repr->item);
        return define(helper("rdict.ll_dict_contains", {dict.operand, wanted, hash_of(dict.repr), equality_of(dict.repr)}), boolean_repr);
      }
      break;
    }
    default: break;
  }
  unsupported("`in` has no low-level form for these types");
}

// ---- globals, unpacking, contracts

void FunctionTyper::type_global(bool is_set) {
  py::object globals;
  constant_of(operation_->operands[0], globals);
  Typer::GlobalCell cell = typer_.global_cell(globals, typer_.text(ir::StringId{operation_->immediate}));
  if (!cell.pointer.valid()) return define_nothing();
  if (is_set) {
    set_field(cell.pointer, "value", use_as(operation_->operands[1], cell.repr));
    return define_nothing();
  }
  define(get_field(cell.pointer, "value"), cell.repr);
}

void FunctionTyper::type_unpack_check() {
  const Annotation known = annotation(operation_->operands[0]);
  Typed value = use(operation_->operands[0]);
  require_non_null(value, known, "cannot unpack non-iterable NoneType object");
  if (known.is(AnnotationKind::List))
    helper("robject.ll_unpack_check", {helper("rlist.ll_length", {value.operand}), integer(operation_->immediate)});
  if (value.repr->kind == ReprKind::String)
    helper("robject.ll_unpack_check", {helper("rstr.ll_strlen", {value.operand}), integer(operation_->immediate)});
  define_nothing();
}

void FunctionTyper::type_contract() {
  const Repr* repr = typer_.reprs.of(annotations_[operation_->result.index]);
  if (operation_->operands[0].is_value() && values_[operation_->operands[0].value().index].is_bundle()) {
    values_[operation_->result.index] = values_[operation_->operands[0].value().index];
    return;
  }
  define(use_as(operation_->operands[0], repr), repr);
}

// ---- items and slices

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
      return define(loaded(helper(checked_variant("rlist.ll_getitem", index), {holder.operand, use_signed(index)}), holder.repr->item));
    case AnnotationKind::String:
      return define(helper(checked_variant("rstr.ll_stritem", index), {use_as(object, typer_.reprs.string()), use_signed(index)}),
                    typer_.reprs.character());
    case AnnotationKind::Bytes:
      return define(helper(checked_variant("rstr.ll_bytes_item", index), {holder.operand, use_signed(index)}),
                    typer_.reprs.signed_integer());
    case AnnotationKind::Dict: {
      const Repr* repr = holder.repr;
      Operand key = stored({use_as(index, repr->item), repr->item, {}}, repr->item);
      return define(loaded(helper("rdict.ll_dict_getitem", {holder.operand, key, hash_of(repr), equality_of(repr)}), repr->value));
    }
    case AnnotationKind::Tuple: return type_tuple_getitem();
    case AnnotationKind::Iterable: {
      Operands parts;
      for (size_t i = 0; i < 3; ++i) parts.push_back(iterable_part(holder, i).operand);
      return define(helper("robject.ll_range_getitem", {parts[0], parts[1], parts[2], use_signed(index)}), typer_.reprs.signed_integer());
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
  if (is_list) arguments.push_back(list_type(result));
  arguments.push_back(is_list ? holder.operand : use_as(object, typer_.reprs.string()));
  if (is_given(step)) {
    arguments.push_back(is_given(start) ? use_signed(start) : integer(0));
    arguments.push_back(boolean(is_given(start)));
    arguments.push_back(is_given(stop) ? use_signed(stop) : integer(0));
    arguments.push_back(boolean(is_given(stop)));
    arguments.push_back(use_signed(step));
    return define(helper(is_list ? "rlist.ll_getslice_step" : "rstr.ll_getslice_step", std::move(arguments)), result);
  }
  if (is_list && !is_given(start) && !is_given(stop)) return define(helper("rlist.ll_copy", std::move(arguments)), result);
  arguments.push_back(is_given(start) ? use_signed(start) : integer(0));
  if (is_list && !is_given(stop)) return define(helper("rlist.ll_getslice_startonly", std::move(arguments)), result);
  arguments.push_back(is_given(stop) ? use_signed(stop) : integer(greatest));
  define(helper(is_list ? "rlist.ll_getslice_startstop" : "rstr.ll_getslice", std::move(arguments)), result);
}

void FunctionTyper::type_setslice() {
  Operand object = operation_->operands[0];
  const int64_t greatest = typer_.program.word_bits == 64 ? INT64_MAX : INT32_MAX;
  Typed holder = use(object);
  require_non_null(holder, annotation(object), "'NoneType' object does not support item assignment");
  Operand start = operation_->operands[1], stop = operation_->operands[2];
  if (!annotation(operation_->operands[3]).is(AnnotationKind::None)) return unsupported("a slice with a step can not be assigned");
  Operand first = annotation(start).is(AnnotationKind::None) ? integer(0) : use_signed(start);
  Operand last = annotation(stop).is(AnnotationKind::None) ? integer(greatest) : use_signed(stop);
  Typed items = list_from(operation_->operands[4], holder.repr);
  helper("rlist.ll_setslice", {holder.operand, first, last, items.operand});
  define_nothing();
}

void FunctionTyper::type_delslice() {
  Operand object = operation_->operands[0];
  const int64_t greatest = typer_.program.word_bits == 64 ? INT64_MAX : INT32_MAX;
  Typed holder = use(object);
  require_non_null(holder, annotation(object), "'NoneType' object does not support item deletion");
  Operand start = operation_->operands[1], stop = operation_->operands[2];
  if (!annotation(operation_->operands[3]).is(AnnotationKind::None)) return unsupported("a slice with a step can not be deleted");
  Operand first = annotation(start).is(AnnotationKind::None) ? integer(0) : use_signed(start);
  Operand last = annotation(stop).is(AnnotationKind::None) ? integer(greatest) : use_signed(stop);
  helper("rlist.ll_delslice", {holder.operand, first, last});
  define_nothing();
}

}  // namespace weft::typer
