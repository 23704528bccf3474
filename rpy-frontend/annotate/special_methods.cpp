// Special methods that only some subclasses of a class define, where every object has a behaviour without them: truth,
// equality and hash. They are found by a function that tests for these subclasses.
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

// The topmost classes, below one without the method, that define it.
py::tuple Annotator::Implementation::special_method_holders(const Annotation& receiver, const char* name) {
  py::list holders;
  if (!receiver.is(AnnotationKind::Instance) || !receiver.class_().valid()) return py::tuple(holders);
  tables.class_(receiver.class_()).readers.insert(current_block);
  std::vector<ClassId> having;
  for (const MethodTarget& target : method_targets(receiver.class_(), name)) {
    bool is_below = false;
    for (ClassId other : having) is_below = is_below || tables.derives_from(target.class_, other);
    if (!is_below) having.push_back(target.class_);
  }
  for (ClassId each : having)
    if (!tables.derives_from(receiver.class_(), each)) holders.append(host.object(tables.class_(each).object));
  return having.size() == holders.size() ? py::tuple(holders) : py::tuple();
}

// The function that bool() is; none when all objects of the class have the same method, or none.
py::object Annotator::Implementation::truth_of_some(const Annotation& value) {
  py::tuple with_bool = special_method_holders(value, "__bool__"), with_length = special_method_holders(value, "__len__");
  if (with_bool.empty() && with_length.empty()) return {};
  auto is_defined = [&](const char* name) {
    std::optional<ClassAttribute> found = lookup(value.class_(), name);
    return found && PyFunction_Check(host.object(found->object).ptr());
  };
  if (is_defined("__bool__")) return {};
  return special_of_some.attr("truth_function")(with_bool, with_length, is_defined("__len__"));
}

// The function that `==` is on two objects; none where it is a method of the first one's class, or identity.
py::object Annotator::Implementation::equality_of_some(const Annotation& a, const Annotation& b) {
  if (!a.is(AnnotationKind::Instance) || !b.is(AnnotationKind::Instance)) return {};
  py::tuple holders[2];
  bool is_defined = false, is_of_some = false;
  for (int side : {0, 1}) {
    const Annotation& each = side == 0 ? a : b;
    holders[side] = special_method_holders(each, "__eq__");
    is_of_some = is_of_some || !holders[side].empty();
    if (!lookup(each.class_(), "__eq__")) continue;
    is_defined = true;
    holders[side] = py::make_tuple(host.object(tables.class_(each.class_()).object));
  }
  // None has no method.
  if (is_defined ? !a.nullable : !is_of_some) return {};
  return special_of_some.attr("equality_function")(holders[0], holders[1]);
}

py::object Annotator::Implementation::hash_of_some(const Annotation& value) {
  py::tuple holders = special_method_holders(value, "__hash__");
  if (holders.empty() || lookup(value.class_(), "__hash__")) return {};
  return special_of_some.attr("hash_function")(holders);
}

// format(x, specification) of objects that define `__format__`; nothing for others. `receiver` is the operand.
std::optional<Annotation> Annotator::Implementation::call_format(const Annotation& value, uint32_t receiver,
                                                                 const std::optional<Annotation>& specification) {
  if (!value.is(AnnotationKind::Instance) || !value.class_().valid()) return std::nullopt;
  tables.class_(value.class_()).readers.insert(current_block);
  std::vector<MethodTarget> targets = method_targets(value.class_(), "__format__");
  if (targets.empty()) return std::nullopt;
  std::optional<ClassAttribute> method = lookup(value.class_(), "__format__");
  // Enum's own formats the member's text.
  if (method && host.object(method->object).is(py::module_::import("enum").attr("Enum").attr("__format__")))
    return std::nullopt;
  if (!method)
    return fail(unsupported_operation, fmt::format("only subclasses of `{}` define `__format__`",
                                                   tables.class_(value.class_()).name),
                "formatted here", "define it in the base class, too");
  CallArguments given;
  given.positional.push_back({non_null(value), {Argument::Source::Operand, receiver, {}, 0}});
  if (specification) {
    uint32_t position = receiver == 0 ? 2 : receiver + 1;
    given.positional.push_back({*specification, {Argument::Source::Operand, position, {}, 0}});
  } else {
    ir::HostObjectId nothing = host.intern(py::str(""));
    given.positional.push_back({without_constant(of_constant(nothing)), {Argument::Source::Constant, 0, nothing, 0}});
  }
  return call_callables(bound_functions(targets), given);
}

}  // namespace weft::annotate
