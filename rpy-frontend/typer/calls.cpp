// Calls of functions, methods and classes.
#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "rpy-frontend/typer/finalizers.h"
#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using annotate::CallableKind;
using annotate::ClassId;
using annotate::InstanceId;
using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::TypeTable;
using Source = annotate::Annotator::Argument::Source;

namespace {

// A new instance gets its vtable and the defaults of its class, and is registered if it has a finalizer.
void prepare_instance(Typer& typer, ir::Builder& builder, ClassId class_, ir::ValueId made) {
  TypeId type = typer.types.pointer(typer.classes.struct_of(class_));
  ir::ValueId object = builder.emit(Opcode::CastPointer, typer.types.object_pointer(), {made});
  builder.emit(Opcode::Setfield, TypeTable::void_, {object, typer.classes.vtable(class_)}, 0);
  for (const Classes::Default& each : typer.classes.defaults(class_)) {
    ir::ConstantId value = typer.prebuilt.constant(each.value, each.field.repr);
    if (value == typer.zero(each.field.repr->type)) continue;  // memory is zero already
    TypeId holder = typer.types.instance_pointer(each.field.owner);
    ir::ValueId base = holder == type ? made : builder.emit(Opcode::CastPointer, holder, {made});
    builder.emit(Opcode::Setfield, TypeTable::void_, {base, value}, each.field.slot);
  }
  register_finalizer(typer, builder, class_, made);
}

}  // namespace

ir::ValueId emit_instance(Typer& typer, ir::Builder& builder, ClassId class_) {
  TypeId type = typer.classes.struct_of(class_);
  ir::ValueId made = builder.emit(Opcode::Malloc, typer.types.pointer(type), {}, type.index);
  prepare_instance(typer, builder, class_, made);
  return made;
}

