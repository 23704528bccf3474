// Builtins about iterables and containers: range(), zip(), next(), list(), ..., and what unpacking and patterns ask.
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

Annotation Annotator::Implementation::builtin_range(const BuiltinCall& call) {
  if (!expect_count(call, 1, 3)) return error();
  for (const ArgumentValue& each : call.arguments.positional)
    if (!is_integer_like(each.annotation))
      return fail(unsupported_operation, fmt::format("range() takes int, not {}", describe(each.annotation)));
  IterableDefinition range{.kind = IterableKind::Range, .sources = {}, .step_sign = 1, .constant_step = 1};
  if (call.count() == 3) {
    const Annotation& step = call.argument(2);
    range.constant_step.reset();
    range.step_sign = 0;
    // Of a step of zero only run time says that it is one, by ValueError.
    int64_t known = step.is_constant() ? py::cast<int64_t>(py::int_(host.object(step.constant))) : 0;
    if (known != 0) {
      range.constant_step = known;
      range.step_sign = known > 0 ? 1 : -1;
    }
  }
  auto is_non_negative = [](const Annotation& a) { return a.is(AnnotationKind::Bool) || a.non_negative; };
  if (range.step_sign > 0) range.non_negative = call.count() == 1 || is_non_negative(call.argument(0));
  if (range.step_sign < 0) {
    const Annotation& stop = call.argument(1);
    bool minus_one = stop.is_constant() && py::cast<int64_t>(py::int_(host.object(stop.constant))) == -1;
    range.non_negative = is_non_negative(stop) || minus_one;
  }
  Annotation result = plain(AnnotationKind::Iterable);
  result.detail = tables.intern_iterable(std::move(range)).index;
  return result;
}

Annotation Annotator::Implementation::builtin_enumerate(const BuiltinCall& call) {
  if (!expect_count(call, 1, 2)) return error();
  IterableDefinition definition{.kind = IterableKind::Enumerate, .sources = {}};
  definition.sources.push_back(transfer_iter(call.argument(0)));
  if (definition.sources[0].is(AnnotationKind::Error)) return error();
  if (definition.sources[0].is(AnnotationKind::Impossible)) return impossible();
  if (call.count() == 2) definition.sources.push_back(without_constant(call.argument(1)));
  else if (const ArgumentValue* start = call.arguments.keyword("start"))
    definition.sources.push_back(without_constant(start->annotation));
  Annotation result = plain(AnnotationKind::Iterable);
  result.detail = tables.intern_iterable(std::move(definition)).index;
  return result;
}

Annotation Annotator::Implementation::builtin_zip(const BuiltinCall& call) {
  IterableDefinition definition{.kind = IterableKind::Zip, .sources = {}};
  for (const ArgumentValue& each : call.arguments.positional) {
    definition.sources.push_back(transfer_iter(each.annotation));
    if (definition.sources.back().is(AnnotationKind::Error)) return error();
    if (definition.sources.back().is(AnnotationKind::Impossible)) return impossible();
  }
  for (const auto& [name, value] : call.arguments.keywords) {
    if (name != "strict") return fail(wrong_call, fmt::format("zip() has no parameter `{}`", name), "called here");
    if (!value.annotation.is_constant())
      return fail(unsupported_operation, "`strict` of zip() must be known while translating");
    definition.is_strict = PyObject_IsTrue(host.object(value.annotation.constant).ptr()) == 1;
  }
  Annotation result = plain(AnnotationKind::Iterable);
  result.detail = tables.intern_iterable(std::move(definition)).index;
  return result;
}

Annotation Annotator::Implementation::builtin_reversed(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  const Annotation& value = call.argument(0);
  if (std::optional<Annotation> result = call_special_argument(value, "__reversed__")) return *result;
  bool is_range = value.is(AnnotationKind::Iterable) &&
                  tables.iterables[value.iterable().index].kind == IterableKind::Range;
  if (!value.is(AnnotationKind::List) && !value.is(AnnotationKind::String) && !value.is(AnnotationKind::Tuple) &&
      !is_range)
    return fail(unsupported_operation, fmt::format("{} can not be reversed", describe(value)));
  IterableDefinition definition{.kind = IterableKind::Reversed, .sources = {without_constant(non_null(value))}};
  Annotation result = plain(AnnotationKind::Iterable);
  result.detail = tables.intern_iterable(std::move(definition)).index;
  return result;
}

Annotation Annotator::Implementation::builtin_iter(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  return transfer_iter(call.argument(0));
}

