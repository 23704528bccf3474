// Lists, dicts, sets, tuples and strings: their items and slices, and what is put into them.
#include <cassert>

#include <algorithm>

#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

Annotation Annotator::Implementation::transfer_getitem(const ir::Operation& operation) {
  Annotation object = operand(operation.operands[0]), index = operand(operation.operands[1]);
  if (std::optional<Annotation> result = call_special(object, "__getitem__", {index})) return *result;
  auto bad_index = [&] {
    return fail(unsupported_operation, fmt::format("{} can not be indexed with {}", describe(object), describe(index)));
  };
  switch (object.kind) {
    case AnnotationKind::List:
      if (!is_integer_like(index)) return bad_index();
      return read(tables.list(object.list()).item);
    case AnnotationKind::String:
      return is_integer_like(index) ? string(true) : bad_index();
    case AnnotationKind::Bytes:
      return is_integer_like(index) ? integer(true) : bad_index();
    case AnnotationKind::Dict:
      add_entry(object.dict(), without_constant(index), impossible());
      return read(tables.dict(object.dict()).value);
    case AnnotationKind::Tuple: {
      const std::vector<Annotation> items = tables.tuple(object.tuple());
      if (!is_integer_like(index)) return bad_index();
      if (!index.is_constant()) {
        Annotation joined = impossible();
        for (const Annotation& item : items) joined = join(joined, item);
        if (joined.is(AnnotationKind::Error))
          return fail(unsupported_operation, fmt::format("the index into a {} must be known while translating",
                                                         describe(object)));
        return without_constant(joined);
      }
      long long position = py::cast<long long>(py::int_(host.object(index.constant)));
      if (position < 0) position += static_cast<long long>(items.size());
      if (position < 0 || position >= static_cast<long long>(items.size()))
        return fail(unsupported_operation, fmt::format("index {} is out of range for a {}",
                                                       std::string(py::str(host.object(index.constant))),
                                                       describe(object)));
      return items[static_cast<size_t>(position)];
    }
    case AnnotationKind::Iterable:
      if (tables.iterables[object.iterable().index].kind == IterableKind::Range && is_integer_like(index))
        return integer(tables.iterables[object.iterable().index].non_negative);
      return bad_index();
    case AnnotationKind::Pointer:
    case AnnotationKind::Interior:
      return low_level_getitem(object);
    default:
      return fail(unsupported_operation, fmt::format("{} can not be indexed", describe(object)));
  }
}

Annotation Annotator::Implementation::transfer_setitem(const ir::Operation& operation) {
  Annotation object = operand(operation.operands[0]), index = operand(operation.operands[1]);
  Annotation value = operand(operation.operands[2]);
  if (call_special(object, "__setitem__", {index, value})) return none();
  switch (object.kind) {
    case AnnotationKind::List:
      if (!is_integer_like(index)) break;
      tables.list(object.list()).is_mutated = true;
      add_item(object.list(), without_constant(value));
      return none();
    case AnnotationKind::Dict:
      add_entry(object.dict(), without_constant(index), without_constant(value));
      return none();
    case AnnotationKind::Pointer:
    case AnnotationKind::Interior:
      low_level_getitem(object);
      return none();
    default:
      break;
  }
  return fail(unsupported_operation,
              fmt::format("items of {} can not be assigned with index {}", describe(object), describe(index)));
}

Annotation Annotator::Implementation::transfer_getslice(const ir::Operation& operation) {
  Annotation object = operand(operation.operands[0]);
  for (size_t i = 1; i < 4; ++i) {
    Annotation bound = operand(operation.operands[i]);
    if (!is_integer_like(bound) && !bound.is(AnnotationKind::None))
      return fail(unsupported_operation, fmt::format("a slice bound must be int or None, not {}", describe(bound)));
  }
  std::vector<Annotation> bounds{operand(operation.operands[1]), operand(operation.operands[2]),
                                 operand(operation.operands[3])};
  if (std::optional<Annotation> result = call_special(object, "_getslice_", bounds)) return *result;
  switch (object.kind) {
    case AnnotationKind::String: return string();
    case AnnotationKind::Bytes: return bytes();
    case AnnotationKind::List: {
      ListId created = list_here();
      add_items_of(created, object);
      return list_of(created);
    }
    case AnnotationKind::Tuple: {
      py::object bounds[3];
      for (size_t i = 1; i < 4; ++i) {
        Annotation bound = operand(operation.operands[i]);
        if (!bound.is(AnnotationKind::None) && !bound.is_constant())
          return fail(unsupported_operation, "the bounds of a tuple's slice must be known while translating");
        bounds[i - 1] = bound.is(AnnotationKind::None) ? py::none() : host.object(bound.constant);
      }
      const std::vector<Annotation> items = tables.tuple(object.tuple());
      py::object slice = py::module_::import("builtins").attr("slice")(bounds[0], bounds[1], bounds[2]);
      std::vector<Annotation> chosen;
      for (py::handle i : py::list(py::module_::import("builtins").attr("range")(items.size())[slice]))
        chosen.push_back(items[py::cast<size_t>(i)]);
      return tuple(tables.intern_tuple(std::move(chosen)));
    }
    default:
      return fail(unsupported_operation, fmt::format("{} can not be sliced", describe(object)));
  }
}

