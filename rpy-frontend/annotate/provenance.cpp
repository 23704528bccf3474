#include "rpy-frontend/annotate/provenance.h"

namespace weft::annotate {

using ir::Opcode;

// ---- what is said

bool Annotator::Implementation::Provenance::add(ir::LocationId location, const std::string& text) {
  if (!location.valid() || labels_.size() >= most_labels) return false;
  SourceRange range = annotator_.flow.range(location);
  if (annotator_.is_library(range)) return false;
  for (const DiagnosticLabel& label : labels_)
    if (label.range == range) return true;
  labels_.push_back({std::move(range), text});
  return true;
}

bool Annotator::Implementation::Provenance::brings(const Annotation& candidate) const {
  if (wanted_.is(AnnotationKind::None)) return candidate.is(AnnotationKind::None) || candidate.nullable;
  if (candidate.kind != wanted_.kind) return false;
  if (wanted_.is(AnnotationKind::Integer)) return candidate.type() == wanted_.type();
  if (!wanted_.is(AnnotationKind::Instance)) return true;
  const Tables& tables = annotator_.tables;
  return tables.derives_from(candidate.class_(), wanted_.class_()) ||
         tables.derives_from(wanted_.class_(), candidate.class_());
}

Annotation Annotator::Implementation::Provenance::annotation(InstanceId instance, ir::Operand operand) {
  if (operand.is_value()) return annotator_.instance_of(instance).values[operand.value().index];
  const ir::Constant& constant = annotator_.program.constants[operand.constant()];
  if (constant.kind == ir::ConstantKind::HostObject && constant.as_host_object() != annotator_.unassigned)
    return annotator_.of_constant(constant.as_host_object());
  return impossible();
}

// ---- what is followed

void Annotator::Implementation::Provenance::follow(const std::vector<Contribution>& contributions,
                                                   const std::string& text) {
  for (const Contribution& each : contributions)
    if (brings(each.annotation)) return follow(each, text);
}

void Annotator::Implementation::Provenance::follow(const Contribution& contribution, const std::string& text) {
  if (!add(contribution.location, text)) return;
  const BlockReference& place = contribution.place;
  if (!place.instance.valid()) return;
  if (contribution.source.valid()) return follow(place.instance, contribution.source);
  const ir::Block& block =
      annotator_.program.function(annotator_.instance_of(place.instance).function).block(place.block);
  if (place.operation == block.operations.size()) {
    if (block.terminator.kind == ir::TerminatorKind::Return) follow(place.instance, block.terminator.operand);
    return;
  }
  if (place.operation > block.operations.size()) return;
  // Of what the operation puts somewhere, the last that has the type: the value rather than its key or index.
  const ir::Operation& operation = block.operations[place.operation];
  bool has_target = operation.opcode == Opcode::Setattr || operation.opcode == Opcode::Setglobal ||
                    operation.opcode == Opcode::Setitem || operation.opcode == Opcode::Getitem ||
                    operation.opcode == Opcode::Call || operation.opcode == Opcode::Contains;
  for (size_t i = operation.operands.size(); i-- > (has_target ? 1 : 0);)
    if (brings(annotation(place.instance, operation.operands[i]))) return follow(place.instance, operation.operands[i]);
}

void Annotator::Implementation::Provenance::follow(InstanceId instance, ir::Operand operand) {
  if (!operand.is_value() || !visited_.emplace(instance, operand.value()).second) return;
  ir::FunctionId function = annotator_.instance_of(instance).function;
  const Definition& defined = annotator_.definitions_of(function)[operand.value().index];
  if (defined.position != UINT32_MAX)
    return follow_operation(instance,
                            annotator_.program.function(function).block(defined.block).operations[defined.position]);
  const std::vector<ir::ValueId>& parameters = annotator_.program.function(function).block(ir::Function::entry).arguments;
  for (size_t i = 0; i < parameters.size(); ++i)
    if (parameters[i] == operand.value()) return follow_parameter(instance, i);
  follow_edges(instance, operand.value());
}

// What joins in a variable is in the source only where it was assigned.
void Annotator::Implementation::Provenance::follow_edges(InstanceId instance, ir::ValueId argument) {
  const ir::Function& function = annotator_.program.function(annotator_.instance_of(instance).function);
  for (size_t b = 0; b < function.blocks.size(); ++b) {
    if (!annotator_.instance_of(instance).entered[b]) continue;
    for (const ir::Edge& edge : function.blocks[b].terminator.edges) {
      const std::vector<ir::ValueId>& arguments = function.block(edge.target).arguments;
      for (size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] != argument || !brings(annotation(instance, edge.arguments[i]))) continue;
        size_t before = labels_.size();
        follow(instance, edge.arguments[i]);
        if (labels_.size() > before) return;
      }
    }
  }
}

