// Loops: iterators are small structs that later passes take apart.
#include <cassert>

#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using annotate::IterableDefinition;
using annotate::IterableKind;
using ir::Opcode;
using ir::Operand;
using ir::TypeTable;

const IterableDefinition& FunctionTyper::iterable_definition(const Repr* repr) const {
  return typer_.tables.iterables[repr->annotation.iterable().index];
}

Typed FunctionTyper::iterable_part(const Typed& iterable, size_t position) {
  if (iterable.is_bundle()) return (*iterable.parts)[position];
  return loaded(get_field(iterable.operand, fmt::format("part{}", position)), iterable.repr->parts[position]);
}

const Repr* FunctionTyper::iterator_repr(const Annotation& iterable) {
  if (iterable.is(AnnotationKind::Iterator)) return typer_.reprs.of(iterable);
  Annotation iterator = annotate::plain(AnnotationKind::Iterator);
  if (iterable.is(AnnotationKind::Iterable)) {
    iterator.detail = iterable.detail;
    return typer_.reprs.of(iterator);
  }
  IterableDefinition definition{.kind = IterableKind::List,
                                .sources = {annotate::without_constant(annotate::non_null(iterable))}};
  switch (iterable.kind) {
    case AnnotationKind::String: definition.kind = IterableKind::String; break;
    case AnnotationKind::Bytes: definition.kind = IterableKind::Bytes; break;
    case AnnotationKind::Tuple: definition.kind = IterableKind::Tuple; break;
    case AnnotationKind::Dict: definition.kind = IterableKind::Dict; break;
    case AnnotationKind::Set: definition.kind = IterableKind::Set; break;
    case AnnotationKind::Instance: definition.kind = IterableKind::Instance; break;
    default: break;
  }
  iterator.detail = typer_.tables.intern_iterable(std::move(definition)).index;
  return typer_.reprs.of(iterator);
}

void FunctionTyper::type_iter() {
  Operand source = operation_->operands[0];
  const Annotation known = annotation(source);
  const Repr* result = typer_.reprs.of(annotations_[operation_->result.index]);
  const ResolvedCall* resolved = typer_.annotator.resolved_call(instance_id_, operation_->result);
  if (resolved != nullptr) {
    // `__iter__`, which gives an iterator object, or something to loop over in turn.
    Typed made = call_resolved(*resolved, nullptr, nullptr);
    if (made.repr->kind == ReprKind::Iterator) return define(made);
    return define(make_iterator(made, result, made.repr->annotation));
  }
  Typed value = use(source);
  require_non_null(value, known, "'NoneType' object is not iterable");
  if (known.is(AnnotationKind::Iterator)) return define(value);
  define(make_iterator(value, result, known));
}

Typed FunctionTyper::make_iterator(const Typed& iterable, const Repr* iterator, const Annotation& known) {
  if (known.is(AnnotationKind::Iterator)) return iterable;
  const IterableDefinition definition = iterable_definition(iterator);
  HelperArgument type = HelperArgument::low_type(typer_.program.types.pointee(iterator->type));
  auto library = [&](const char* name, Arguments arguments) {
    arguments.insert(arguments.begin(), type);
    return Typed{helper(name, std::move(arguments)), iterator, {}};
  };
  auto indexed = [&](int64_t start, const Typed& source) {
    Operand made = malloc(iterator->type);
    set_field(made, "index", integer(start));
    set_field(made, "source", convert(source, iterator->parts[0]));
    return Typed{made, iterator, {}};
  };
  switch (definition.kind) {
    case IterableKind::Range: {
      Operand start = iterable_part(iterable, 0).operand, stop = iterable_part(iterable, 1).operand;
      if (definition.constant_step == 1) return library("riter.ll_range_iter", {start, stop});
      if (definition.constant_step == -1) return library("riter.ll_range_down_iter", {start, stop});
      return library("riter.ll_range_step_iter", {start, stop, iterable_part(iterable, 2).operand});
    }
    case IterableKind::List: return library("riter.ll_list_iter", {iterable.operand});
    case IterableKind::String:
    case IterableKind::Bytes: return library("riter.ll_string_iter", {convert(iterable, typer_.reprs.string())});
    case IterableKind::Dict:
    case IterableKind::Set: return library("riter.ll_dict_iter", {iterable.operand});
    case IterableKind::DictKeys:
    case IterableKind::DictValues:
    case IterableKind::DictItems: return library("riter.ll_dict_iter", {iterable_part(iterable, 0).operand});
    case IterableKind::Tuple: return indexed(0, iterable);
    case IterableKind::Reversed: {
      Typed source = iterable_part(iterable, 0);
      switch (source.repr->kind) {
        case ReprKind::List: return library("riter.ll_list_reversed_iter", {source.operand});
        case ReprKind::String:
        case ReprKind::Char: return library("riter.ll_string_reversed_iter", {convert(source, typer_.reprs.string())});
        case ReprKind::Iterable:
          return library(
              "robject.ll_range_reversed_iter",
              {iterable_part(source, 0).operand, iterable_part(source, 1).operand, iterable_part(source, 2).operand});
        default: return indexed(static_cast<int64_t>(source.repr->parts.size()) - 1, source);
      }
    }
    case IterableKind::Enumerate: {
      Typed source = iterable_part(iterable, 0);
      bool has_start = definition.sources.size() > 1;
      Operand made = malloc(iterator->type);
      set_field(made, "index",
                has_start ? convert(iterable_part(iterable, 1), typer_.reprs.signed_integer()) : integer(0));
      set_field(made, "source", source.operand);
      return {made, iterator, {}};
    }
    case IterableKind::Zip: {
      Operands sources;
      for (size_t i = 0; i < definition.sources.size(); ++i) sources.push_back(iterable_part(iterable, i).operand);
      Operand made = malloc(iterator->type);
      for (size_t i = 0; i < sources.size(); ++i) set_field(made, fmt::format("source{}", i), sources[i]);
      return {made, iterator, {}};
    }
    case IterableKind::Instance: {
      Operand made = malloc(iterator->type);
      set_field(made, "source", convert(iterable, iterator->parts[0]));
      return {made, iterator, {}};
    }
  }
  return iterable;
}

