// Functions of rpython.rlib.objectmodel over dicts: r_dict, and what no method of a dict does.
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

Annotation Annotator::Implementation::builtin_r_dict(const BuiltinCall& call) {
  if (!expect_count(call, 2, 2)) return error();
  for (const auto& [name, value] : call.arguments.keywords)
    if (name != "force_non_null" && name != "simple_hash_eq")
      return fail(wrong_call, fmt::format("r_dict() has no parameter `{}`", name), "called here");
  DictId created = dict_here(false);
  tables.dict(created).key_equal = call.argument(0);
  tables.dict(created).key_hash = call.argument(1);
  return dict(tables.find(created));
}

Annotation Annotator::Implementation::builtin_dict_operation(const BuiltinCall& call) {
  const std::string name = call.callee.name.substr(call.callee.name.rfind('.') + 1);
  size_t least = name == "setitem_with_hash" ? 4 : name == "popitem_first" ? 1
                 : name == "move_to_end" || name == "key_hash" ? 2 : 3;
  if (!expect_count(call, least, name == "move_to_end" ? 3 : least)) return error();
  const Annotation& object = call.argument(0);
  if (!object.is(AnnotationKind::Dict))
    return fail(unsupported_operation, fmt::format("{}() takes a dict, not {}", name, describe(object)), "called here");
  if (name.ends_with("_with_hash") && !is_integer_like(call.argument(2)))
    return fail(unsupported_operation, fmt::format("the hash must be an int, not {}", describe(call.argument(2))), "called here");
  DictId id = object.dict();
  if (name == "popitem_first") {
    Annotation key = read(tables.dict(id).key), value = read(tables.dict(id).value);
    if (key.is(AnnotationKind::Impossible) || value.is(AnnotationKind::Impossible)) return impossible();
    return tuple(tables.intern_tuple({key, value}));
  }
  bool has_value = name == "setitem_with_hash";
  add_entry(id, without_constant(call.argument(1)), has_value ? without_constant(call.argument(3)) : impossible());
  if (name == "getitem_with_hash") return read(tables.dict(id).value);
  if (name == "contains_with_hash") return boolean_annotation();
  if (name == "key_hash") return integer();
  return none();
}

}  // namespace weft::annotate
