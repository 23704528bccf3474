// The lattice: the least annotation above two others, and the cells that accumulate them.
#include <algorithm>
#include <cassert>

#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"
#include "rpy-frontend/annotate/provenance.h"

namespace weft::annotate {

namespace {

Annotation join_integers(const Annotation& a, const Annotation& b) {
  Annotation result = a;
  result.constant = {};
  result.non_negative = a.non_negative && b.non_negative;
  result.is_machine_word = a.is_machine_word || b.is_machine_word;
  if (a.detail2 != b.detail2) result.detail2 = ir::Id<int>::none;
  if (a.type() == b.type()) return result;
  // A plain non-negative constant adapts to the other's type: r_uint(1) + 1.
  if (a.type() == ir::TypeTable::signed_ && a.is_constant()) return without_constant(b);
  if (b.type() == ir::TypeTable::signed_ && b.is_constant()) return result;
  return error();
}

}  // namespace

Annotation Annotator::Implementation::join(const Annotation& a, const Annotation& b) {
  if (a == b || b.is(AnnotationKind::Impossible) || a.is(AnnotationKind::Error)) return a;
  if (a.is(AnnotationKind::Impossible) || b.is(AnnotationKind::Error)) return b;
  if (a.is(AnnotationKind::None) || b.is(AnnotationKind::None)) {
    Annotation other = a.is(AnnotationKind::None) ? b : a;
    if (other.is(AnnotationKind::None)) return none();
    if (other.is(AnnotationKind::Pointer)) return other;
    if (other.is(AnnotationKind::BuiltinMethod)) other = *as_function_object(other);
    if (!can_be_none(other.kind)) return error();
    other.nullable = true;
    other.constant = {};
    return other;
  }
  Annotation result = a;
  result.nullable = a.nullable || b.nullable;
  if (a.constant != b.constant || a.nullable != b.nullable) result.constant = {};
  if (a.kind != b.kind) {
    if (is_number(a) && is_number(b)) {
      const Annotation& other = a.is(AnnotationKind::Bool) ? b : a;
      if (a.is(AnnotationKind::Float) || b.is(AnnotationKind::Float)) return floating();
      return without_constant(other);
    }
    return join_function_objects(a, b);
  }
  switch (a.kind) {
    case AnnotationKind::Bool:
    case AnnotationKind::Float:
    case AnnotationKind::SingleFloat:
    case AnnotationKind::Bytes:
    case AnnotationKind::Address:
    case AnnotationKind::Slice:
      return result;
    case AnnotationKind::Integer:
      return join_integers(a, b);
    case AnnotationKind::String:
      result.is_char = a.is_char && b.is_char && !result.nullable;
      if (a.detail2 != b.detail2) result.detail2 = ir::Id<int>::none;
      return result;
    case AnnotationKind::List:
      merge(a.list(), b.list());
      result.detail = tables.find(a.list()).index;
      return result;
    case AnnotationKind::Dict:
    case AnnotationKind::Set:
      merge(a.dict(), b.dict());
      result.detail = tables.find(a.dict()).index;
      return result;
    case AnnotationKind::Tuple: {
      if (a.detail2 != b.detail2) result.detail2 = ir::Id<int>::none;
      if (a.tuple() == b.tuple()) return result;
      std::vector<Annotation> items = tables.tuple(a.tuple());
      const std::vector<Annotation> others = tables.tuple(b.tuple());
      if (items.size() != others.size()) return error();
      for (size_t i = 0; i < items.size(); ++i) {
        items[i] = join(items[i], others[i]);
        if (items[i].is(AnnotationKind::Error)) return error();
      }
      result.detail = tables.intern_tuple(std::move(items)).index;
      return result;
    }
    case AnnotationKind::Instance: {
      if (a.class_() == b.class_()) return result;
      if (ClassId merged = merge_copies(a.class_(), b.class_()); merged.valid()) {
        result.detail = merged.index;
        return result;
      }
      if (is_function_object(a.class_()) || is_function_object(b.class_())) return join_function_objects(a, b);
      ClassId base = tables.common_base(a.class_(), b.class_());
      if (!base.valid()) base = common_generator_base(a.class_(), b.class_());
      if (!base.valid()) return join_function_objects(a, b);
      result.detail = base.index;
      return result;
    }
    case AnnotationKind::Callables: {
      if (a.callables() == b.callables()) return result;
      std::vector<CallableId> all = tables.callables_in(a.callables());
      const std::vector<CallableId>& more = tables.callables_in(b.callables());
      CallableKind kind = tables.callables[all[0].index].kind;
      bool has_code = kind == CallableKind::Builtin || kind == CallableKind::External;
      if (kind != tables.callables[more[0].index].kind || has_code) return join_function_objects(a, b);
      all.insert(all.end(), more.begin(), more.end());
      result.detail = tables.intern_callables(std::move(all)).index;
      result.constant = {};
      return result;
    }
    case AnnotationKind::Method: {
      std::vector<CallableId> all = tables.callables_in(a.callables());
      const std::vector<CallableId>& more = tables.callables_in(b.callables());
      all.insert(all.end(), more.begin(), more.end());
      const Annotation one = tables.tuple(a.receiver())[0], other = tables.tuple(b.receiver())[0];
      bool have_classes = one.is(AnnotationKind::Instance) && other.is(AnnotationKind::Instance);
      if (!have_classes || !tables.common_base(one.class_(), other.class_()).valid()) {
        if (a.callables() != b.callables() || one.kind != other.kind || have_classes) return join_function_objects(a, b);
        // The same method of a string, which turns out to be more than one character, or of a larger tuple type.
        Annotation receiver = join(one, other);
        if (receiver.is(AnnotationKind::Error)) return join_function_objects(a, b);
        result.detail2 = tables.intern_tuple({receiver}).index;
        return result;
      }
      Annotation receiver = join(one, other);
      result.detail = tables.intern_callables(std::move(all)).index;
      result.detail2 = tables.intern_tuple({receiver}).index;
      return result;
    }
    case AnnotationKind::FunctionObject: return join_function_objects(a, b);
    case AnnotationKind::BuiltinMethod: {
      const Annotation one = tables.tuple(a.receiver())[0], other = tables.tuple(b.receiver())[0];
      if (a.detail != b.detail || one.kind != other.kind) return join_function_objects(a, b);
      Annotation receiver = join(one, other);
      if (receiver.is(AnnotationKind::Error)) return error();
      result.detail2 = tables.intern_tuple({receiver}).index;
      return result;
    }
    case AnnotationKind::Iterable:
    case AnnotationKind::Iterator: {
      if (a.detail == b.detail) return result;
      IterableDefinition joined = tables.iterables[a.iterable().index];
      const IterableDefinition other = tables.iterables[b.iterable().index];
      if (joined.kind != other.kind || joined.sources.size() != other.sources.size() ||
          joined.is_strict != other.is_strict)
        return error();
      for (size_t i = 0; i < joined.sources.size(); ++i) {
        joined.sources[i] = join(joined.sources[i], other.sources[i]);
        if (joined.sources[i].is(AnnotationKind::Error)) return error();
      }
      if (joined.step_sign != other.step_sign) joined.step_sign = 0;
      if (joined.constant_step != other.constant_step) joined.constant_step.reset();
      joined.non_negative = joined.non_negative && other.non_negative;
      result.detail = tables.intern_iterable(std::move(joined)).index;
      return result;
    }
    case AnnotationKind::Pointer:
    case AnnotationKind::LowLevelType:
      return a.detail == b.detail ? result : error();
    case AnnotationKind::Interior:
      return a.detail == b.detail && a.detail2 == b.detail2 ? result : error();
    case AnnotationKind::Impossible:
    case AnnotationKind::None:
    case AnnotationKind::Error:
      break;
  }
  return error();
}

namespace {

void append_contributions(Cell& into, const Cell& from) {
  for (const Contribution& each : from.contributions)
    if (into.contributions.size() < most_contributions) into.contributions.push_back(each);
}

}  // namespace

void Annotator::Implementation::merge(ListId a, ListId b) {
  a = tables.find(a);
  b = tables.find(b);
  if (a == b) return;
  if (b < a) std::swap(a, b);
  ListDefinition& kept = tables.lists[a.index];
  ListDefinition& gone = tables.lists[b.index];
  gone.forwarded_to = a;
  kept.is_resized |= gone.is_resized;
  kept.is_mutated |= gone.is_mutated;
  kept.must_not_resize |= gone.must_not_resize;
  std::set<BlockReference> readers = gone.item.readers;
  readers.insert(kept.item.readers.begin(), kept.item.readers.end());
  kept.item.readers = readers;
  Annotation before = kept.item.annotation;
  Annotation joined = join(before, gone.item.annotation);
  if (joined.is(AnnotationKind::Error) && !before.is(AnnotationKind::Error) &&
      !gone.item.annotation.is(AnnotationKind::Error) && !kept.item.contributions.empty() &&
      !gone.item.contributions.empty()) {
    report_merge_conflict(kept.item, gone.item, PlaceName::plural("the items of this list"), "lists");
  }
  append_contributions(tables.lists[a.index].item, tables.lists[b.index].item);
  Cell& item = tables.lists[a.index].item;
  bool changed = joined != item.annotation || joined != gone.item.annotation;
  item.annotation = joined;
  if (changed) queue_readers(item.readers);
}

void Annotator::Implementation::merge(DictId a, DictId b) {
  a = tables.find(a);
  b = tables.find(b);
  if (a == b) return;
  if (b < a) std::swap(a, b);
  DictDefinition& kept = tables.dicts[a.index];
  DictDefinition& gone = tables.dicts[b.index];
  gone.forwarded_to = a;
  if (gone.key_equal.is(AnnotationKind::Callables)) {
    kept.key_equal = gone.key_equal;
    kept.key_hash = gone.key_hash;
  }
  for (Cell DictDefinition::* part : {&DictDefinition::key, &DictDefinition::value}) {
    Cell& into = kept.*part;
    Cell& from = gone.*part;
    into.readers.insert(from.readers.begin(), from.readers.end());
    Annotation before = into.annotation;
    Annotation joined = join(before, from.annotation);
    if (joined.is(AnnotationKind::Error) && !before.is(AnnotationKind::Error) && !into.contributions.empty() &&
        !from.contributions.empty()) {
      report_merge_conflict(into, from, PlaceName::plural(part == &DictDefinition::key ? "the keys of this dict"
                                                                                        : "the values of this dict"),
                            "dicts");
    }
    append_contributions(into, from);
    bool changed = joined != before || joined != from.annotation;
    into.annotation = joined;
    if (changed) queue_readers(into.readers);
  }
}

Annotation Annotator::Implementation::read(Cell& cell) {
  if (current_block.instance.valid()) cell.readers.insert(current_block);
  return cell.annotation;
}

void Annotator::Implementation::write(Cell& cell, const Annotation& annotation, ir::LocationId location,
                                      const std::function<PlaceName()>& what) {
  Annotation before = cell.annotation;
  Annotation joined = join(before, annotation);
  if (joined == before) return;
  Contribution contribution{annotation, location, current_block, {}};
  if (joined.is(AnnotationKind::Error) && !annotation.is(AnnotationKind::Error)) {
    Provenance first(*this, before), second(*this, annotation);
    first.follow(cell.contributions, "");
    second.follow(contribution, "");
    report_conflict({what(), before, annotation, first.labels(), second.labels(), location});
  }
  cell.annotation = joined;
  if (cell.contributions.size() < most_contributions) cell.contributions.push_back(contribution);
  queue_readers(cell.readers);
}

// Two containers that had different items became aliases of each other.
void Annotator::Implementation::report_merge_conflict(const Cell& kept, const Cell& gone, const PlaceName& what,
                                                      const char* containers) {
  Provenance first(*this, kept.annotation), second(*this, gone.annotation);
  first.follow(kept.contributions, "");
  second.follow(gone.contributions, "");
  Conflict conflict{what, kept.annotation, gone.annotation, first.labels(), second.labels(),
                    gone.contributions[0].location};
  if (current_location.valid() && current_location != conflict.at)
    conflict.now_from.push_back({flow.range(current_location),
                                 fmt::format("the two {} meet here, and become one", containers)});
  report_conflict(std::move(conflict));
}

}  // namespace weft::annotate