Operand FunctionTyper::iterator_more(const Typed& iterator) {
  const IterableDefinition definition = iterable_definition(iterator.repr);
  auto indexed = [&](Opcode comparison, int64_t limit) {
    return emit(comparison, TypeTable::bool_, {get_field(iterator.operand, "index"), integer(limit)});
  };
  switch (definition.kind) {
    case IterableKind::Range:
      if (definition.constant_step == 1) return helper("riter.ll_range_more", {iterator.operand});
      if (definition.constant_step == -1) return helper("riter.ll_range_down_more", {iterator.operand});
      return helper("riter.ll_range_step_more", {iterator.operand});
    case IterableKind::List: return helper("riter.ll_list_more", {iterator.operand});
    case IterableKind::String:
    case IterableKind::Bytes: return helper("riter.ll_string_more", {iterator.operand});
    case IterableKind::Dict:
    case IterableKind::Set:
    case IterableKind::DictKeys:
    case IterableKind::DictValues:
    case IterableKind::DictItems: return helper("riter.ll_dict_more", {iterator.operand});
    case IterableKind::Tuple:
      return indexed(Opcode::IntLt, static_cast<int64_t>(iterator.repr->parts[0]->parts.size()));
    case IterableKind::Reversed:
      switch (iterator.repr->parts[0]->kind) {
        case ReprKind::List: return helper("riter.ll_list_reversed_more", {iterator.operand});
        case ReprKind::String: return helper("riter.ll_string_reversed_more", {iterator.operand});
        case ReprKind::Iterable: return helper("riter.ll_range_step_more", {iterator.operand});
        default: return indexed(Opcode::IntGe, 0);
      }
    case IterableKind::Enumerate:
      return iterator_more({get_field(iterator.operand, "source"), iterator.repr->parts[0], {}});
    case IterableKind::Zip: {
      // All sources must have another item, asked in order.
      auto ask = [&](auto&& self, size_t position) -> Operand {
        Typed source{
            get_field(iterator.operand, fmt::format("source{}", position)), iterator.repr->parts[position], {}};
        Operand more = iterator_more(source);
        if (position + 1 == iterator.repr->parts.size()) return more;
        return select(more, TypeTable::bool_, [&] { return self(self, position + 1); }, [&] { return boolean(false); });
      };
      if (iterator.repr->parts.empty()) return boolean(false);
      return definition.is_strict ? strict_zip_more(iterator) : ask(ask, 0);
    }
    case IterableKind::Instance: return object_iterator_more(iterator);
  }
  return boolean(false);
}

