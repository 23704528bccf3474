// Loops: what can be looped over, and what the loop variable is.
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

Annotation Annotator::Implementation::transfer_iter(const Annotation& value) {
  IterableDefinition definition{.kind = IterableKind::List, .sources = {without_constant(non_null(value))}};
  switch (value.kind) {
    case AnnotationKind::List: definition.kind = IterableKind::List; break;
    case AnnotationKind::String: definition.kind = IterableKind::String; break;
    case AnnotationKind::Bytes: definition.kind = IterableKind::Bytes; break;
    case AnnotationKind::Tuple: {
      definition.kind = IterableKind::Tuple;
      Annotation joined = impossible();
      for (const Annotation& item : std::vector<Annotation>(tables.tuple(value.tuple()))) joined = join(joined, item);
      if (joined.is(AnnotationKind::Error))
        return fail(unsupported_operation, fmt::format("the items of a {} have different types", describe(value)),
                    "looped over here", "use unrolling_iterable for a tuple that is known while translating");
      break;
    }
    case AnnotationKind::Dict: definition.kind = IterableKind::Dict; break;
    case AnnotationKind::Set: definition.kind = IterableKind::Set; break;
    case AnnotationKind::Iterable: {
      Annotation result = plain(AnnotationKind::Iterator);
      result.detail = value.detail;
      return result;
    }
    case AnnotationKind::Iterator: return value;
    case AnnotationKind::Instance: {
      Annotation iterator = value;
      if (std::optional<Annotation> made = call_special(value, "__iter__", {})) iterator = *made;
      if (iterator.is(AnnotationKind::Impossible)) return iterator;
      if (!iterator.is(AnnotationKind::Instance)) return iterator.is(AnnotationKind::Iterator) ? iterator : transfer_iter(iterator);
      definition.kind = IterableKind::Instance;
      definition.sources = {without_constant(non_null(iterator))};
      if (!lookup(iterator.class_(), "__next__"))
        return fail(unsupported_operation, fmt::format("`{}` defines neither `__iter__` nor `__next__`",
                                                       describe(iterator)), "looped over here");
      break;
    }
    default:
      return fail(unsupported_operation, fmt::format("{} can not be looped over", describe(value)), "looped over here");
  }
  Annotation result = plain(AnnotationKind::Iterator);
  result.detail = tables.intern_iterable(std::move(definition)).index;
  return result;
}

// What a loop over the value gives; for an Iterator, its next item.
Annotation Annotator::Implementation::item_of(const Annotation& value) {
  switch (value.kind) {
    case AnnotationKind::Impossible:
    case AnnotationKind::Error: return value;
    case AnnotationKind::List: return read(tables.list(value.list()).item);
    case AnnotationKind::String: return string(true);
    case AnnotationKind::Bytes: return integer(true);
    case AnnotationKind::Tuple: {
      Annotation joined = impossible();
      for (const Annotation& item : std::vector<Annotation>(tables.tuple(value.tuple())))
        joined = join(joined, without_constant(item));
      return joined;
    }
    case AnnotationKind::Dict:
    case AnnotationKind::Set: return read(tables.dict(value.dict()).key);
    case AnnotationKind::Instance: {
      Annotation iterator = transfer_iter(value);
      return iterator.is(AnnotationKind::Error) ? iterator : item_of(iterator);
    }
    case AnnotationKind::Iterable:
    case AnnotationKind::Iterator: {
      const IterableDefinition definition = tables.iterables[value.iterable().index];
      switch (definition.kind) {
        case IterableKind::Range: return integer(definition.non_negative);
        case IterableKind::DictValues: return read(tables.dict(definition.sources[0].dict()).value);
        case IterableKind::DictItems: {
          Annotation key = read(tables.dict(definition.sources[0].dict()).key);
          Annotation mapped = read(tables.dict(definition.sources[0].dict()).value);
          if (key.is(AnnotationKind::Impossible) || mapped.is(AnnotationKind::Impossible)) return impossible();
          return tuple(tables.intern_tuple({key, mapped}));
        }
        case IterableKind::Enumerate: {
          Annotation item = item_of(definition.sources[0]);
          if (item.is(AnnotationKind::Impossible) || item.is(AnnotationKind::Error)) return item;
          return tuple(tables.intern_tuple({integer(true), item}));
        }
        case IterableKind::Zip: {
          std::vector<Annotation> items;
          for (const Annotation& source : definition.sources) {
            Annotation item = item_of(source);
            if (item.is(AnnotationKind::Impossible) || item.is(AnnotationKind::Error)) return item;
            items.push_back(item);
          }
          return tuple(tables.intern_tuple(std::move(items)));
        }
        case IterableKind::Instance: {
          std::optional<ClassAttribute> next = lookup(definition.sources[0].class_(), "__next__");
          if (!next) return error();
          tables.class_(definition.sources[0].class_()).readers.insert(current_block);
          CallArguments given;
          given.positional.push_back({definition.sources[0], {Argument::Source::Receiver, 0, {}, 0}});
          return call_callables(bound_functions(method_targets(definition.sources[0].class_(), "__next__")), given);
        }
        default: return item_of(definition.sources[0]);
      }
    }
    default:
      return fail(unsupported_operation, fmt::format("{} can not be looped over", describe(value)));
  }
}

}  // namespace weft::annotate
