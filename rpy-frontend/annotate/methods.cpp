// Methods of lists, dicts and sets: what they tell about the items, and what they give.
#include <algorithm>
#include <map>

#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

namespace {

const std::vector<std::string> list_methods{"append", "clear",  "copy",   "count",   "extend", "index",
                                            "insert", "pop",    "remove", "reverse", "sort"};
const std::vector<std::string> dict_methods{"clear", "copy",    "get",        "items", "keys",
                                            "pop",   "popitem", "setdefault", "update", "values"};
const std::vector<std::string> set_methods{
    "add",        "clear",         "copy",        "difference", "difference_update",
    "discard",    "intersection",  "intersection_update", "isdisjoint", "issubset",
    "issuperset", "pop",           "remove",      "symmetric_difference", "symmetric_difference_update",
    "union",      "update"};

}  // namespace

std::vector<std::string> Annotator::Implementation::builtin_methods(AnnotationKind receiver) {
  switch (receiver) {
    case AnnotationKind::List: return list_methods;
    case AnnotationKind::Dict: return dict_methods;
    case AnnotationKind::Set: return set_methods;
    default: return {};
  }
}

bool Annotator::Implementation::has_builtin_method(AnnotationKind receiver, std::string_view name) {
  return std::ranges::count(builtin_methods(receiver), name) > 0;
}

Annotation Annotator::Implementation::call_builtin_method(const Annotation& method, const CallArguments& arguments) {
  Annotation receiver = tables.tuple(method.receiver())[0];
  const std::string name = program.strings[method.name()];
  for (const ArgumentValue& argument : arguments.positional)
    if (argument.annotation.is(AnnotationKind::Error)) return error();
  // How many arguments each method takes.
  struct Arity { size_t least, most; };
  constexpr size_t any_number = SIZE_MAX;
  static const std::map<std::string, Arity> arities{
      {"append", {1, 1}}, {"clear", {0, 0}}, {"copy", {0, 0}}, {"count", {1, 1}}, {"extend", {1, 1}},
      {"index", {1, 3}}, {"insert", {2, 2}}, {"remove", {1, 1}}, {"reverse", {0, 0}}, {"sort", {0, 0}},
      {"get", {1, 2}}, {"items", {0, 0}}, {"keys", {0, 0}}, {"values", {0, 0}}, {"popitem", {0, 0}},
      {"setdefault", {1, 2}}, {"update", {1, 1}}, {"add", {1, 1}}, {"discard", {1, 1}}, {"union", {0, any_number}},
      {"difference", {0, any_number}}, {"difference_update", {0, any_number}}, {"intersection", {0, any_number}},
      {"intersection_update", {0, any_number}}, {"isdisjoint", {1, 1}}, {"issubset", {1, 1}}, {"issuperset", {1, 1}},
      {"symmetric_difference", {1, 1}}, {"symmetric_difference_update", {1, 1}}};
  Arity arity{0, 0};
  if (name == "pop") {
    if (receiver.is(AnnotationKind::List)) arity = {0, 1};
    if (receiver.is(AnnotationKind::Dict)) arity = {1, 2};
  } else {
    arity = arities.at(name);
    if (name == "update" && receiver.is(AnnotationKind::Set)) arity = {0, any_number};
  }
  bool is_sort = name == "sort" && receiver.is(AnnotationKind::List);
  if (!arguments.keywords.empty() && !is_sort)
    return fail(wrong_call, fmt::format("`{}` takes no keyword arguments", name), "called here");
  size_t given = arguments.positional.size();
  if (given < arity.least || given > arity.most) {
    std::string expected = arity.least == arity.most ? fmt::format("{}", arity.least)
                                                     : fmt::format("{} or {}", arity.least, arity.most);
    return fail(wrong_call, fmt::format("`{}` takes {} argument{} but {} were given", name, expected,
                                        arity.most == 1 ? "" : "s", given), "called here");
  }
  switch (receiver.kind) {
    case AnnotationKind::List: return list_method(receiver, name, arguments);
    case AnnotationKind::Dict: return dict_method(receiver, name, arguments);
    default: return set_method(receiver, name, arguments);
  }
}

Annotation Annotator::Implementation::list_method(const Annotation& receiver, const std::string& name,
                                                  const CallArguments& arguments) {
  auto argument = [&](size_t i) { return without_constant(arguments.positional[i].annotation); };
  ListId id = receiver.list();
  auto resize = [&] { tables.list(id).is_resized = true; };
  if (name == "append") {
    resize();
    add_item(id, argument(0));
    return none();
  }
  if (name == "insert") {
    resize();
    add_item(id, argument(1));
    return none();
  }
  if (name == "extend") {
    resize();
    return add_items_of(id, argument(0)) ? none() : error();
  }
  if (name == "pop") {
    resize();
    return read(tables.list(id).item);
  }
  if (name == "remove" || name == "index" || name == "count") {
    Annotation item = read(tables.list(id).item);
    if (name == "remove") resize();
    Annotation joined = join(item, argument(0));
    if (joined.is(AnnotationKind::Error) && !item.is(AnnotationKind::Error))
      return fail(unsupported_operation, fmt::format("{} is never in a {}", describe(argument(0)), describe(receiver)));
    require_equality(argument(0));
    require_equality(item);
    if (is_mixed_search(receiver, argument(0))) return call_container_function(("list." + name).c_str(), receiver, arguments);
    if (arguments.positional.size() > 1) return call_container_function("list.index", receiver, arguments);
    return name == "remove" ? none() : integer(true);
  }
  if (name == "copy") {
    ListId created = list_here();
    add_items_of(created, list_of(id));
    return list_of(created);
  }
  if (name == "clear") {
    resize();
    return none();
  }
  tables.list(id).is_mutated = true;
  if (name == "sort" && !arguments.keywords.empty()) {
    return call_container_function("list.sort", receiver, arguments);
  }
  if (name == "sort") {
    Annotation item = read(tables.list(id).item);
    if (item.is(AnnotationKind::Instance)) {
      if (!lookup(item.class_(), "__lt__"))
        return fail(unsupported_operation, fmt::format("`{}` defines no `__lt__`", describe(item)), "sorted here",
                    "give `sort` a key");
      call_order(item);
    }
    if (item.nullable || item.is(AnnotationKind::None))
      return fail(unsupported_operation, fmt::format("{} has no order", describe(item)), "sorted here");
  }
  return none();
}