Annotation Annotator::Implementation::builtin_next(const BuiltinCall& call) {
  if (!expect_count(call, 1, 2)) return error();
  Annotation iterator = call.argument(0);
  bool is_object = iterator.is(AnnotationKind::Instance) && lookup(iterator.class_(), "__next__");
  if (is_object && call.count() == 1)
    if (std::optional<Annotation> result = call_special_argument(iterator, "__next__")) return *result;
  if (is_object) {
    IterableDefinition definition{.kind = IterableKind::Instance, .sources = {without_constant(non_null(iterator))}};
    iterator = plain(AnnotationKind::Iterator);
    iterator.detail = tables.intern_iterable(std::move(definition)).index;
  }
  if (!iterator.is(AnnotationKind::Iterator))
    return fail(unsupported_operation, fmt::format("{} is not an iterator", describe(call.argument(0))), {},
                "make one with iter()");
  require_class("StopIteration");
  Annotation item = item_of(iterator);
  if (call.count() == 1 || item.is(AnnotationKind::Error)) return item;
  Annotation otherwise = without_constant(call.argument(1));
  Annotation result = join(item, otherwise);
  if (result.is(AnnotationKind::Error) && !otherwise.is(AnnotationKind::Error))
    return fail(type_conflict, fmt::format("next() would give {} or {}", describe(item), describe(otherwise)));
  return result;
}

// The generator that an iterator runs over, or None: `yield from` asks.
Annotation Annotator::Implementation::builtin_inner_generator(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  if (!call.argument(0).is(AnnotationKind::Iterator)) return none();
  const IterableDefinition& definition = tables.iterables[call.argument(0).iterable().index];
  if (definition.kind != IterableKind::Instance) return none();
  return tables.class_(definition.sources[0].class_()).is_generator ? definition.sources[0] : none();
}

// The value of `yield` where next() resumed the generator and a value like the argument is expected.
Annotation Annotator::Implementation::builtin_nothing_sent(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  bool can_be_absent = call.argument(0).is(AnnotationKind::None) || can_be_none(call.argument(0).kind);
  return can_be_absent ? none() : impossible();
}

Annotation Annotator::Implementation::builtin_list(const BuiltinCall& call) {
  if (!expect_count(call, 0, 1)) return error();
  ListId created = list_here();
  if (call.count() == 1 && !add_items_of(created, call.argument(0))) return error();
  tables.list(created).is_resized = true;
  return list_of(created);
}

Annotation Annotator::Implementation::builtin_dict(const BuiltinCall& call) {
  if (!expect_count(call, 0, 1)) return error();
  DictId created = dict_here(false);
  if (call.count() == 1) {
    Annotation value = call.argument(0);
    if (value.is(AnnotationKind::Dict)) {
      Annotation key = read(tables.dict(value.dict()).key), mapped = read(tables.dict(value.dict()).value);
      if (!key.is(AnnotationKind::Impossible)) add_entry(created, key, mapped);
    } else {
      Annotation item = item_of(value);
      if (item.is(AnnotationKind::Error) || item.is(AnnotationKind::Impossible)) return item;
      if (!item.is(AnnotationKind::Tuple) || tables.tuple(item.tuple()).size() != 2)
        return fail(unsupported_operation, fmt::format("dict() needs pairs, not {}", describe(item)));
      const std::vector<Annotation> pair = tables.tuple(item.tuple());
      add_entry(created, pair[0], pair[1]);
    }
  }
  return dict(tables.find(created));
}

Annotation Annotator::Implementation::builtin_set(const BuiltinCall& call) {
  if (!expect_count(call, 0, 1)) return error();
  DictId created = dict_here(true);
  if (call.count() == 1) {
    Annotation item = item_of(call.argument(0));
    if (item.is(AnnotationKind::Error)) return item;
    if (!item.is(AnnotationKind::Impossible)) add_entry(created, item, none());
  }
  return set(tables.find(created));
}

Annotation Annotator::Implementation::builtin_tuple(const BuiltinCall& call) {
  if (!expect_count(call, 0, 1)) return error();
  if (call.count() == 0) return tuple(tables.intern_tuple({}));
  if (call.argument(0).is(AnnotationKind::Tuple)) return call.argument(0);
  return fail(unsupported_operation, "tuple() of a sequence whose length is only known at run time", {},
              "keep it a list");
}

// What unpacking indexes: lists, tuples and strings as they are, of anything else a list of its items.
Annotation Annotator::Implementation::builtin_sequence(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  const Annotation& value = call.argument(0);
  if (value.is(AnnotationKind::List) || value.is(AnnotationKind::Tuple) || is_text(value)) return value;
  bool is_looped_over = value.is(AnnotationKind::Iterable) || value.is(AnnotationKind::Iterator) ||
                        value.is(AnnotationKind::Dict) || value.is(AnnotationKind::Set) ||
                        value.is(AnnotationKind::Instance);
  if (is_looped_over) return builtin_list(call);
  return fail(unsupported_operation, fmt::format("{} can not be unpacked", describe(value)));
}

// A sequence pattern matches lists and tuples, and no strings.
Annotation Annotator::Implementation::builtin_is_sequence(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  return boolean(call.argument(0).is(AnnotationKind::List) || call.argument(0).is(AnnotationKind::Tuple));
}

Annotation Annotator::Implementation::builtin_is_mapping(const BuiltinCall& call) {
  if (!expect_count(call, 1, 1)) return error();
  return boolean(call.argument(0).is(AnnotationKind::Dict));
}

}  // namespace weft::annotate