// zip(strict=True): sources of different lengths are an error, found where the first of them ends.
Operand FunctionTyper::strict_zip_more(const Typed& iterator) {
  auto ask = [&](size_t position) {
    return iterator_more(
        {get_field(iterator.operand, fmt::format("source{}", position)), iterator.repr->parts[position], {}});
  };
  auto must_agree = [&](Operand first, size_t position) {
    Operand more = ask(position);
    helper("riter.ll_zip_check", {first, more, integer(static_cast<int64_t>(position))});
  };
  Operand more = ask(0);
  for (size_t i = 1; i < iterator.repr->parts.size(); ++i) must_agree(more, i);
  return more;
}

// Calls `__next__` and keeps the item; StopIteration means that there is none.
Operand FunctionTyper::object_iterator_more(const Typed& iterator) {
  const Repr *source_repr = iterator.repr->parts[0], *item = iterator.repr->parts[1];
  Typed source{get_field(iterator.operand, "source"), source_repr, {}};
  ResolvedCall call;
  for (const annotate::Annotator::MethodTarget& target :
       typer_.annotator.method_targets(source_repr->annotation.class_(), "__next__")) {
    annotate::InstanceId instance = typer_.method_instance(target);
    if (instance.valid())
      call.targets.push_back({instance, {}, {{annotate::Annotator::Argument::Source::Receiver, 0, {}, 0}}});
  }
  if (call.targets.empty()) return boolean(false);
  // A handler of our own, in front of the one the flow graph has.
  const ir::Terminator* outer = std::exchange(handler_, nullptr);
  ir::BlockId outer_landing = std::exchange(landing_, ir::BlockId());
  ir::BlockId here = builder_.block();
  ir::BlockId stopped = builder_.new_block(), after = builder_.new_block(), other = builder_.new_block();
  Operand more = builder_.add_argument(after, TypeTable::bool_);
  landing_ = builder_.new_block();
  Operand caught = builder_.add_argument(landing_, typer_.types.object_pointer());
  builder_.set_block(landing_);
  annotate::ClassId stop = typer_.annotator.class_of(py::module_::import("builtins").attr("StopIteration"));
  Operand is_stop = is_subclass(type_pointer(caught), stop);
  builder_.branch(is_stop, stopped, other);
  builder_.set_block(stopped);
  builder_.jump(after, {boolean(false)});
  builder_.set_block(other);
  handler_ = outer;
  ir::BlockId own_landing = std::exchange(landing_, outer_landing);
  reraise(caught);
  outer_landing = std::exchange(landing_, own_landing);
  static const ir::Terminator any_handler;
  handler_ = &any_handler;
  builder_.set_block(here);
  Typed got = call_resolved(call, nullptr, &source);
  handler_ = outer;
  landing_ = outer_landing;
  if (!item->is_void()) set_field(iterator.operand, "item", stored(got, item));
  builder_.jump(after, {boolean(true)});
  builder_.set_block(after);
  return more;
}

// Raises an exception, to the handler if there is one.
void FunctionTyper::reraise(Operand exception) {
  if (handler_ == nullptr) return builder_.raise(exception);
  builder_.jump(landing_block(), {exception});
}