void FunctionTyper::type_call() {
  Operand callee = operation_->operands[0];
  const Annotation known = annotation(callee);
  const ResolvedCall* resolved = typer_.annotator.resolved_call(instance_id_, operation_->result);
  const annotate::Tables& tables = typer_.tables;
  // With the items of a tuple a builtin is called through a function.
  bool is_forwarded = resolved != nullptr && typer_.flow.call_shapes[operation_->immediate].has_star;
  switch (known.kind) {
    case AnnotationKind::Callables: {
      const std::vector<annotate::CallableId> set = tables.callables_in(known.callables());
      const annotate::Callable first = tables.callables[set.front().index];
      bool is_builtin = first.kind == CallableKind::External || first.kind == CallableKind::Builtin;
      if (is_forwarded && is_builtin && first.name != "builtins.print") return define(call_resolved(*resolved, nullptr, nullptr));
      if (first.kind == CallableKind::External) return call_external(typer_.host.object(first.object));
      if (first.kind == CallableKind::Builtin) return type_builtin(first.name, first);
      if (resolved == nullptr) return type_memo_call();
      Typed function = use(callee);
      if (known.nullable) require_non_null(function, known, "'NoneType' object is not callable");
      return define(call_resolved(*resolved, &function, nullptr));
    }
    case AnnotationKind::Method: {
      const std::vector<annotate::CallableId> set = tables.callables_in(known.callables());
      const annotate::Callable first = tables.callables[set.front().index];
      if (first.kind == CallableKind::Builtin) {
        py::object receiver;
        const Annotation bound_to = tables.tuple(known.receiver())[0];
        if (first.name.starts_with("rpython.rlib.jit.JitDriver.")) {
          receiver = typer_.host.object(bound_to.constant);
          bool is_merge_point = first.name.ends_with(".jit_merge_point");
          if (is_merge_point || first.name.ends_with(".can_enter_jit")) type_jit_driver(receiver, is_merge_point);
          return define_nothing();
        }
        if (first.name.ends_with(".__init__")) return type_base_init(use(callee));
        return unsupported(fmt::format("the method `{}` has no low-level form", first.name));
      }
      if (resolved == nullptr) return unsupported("a method that was not resolved");
      Typed method = use(callee);
      if (!method.is_bundle() && known.nullable) require_non_null(method, known, "'NoneType' object is not callable");
      if (!method.is_bundle() && known.is_constant()) {
        // A bound method that is known: its receiver is prebuilt.
        py::object live = typer_.host.object(known.constant);
        Typed receiver{
            typer_.prebuilt.constant(live.attr("__self__"), method.repr->parts[0]), method.repr->parts[0], {}};
        return define(call_resolved(*resolved, nullptr, &receiver));
      }
      if (method.is_bundle()) return define(call_resolved(*resolved, nullptr, &method.parts->front()));
      if (method.repr->kind == ReprKind::BuiltinMethod) {
        Typed receiver{method.operand, method.repr->parts[0], {}};
        return define(call_resolved(*resolved, nullptr, &receiver));
      }
      if (set.size() == 1) {
        Typed receiver{
            convert({get_field(method.operand, "receiver"), typer_.reprs.object(), {}}, method.repr->parts[0]),
            method.repr->parts[0],
            {}};
        return define(call_resolved(*resolved, nullptr, &receiver));
      }
      if (resolved->is_compared) {
        Typed receiver{
            convert({get_field(method.operand, "receiver"), typer_.reprs.object(), {}}, method.repr->parts[0]),
            method.repr->parts[0],
            {}};
        return define(call_resolved(*resolved, nullptr, &receiver));
      }
      Typed receiver{get_field(method.operand, "receiver"), typer_.reprs.object(), {}};
      return define(call_pointer(*resolved, get_field(method.operand, "function"), &receiver));
    }
    case AnnotationKind::BuiltinMethod: {
      Typed method = use(callee);
      Typed receiver = method.is_bundle() ? method.parts->front() : Typed{method.operand, method.repr->parts[0], {}};
      Operands arguments(operation_->operands.begin() + 1, operation_->operands.end());
      const std::string name = typer_.text(known.name());
      // Others record a call only for the `__next__` of what they loop over.
      bool is_function = (receiver.repr->kind == ReprKind::List && (name == "sort" || name == "index" || name == "count" || name == "remove")) ||
                         (receiver.repr->kind == ReprKind::Dict && (name == "update" || name == "setdefault")) ||
                         (receiver.repr->kind == ReprKind::Set && (name != "update" || arguments.size() != 1));
      if (is_forwarded || (resolved != nullptr && is_function))
        return define(call_resolved(*resolved, nullptr, &receiver));
      if (receiver.repr->kind == ReprKind::List) return type_list_method(receiver, name, arguments);
      if (receiver.repr->kind == ReprKind::Dict) return type_dict_method(receiver, name, arguments);
      if (receiver.repr->kind == ReprKind::Set) return type_set_method(receiver, name, arguments);
      return unsupported(fmt::format("the method `{}` has no low-level form", name));
    }
    case AnnotationKind::FunctionObject:
    case AnnotationKind::Instance: {
      if (resolved == nullptr) return unsupported("an object that can not be called");
      Typed receiver = use(callee);
      require_non_null(receiver, known, "'NoneType' object is not callable");
      return define(call_resolved(*resolved, nullptr, &receiver));
    }
    case AnnotationKind::Pointer: {
      Typed function = use(callee);
      TypeId type = typer_.program.types.pointee(function.repr->type);
      const ir::FunctionType shape = typer_.program.types.function_type(type);
      Operands passed{function.operand};
      for (size_t i = 0; i < shape.parameters.size(); ++i)
        passed.push_back(use_as(argument(i), typer_.reprs.of_type(shape.parameters[i])));
      return define(emit_raising(Opcode::IndirectCall, shape.result, std::move(passed)),
                    typer_.reprs.of_type(shape.result));
    }
    default: return unsupported("this can not be called");
  }
}

