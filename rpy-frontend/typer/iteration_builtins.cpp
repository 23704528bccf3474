// Builtins that make iterators and containers, and what unpacking and patterns ask.
#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using annotate::IterableKind;
using ir::Operand;

bool FunctionTyper::type_iteration_builtin(const std::string& name) {
  const Annotation result_annotation = annotations_[operation_->result.index];
  const Repr* result = typer_.reprs.of(result_annotation);
  size_t count = argument_count();
  if (name == "builtins.len") return type_len(), true;
  if (name == "builtins.range") {
    const Repr* number = typer_.reprs.signed_integer();
    Operand start = count > 1 ? use_signed(argument(0)) : integer(0);
    Operand stop = use_signed(argument(count > 1 ? 1 : 0));
    Operand step = count > 2 ? use_signed(argument(2)) : integer(1);
    return define_bundle({{start, number, {}}, {stop, number, {}}, {step, number, {}}}), true;
  }
  if (name == "builtins.enumerate" || name == "builtins.zip") {
    const std::vector<Annotation> sources = typer_.tables.iterables[result_annotation.iterable().index].sources;
    std::vector<Typed> parts;
    bool is_enumerate = name == "builtins.enumerate";
    for (size_t i = 0; i < (is_enumerate ? 1 : sources.size()); ++i)
      parts.push_back(start_iterator(argument(i), typer_.reprs.of(sources[i])));
    if (is_enumerate && sources.size() > 1)
      parts.push_back({use_signed(argument(1)), typer_.reprs.signed_integer(), {}});
    return define_bundle(std::move(parts)), true;
  }
  if (name == "builtins.reversed") {
    Typed source = use(argument(0));
    require_non_null(source, annotation(argument(0)), "'NoneType' object is not reversible");
    return define_bundle({source}), true;
  }
  if (name == "builtins.iter") return define(start_iterator(argument(0), result)), true;
  if (name == "builtins.next") {
    Typed iterator = use(argument(0));
    if (count == 2) {
      if (iterator.repr->kind == ReprKind::Instance) {
        require_non_null(iterator, annotation(argument(0)), "'NoneType' object is not an iterator");
        annotate::IterableDefinition definition{
            .kind = IterableKind::Instance,
            .sources = {annotate::without_constant(annotate::non_null(annotation(argument(0))))}};
        Annotation made = annotate::plain(AnnotationKind::Iterator);
        made.detail = typer_.tables.intern_iterable(std::move(definition)).index;
        iterator = make_iterator(iterator, typer_.reprs.of(made), annotation(argument(0)));
      }
      Operand more = iterator_more(iterator);
      Operand chosen = select(
          more, result->type, [&] { return convert(iterator_item(iterator), result); },
          [&] { return use_as(argument(1), result); });
      return define(chosen, result), true;
    }
    Operand more = iterator_more(iterator);
    ir::BlockId good = builder_.new_block(), bad = builder_.new_block();
    builder_.branch(more, good, bad);
    builder_.set_block(bad);
    helper("robject.ll_raise_stop_iteration", {});
    if (!builder_.is_terminated()) builder_.unreachable();
    builder_.set_block(good);
    return define(iterator_item(iterator)), true;
  }
  if (name == "rpython.rtyper.runpack.sequence") {
    const Annotation known = annotation(argument(0));
    bool is_list_made = result->kind == ReprKind::List && !known.is(AnnotationKind::List);
    if (is_list_made) return define(list_from(argument(0), result)), true;
    return define(use(argument(0))), true;
  }
  if (name == "rpython.rtyper.runpack.is_sequence" || name == "rpython.rtyper.runpack.is_mapping")
    return define_nothing(), true;  // a constant
  if (name == "rpython.rtyper.rgenerator.inner_generator") {
    if (result->is_void()) return define_nothing(), true;
    Typed iterator = use(argument(0));
    return define(get_field(iterator.operand, "source"), iterator.repr->parts[0]), true;
  }
  if (name == "rpython.rtyper.rgenerator.nothing_sent") {
    if (result_annotation.is(AnnotationKind::Impossible)) {
      helper("rgenerator.ll_nothing_sent", {});
      if (!builder_.is_terminated()) builder_.unreachable();
    }
    return define_nothing(), true;
  }
  if (name == "builtins.list") return define(count == 0 ? new_list(result, {}) : list_from(argument(0), result)), true;
  if (name == "builtins.dict") return define(count == 0 ? new_dict(result) : dict_from(argument(0), result)), true;
  if (name == "builtins.set" || name == "builtins.frozenset")
    return define(count == 0 ? new_dict(result) : set_from(argument(0), result)), true;
  if (name == "builtins.tuple") return define(count == 0 ? new_tuple(result, {}) : use(argument(0))), true;
  return false;
}

// The iterator over an argument of enumerate(), zip() or iter().
Typed FunctionTyper::start_iterator(Operand source, const Repr* iterator) {
  const Annotation known = annotation(source);
  Typed value = use(source);
  require_non_null(value, known, "'NoneType' object is not iterable");
  Annotation iterated = known;
  value = call_iter(value, iterated);
  return make_iterator(value, iterator, iterated);
}

// What `__iter__` of an instance gives, and its annotation; anything else as it is.
Typed FunctionTyper::call_iter(const Typed& value, Annotation& known) {
  if (!known.is(AnnotationKind::Instance) || !typer_.classes.defines_method(known.class_(), "__iter__")) return value;
  ResolvedCall call;
  for (const annotate::Annotator::MethodTarget& target : typer_.annotator.method_targets(known.class_(), "__iter__")) {
    annotate::InstanceId instance = typer_.method_instance(target);
    if (instance.valid())
      call.targets.push_back({instance, {}, {{annotate::Annotator::Argument::Source::Receiver, 0, {}, 0}}});
  }
  if (call.targets.empty()) return value;
  Typed made = call_resolved(call, nullptr, &value);
  known = made.repr->annotation;
  return made;
}

}  // namespace weft::typer