// Is a float looked for among integers, or an integer among floats? They are compared, not converted to the items' type.
bool Annotator::Implementation::is_mixed_search(const Annotation& list, const Annotation& wanted) {
  Annotation item = read(tables.list(list.list()).item);
  return is_number(item) && is_number(wanted) &&
         item.is(AnnotationKind::Float) != wanted.is(AnnotationKind::Float);
}

// `<` on two such values calls `__lt__`.
void Annotator::Implementation::call_order(const Annotation& value) {
  std::vector<ResolvedTarget> targets;
  for (const MethodTarget& target : method_targets(value.class_(), "__lt__")) {
    ResolvedTarget resolved;
    CallArguments given;
    given.positional.push_back({non_null(value), {}});
    given.positional.push_back({non_null(value), {}});
    call_function(method_callable(host.object(target.function), target.class_), given, resolved);
    targets.push_back(resolved);
  }
  if (targets.size() > 1) unite_families(targets);
}

Annotation Annotator::Implementation::dict_method(const Annotation& receiver, const std::string& name,
                                                  const CallArguments& arguments) {
  auto argument = [&](size_t i) { return without_constant(arguments.positional[i].annotation); };
  DictId id = receiver.dict();
  auto view = [&](IterableKind kind) {
    Annotation result = plain(AnnotationKind::Iterable);
    result.detail = tables.intern_iterable({.kind = kind, .sources = {without_constant(non_null(receiver))}}).index;
    return result;
  };
  if (name == "keys") return view(IterableKind::DictKeys);
  if (name == "values") return view(IterableKind::DictValues);
  if (name == "items") return view(IterableKind::DictItems);
  if (name == "clear") return none();
  if (name == "copy") return without_constant(receiver);
  if (name == "update") {
    if (!argument(0).is(AnnotationKind::Dict)) return call_container_function("dict.update", receiver, arguments);
    Annotation key = read(tables.dict(argument(0).dict()).key), value = read(tables.dict(argument(0).dict()).value);
    if (!key.is(AnnotationKind::Impossible)) add_entry(id, key, value);
    return none();
  }
  if (name == "popitem") {
    Annotation key = read(tables.dict(id).key), value = read(tables.dict(id).value);
    if (key.is(AnnotationKind::Impossible) || value.is(AnnotationKind::Impossible)) return impossible();
    return tuple(tables.intern_tuple({key, value}));
  }
  add_entry(id, argument(0), impossible());
  if (name == "setdefault") {
    if (arguments.positional.size() == 1) return call_container_function("dict.setdefault", receiver, arguments);
    add_entry(id, argument(0), argument(1));
    return read(tables.dict(id).value);
  }
  // get, pop
  Annotation value = read(tables.dict(id).value);
  if (arguments.positional.size() == 1 && name == "pop") return value;
  Annotation otherwise = arguments.positional.size() > 1 ? argument(1) : none();
  Annotation joined = join(value, otherwise);
  if (joined.is(AnnotationKind::Error) && !value.is(AnnotationKind::Error)) {
    return fail(type_conflict,
                fmt::format("`{}` gives {} when the key is there and {} when it is not", name, describe(value),
                            describe(otherwise)),
                {}, "give a default of the values' type");
  }
  return joined;
}

// A method that the library has as a function of the receiver.
Annotation Annotator::Implementation::call_container_function(const char* name, const Annotation& receiver,
                                                              const CallArguments& arguments) {
  CallArguments given = arguments;
  given.positional.insert(given.positional.begin(), {receiver, {Argument::Source::Receiver, 0, {}, 0}});
  return call_callables({callable_of(py::object(container_functions[name]))}, given);
}

Annotation Annotator::Implementation::set_method(const Annotation& receiver, const std::string& name,
                                                 const CallArguments& arguments) {
  auto argument = [&](size_t i) { return without_constant(arguments.positional[i].annotation); };
  DictId id = receiver.dict();
  if (name == "add" || name == "discard" || name == "remove") {
    add_entry(id, argument(0), impossible());
    return none();
  }
  if (name == "pop") return read(tables.dict(id).key);
  if (name == "clear") return none();
  if (name == "copy") return without_constant(receiver);
  if (arguments.positional.size() != 1)
    return call_container_function(("set." + name + ".all").c_str(), receiver, arguments);
  // The rest takes another set, or anything to loop over.
  if (!argument(0).is(AnnotationKind::Set) && name != "update")
    return call_container_function(("set." + name).c_str(), receiver, arguments);
  Annotation item = item_of(argument(0));
  if (item.is(AnnotationKind::Error)) return item;
  if (!item.is(AnnotationKind::Impossible)) add_entry(id, item, none());
  if (argument(0).is(AnnotationKind::Set)) merge(id, argument(0).dict());
  if (name == "isdisjoint" || name == "issubset" || name == "issuperset") return boolean_annotation();
  if (name == "update" || name.ends_with("_update")) return none();
  return set(tables.find(id));
}

}  // namespace weft::annotate