// A function computed while translating for each object it may be given: the results are attributes of the objects.
void FunctionTyper::type_memo_call() {
  const std::string* found = typer_.annotator.memo_attribute(instance_id_, operation_->result);
  const Annotation result = annotations_[operation_->result.index];
  if (found == nullptr || result.is_constant() || typer_.reprs.of(result)->is_void()) return define_nothing();
  const std::string attribute = *found;
  py::object live;
  if (constant_of(argument(0), live)) {
    const Repr* repr = typer_.reprs.of(result);
    return define(typer_.prebuilt.constant(live.attr(attribute.c_str()), repr), repr);
  }
  ir::Operation access = *operation_;
  access.opcode = Opcode::Getattr;
  access.operands = {argument(0)};
  const ir::Operation* call = std::exchange(operation_, &access);
  callables_getattr(use(access.operands[0]), attribute);
  operation_ = call;
}

// ---- arguments

Typed FunctionTyper::argument_value(const annotate::Annotator::Argument& argument, const Typed* receiver,
                                    ClassId class_) {
  switch (argument.source) {
    case Source::Operand: return use(operation_->operands[argument.operand]);
    case Source::Constant: {
      const Repr* repr = typer_.reprs.of(typer_.of_constant(argument.constant));
      return {typer_.prebuilt.constant(argument.constant, repr), repr, {}};
    }
    case Source::Receiver: assert(receiver != nullptr); return *receiver;
    case Source::Attribute: {
      assert(receiver != nullptr);
      Classes::Field field = typer_.classes.attribute_field(class_, typer_.text(argument.attribute));
      if (field.slot == UINT32_MAX) return {undefined(field.repr), field.repr, {}};
      Operand holder = cast_pointer(receiver->operand, typer_.types.instance_pointer(field.owner));
      return {emit(Opcode::Getfield, field.repr->type, {holder}, field.slot), field.repr, {}};
    }
    case Source::StarItem: {
      Typed tuple = use(operation_->operands[argument.operand]);
      const Annotation item = typer_.tables.tuple(tuple.repr->annotation.tuple())[argument.item];
      if (item.is_constant()) {
        const Repr* repr = typer_.reprs.of(item);
        return {typer_.prebuilt.constant(item.constant, repr), repr, {}};
      }
      return tuple_item(tuple, argument.item);
    }
    case Source::ListItem: {
      Typed list = use(operation_->operands[argument.operand]);
      return loaded(helper("rlist.ll_getitem_fast", {list.operand, integer(argument.item)}), list.repr->item);
    }
  }
  return {};
}

Operand FunctionTyper::argument_as(const annotate::Annotator::Argument& argument, const Repr* repr,
                                   const Typed* receiver, ClassId class_) {
  if (argument.source == Source::Operand) return use_as(operation_->operands[argument.operand], repr);
  if (argument.source == Source::Constant) return typer_.prebuilt.constant(argument.constant, repr);
  return convert(argument_value(argument, receiver, class_), repr);
}

// `f(*list)`: the list must give as many arguments as are needed.
void FunctionTyper::check_list_length(const ResolvedTarget& target) {
  if (!target.list_items) return;
  Typed list = use(operation_->operands.back());
  const annotate::FunctionInstance& instance = typer_.tables.instances[target.instance.index];
  py::object live = typer_.host.object(typer_.tables.callables[instance.callable.index].object);
  helper("rlist.ll_check_argument_count",
         {list.operand, integer(*target.list_items), string_constant(std::string(py::str(live.attr("__name__"))))});
}

FunctionTyper::Operands FunctionTyper::arguments_for(const ResolvedTarget& target, const Signature& signature,
                                                     const Typed* receiver) {
  check_list_length(target);
  Operands arguments;
  ClassId class_ = target.instance.valid() ? typer_.tables.instances[target.instance.index].self_class : ClassId{};
  for (size_t i = 0; i < target.arguments.size(); ++i)
    arguments.push_back(argument_as(target.arguments[i], signature.parameters[i], receiver, class_));
  return arguments;
}

// ---- calls