// ---- lists and dicts

ListId Annotator::Implementation::list_here() {
  assert(current_operation != nullptr);
  auto [position, is_new] = list_creations.try_emplace(value_key(current_block.instance, current_operation->result));
  if (is_new) {
    position->second = ListId{tables.lists.size()};
    tables.lists.emplace_back().created_at = current_location;
  }
  return position->second;
}

DictId Annotator::Implementation::dict_here(bool is_set) {
  assert(current_operation != nullptr);
  auto [position, is_new] = dict_creations.try_emplace(value_key(current_block.instance, current_operation->result));
  if (is_new) {
    position->second = DictId{tables.dicts.size()};
    tables.dicts.emplace_back();
    tables.dicts.back().is_set = is_set;
    tables.dicts.back().created_at = current_location;
    if (is_set) tables.dicts.back().value.annotation = none();
  }
  return position->second;
}

Annotation Annotator::Implementation::list_of(ListId id) const { return list(tables.find(id)); }

void Annotator::Implementation::add_item(ListId id, const Annotation& item) {
  // An alias merged meanwhile must not leave the item in the definition that went.
  Annotation plain_item = without_constant(item);
  write(tables.list(id).item, plain_item, current_location, [] { return PlaceName::plural("the items of this list"); });
}

bool Annotator::Implementation::add_items_of(ListId id, const Annotation& source) {
  Annotation item = item_of(source);
  if (item.is(AnnotationKind::Error)) return false;
  if (item.is(AnnotationKind::Impossible)) return true;
  // None alone is stored differently from a None among objects: lists that share such items store them in one way.
  if (item.is(AnnotationKind::None) && source.is(AnnotationKind::List)) {
    join(list_of(id), source);
    return true;
  }
  add_item(id, item);
  return true;
}

void Annotator::Implementation::add_entry(DictId id, const Annotation& key, const Annotation& value) {
  if (!key.is(AnnotationKind::Impossible)) {
    require_key_functions(key);
    write(tables.dict(id).key, without_constant(key), current_location,
          [] { return PlaceName::plural("the keys of this dict"); });
  }
  if (!value.is(AnnotationKind::Impossible))
    write(tables.dict(id).value, without_constant(value), current_location,
          [] { return PlaceName::plural("the values of this dict"); });
}

// Helpers of the typer will call the function; it is annotated now.
void Annotator::Implementation::call_unseen(const py::object& function, const std::vector<Annotation>& arguments) {
  CallArguments given;
  for (const Annotation& each : arguments) given.positional.push_back({each, {}});
  ResolvedTarget resolved;
  call_function(callable_of(function), given, resolved);
}

// Keys with a hash and an equality of their own: the functions are called by the dict.
void Annotator::Implementation::require_key_functions(const Annotation& key) {
  if (key.is(AnnotationKind::Tuple)) {
    const std::vector<Annotation> items = tables.tuple(key.tuple());
    for (const Annotation& item : items) require_key_functions(item);
    return;
  }
  if (refuse_class_values(key, {"__hash__", "__eq__"})) return;
  if (key.is(AnnotationKind::Instance) && refuse_unhashable(key.class_())) return;
  if (!key.is(AnnotationKind::Instance)) {
    bool is_mutable = key.is(AnnotationKind::List) || key.is(AnnotationKind::Dict) || key.is(AnnotationKind::Set);
    if (is_mutable) fail(unsupported_operation, fmt::format("{} can not be a key: it is mutable", describe(key)));
    return;
  }
  require_equality(key);
  if (py::object function = hash_of_some(key)) return call_unseen(function, {non_null(key)});
  std::optional<ClassAttribute> hash = lookup(key.class_(), "__hash__");
  if (!hash || !PyFunction_Check(host.object(hash->object).ptr())) return;
  for (const MethodTarget& target : method_targets(key.class_(), "__hash__")) {
    ResolvedTarget resolved;
    CallArguments given;
    given.positional.push_back({non_null(key), {}});
    call_function(method_callable(host.object(target.function), target.class_), given, resolved);
  }
}