void Annotator::Implementation::Provenance::follow_parameter(InstanceId instance, size_t position) {
  const FunctionInstance& known = annotator_.instance_of(instance);
  std::string name = annotator_.parameter_name(known, position);
  if (position < known.parameters.size() && !known.parameters[position].empty())
    return follow(known.parameters[position], fmt::format("{} is passed as {}", annotator_.a(wanted_), name));
  bool is_receiver = position == 0 && known.self_class.valid();
  if (!is_receiver && known.callable.valid() && !known.called_from.empty())
    add(annotator_.program.function(known.function).location,
        fmt::format("{} is declared as {}", name, annotator_.a(known.values[annotator_.program.function(known.function)
                                                                              .block(ir::Function::entry)
                                                                              .arguments[position].index])));
}

// What a function returns it may return for another: functions that one call may reach share their results.
void Annotator::Implementation::Provenance::follow_result(InstanceId id) {
  const FunctionInstance& instance = annotator_.instance_of(id);
  std::vector<InstanceId> candidates{id};
  const std::vector<InstanceId>& members = annotator_.tables.family(instance.family).members;
  candidates.insert(candidates.end(), members.begin(), members.end());
  for (InstanceId candidate : candidates) {
    for (const Contribution& each : annotator_.instance_of(candidate).result.contributions) {
      if (each.place.instance != candidate || !brings(each.annotation)) continue;
      return follow(each, fmt::format("{} is returned here", annotator_.a(wanted_)));
    }
  }
}

void Annotator::Implementation::Provenance::follow_items(const Annotation& container, bool keys) {
  Tables& tables = annotator_.tables;
  std::string text = fmt::format("{} is put in here", annotator_.a(wanted_));
  switch (container.kind) {
    case AnnotationKind::List: return follow(tables.list(container.list()).item.contributions, text);
    case AnnotationKind::Set: return follow(tables.dict(container.dict()).key.contributions, text);
    case AnnotationKind::Dict: {
      const DictDefinition& dict = tables.dict(container.dict());
      return follow((keys ? dict.key : dict.value).contributions, text);
    }
    case AnnotationKind::Iterable:
    case AnnotationKind::Iterator: {
      const IterableDefinition& definition = tables.iterables[container.iterable().index];
      if (definition.sources.size() != 1) return;
      keys = definition.kind != IterableKind::DictValues;
      return follow_items(definition.sources[0], keys);
    }
    default: return;
  }
}