Typed FunctionTyper::call_resolved(const ResolvedCall& call, const Typed* callee, const Typed* receiver) {
  const ResolvedTarget& first = call.targets.front();
  if (first.class_.valid()) {
    if (call.targets.size() == 1) return instantiate(first);
    return instantiate_any(call, callee->operand);
  }
  if (call.targets.size() == 1) return call_instance(first, receiver);
  bool is_function = callee != nullptr && callee->repr->kind == ReprKind::Function;
  if (is_function && call.is_compared) return call_compared(call, *callee);
  if (is_function) return call_pointer(call, callee->operand, nullptr);
  Typed object = argument_value(first.arguments.front(), receiver);
  if (object.repr->kind == ReprKind::Class || !is_alike(call)) return call_by_class(call, object);
  return call_virtual(call, object);
}

// Whether one pointer can stand for all targets.
bool FunctionTyper::is_alike(const ResolvedCall& call) const {
  const ResolvedTarget& first = call.targets.front();
  auto family = [&](const ResolvedTarget& target) {
    return typer_.tables.find(typer_.tables.instances[target.instance.index].family);
  };
  for (const ResolvedTarget& target : call.targets)
    if (target.arguments != first.arguments || family(target) != family(first)) return false;
  return true;
}

// Methods that take the arguments in different ways, and class methods: the receiver's class is compared with those that
// the functions are for, subclasses before their bases.
Typed FunctionTyper::call_by_class(const ResolvedCall& call, const Typed& receiver) {
  require_receiver(call.targets.front(), receiver);
  auto class_of = [&](const ResolvedTarget& target) {
    return typer_.tables.callables[typer_.tables.instances[target.instance.index].callable.index].class_;
  };
  std::vector<ResolvedTarget> targets = call.targets;
  // Of two targets at the same depth neither class is below the other: their order says nothing.
  std::ranges::sort(targets, std::greater<>(), [&](const ResolvedTarget& each) {
    return std::pair(typer_.tables.class_(class_of(each)).depth, class_of(each).index);
  });
  Annotation joined = annotate::impossible();
  for (const ResolvedTarget& target : targets) {
    const Signature& signature = typer_.functions.signature(target.instance);
    if (!signature.never_returns) joined = typer_.annotator.join(joined, signature.result->annotation);
  }
  const Repr* result = typer_.reprs.of(joined);
  Operand vtable = receiver.repr->kind == ReprKind::Class ? receiver.operand : type_pointer(receiver.operand);
  ir::BlockId after = builder_.new_block();
  Operand merged = result->is_void() ? undefined(result) : Operand(builder_.add_argument(after, result->type));
  bool is_reached = false;
  for (size_t i = 0; i < targets.size(); ++i) {
    ir::BlockId next;
    if (i + 1 < targets.size()) {
      ir::BlockId here = builder_.new_block();
      next = builder_.new_block();
      builder_.branch(is_subclass(vtable, class_of(targets[i])), here, next);
      builder_.set_block(here);
    }
    Typed made = call_instance(targets[i], &receiver);
    if (!builder_.is_terminated()) {
      Operands passed;
      if (!result->is_void()) passed.push_back(convert(made, result));
      builder_.jump(after, std::move(passed));
      is_reached = true;
    }
    if (next.valid()) builder_.set_block(next);
  }
  if (is_reached) {
    builder_.set_block(after);
  } else {
    builder_.set_block(after);
    builder_.unreachable();
    dead_end();
  }
  return {merged, result, {}};
}

Typed FunctionTyper::call_instance(const ResolvedTarget& target, const Typed* receiver) {
  const Signature& signature = typer_.functions.signature(target.instance);
  ir::FunctionId function = typer_.functions.declare(target.instance);
  if (receiver == nullptr && !target.arguments.empty() && target.arguments.front().source == Source::Operand)
    require_receiver(target, use(operation_->operands[target.arguments.front().operand]));
  return {call(function, signature, arguments_for(target, signature, receiver)), signature.result, {}};
}

Typed FunctionTyper::call_indirect(Operand pointer, const Signature& signature, const Operands& arguments) {
  Operands passed{pointer};
  for (size_t i = 0; i < arguments.size(); ++i)
    if (signature.parameters[i]->type != TypeTable::void_) passed.push_back(arguments[i]);
  Operand result = emit_raising(Opcode::IndirectCall, signature.result->type, std::move(passed));
  if (signature.never_returns) {
    dead_end();
    return {undefined(signature.result), signature.result, {}};
  }
  if (signature.result->is_void()) result = typer_.program.constants.void_value();
  return {result, signature.result, {}};
}