Typed FunctionTyper::iterator_item(const Typed& iterator) {
  const IterableDefinition definition = iterable_definition(iterator.repr);
  const Repr* source = iterator.repr->parts.empty() ? nullptr : iterator.repr->parts[0];
  auto tuple_repr = [&](const std::vector<Typed>& items) {
    std::vector<Annotation> annotations;
    for (const Typed& item : items) annotations.push_back(annotate::without_constant(item.repr->annotation));
    return typer_.reprs.of(annotate::tuple(typer_.tables.intern_tuple(std::move(annotations))));
  };
  // An item of a tuple at an index known only at run time.
  auto indexed = [&](int step) {
    Operand index = get_field(iterator.operand, "index");
    Typed tuple{get_field(iterator.operand, "source"), source, {}};
    Annotation joined;
    for (const Repr* part : source->parts)
      joined = typer_.annotator.join(joined, annotate::without_constant(part->annotation));
    const Repr* item = typer_.reprs.of(joined);
    auto choose = [&](auto&& self, size_t position) -> Operand {
      auto value = [&] { return convert(tuple_item(tuple, position), item); };
      if (position + 1 >= source->parts.size()) return value();
      Operand is_here = emit(Opcode::IntEq, TypeTable::bool_, {index, integer(static_cast<int64_t>(position))});
      return select(is_here, item->type, value, [&] { return self(self, position + 1); });
    };
    set_field(iterator.operand, "index", emit(Opcode::IntAdd, TypeTable::signed_, {index, integer(step)}));
    Operand chosen = item->is_void() || source->parts.empty() ? undefined(item) : choose(choose, 0);
    return Typed{chosen, item, {}};
  };
  switch (definition.kind) {
    case IterableKind::Range: {
      const Repr* number = typer_.reprs.signed_integer();
      if (definition.constant_step == 1) return {helper("riter.ll_range_item", {iterator.operand}), number, {}};
      if (definition.constant_step == -1) return {helper("riter.ll_range_down_item", {iterator.operand}), number, {}};
      return {helper("riter.ll_range_step_item", {iterator.operand}), number, {}};
    }
    case IterableKind::List: return loaded(helper("riter.ll_list_item", {iterator.operand}), source->item);
    case IterableKind::String:
      return {helper("riter.ll_string_item", {iterator.operand}), typer_.reprs.character(), {}};
    case IterableKind::Bytes:
      return {helper("riter.ll_bytes_item", {iterator.operand}), typer_.reprs.signed_integer(), {}};
    case IterableKind::Dict:
    case IterableKind::Set:
    case IterableKind::DictKeys: return loaded(helper("riter.ll_dict_key_item", {iterator.operand}), source->item);
    case IterableKind::DictValues: return loaded(helper("riter.ll_dict_value_item", {iterator.operand}), source->value);
    case IterableKind::DictItems: {
      const Repr* pair = typer_.reprs.of(
          annotate::tuple(typer_.tables.intern_tuple({annotate::without_constant(source->item->annotation),
                                                      annotate::without_constant(source->value->annotation)})));
      return {helper("riter.ll_dict_item_item",
                     {HelperArgument::low_type(typer_.program.types.pointee(pair->type)), iterator.operand}),
              pair,
              {}};
    }
    case IterableKind::Tuple: return indexed(1);
    case IterableKind::Reversed:
      switch (source->kind) {
        case ReprKind::List: return loaded(helper("riter.ll_list_reversed_item", {iterator.operand}), source->item);
        case ReprKind::String:
          return {helper("riter.ll_string_reversed_item", {iterator.operand}), typer_.reprs.character(), {}};
        case ReprKind::Iterable:
          return {helper("riter.ll_range_step_item", {iterator.operand}), typer_.reprs.signed_integer(), {}};
        default: return indexed(-1);
      }
    case IterableKind::Enumerate: {
      Operand index = get_field(iterator.operand, "index");
      set_field(iterator.operand, "index", emit(Opcode::IntAdd, TypeTable::signed_, {index, integer(1)}));
      Typed item = iterator_item({get_field(iterator.operand, "source"), source, {}});
      std::vector<Typed> items{{index, typer_.reprs.signed_integer(), {}}, item};
      return new_tuple(tuple_repr(items), items);
    }
    case IterableKind::Zip: {
      std::vector<Typed> items;
      for (size_t i = 0; i < iterator.repr->parts.size(); ++i)
        items.push_back(
            iterator_item({get_field(iterator.operand, fmt::format("source{}", i)), iterator.repr->parts[i], {}}));
      return new_tuple(tuple_repr(items), items);
    }
    case IterableKind::Instance: {
      const Repr* item = iterator.repr->parts[1];
      if (item->is_void()) return {typer_.program.constants.void_value(), item, {}};
      return {get_field(iterator.operand, "item"), item, {}};
    }
  }
  return {typer_.program.constants.void_value(), typer_.reprs.none(), {}};
}

void FunctionTyper::loop(const Typed& iterator, Operand start, const std::function<void(const Typed&, Operand)>& body) {
  ir::BlockId head = builder_.new_block(), inside = builder_.new_block(), after = builder_.new_block();
  Operand position = builder_.add_argument(head, TypeTable::signed_);
  builder_.jump(head, {start});
  builder_.set_block(head);
  Operand more = iterator_more(iterator);
  builder_.branch(more, inside, after);
  builder_.set_block(inside);
  body(iterator_item(iterator), position);
  Operand next = emit(Opcode::IntAdd, TypeTable::signed_, {position, integer(1)});
  builder_.jump(head, {next});
  builder_.set_block(after);
}

void FunctionTyper::for_each(Operand source, const std::function<void(const Typed&)>& body) {
  Annotation known = annotation(source);
  Typed value = use(source);
  require_non_null(value, known, "'NoneType' object is not iterable");
  value = call_iter(value, known);
  Typed iterator = make_iterator(value, iterator_repr(known), known);
  loop(iterator, integer(0), [&](const Typed& item, Operand) { body(item); });
}

}  // namespace weft::typer
