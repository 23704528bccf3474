// Function objects: making them of other callable values, and calls of functions that take different arguments.
#include <cassert>

#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::Annotation;
using annotate::AnnotationKind;
using annotate::ClassId;
using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::TypeTable;

// Any callable value as a function object; null stays null.
Operand FunctionTyper::to_function_object(const Typed& value, const Repr* to) {
  const Repr* from = value.repr;
  switch (from->kind) {
    case ReprKind::Instance: {
      if (typer_.is_function_object(from)) return cast_pointer(value.operand, to->type);
      const Annotation method = typer_.annotator.call_method(annotate::instance(from->annotation.class_()));
      if (!method.is(AnnotationKind::Method)) break;
      return bind_function_object(method, value, to);
    }
    case ReprKind::Method: {
      const Annotation method = from->annotation;
      if (value.is_bundle()) return bind_function_object(method, value.parts->front(), to);
      return unless_null(value.operand, to->type, [&] {
        return bind_function_object(method, {get_field(value.operand, "receiver"), typer_.reprs.object(), {}}, to);
      });
    }
    case ReprKind::BuiltinMethod: {
      Typed receiver = value.is_bundle() ? value.parts->front() : Typed{value.operand, from->parts[0], {}};
      return bind_function_object(from->annotation, receiver, to);
    }
    case ReprKind::Function:
    case ReprKind::Class: return choose_function_object(value, to);
    default: break;
  }
  unsupported(fmt::format("{} as a function object", typer_.annotator.describe(from->annotation)));
  return typer_.zero(to->type);
}

Operand FunctionTyper::unless_null(Operand pointer, TypeId type, const std::function<Operand()>& otherwise) {
  return select(emit(Opcode::PtrIsNull, TypeTable::bool_, {pointer}), type,
                [&] { return Operand(typer_.zero(type)); }, otherwise);
}

Operand FunctionTyper::bind_function_object(const Annotation& method, const Typed& receiver, const Repr* to) {
  ClassId class_ = typer_.annotator.bound_function_class(method);
  assert(class_.valid() && "FunctionTyper::bind_function_object: a method that never became a function object");
  auto make = [&]() -> Operand {
    Operand made = malloc(typer_.types.instance_pointer(class_));
    Operand object = cast_pointer(made, typer_.types.object_pointer());
    emit(Opcode::Setfield, TypeTable::void_, {object, typer_.classes.vtable(class_)}, 0);
    Classes::Field field = typer_.classes.attribute_field(class_, "receiver");
    if (field.slot != UINT32_MAX) {
      Operand held = convert(receiver, field.repr);
      emit(Opcode::Setfield, TypeTable::void_, {made, held}, field.slot);
    }
    return cast_pointer(made, to->type);
  };
  typer_.classes.struct_of(class_);
  // An instance with `__call__` may be None; what a method was read from is not.
  bool may_be_null = receiver.repr->kind == ReprKind::Instance && !receiver.operand.is_constant();
  return may_be_null ? unless_null(receiver.operand, to->type, make) : make();
}

// The prebuilt function object of what a pointer to one of several functions or classes points to.
Operand FunctionTyper::choose_function_object(const Typed& value, const Repr* to) {
  return call(typer_.functions.chosen_constant(value.repr, to), typer_.functions.choice_signature(value.repr, to),
              {value.operand});
}

// ---- calls

// One of several functions that take the arguments of the call in different ways: the pointer is compared with each.
Typed FunctionTyper::call_compared(const ResolvedCall& call, const Typed& callee) {
  const Repr* result = typer_.reprs.of(annotations_[operation_->result.index]);
  std::function<Operand(size_t)> choose = [&](size_t position) -> Operand {
    const ResolvedTarget& target = call.targets[position];
    auto call_it = [&] { return convert(call_instance(target, nullptr), result); };
    if (position + 1 == call.targets.size()) return call_it();
    const annotate::FunctionInstance& instance = typer_.tables.instances[target.instance.index];
    ir::HostObjectId live = typer_.tables.callables[instance.callable.index].object;
    Operand test =
        emit(Opcode::PtrEq, TypeTable::bool_, {callee.operand, typer_.prebuilt.constant(live, callee.repr)});
    return select(test, result->type, call_it, [&] { return choose(position + 1); });
  };
  return {choose(0), result, {}};
}

}  // namespace weft::typer