// One of several functions, chosen by a pointer; or by the pointer in a bound method, whose receiver comes first.
Typed FunctionTyper::call_pointer(const ResolvedCall& call, Operand pointer, const Typed* receiver) {
  const ResolvedTarget& first = call.targets.front();
  const Signature& signature = typer_.functions.signature(first.instance);
  return call_indirect(cast_pointer(pointer, typer_.types.pointer(signature.type)), signature,
                       arguments_for(first, signature, receiver));
}

// A special method of what may be None.
void FunctionTyper::require_receiver(const ResolvedTarget& target, const Typed& receiver) {
  if (operation_ == nullptr || operation_->opcode == Opcode::Call || operation_->operands.empty()) return;
  if (target.arguments.empty() || target.arguments.front().source != Source::Operand) return;
  // A plain function that stands for the operation knows of None.
  if (!typer_.tables.callables[typer_.tables.instances[target.instance.index].callable.index].class_.valid()) return;
  const Annotation known = annotation(operation_->operands[target.arguments.front().operand]);
  if (known.is(AnnotationKind::Instance)) require_non_null(receiver, known, "unsupported operand: 'NoneType'");
}

Typed FunctionTyper::call_virtual(const ResolvedCall& call, const Typed& receiver) {
  const ResolvedTarget& first = call.targets.front();
  const Signature& signature = typer_.functions.signature(first.instance);
  require_receiver(first, receiver);
  std::vector<Classes::Implementation> implementations;
  for (const ResolvedTarget& target : call.targets) {
    const annotate::Callable& callable =
        typer_.tables.callables[typer_.tables.instances[target.instance.index].callable.index];
    implementations.push_back({callable.class_, typer_.functions.declare(target.instance)});
  }
  const annotate::FunctionInstance& instance = typer_.tables.instances[first.instance.index];
  py::object live = typer_.host.object(typer_.tables.callables[instance.callable.index].object);
  std::string name = py::str(live.attr("__name__"));
  ClassId class_ = receiver.repr->annotation.class_();
  Classes::Field field =
      typer_.classes.method_slot(class_, name, typer_.tables.find(instance.family), signature.type, implementations);
  TypeId vtable_type = typer_.types.pointer(typer_.classes.vtable_type(field.owner));
  Operands arguments = arguments_for_virtual(first, signature, receiver);
  Operand vtable = cast_pointer(type_pointer(receiver.operand), vtable_type);
  Operand function = emit(Opcode::Getfield, typer_.types.pointer(signature.type), {vtable}, field.slot);
  return call_indirect(function, signature, arguments);
}

FunctionTyper::Operands FunctionTyper::arguments_for_virtual(const ResolvedTarget& target, const Signature& signature,
                                                             const Typed& receiver) {
  check_list_length(target);
  Operands arguments{convert(receiver, signature.parameters[0])};
  for (size_t i = 1; i < target.arguments.size(); ++i)
    arguments.push_back(argument_as(target.arguments[i], signature.parameters[i], &receiver));
  return arguments;
}

// ---- bound methods as values

