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
  return static_cast<Opcode>(static_cast<int>(opcode) - static_cast<int>(Opcode::InplaceAdd) +
                             static_cast<int>(Opcode::Add));
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
      const annotate::Callable& first =
          typer_.tables.callables[typer_.tables.callables_in(callee.callables()).front().index];
      // What gives None is called for its effect.
      return first.kind == CallableKind::Builtin && !result.is(AnnotationKind::None);
    }
    default: return false;
  }
}

// bool() of an object whose class has a method for it, or of None.
Operand FunctionTyper::truth_of_object(Operand operand, const ResolvedCall& resolved) {
  Typed object = use(operand);
  return select(
      emit(Opcode::PtrNonnull, TypeTable::bool_, {object.operand}), TypeTable::bool_,
      [&] { return truth(call_resolved(resolved, nullptr, nullptr), false); }, [&] { return boolean(false); });
}

void FunctionTyper::type_operation(const ir::Operation& operation) {
  const ResolvedCall* resolved = typer_.annotator.resolved_call(instance_id_, operation.result);
  // What is looped over may have recorded its `__next__`.
  bool is_loop = (operation.opcode == Opcode::Setslice && !annotation(operation.operands[0]).is(AnnotationKind::Instance)) ||
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
    if (operation.opcode == Opcode::Bool && receiver.nullable)
      return define(truth_of_object(operation.operands[0], *resolved), typer_.reprs.boolean());
    Typed result = call_resolved(*resolved, nullptr, nullptr);
    switch (operation.opcode) {
      case Opcode::Setattr:
      case Opcode::Setitem:
      case Opcode::Delitem:
      case Opcode::Setslice:
      case Opcode::Delslice: return define_nothing();
      case Opcode::Bool: return define(truth(result, false), typer_.reprs.boolean());
      case Opcode::Ne: {
        py::object called = typer_.host.object(
            typer_.tables.callables[typer_.tables.instances[resolved->targets.front().instance.index].callable.index]
                .object);
        if (std::string(py::str(called.attr("__name__"))) == "__ne__") return define(result);
        return define(emit(Opcode::BoolNot, TypeTable::bool_, {truth(result, false)}), typer_.reprs.boolean());
      }
      default: return define(result);
    }
  }
  if (operation.opcode >= Opcode::Add && operation.opcode <= Opcode::InplaceBitXor)
    return type_binary(operation.opcode);
  if (is_comparison(operation.opcode)) return type_comparison(operation.opcode);
  switch (operation.opcode) {
    case Opcode::Neg:
    case Opcode::Pos:
    case Opcode::Invert: return type_unary(operation.opcode);
    case Opcode::Bool: return define(use_boolean(operation.operands[0]), typer_.reprs.boolean());
    case Opcode::Not:
      return define(emit(Opcode::BoolNot, TypeTable::bool_, {use_boolean(operation.operands[0])}),
                    typer_.reprs.boolean());
    case Opcode::Is: return type_identity(false);
    case Opcode::IsNot: return type_identity(true);
    case Opcode::Contains: return type_contains();
    case Opcode::FrameLoad:
      if (annotations_[operation.result.index].is(AnnotationKind::Impossible)) return define_nothing();
      return type_getattr(typer_.text(ir::StringId{operation.immediate}));
    case Opcode::FrameStore:
      if (annotation(operation.operands[1]).is(AnnotationKind::Impossible)) return define_nothing();
      return type_setattr(typer_.text(ir::StringId{operation.immediate}));
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
  if (left.is(AnnotationKind::Address) || right.is(AnnotationKind::Address))
    return type_address_arithmetic(plain_opcode(opcode));
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

}  // namespace weft::typer