void Annotator::Implementation::Provenance::follow_operation(InstanceId instance, const ir::Operation& operation) {
  const std::string what = annotator_.a(wanted_);
  auto operand = [&](size_t i) { return annotation(instance, operation.operands[i]); };
  auto name = [&] { return annotator_.program.strings[ir::StringId{operation.immediate}]; };
  switch (operation.opcode) {
    case Opcode::Call:
      return follow_call(instance, operation);
    case Opcode::Contract:
      return follow(instance, operation.operands[0]);
    case Opcode::Getattr: {
      Annotation object = operand(0);
      if (!object.is(AnnotationKind::Instance)) break;
      ClassId owner = annotator_.tables.attribute_owner(object.class_(), name());
      if (!owner.valid()) break;
      if (!add(operation.location, fmt::format("attribute `{}` is {}", name(), what))) return;
      return follow(annotator_.tables.class_(owner).attributes.at(name()).cell.contributions,
                    fmt::format("{} is assigned here", what));
    }
    case Opcode::Getglobal: {
      if (!add(operation.location, fmt::format("global variable `{}` is {}", name(), what))) return;
      ir::HostObjectId module = annotator_.program.constants[operation.operands[0].constant()].as_host_object();
      auto known = annotator_.tables.global_index.find(uint64_t{module.index} << 32 | operation.immediate);
      if (known == annotator_.tables.global_index.end()) return;
      return follow(annotator_.tables.globals[known->second].cell.contributions,
                    fmt::format("{} is assigned here", what));
    }
    case Opcode::Getitem: {
      Annotation container = operand(0);
      bool is_list = container.is(AnnotationKind::List);
      if (!is_list && !container.is(AnnotationKind::Dict)) break;
      const Cell& items = is_list ? annotator_.tables.list(container.list()).item
                                  : annotator_.tables.dict(container.dict()).value;
      if (items.contributions.empty()) return;  // the arguments of the program, or what a hint says
      std::string text = fmt::format("the {} of this {} are {}", is_list ? "items" : "values",
                                     is_list ? "list" : "dict", annotator_.describe(wanted_));
      if (!add(operation.location, text)) return;
      return follow_items(container, false);
    }
    case Opcode::IterItem:
      if (!add(operation.location, fmt::format("the loop gives {}", what))) return;
      return follow_items(operand(0), true);
    case Opcode::Newlist:
    case Opcode::Newdict:
    case Opcode::Newset:
      add(operation.location, fmt::format("a {} is made here", wanted_.is(AnnotationKind::List)   ? "list"
                                                               : wanted_.is(AnnotationKind::Dict) ? "dict"
                                                                                                  : "set"));
      return;
    case Opcode::Truediv:
    case Opcode::InplaceTruediv:
      began_with_division_ = wanted_.is(AnnotationKind::Float);
      add(operation.location, fmt::format("`/` gives {}", what));
      return;
    default:
      break;
  }
  add(operation.location, fmt::format("this is {}", what));
}

void Annotator::Implementation::Provenance::follow_call(InstanceId instance, const ir::Operation& operation) {
  auto resolved = annotator_.resolved_calls.find(value_key(instance, operation.result));
  if (resolved == annotator_.resolved_calls.end()) return follow_builtin_call(instance, operation);
  for (const ResolvedTarget& target : resolved->second.targets) {
    if (target.class_.valid()) {
      add(operation.location, fmt::format("an instance of `{}` is made here", annotator_.tables.class_(target.class_).name));
      return;
    }
    if (!target.instance.valid() || !brings(annotator_.instance_of(target.instance).result.annotation)) {
      // After a conflict the result is an error, and what it would have been is in its contributions.
      if (!target.instance.valid()) continue;
      bool was = false;
      for (const Contribution& each : annotator_.instance_of(target.instance).result.contributions)
        was = was || brings(each.annotation);
      if (!was) continue;
    }
    const ir::Function& function = annotator_.program.function(annotator_.instance_of(target.instance).function);
    if (add(operation.location, fmt::format("`{}()` returns {}", function.display_name, annotator_.a(wanted_))))
      follow_result(target.instance);
    return;
  }
}

void Annotator::Implementation::Provenance::follow_builtin_call(InstanceId instance, const ir::Operation& operation) {
  Annotation callee = annotation(instance, operation.operands[0]);
  const std::string what = annotator_.a(wanted_);
  if (callee.is(AnnotationKind::BuiltinMethod)) {
    const std::string name = annotator_.program.strings[callee.name()];
    Annotation receiver = annotator_.tables.tuple(callee.receiver())[0];
    if (!add(operation.location, fmt::format("`{}()` gives {}", name, what))) return;
    if (name == "pop" || name == "get" || name == "setdefault") follow_items(receiver, false);
    return;
  }
  if (!callee.is(AnnotationKind::Callables)) return;
  const Callable& callable = annotator_.tables.callables[annotator_.tables.callables_in(callee.callables())[0].index];
  std::string name = py::str(py::getattr(annotator_.host.object(callable.object), "__name__", py::str(callable.name)));
  add(operation.location, fmt::format("`{}()` gives {}", name, what));
}

}  // namespace weft::annotate