Typed FunctionTyper::bind_method(const Typed& bundle) {
  const Repr* repr = bundle.repr;
  const Typed& receiver = bundle.parts->front();
  TypeId holder = typer_.program.types.pointee(repr->type);
  TypeId function_type = typer_.program.types.struct_type(holder).fields[1].type;
  const std::vector<annotate::CallableId> set = typer_.tables.callables_in(repr->annotation.callables());
  Operand function = typer_.zero(function_type);
  if (receiver.repr->kind != ReprKind::Instance) {
    unsupported("a method of a built-in type can not be stored", "wrap it in a function");
    return {typer_.zero(repr->type), repr, {}};
  }
  std::vector<Classes::Implementation> implementations;
  InstanceId first;
  for (annotate::CallableId each : set) {
    InstanceId instance = typer_.functions.indirect_instance(each);
    if (!instance.valid()) continue;
    if (!first.valid()) first = instance;
    implementations.push_back({typer_.tables.callables[each.index].class_, typer_.functions.declare(instance)});
  }
  for (annotate::CallableId each : set) {
    InstanceId instance = typer_.functions.indirect_instance(each);
    if (!instance.valid() || typer_.tables.find(typer_.tables.instances[instance.index].family) ==
                                 typer_.tables.find(typer_.tables.instances[first.index].family))
      continue;
    unsupported("a bound method whose overrides take different arguments can not be stored",
                "give the overrides the same parameters, or call the method at once");
    return {typer_.zero(repr->type), repr, {}};
  }
  if (implementations.size() == 1) {
    function = cast_pointer(typer_.functions.pointer(implementations[0].function), function_type);
  } else if (!implementations.empty()) {
    const annotate::FunctionInstance& instance = typer_.tables.instances[first.index];
    py::object live = typer_.host.object(typer_.tables.callables[instance.callable.index].object);
    const Signature& signature = typer_.functions.signature(first);
    Classes::Field field =
        typer_.classes.method_slot(receiver.repr->annotation.class_(), std::string(py::str(live.attr("__name__"))),
                                   typer_.tables.find(instance.family), signature.type, implementations);
    Operand vtable =
        cast_pointer(type_pointer(receiver.operand), typer_.types.pointer(typer_.classes.vtable_type(field.owner)));
    function =
        cast_pointer(emit(Opcode::Getfield, typer_.types.pointer(signature.type), {vtable}, field.slot), function_type);
  }
  Operand made = malloc(repr->type);
  set_field(made, "receiver", cast_pointer(receiver.operand, typer_.types.object_pointer()));
  set_field(made, "function", function);
  return {made, repr, {}};
}

// ---- classes

Typed FunctionTyper::instantiate(const ResolvedTarget& target) {
  Annotation annotation = annotate::instance(target.class_);
  const Repr* repr = typer_.reprs.of(annotation);
  Operand made = malloc(repr->type);
  prepare_instance(typer_, builder_, target.class_, made.value());
  Typed object{made, repr, {}};
  initialize(target, object);
  return object;
}

void FunctionTyper::initialize(const ResolvedTarget& target, const Typed& made) {
  if (target.instance.valid()) {
    if (typer_.tables.class_(target.class_).is_exception &&
        typer_.annotator.keeps_constructor_arguments(target.class_) && operation_->opcode == Opcode::Call) {
      size_t count = typer_.flow.call_shapes[operation_->immediate].positional;
      Operands given(operation_->operands.begin() + 1, operation_->operands.begin() + 1 + static_cast<long>(count));
      if (given.size() == 1 && annotation(given[0]).is(AnnotationKind::String)) set_exception_text(made, given);
      set_exception_values(made, given);
    }
    call_instance(target, &made);
    return;
  }
  if (typer_.tables.class_(target.class_).is_exception && !target.arguments.empty()) {
    std::vector<Operand> texts;
    for (const annotate::Annotator::Argument& argument : target.arguments)
      if (argument.source == Source::Operand) texts.push_back(operation_->operands[argument.operand]);
    set_exception_text(made, texts);
    set_exception_values(made, texts);
  }
}

