// Calls: matching arguments to parameters, specialising functions, and keeping the signatures of functions that one
// call site may reach alike.
#include <algorithm>
#include <cassert>

#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"
#include "rpy-frontend/annotate/provenance.h"

namespace weft::annotate {

namespace {

// "arg(0)" of "specialize:arg(0)"; empty for the default.
std::string specialization_of(py::handle function) {
  if (!py::hasattr(function, "_annspecialcase_")) return {};
  std::string text = py::str(function.attr("_annspecialcase_"));
  size_t colon = text.find(':');
  return colon == std::string::npos ? text : text.substr(colon + 1);
}

// The positions in "arg(0, 2)".
std::vector<size_t> positions_in(const std::string& text) {
  std::vector<size_t> result;
  for (size_t i = text.find('('); i < text.size(); ++i) {
    if (!isdigit(static_cast<unsigned char>(text[i]))) continue;
    size_t end = i;
    while (end < text.size() && isdigit(static_cast<unsigned char>(text[end]))) ++end;
    result.push_back(std::stoul(text.substr(i, end - i)));
    i = end;
  }
  return result;
}

const std::set<std::string> binary_methods{
    "__add__", "__radd__", "__iadd__", "__sub__", "__rsub__", "__isub__", "__mul__", "__rmul__", "__imul__",
    "__truediv__", "__rtruediv__", "__itruediv__", "__floordiv__", "__rfloordiv__", "__ifloordiv__", "__mod__",
    "__rmod__", "__imod__", "__pow__", "__rpow__", "__ipow__", "__lshift__", "__rlshift__", "__ilshift__",
    "__rshift__", "__rrshift__", "__irshift__", "__and__", "__rand__", "__iand__", "__or__", "__ror__", "__ior__",
    "__xor__", "__rxor__", "__ixor__", "__matmul__", "__rmatmul__", "__imatmul__",
    "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"};

}  // namespace

// What `specialize.argtype` tells apart: lists by their items' types, whatever else is known of them.
Annotation Annotator::Implementation::type_key(const Annotation& annotation, int depth) {
  Annotation key = without_constant(annotation);
  key.non_negative = false;
  key.is_machine_word = false;
  key.nullable = false;
  auto nested = [&](std::vector<Annotation> items) {
    key.detail = tables.intern_tuple(std::move(items)).index;
    return key;
  };
  if (depth > 3) return plain(key.kind);
  if (key.is(AnnotationKind::List)) return nested({type_key(read(tables.list(key.list()).item), depth + 1)});
  if (key.is(AnnotationKind::Dict) || key.is(AnnotationKind::Set))
    return nested({type_key(read(tables.dict(key.dict()).key), depth + 1),
                   type_key(read(tables.dict(key.dict()).value), depth + 1)});
  if (key.is(AnnotationKind::Tuple)) {
    std::vector<Annotation> items = tables.tuple(key.tuple());
    for (Annotation& item : items) item = type_key(item, depth + 1);
    return nested(std::move(items));
  }
  return key;
}

const rpy::Signature& Annotator::Implementation::signature(CallableId callable) {
  auto position = signatures.find(callable.index);
  if (position == signatures.end())
    position = signatures.emplace(callable.index, flow.signature(host.object(tables.callables[callable.index].object)))
                   .first;
  return position->second;
}

Annotation Annotator::Implementation::transfer_call(const ir::Operation& operation) {
  const ir::CallShape shape = program.call_shapes[operation.immediate];
  CallArguments arguments;
  auto value_of = [&](uint32_t index) {
    return ArgumentValue{operand(operation.operands[index]), {Argument::Source::Operand, index, {}, 0}};
  };
  uint32_t next = 1;
  for (uint32_t i = 0; i < shape.positional; ++i) arguments.positional.push_back(value_of(next++));
  for (ir::StringId keyword : shape.keywords)
    arguments.keywords.emplace_back(program.strings[keyword], value_of(next++));
  if (shape.has_star) {
    Annotation star = operand(operation.operands[next]);
    if (star.is(AnnotationKind::Impossible)) return star;
    if (star.is(AnnotationKind::List) && !star.nullable) {
      Annotation item = read(tables.list(star.list()).item);
      if (item.is(AnnotationKind::Impossible)) return item;
      arguments.list = ArgumentValue{item, {Argument::Source::ListItem, next, {}, 0}};
    } else if (star.is(AnnotationKind::Tuple) && !star.nullable) {
      const std::vector<Annotation> items = tables.tuple(star.tuple());
      for (uint32_t i = 0; i < items.size(); ++i)
        arguments.positional.push_back({items[i], {Argument::Source::StarItem, next, {}, i}});
    } else {
      return fail(unsupported_operation,
                  fmt::format("only a tuple or a list can be passed as *args, not {}", describe(star)));
    }
  }
  for (const ArgumentValue& argument : arguments.positional)
    if (argument.annotation.is(AnnotationKind::Impossible)) return impossible();
  for (const auto& [name, argument] : arguments.keywords)
    if (argument.annotation.is(AnnotationKind::Impossible)) return impossible();
  return call(operand(operation.operands[0]), arguments);
}

Annotation Annotator::Implementation::call(const Annotation& callee, const CallArguments& arguments) {
  switch (callee.kind) {
    case AnnotationKind::Impossible:
    case AnnotationKind::Error:
      return callee;
    case AnnotationKind::Callables: {
      std::vector<CallableId> set = tables.callables_in(callee.callables());
      return call_callables(set, arguments);
    }
    case AnnotationKind::Method: {
      CallArguments with_receiver = arguments;
      Annotation receiver = tables.tuple(callee.receiver())[0];
      with_receiver.positional.insert(with_receiver.positional.begin(),
                                      ArgumentValue{receiver, {Argument::Source::Receiver, 0, {}, 0}});
      std::vector<CallableId> set = tables.callables_in(callee.callables());
      return call_callables(set, with_receiver);
    }
    case AnnotationKind::FunctionObject:
      return call_function_object(callee, arguments);
    case AnnotationKind::BuiltinMethod:
      if (arguments.list) return call_builtin_with_list(program.strings[callee.name()]);
      if (takes_tuple_items(arguments)) {
        Annotation receiver = tables.tuple(callee.receiver())[0];
        CallArguments given = arguments;
        given.positional.insert(given.positional.begin(), {receiver, {Argument::Source::Receiver, 0, {}, 0}});
        py::object forwarder =
            function_support.attr("method_with_tuple")(program.strings[callee.name()], arguments.positional.size());
        return call_callables({callable_of(forwarder)}, given);
      }
      return call_builtin_method(callee, arguments);
    case AnnotationKind::Instance: {
      bool is_defined = lookup(callee.class_(), "__call__") || !method_targets(callee.class_(), "__call__").empty();
      Annotation method = is_defined ? read_attribute(callee, "__call__") : Annotation{};
      if (method.is(AnnotationKind::Method)) return call(method, arguments);
      return fail(not_callable, fmt::format("`{}` defines no `__call__`", describe(callee)), "called here");
    }
    default:
      return fail(not_callable, fmt::format("{} can not be called", describe(callee)), "called here");
  }
}

Annotation Annotator::Implementation::call_callables(const std::vector<CallableId>& set,
                                                     const CallArguments& arguments) {
  const Callable first = tables.callables[set[0].index];
  switch (first.kind) {
    case CallableKind::Builtin:
    case CallableKind::External:
      return call_builtin(set[0], arguments);
    case CallableKind::Frozen:
      return fail(not_callable, fmt::format("`{}` can not be called", first.name), "called here");
    case CallableKind::Function:
    case CallableKind::Class:
      break;
  }
  // An error number chooses the subclass that is made.
  bool is_os_error = set.size() == 1 && host.object(first.object).ptr() == PyExc_OSError;
  if (is_os_error && arguments.positional.size() > 1) {
    declare_os_error(first.class_);
    return call_callables({callable_of(py::module_::import("rpython.rtyper.roserror").attr("make_os_error"))}, arguments);
  }
  Annotation result = impossible();
  std::vector<ResolvedTarget> targets;
  std::vector<Annotation> given;
  for (const ArgumentValue& each : arguments.positional) given.push_back(each.annotation);
  for (const auto& [name, each] : arguments.keywords) given.push_back(each.annotation);
  const ResolvedCall* known = known_call(set, given);
  size_t position = 0;  // in the known call
  for (CallableId each : set) {
    if (known != nullptr && position < known->targets.size() && known->callables[position] == each) {
      if (position == 0) result = read(instance_of(known->targets[0].instance).result);
      targets.push_back(known->targets[position++]);
      continue;
    }
    if (tables.callables[each.index].kind == CallableKind::Builtin) {
      if (set.size() == 1) return call_builtin(each, arguments);
      return fail(not_callable, "builtin methods can not be chosen at run time");
    }
    if (first.kind == CallableKind::Function && specialization(each).starts_with("memo"))
      return call_memo(tables.callables[each.index], arguments);
    // Of several classes, those that can have no instances are not meant.
    if (first.kind == CallableKind::Class && set.size() > 1 && is_abstract_class(each)) continue;
    ResolvedTarget target;
    Annotation part = first.kind == CallableKind::Class ? call_class(each, arguments, target)
                                                        : call_function(each, arguments, target);
    if (part.is(AnnotationKind::Error)) return part;
    Annotation before = result;
    result = join(result, part);
    if (result.is(AnnotationKind::Error)) {
      Conflict conflict{"the result of this call", before, part, {}, {}, current_location};
      for (const ResolvedTarget& earlier : targets) {
        if (!conflict.before_from.empty() || !earlier.instance.valid()) continue;
        Provenance from(*this, before);
        from.follow(instance_of(earlier.instance).result.contributions, "");
        conflict.before_from = from.labels();
      }
      if (target.instance.valid()) {
        Provenance from(*this, part);
        from.follow(instance_of(target.instance).result.contributions, fmt::format("{} is returned here", a(part)));
        conflict.now_from = from.labels();
      }
      report_conflict(std::move(conflict));
      return result;
    }
    targets.push_back(std::move(target));
  }
  if (targets.empty()) return impossible();
  bool is_united = finish_call(std::move(targets));
  if (is_united && set.size() > 1 && first.kind == CallableKind::Function && current_operation != nullptr) {
    ResolvedCall& call = resolved_calls[value_key(current_block.instance, current_operation->result)];
    call.callables = set;
    call.arguments = std::move(given);
  }
  return result;
}

// What is called through one pointer has one signature. Each class's `__init__` is called directly; and so are functions
// that take the call's arguments in different ways, as when one has a default of its own. Returns whether the targets
// have one signature.
bool Annotator::Implementation::finish_call(std::vector<ResolvedTarget> targets) {
  if (current_operation == nullptr) return false;
  ResolvedCall resolved{.targets = std::move(targets)};
  bool is_class = resolved.targets[0].class_.valid();
  for (const ResolvedTarget& target : resolved.targets)
    resolved.is_compared = resolved.is_compared || (!is_class && target.arguments != resolved.targets[0].arguments);
  bool is_alike = !is_class && !resolved.is_compared;
  if (resolved.targets.size() > 1 && is_alike) unite_families(resolved.targets);
  resolved_calls[value_key(current_block.instance, current_operation->result)] = std::move(resolved);
  return is_alike;
}

// The current operation's call as it was last resolved, if all that has happened since is that it reaches more
// functions; null otherwise.
const Annotator::ResolvedCall* Annotator::Implementation::known_call(const std::vector<CallableId>& set,
                                                                     const std::vector<Annotation>& arguments) const {
  if (current_operation == nullptr || set.size() < 2) return nullptr;
  auto found = resolved_calls.find(value_key(current_block.instance, current_operation->result));
  if (found == resolved_calls.end()) return nullptr;
  const ResolvedCall& known = found->second;
  bool is_usable = !known.callables.empty() && !known.is_compared && known.arguments == arguments &&
                   std::ranges::includes(set, known.callables) && std::ranges::is_sorted(set);
  return is_usable ? &known : nullptr;
}

const std::string& Annotator::Implementation::specialization(CallableId callable) {
  auto position = specializations.find(callable.index);
  if (position == specializations.end())
    position = specializations
                   .emplace(callable.index, specialization_of(host.object(tables.callables[callable.index].object)))
                   .first;
  return position->second;
}

bool Annotator::Implementation::bind(CallableId callable, const rpy::Signature& signature,
                                     const CallArguments& arguments, BoundArguments& bound) {
  const Callable& called = tables.callables[callable.index];
  py::object function = host.object(called.object);
  std::string name = called.name;
  if (name.starts_with("rpython."))
    if (std::string known = name_in_spec(callable); !known.empty()) name = known;
  auto defined_here = [&]() -> std::vector<DiagnosticLabel> {
    const rpy::FunctionSource* source = host.source_of(function);
    if (source == nullptr) return {};
    SourceRange range{source->file->path, source->first_line, 0, 0, 0};
    if (is_library(range)) return {};
    return {{range, fmt::format("`{}` is defined here", name)}};
  };
  auto complain = [&](std::string message, Help help = {}) {
    fail(wrong_call, std::move(message), "called here", std::move(help), defined_here());
    return false;
  };
  size_t count = signature.names.size();
  std::vector<std::optional<ArgumentValue>> slots(count);
  std::vector<ArgumentValue> rest, gathered;
  for (size_t i = 0; i < arguments.positional.size(); ++i) {
    if (i < signature.positional)
      slots[i] = arguments.positional[i];
    else
      rest.push_back(arguments.positional[i]);
  }
  if (!rest.empty() && !signature.has_star) {
    ClassId class_ = tables.callables[callable.index].class_;
    size_t hidden = class_.valid() && is_function_object(class_) ? 1 : 0;
    size_t taken = signature.positional - hidden;
    return complain(fmt::format("`{}` takes {} argument{} but {} were given", name, taken, taken == 1 ? "" : "s",
                                arguments.positional.size() - hidden));
  }
  for (const auto& [keyword, value] : arguments.keywords) {
    size_t position = 0;
    while (position < count && program.strings[signature.names[position]] != keyword) ++position;
    if (position == count && signature.has_keywords) {
      gathered.push_back(value);
      bound.keywords.push_back(program.strings.intern(keyword));
      continue;
    }
    if (position == count) {
      std::vector<std::string> names;
      for (ir::StringId each : signature.names) names.push_back(program.strings[each]);
      std::string nearest = nearest_match(keyword, names);
      return complain(fmt::format("`{}` has no parameter `{}`", name, keyword), Help::did_you_mean(keyword, nearest));
    }
    if (slots[position]) return complain(fmt::format("`{}` gets two values for `{}`", name, keyword));
    slots[position] = value;
  }
  if (arguments.list) {
    // The list gives the parameters that are left; how many that are must not depend on its length.
    uint32_t items = 0;
    bool is_fixed = !signature.has_star;
    for (size_t i = arguments.positional.size(); i < signature.positional; ++i) {
      bool is_optional = signature.defaults[i].valid() || signature.default_attributes[i].valid();
      is_fixed = is_fixed && !slots[i] && !is_optional;
      if (slots[i]) continue;
      slots[i] = *arguments.list;
      slots[i]->source.item = items++;
    }
    if (!is_fixed) {
      fail(wrong_call, fmt::format("`{}` can take any number of arguments, and how many a list gives is only known at run "
                                   "time", name),
           "called here", "pass the list itself, or a tuple", defined_here());
      return false;
    }
    bound.list_items = items;
  }
  for (size_t i = 0; i < count; ++i) {
    if (!slots[i] && signature.default_attributes[i].valid()) {
      Annotation object = instance(tables.callables[callable.index].class_);
      slots[i] = ArgumentValue{read_attribute(object, program.strings[signature.default_attributes[i]]),
                               {.source = Argument::Source::Attribute, .attribute = signature.default_attributes[i]}};
    }
    if (!slots[i]) {
      if (!signature.defaults[i].valid())
        return complain(fmt::format("`{}` needs a value for its parameter `{}`", name,
                                    program.strings[signature.names[i]]));
      slots[i] = ArgumentValue{of_constant(signature.defaults[i]),
                               {Argument::Source::Constant, 0, signature.defaults[i], 0}};
    }
    bound.values.push_back(*slots[i]);
  }
  bound.values.insert(bound.values.end(), rest.begin(), rest.end());
  bound.values.insert(bound.values.end(), gathered.begin(), gathered.end());
  return true;
}

// A function that classes have, as it is called with a receiver of a certain class: `Base.method(self)`, or what
// super() finds. For a receiver into whose class the function was copied, that is the copy.
CallableId Annotator::Implementation::function_for(CallableId callable, const Annotation& receiver) {
  const Callable& called = tables.callables[callable.index];
  if (called.is_class_method || !receiver.is(AnnotationKind::Instance) || !receiver.class_().valid()) return callable;
  auto [position, is_new] = member_functions.try_emplace(callable.index);
  py::object live = host.object(called.object);
  if (is_new) {
    std::string name = py::str(live.attr("__qualname__"));
    size_t dot = name.rfind('.');
    bool is_local = dot == std::string::npos || (dot >= 8 && name.compare(dot - 8, 8, "<locals>") == 0);
    position->second = {.is_member = called.class_.valid() || !is_local, .is_cooperative = uses_super(live)};
  }
  if (!position->second.is_member) return callable;
  ClassId class_ = receiver.class_();
  bool is_bound = called.class_.valid() &&
                  (tables.derives_from(class_, called.class_) || tables.derives_from(called.class_, class_));
  if (is_bound && !position->second.is_cooperative) return callable;
  if (is_bound && class_ == called.class_) return callable;
  if (is_bound && !tables.derives_from(class_, called.class_)) return callable;  // reached by the receiver's class
  py::object name = live.attr("__name__");
  for (py::handle each : py::reinterpret_borrow<py::tuple>(host.object(tables.class_(class_).object).attr("__mro__"))) {
    py::object own = each.attr("__dict__").attr("get")(name);
    if (own.is(live)) return method_callable(live, owner_of(class_, each, live));
  }
  return callable;
}

Annotation Annotator::Implementation::call_function(CallableId called, const CallArguments& arguments,
                                                    ResolvedTarget& target) {
  CallableId callable =
      arguments.positional.empty() ? called : function_for(called, arguments.positional[0].annotation);
  const rpy::Signature& parameters = signature(callable);
  BoundArguments matched;
  if (!bind(callable, parameters, arguments, matched)) return error();
  const std::vector<ArgumentValue>& bound = matched.values;
  for (const ArgumentValue& each : bound)
    if (each.annotation.is(AnnotationKind::Error)) return error();
  size_t star_arguments = bound.size() - parameters.names.size() - matched.keywords.size();
  InstanceId instance = specialize(callable, bound, star_arguments, matched.keywords);
  if (!instance.valid()) return error();
  target.instance = instance;
  target.list_items = matched.list_items;
  for (size_t i = 0; i < bound.size(); ++i) {
    Annotation argument = bound[i].annotation;
    // The method is only reached when the receiver is of its class.
    ClassId self_class = tables.callables[callable.index].class_;
    if (i == 0 && self_class.valid() && argument.is(AnnotationKind::Instance) &&
        tables.derives_from(self_class, argument.class_()))
      argument = weft::annotate::instance(self_class);
    bool is_operand = bound[i].source.source == Argument::Source::Operand && current_operation != nullptr &&
                      bound[i].source.operand < current_operation->operands.size();
    bind_parameter(instance, i, argument,
                   is_operand ? current_operation->operands[bound[i].source.operand] : ir::Operand());
    target.arguments.push_back(bound[i].source);
  }
  if (bound.empty() && !instance_of(instance).entered[0]) enter_function(instance);
  FunctionInstance& callee = instance_of(instance);
  if (callee.called_from.size() < 3 && current_location.valid())
    callee.called_from.push_back({current_block.instance, current_location});
  return read(callee.result);
}

Annotation Annotator::Implementation::call_class(CallableId callable, const CallArguments& arguments,
                                                 ResolvedTarget& target) {
  ClassId class_ = tables.callables[callable.index].class_;
  if (!class_.valid()) return error();
  py::object live = host.object(tables.class_(class_).object);
  if (class_support.attr("is_named_tuple")(live).cast<bool>())
    return call_function(callable_of(class_support.attr("tuple_maker")(live)), arguments, target);
  if (is_abstract_class(callable)) {
    py::object missing = py::str(", ").attr("join")(
        py::module_::import("builtins").attr("sorted")(host.object(tables.class_(class_).object).attr("__abstractmethods__")));
    return fail(wrong_call,
                fmt::format("`{}` is abstract and has no instances: it does not define {}", tables.class_(class_).name,
                            std::string(py::str(missing))),
                "instantiated here");
  }
  if (tables.class_(class_).is_generic) class_ = generic_copy_here(class_);
  target.class_ = class_;
  note_instances(class_, true);
  note_finalizer(class_);
  if (tables.class_(class_).is_refused) return error();
  Annotation result = instance(class_);
  std::optional<ClassAttribute> init = lookup(class_, "__init__");
  if (init && PyFunction_Check(host.object(init->object).ptr())) {
    CallArguments with_self = arguments;
    with_self.positional.insert(with_self.positional.begin(),
                                ArgumentValue{result, {Argument::Source::Receiver, 0, {}, 0}});
    if (tables.class_(class_).is_exception && keeps_constructor_arguments(class_))
      keep_exception_arguments(class_, arguments.positional);
    Annotation made = call_function(method_callable(host.object(init->object), init->owner), with_self, target);
    if (made.is(AnnotationKind::Error)) return made;
    return result;
  }
  if (tables.class_(class_).is_exception) {
    if (py::object initializer = exception_initializer(class_); !initializer.is_none()) {
      declare_os_error(class_);
      if (arguments.positional.size() > 1) {
        CallArguments with_self = arguments;
        with_self.positional.insert(with_self.positional.begin(),
                                    ArgumentValue{result, {Argument::Source::Receiver, 0, {}, 0}});
        keep_exception_arguments(class_, arguments.positional);
        Annotation made = call_function(callable_of(initializer), with_self, target);
        return made.is(AnnotationKind::Error) ? made : result;
      }
    }
    if (!arguments.keywords.empty()) return fail(wrong_call, "built-in exceptions take no keyword arguments");
    if (arguments.list) return call_builtin_with_list(tables.class_(class_).name);
    for (const ArgumentValue& argument : arguments.positional) target.arguments.push_back(argument.source);
    keep_exception_arguments(class_, arguments.positional);
    return result;
  }
  if (!arguments.positional.empty() || !arguments.keywords.empty() || arguments.list)
    return fail(wrong_call, fmt::format("`{}` takes no arguments: it has no `__init__`", tables.class_(class_).name),
                "called here");
  return result;
}

// What code that catches an OSError reads is there even if all of them are made with a text only.
void Annotator::Implementation::declare_os_error(ClassId class_) {
  ClassId base = require_class("OSError"), owner;
  if (!tables.derives_from(class_, base)) return;
  auto declare = [&](const char* name, const Annotation& annotation) {
    write_attribute(base, name, annotation, current_location);
    attribute(base, name, &owner).is_assigned = true;
  };
  declare("errno", integer());
  for (const char* name : {"strerror", "filename", "filename2"}) declare(name, join(string(), none()));
}

py::object Annotator::Implementation::exception_initializer(ClassId class_) {
  for (ClassId each = class_; each.valid(); each = tables.class_(each).base) {
    py::object live = host.object(tables.class_(each).object);
    if (exception_initializers.contains(live)) return exception_initializers[live];
  }
  return py::none();
}

bool Annotator::Implementation::is_abstract_class(CallableId class_) const {
  py::object live = host.object(tables.callables[class_.index].object);
  return PyType_Check(live.ptr()) &&
         PyType_HasFeature(reinterpret_cast<PyTypeObject*>(live.ptr()), Py_TPFLAGS_IS_ABSTRACT);
}

// A memo function runs while translating. Where its last argument may be one of several prebuilt objects, each object
// gets the function's result for it as an attribute, and the call becomes a read of that attribute.
Annotation Annotator::Implementation::call_memo(const Callable& callee, const CallArguments& arguments) {
  auto must_be_known = [&] {
    return fail(bad_specialization,
                fmt::format("`{}` is a memo function: its arguments must be known while translating", callee.name), {},
                "prebuilt objects among the arguments must be of a class with `_freeze_`");
  };
  py::object function = host.object(callee.object);
  py::list known;
  for (size_t i = 0; i < arguments.positional.size(); ++i) {
    const Annotation& argument = arguments.positional[i].annotation;
    if (argument.is(AnnotationKind::None)) {
      known.append(py::none());
    } else if (argument.is_constant()) {
      known.append(host.object(argument.constant));
    } else if (argument.is(AnnotationKind::Callables) && !argument.nullable && arguments.positional.size() == 1) {
      std::string attribute_name = fmt::format("_memo_{}_{}", std::string(py::str(function.attr("__name__"))),
                                               callee.object.index);
      Annotation joined = impossible();
      const std::vector<CallableId> set = tables.callables_in(argument.callables());
      for (CallableId each : set) {
        py::object live = host.object(tables.callables[each.index].object);
        py::object value = run_memo(callee, py::make_tuple(live));
        if (!value) return error();
        live.attr(attribute_name.c_str()) = value;
        joined = join(joined, without_constant(of_constant(value)));
      }
      if (joined.is(AnnotationKind::Error))
        return fail(bad_specialization, fmt::format("the results of the memo function `{}` have different types",
                                                    callee.name));
      memo_attributes[value_key(current_block.instance, current_operation->result)] = attribute_name;
      return joined;
    } else {
      return must_be_known();
    }
  }
  py::object value = run_memo(callee, py::tuple(known));
  return value ? of_constant(value) : error();
}

py::object Annotator::Implementation::run_memo(const Callable& callee, const py::tuple& arguments) {
  try {
    return host.object(callee.object)(*arguments);
  } catch (const py::error_already_set& raised) {
    fail(bad_specialization, fmt::format("the memo function `{}` raised {}", callee.name, raised.what()));
    return {};
  }
}

Annotation Annotator::Implementation::call_live(py::handle function, const std::vector<Annotation>& arguments) {
  CallArguments given;
  for (uint32_t i = 0; i < arguments.size(); ++i)
    given.positional.push_back({arguments[i], {Argument::Source::Operand, i, {}, 0}});
  CallableId callable = callable_of(function);
  return call_callables({callable}, given);
}

std::optional<Annotation> Annotator::Implementation::call_special(const Annotation& receiver, const char* name,
                                                                  const std::vector<Annotation>& arguments) {
  if (!receiver.is(AnnotationKind::Instance)) return std::nullopt;
  std::optional<ClassAttribute> found = lookup(receiver.class_(), name);
  if (!found || !PyFunction_Check(host.object(found->object).ptr())) return std::nullopt;
  tables.class_(receiver.class_()).readers.insert(current_block);
  CallArguments given;
  given.positional.push_back({non_null(receiver), {Argument::Source::Operand, 0, {}, 0}});
  for (uint32_t i = 0; i < arguments.size(); ++i)
    given.positional.push_back({arguments[i], {Argument::Source::Operand, i + 1, {}, 0}});
  return call_callables(bound_functions(method_targets(receiver.class_(), name)), given);
}

std::optional<Annotation> Annotator::Implementation::call_special_argument(const Annotation& receiver,
                                                                           const char* name) {
  if (!receiver.is(AnnotationKind::Instance)) return std::nullopt;
  std::optional<ClassAttribute> found = lookup(receiver.class_(), name);
  if (!found || !PyFunction_Check(host.object(found->object).ptr())) return std::nullopt;
  tables.class_(receiver.class_()).readers.insert(current_block);
  CallArguments given;
  given.positional.push_back({non_null(receiver), {Argument::Source::Operand, 1, {}, 0}});
  return call_callables(bound_functions(method_targets(receiver.class_(), name)), given);
}

// ---- specialisation

InstanceId Annotator::Implementation::specialize(CallableId callable, const std::vector<ArgumentValue>& bound,
                                                 size_t star_arguments, const std::vector<ir::StringId>& keywords) {
  const std::string& special = specialization(callable);
  std::vector<Annotation> key;
  std::vector<ir::HostObjectId> constants;
  bool is_class_method = tables.callables[callable.index].is_class_method;
  auto positions = [&] {
    std::vector<size_t> result = positions_in(special);
    if (signature(callable).has_closure)
      for (size_t& each : result) ++each;
    return result;
  };
  auto is_operator = [&] {
    py::object name = host.object(tables.callables[callable.index].object).attr("__name__");
    return binary_methods.contains(std::string(py::str(name)));
  };
  if (is_class_method && special.empty() && bound[0].annotation.constant.valid()) {
    // A version for each class that it is called on by name.
    key.push_back(bound[0].annotation);
    constants.push_back(bound[0].annotation.constant);
  } else if (special.empty() && bound.size() == 2 && tables.callables[callable.index].class_.valid() && is_operator()) {
    // `vector * 2` and `vector * vector`: a version for each kind of operand.
    Annotation kind = plain(bound[1].annotation.kind);
    if (kind.is(AnnotationKind::Instance)) {
      ClassId root = bound[1].annotation.class_();
      while (tables.class_(root).base.valid()) root = tables.class_(root).base;
      kind = instance(root);
    }
    key.push_back(kind);
  } else if (special.starts_with("argtype(") || special.starts_with("arglltype(")) {
    for (size_t i : positions())
      if (i < bound.size()) key.push_back(type_key(bound[i].annotation, 0));
  } else if ((special.starts_with("arg(") || special.starts_with("arg_or_var("))) {
    for (size_t i : positions()) {
      if (i >= bound.size()) continue;
      Annotation argument = bound[i].annotation;
      ir::HostObjectId constant =
          argument.is(AnnotationKind::None) ? host.intern(py::none()) : argument.constant;
      if (!constant.valid() && special.starts_with("arg_or_var")) continue;
      if (!constant.valid()) {
        fail(bad_specialization,
             fmt::format("`{}` is specialised by argument {}, which is not known while translating: {}",
                         tables.callables[callable.index].name, i + 1, describe(argument)));
        return {};
      }
      key.push_back(argument);
      if (constants.size() <= i) constants.resize(i + 1);
      constants[i] = constant;
    }
  } else if (special.starts_with("call_location")) {
    uint64_t place = current_operation ? value_key(current_block.instance, current_operation->result) : 0;
    Annotation location = integer();
    location.detail = static_cast<uint32_t>(place);
    location.detail2 = static_cast<uint32_t>(place >> 32);
    key.push_back(location);
  } else if (special.starts_with("ll")) {
    for (const ArgumentValue& argument : bound) {
      key.push_back(argument.annotation);
      constants.push_back(argument.annotation.constant);
    }
  } else if (!special.empty() && !special.starts_with("default")) {
    fail(bad_specialization, fmt::format("unknown specialization `{}` of `{}`", special,
                                         tables.callables[callable.index].name));
    return {};
  }
  if (!key.empty() && !special.starts_with("ll") && !tables.find_instance(callable, key, false).valid() &&
      refuse_endless_specialization(callable))
    return {};
  if (star_arguments > 0) {
    Annotation count = integer();
    count.detail2 = static_cast<uint32_t>(star_arguments);
    key.push_back(count);
  }
  for (ir::StringId keyword : keywords) {
    Annotation name = string();
    name.detail = keyword.index;
    key.push_back(name);
  }
  return make_instance(callable, std::move(key), constants, star_arguments, special.starts_with("ll"), keywords);
}

// A function that is another version of itself each time that it calls itself would be specialised for ever.
bool Annotator::Implementation::refuse_endless_specialization(CallableId callable) {
  constexpr unsigned most_nested = 200;
  // A generator comes back to itself through the functions that resume it, which are others each time.
  constexpr unsigned deepest = 1000;
  unsigned nested = 0, depth = 0;
  for (InstanceId each = current_block.instance; each.valid() && nested < most_nested && depth < deepest; ++depth) {
    const FunctionInstance& instance = instance_of(each);
    if (instance.callable == callable) ++nested;
    each = instance.called_from.empty() ? InstanceId{} : instance.called_from[0].instance;
  }
  if (nested < most_nested && depth < deepest) return false;
  fail(bad_specialization,
       fmt::format("`{}` calls itself with another constant, type or place each time, and would be specialised without end",
                   tables.callables[callable.index].name),
       fmt::format("after {} versions", std::max(nested, depth)), "give it an argument that is not specialised");
  return true;
}

InstanceId Annotator::Implementation::make_instance(CallableId callable_id, std::vector<Annotation> key,
                                                    const std::vector<ir::HostObjectId>& constants,
                                                    size_t star_arguments, bool is_low_level,
                                                    const std::vector<ir::StringId>& keywords) {
  if (InstanceId known = tables.find_instance(callable_id, key, is_low_level); known.valid()) return known;
  py::object live = host.object(tables.callables[callable_id.index].object);
  if (host.source_of(live) == nullptr) {
    fail(no_source, fmt::format("the source of `{}` is not available", tables.callables[callable_id.index].name),
         "called here");
    return {};
  }
  const Callable& callable = tables.callables[callable_id.index];
  rpy::FlowRequest request{.function = live, .constant_parameters = constants,
                           .star_arguments = static_cast<uint32_t>(star_arguments), .keyword_arguments = keywords,
                           .receiver_class = {}};
  if (callable.class_.valid() && !is_function_object(callable.class_))
    request.receiver_class = host.object(tables.class_(callable.class_).object);
  ir::FunctionId function = flow.build(request);
  // Building may import modules.
  if (load_translated_forms && py::cast<bool>(load_translated_forms())) load_replacements();
  if (!function.valid()) return {};
  InstanceId id{tables.instances.size()};
  FunctionInstance& created = tables.instances.emplace_back();
  const ir::Function& graph = program.function(function);
  created.callable = callable_id;
  created.function = function;
  created.key = std::move(key);
  created.values.resize(graph.values.size());
  created.origins.resize(graph.values.size());
  created.parameters.resize(graph.blocks[0].arguments.size());
  created.entered.resize(graph.blocks.size());
  created.progress.resize(graph.blocks.size());
  created.family = FamilyId{tables.families.size()};
  if (!tables.callables[callable_id.index].is_class_method)
    created.self_class = tables.callables[callable_id.index].class_;
  created.is_low_level = is_low_level;
  tables.families.push_back({.members = {id}, .forwarded_to = {}});
  tables.add_to_index(id);
  tables.callables[callable_id.index].instances.push_back(id);

  const std::vector<ir::ValueId> parameters = graph.blocks[0].arguments;
  if (created.self_class.valid() && !parameters.empty())
    created.values[parameters[0].index] = instance(created.self_class);
  // Type hints of parameters are where the parameters start from.
  if (!is_low_level && py::hasattr(live, "__annotations__")) {
    py::dict hints = live.attr("__annotations__");
    if (!hints.empty()) {
      try {
        hints = py::module_::import("typing").attr("get_type_hints")(live);
      } catch (const py::error_already_set&) {
        hints = py::dict();  // a hint that names nothing at run time: it says nothing to us either
      }
      const rpy::Signature& names = signature(callable_id);
      for (size_t i = 0; i < names.names.size(); ++i) {
        const std::string& name = program.strings[names.names[i]];
        bool is_bound = i < constants.size() && constants[i].valid();
        if (!hints.contains(name.c_str()) || is_bound || (i == 0 && created.self_class.valid())) continue;
        std::optional<Annotation> hint = of_hint(hints[name.c_str()]);
        if (!hint) continue;
        if (names.defaults[i].valid() && host.object(names.defaults[i]).is_none()) *hint = join(*hint, none());
        if (!hint->is(AnnotationKind::Error)) instance_of(id).values[parameters[i].index] = *hint;
      }
    }
  }
  return id;
}

std::string Annotator::Implementation::parameter_name(const FunctionInstance& instance, size_t position) {
  const ir::Function& function = program.function(instance.function);
  ir::StringId name = function.value(function.blocks[0].arguments[position]).name;
  return fmt::format("parameter `{}` of `{}`", name.valid() ? program.strings[name] : "?", function.display_name);
}

void Annotator::Implementation::bind_parameter(InstanceId id, size_t position, const Annotation& annotation,
                                               ir::Operand source) {
  Annotation given = annotation;
  FunctionInstance& callee = instance_of(id);
  const ir::Function& function = program.function(callee.function);
  ir::ValueId parameter = function.blocks[0].arguments[position];
  Annotation before = callee.values[parameter.index];
  Annotation joined = join(before, given);
  if (joined != before) {
    assert(!callee.is_typed && "a function was used with other types after it had been typed");
    if (joined.is(AnnotationKind::Error) && !before.is(AnnotationKind::Error)) {
      if (callee.parameters[position].empty()) {
        fail(broken_contract,
             fmt::format("{} is declared as {}, but {} is given", parameter_name(callee, position), describe(before),
                         describe(given)),
             fmt::format("{} here", describe(given)), {}, {{flow.range(function.location), "declared here"}});
      } else {
        Provenance first(*this, before), second(*this, given);
        first.follow(callee.parameters[position], "");
        if (source.valid()) second.follow(current_block.instance, source);
        report_conflict({parameter_name(callee, position), before, given, first.labels(), second.labels(),
                         current_location});
      }
    }
    callee.values[parameter.index] = joined;
    queue_users(id, parameter);
    if (callee.parameters[position].size() < most_contributions)
      callee.parameters[position].push_back({given, current_location, current_block, source});
    // Functions called from one place have one signature; only what methods are bound to may differ.
    const std::vector<InstanceId> members = tables.family(callee.family).members;
    for (InstanceId member : members) {
      bool is_self = position == 0 && instance_of(member).self_class.valid() && callee.self_class.valid();
      if (member != id && !is_self) bind_parameter(member, position, joined, source);
    }
  }
  if (!instance_of(id).entered[0]) enter_function(id);
}

// Queues the function's entry once something is known of each parameter.
void Annotator::Implementation::enter_function(InstanceId id) {
  FunctionInstance& entered = instance_of(id);
  for (ir::ValueId each : program.function(entered.function).blocks[0].arguments)
    if (entered.values[each.index].is(AnnotationKind::Impossible)) return;
  entered.entered[0] = true;
  queue_block({id, ir::Function::entry});
}

void Annotator::Implementation::unite_families(const std::vector<ResolvedTarget>& targets) {
  InstanceId first = targets[0].instance;
  for (const ResolvedTarget& target : targets) {
    if (!target.instance.valid() || !first.valid()) return;
    FamilyId a = tables.find(instance_of(first).family);
    FamilyId b = tables.find(instance_of(target.instance).family);
    tables.families[a.index].is_called_indirectly = true;
    if (a == b) continue;
    const ir::Function& one = program.function(instance_of(first).function);
    const ir::Function& other = program.function(instance_of(target.instance).function);
    if (one.blocks[0].arguments.size() != other.blocks[0].arguments.size()) {
      fail(signature_mismatch,
           fmt::format("`{}` and `{}` may both be called here, but take different numbers of arguments",
                       one.display_name, other.display_name),
           "called here", "give both the same parameters",
           {{flow.range(one.location), fmt::format("takes {}", one.blocks[0].arguments.size())},
            {flow.range(other.location), fmt::format("takes {}", other.blocks[0].arguments.size())}});
      return;
    }
    size_t count = one.blocks[0].arguments.size();
    Family& kept = tables.families[a.index];
    Family& gone = tables.families[b.index];
    gone.forwarded_to = a;
    std::vector<InstanceId> from_kept = kept.members, from_gone = gone.members;
    kept.members.insert(kept.members.end(), gone.members.begin(), gone.members.end());
    // Each half learns the other's parameters and result.
    auto teach = [&](const std::vector<InstanceId>& pupils, InstanceId teacher) {
      for (InstanceId pupil : pupils)
        for (size_t i = 0; i < count; ++i) {
          if (i == 0 && instance_of(pupil).self_class.valid() && instance_of(teacher).self_class.valid()) continue;
          ir::ValueId parameter = program.function(instance_of(teacher).function).blocks[0].arguments[i];
          Annotation known = instance_of(teacher).values[parameter.index];
          if (!known.is(AnnotationKind::Impossible)) bind_parameter(pupil, i, known);
        }
      for (InstanceId pupil : pupils) {
        Annotation result = instance_of(teacher).result.annotation;
        if (!result.is(AnnotationKind::Impossible)) write_result(pupil, result, current_location);
      }
    };
    teach(from_gone, from_kept[0]);
    teach(from_kept, from_gone[0]);
  }
}

void Annotator::Implementation::write_result(InstanceId id, const Annotation& annotation, ir::LocationId location) {
  FunctionInstance& written = instance_of(id);
  Annotation before = written.result.annotation;
  write(written.result, annotation, location, [&] {
    return fmt::format("the result of `{}`", program.function(instance_of(id).function).display_name);
  });
  if (instance_of(id).result.annotation == before) return;
  assert(!written.is_typed && "a function's result changed after it had been typed");
  Annotation now = instance_of(id).result.annotation;
  const std::vector<InstanceId> members = tables.family(written.family).members;
  for (InstanceId member : members)
    if (member != id && instance_of(member).result.annotation != now) write_result(member, now, location);
}

Annotation Annotator::Implementation::call_builtin_with_list(const std::string& name) {
  return fail(wrong_call, fmt::format("how many arguments a list gives `{}` is only known at run time", name),
              "called here", "pass the list itself, or a tuple");
}

// Is one of the arguments an item of a tuple, `f(*t)`, that has to be taken out first?
bool Annotator::Implementation::takes_tuple_items(const CallArguments& arguments) {
  return std::ranges::any_of(arguments.positional, [](const ArgumentValue& argument) {
    return argument.source.source == Argument::Source::StarItem;
  });
}

Annotation Annotator::Implementation::call_builtin(CallableId callable, const CallArguments& arguments) {
  const Callable callee = tables.callables[callable.index];
  for (const ArgumentValue& argument : arguments.positional)
    if (argument.annotation.is(AnnotationKind::Error)) return error();
  if (arguments.list && callee.name != "builtins.print") return call_builtin_with_list(callee.name);
  if (takes_tuple_items(arguments) && callee.name != "builtins.print") {
    py::list keywords;
    for (const auto& [name, value] : arguments.keywords) keywords.append(name);
    py::object forwarder = function_support.attr("builtin_with_tuple")(
        host.object(callee.object), arguments.positional.size(), py::tuple(keywords));
    return call_callables({callable_of(forwarder)}, arguments);
  }
  if (callee.kind == CallableKind::External) {
    py::object external = host.object(callee.object);
    py::object result = external.attr("result");
    if (!low_level) return error();
    check_external_arguments(callee, arguments);
    note_external_call(external);
    return of_low_level_type(low_level->from_python(result));
  }
  BuiltinCall call{callee, arguments};
  if (callee.name.starts_with("llop.")) return low_level_operation(call);
  BuiltinFunction function = find_builtin(callee.name);
  if (function == nullptr) {
    return fail(no_source, fmt::format("`{}` has no translated form", callee.name), "called here",
                "write it in the language, or use a function of rpython.rlib");
  }
  return (this->*function)(call);
}

}  // namespace weft::annotate