// What `==` on two such values calls.
void Annotator::Implementation::require_equality(const Annotation& value) {
  if (value.is(AnnotationKind::Tuple)) {
    const std::vector<Annotation> items = tables.tuple(value.tuple());
    for (const Annotation& item : items) require_equality(item);
    return;
  }
  if (value.is(AnnotationKind::List)) {
    Annotation item = read(tables.list(value.list()).item);
    if (!item.is(AnnotationKind::List)) require_equality(item);
    return;
  }
  if (!value.is(AnnotationKind::Instance)) return;
  if (py::object function = equality_of_some(value, value)) return call_unseen(function, {value, value});
  std::optional<ClassAttribute> equal = lookup(value.class_(), "__eq__");
  if (!equal || !PyFunction_Check(host.object(equal->object).ptr())) return;
  std::vector<ResolvedTarget> targets;
  for (const MethodTarget& target : method_targets(value.class_(), "__eq__")) {
    ResolvedTarget resolved;
    CallArguments given;
    given.positional.push_back({non_null(value), {}});
    given.positional.push_back({non_null(value), {}});
    call_function(method_callable(host.object(target.function), target.class_), given, resolved);
    targets.push_back(resolved);
  }
  if (targets.size() > 1) unite_families(targets);
}

// What str() or repr() of the value calls.
void Annotator::Implementation::require_text(const Annotation& value, bool repr) {
  if (value.is(AnnotationKind::Tuple)) {
    const std::vector<Annotation> items = tables.tuple(value.tuple());
    for (const Annotation& item : items) require_text(item, true);
    return;
  }
  if (value.is(AnnotationKind::List)) {
    Annotation item = read(tables.list(value.list()).item);
    if (!item.is(AnnotationKind::List)) require_text(item, true);
    return;
  }
  if (value.is(AnnotationKind::Dict) || value.is(AnnotationKind::Set)) {
    require_text(read(tables.dict(value.dict()).key), true);
    Annotation mapped = read(tables.dict(value.dict()).value);
    if (!mapped.is(AnnotationKind::Dict)) require_text(mapped, true);
    return;
  }
  if (!value.is(AnnotationKind::Instance)) return;
  tables.class_(value.class_()).readers.insert(current_block);
  for (const char* name : {"__str__", "__repr__"}) {
    if (repr && name == std::string_view("__str__")) continue;
    std::vector<ResolvedTarget> targets;
    for (const MethodTarget& target : method_targets(value.class_(), name)) {
      ResolvedTarget resolved;
      CallArguments given;
      given.positional.push_back({instance(target.class_), {}});
      call_function(method_callable(host.object(target.function), target.class_), given, resolved);
      targets.push_back(resolved);
    }
    if (targets.size() > 1) unite_families(targets);
  }
}

// What str(), repr() and print() can say nothing of that Python would say: classes, functions, iterators.
bool Annotator::Implementation::refuse_textless(const Annotation& value, int depth) {
  if (depth > 4) return false;
  switch (value.kind) {
    case AnnotationKind::Tuple: {
      const std::vector<Annotation> items = tables.tuple(value.tuple());
      return std::ranges::any_of(items, [&](const Annotation& item) { return refuse_textless(item, depth + 1); });
    }
    case AnnotationKind::List: return refuse_textless(read(tables.list(value.list()).item), depth + 1);
    case AnnotationKind::Dict:
    case AnnotationKind::Set:
      return refuse_textless(read(tables.dict(value.dict()).key), depth + 1) ||
             refuse_textless(read(tables.dict(value.dict()).value), depth + 1);
    case AnnotationKind::Callables:
      if (refuse_class_values(value, {"__str__", "__repr__"})) return true;
      break;
    case AnnotationKind::Method:
    case AnnotationKind::BuiltinMethod:
    case AnnotationKind::FunctionObject:
    case AnnotationKind::Iterable:
    case AnnotationKind::Iterator:
    case AnnotationKind::Slice: break;
    default: return false;
  }
  bool is_callable = !value.is(AnnotationKind::Iterable) && !value.is(AnnotationKind::Iterator);
  fail(unsupported_operation, fmt::format("{} has no text in a translated program", describe(value)), {},
       is_callable ? "use its `__name__`" : "make a list of it first: list(...)");
  return true;
}

}  // namespace weft::annotate