// What str() of a built-in exception gives: its argument, or the tuple of them. `args_form` says what repr() makes of it:
// 0 for a string, to be quoted; 1 for text that is source already; 2 for a tuple.
void FunctionTyper::set_exception_text(const Typed& exception, const Operands& arguments) {
  if (arguments.empty()) return;
  auto built_in = [&](const char* name) {
    return typer_.annotator.class_of(py::module_::import("builtins").attr(name));
  };
  ClassId class_ = exception.repr->annotation.class_();
  Operand text;
  int64_t form = 0;
  if (arguments.size() == 1) {
    // Python shows the key that was missing as in source.
    bool is_key = typer_.tables.derives_from(class_, built_in("KeyError"));
    text = text_of(arguments[0], is_key);
    form = is_key || !annotation(arguments[0]).is(AnnotationKind::String) ? 1 : 0;
  } else {
    Operands pieces{string_constant("(")};
    for (size_t i = 0; i < arguments.size(); ++i) {
      if (i > 0) pieces.push_back(string_constant(", "));
      pieces.push_back(text_of(arguments[i], true));
    }
    pieces.push_back(string_constant(")"));
    text = concatenate(pieces);
    form = 2;
  }
  auto set = [&](const char* name, Operand value) {
    Classes::Field field = typer_.classes.attribute_field(built_in("BaseException"), name);
    Operand holder = cast_pointer(exception.operand, typer_.types.instance_pointer(field.owner));
    emit(Opcode::Setfield, TypeTable::void_, {holder, value}, field.slot);
  };
  set("args_text", text);
  if (form != 0) set("args_form", integer(form));
}

// The arguments that something reads from the exception later.
void FunctionTyper::set_exception_values(const Typed& exception, const Operands& arguments) {
  ClassId class_ = exception.repr->annotation.class_();
  auto set = [&](const std::string& name, const std::function<Operand(const Repr*)>& value) {
    if (!typer_.tables.attribute_owner(class_, name).valid()) return;
    Classes::Field field = typer_.classes.attribute_field(class_, name);
    if (field.slot == UINT32_MAX) return;
    Operand holder = cast_pointer(exception.operand, typer_.types.instance_pointer(field.owner));
    emit(Opcode::Setfield, TypeTable::void_, {holder, value(field.repr)}, field.slot);
  };
  for (const annotate::Annotator::ExceptionValue& value : typer_.annotator.exception_values(class_)) {
    if (arguments.size() < value.least_arguments) continue;
    set(value.name, [&](const Repr* repr) {
      if (value.argument != annotate::Annotator::ExceptionValue::all) return use_as(arguments[value.argument], repr);
      std::vector<Typed> items;
      for (size_t i = 0; i < arguments.size(); ++i)
        items.push_back({use_as(arguments[i], repr->parts[i]), repr->parts[i], {}});
      return new_tuple(repr, items).operand;
    });
  }
  ClassId system_exit = typer_.annotator.class_of(py::module_::import("builtins").attr("SystemExit"));
  if (!typer_.tables.derives_from(class_, system_exit) || arguments.empty()) return;
  const Annotation status = annotation(arguments[0]);
  if (annotate::is_integer_like(status)) {
    set("exit_status", [&](const Repr* repr) { return use_as(arguments[0], repr); });
  } else if (!status.is(AnnotationKind::None)) {
    set("exit_status", [&](const Repr*) { return integer(1); });
    set("exit_message", [&](const Repr*) { return text_of(arguments[0], false); });
  }
}

// `return NotImplemented` from a special method.
void FunctionTyper::type_not_implemented() {
  const annotate::FunctionInstance& instance = typer_.tables.instances[instance_id_.index];
  py::object live = typer_.host.object(typer_.tables.callables[instance.callable.index].object);
  std::string name = py::str(live.attr("__name__"));
  if (name != "__eq__" && name != "__ne__") {
    helper("robject.ll_raise_none", {string_constant(fmt::format("unsupported operand type(s) for {}()", name))});
    if (!builder_.is_terminated()) builder_.unreachable();
    return;
  }
  const std::vector<ir::ValueId>& parameters = graph_->block(ir::Function::entry).arguments;
  const Typed &self = values_[parameters[0].index], &other = values_[parameters[1].index];
  bool is_equal = name == "__eq__";
  Operand result = boolean(!is_equal);
  if (self.repr->kind == ReprKind::Instance && other.repr->kind == ReprKind::Instance)
    result = emit(is_equal ? Opcode::PtrEq : Opcode::PtrNe, TypeTable::bool_,
                  {convert(self, typer_.reprs.object()), convert(other, typer_.reprs.object())});
  builder_.return_(convert({result, typer_.reprs.boolean(), {}}, signature_->result));
}

// BaseException.__init__(self, text), called explicitly.
void FunctionTyper::type_base_init(const Typed& method) {
  Operands arguments(operation_->operands.begin() + 1, operation_->operands.end());
  Typed self = method;
  if (method.is_bundle() && method.repr->kind == ReprKind::Method) {
    self = method.parts->front();
  } else {
    if (arguments.empty()) return define_nothing();
    self = use(arguments.front());
    arguments.erase(arguments.begin());
  }
  if (self.repr->kind == ReprKind::Instance && typer_.tables.class_(self.repr->annotation.class_()).is_exception)
    set_exception_text(self, arguments);
  if (self.repr->kind == ReprKind::Instance && typer_.tables.class_(self.repr->annotation.class_()).is_exception)
    set_exception_values(self, arguments);
  define_nothing();
}

// One of several classes, chosen by its vtable.
Typed FunctionTyper::instantiate_any(const ResolvedCall& call, Operand vtable) {
  std::vector<ClassId> classes;
  ClassId common = call.targets.front().class_;
  bool has_initializer = false;
  for (const ResolvedTarget& target : call.targets) {
    classes.push_back(target.class_);
    if (common.valid()) common = typer_.tables.common_base(common, target.class_);
    has_initializer = has_initializer || target.instance.valid();
  }
  // Built-in exceptions that keep their arguments in different ways.
  auto form = [&](ClassId class_) {
    std::vector<bool> derives;
    for (const char* name : {"KeyError", "StopIteration", "SystemExit"})
      derives.push_back(
          typer_.tables.derives_from(class_, typer_.annotator.class_of(py::module_::import("builtins").attr(name))));
    return derives;
  };
  if (typer_.tables.class_(call.targets.front().class_).is_exception)
    for (const ResolvedTarget& target : call.targets)
      has_initializer = has_initializer || form(target.class_) != form(call.targets.front().class_);
  typer_.classes.need_instantiate(classes);
  Operand instantiate = get_field(vtable, "instantiate");
  Operand made = emit_raising(Opcode::IndirectCall, typer_.types.object_pointer(), {instantiate});
  Typed object{
      cast_pointer(made, typer_.types.instance_pointer(common)), typer_.reprs.of(annotate::instance(common)), {}};
  if (!has_initializer) {
    if (typer_.tables.class_(call.targets.front().class_).is_exception) initialize(call.targets.front(), object);
    return object;
  }
  // Each class's __init__, found by comparing vtables unless they share one.
  bool is_shared = call.targets.front().instance.valid();
  for (const ResolvedTarget& target : call.targets)
    is_shared = is_shared && target.instance == call.targets.front().instance;
  if (is_shared) {
    call_instance(call.targets.front(), &object);
    return object;
  }
  ir::BlockId after = builder_.new_block();
  for (size_t i = 0; i < call.targets.size(); ++i) {
    const ResolvedTarget& target = call.targets[i];
    ir::BlockId next;
    if (i + 1 < call.targets.size()) {
      ir::BlockId here = builder_.new_block();
      next = builder_.new_block();
      builder_.branch(emit(Opcode::PtrEq, TypeTable::bool_, {vtable, typer_.classes.vtable(target.class_)}), here,
                      next);
      builder_.set_block(here);
    }
    Typed derived{cast_pointer(object.operand, typer_.types.instance_pointer(target.class_)),
                  typer_.reprs.of(annotate::instance(target.class_)),
                  {}};
    initialize(target, derived);
    builder_.jump(after);
    if (next.valid()) builder_.set_block(next);
  }
  builder_.set_block(after);
  return object;
}

void FunctionTyper::type_make_exception() {
  Operand exception = operation_->operands[0];
  const Annotation known = annotation(exception);
  if (known.is(AnnotationKind::Instance)) {
    Typed value = use(exception);
    require_non_null(value, known, "exceptions must derive from BaseException");
    return define(value);
  }
  const ResolvedCall* resolved = typer_.annotator.resolved_call(instance_id_, operation_->result);
  if (resolved == nullptr) return unsupported("this can not be raised");
  Typed callee = use(exception);
  define(call_resolved(*resolved, &callee, nullptr));
}

}  // namespace weft::typer
