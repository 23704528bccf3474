#include "rpy-frontend/typer/function_typer.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "rpy-frontend/typer/finalizers.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using ir::BlockId;
using ir::Operand;
using ir::TerminatorKind;
using ir::TypeTable;
using ir::ValueId;

bool is_of_library(Typer& typer, annotate::InstanceId instance) {
  const annotate::Callable& callable =
      typer.tables.callables[typer.tables.instances[instance.index].callable.index];
  return std::string(py::str(typer.host.object(callable.object).attr("__module__"))).starts_with("rpython.rtyper.");
}

FunctionTyper::FunctionTyper(Typer& typer, annotate::InstanceId instance, ir::FunctionId function)
    : typer_(typer),
      instance_id_(instance),
      function_id_(function),
      flow_id_(typer.tables.instances[instance.index].function),
      builder_(typer.program, function),
      holds_finalizers_(runs_finalizers(typer) && is_of_library(typer, instance)) {}

// The flow program's functions move in memory when helpers are annotated, so this works on a copy of the graph.
void FunctionTyper::run() {
  const annotate::FunctionInstance& instance = typer_.tables.instances[instance_id_.index];
  annotations_ = instance.values;
  entered_ = instance.entered;
  const ir::Function graph = typer_.flow.function(flow_id_);
  signature_ = &typer_.functions.signature(instance_id_);
  values_.resize(graph.values.size());
  blocks_.resize(graph.blocks.size());
  builder_.set_location(graph.location);

  // The entry takes the parameters as callers pass them, and converts them.
  BlockId start = builder_.new_block();
  builder_.set_block(start);
  bool entry_is_target = false;
  for (const ir::Block& block : graph.blocks)
    for (const ir::Edge& edge : block.terminator.edges) entry_is_target |= edge.target == ir::Function::entry;
  const std::vector<ValueId>& parameters = graph.blocks[0].arguments;
  std::vector<Typed> passed;
  for (size_t i = 0; i < parameters.size(); ++i) {
    const Repr* repr = signature_->parameters[i];
    Operand operand = typer_.program.constants.void_value();
    if (repr->type != TypeTable::void_)
      operand = builder_.add_argument(start, repr->type, typer_.name(graph.value(parameters[i]).name));
    passed.push_back({operand, repr, {}});
  }
  if (!is_entered(ir::Function::entry)) {
    builder_.unreachable();  // no call ever gets here
    return;
  }
  graph_ = &graph;
  find_overflow_checks();
  for (BlockId block : order_blocks()) {
    if (block == ir::Function::entry && !entry_is_target) {
      blocks_[block.index] = start;
      continue;
    }
    BlockId made = builder_.new_block();
    blocks_[block.index] = made;
    for (ValueId argument : graph.block(block).arguments) {
      const Repr* repr = typer_.reprs.of(annotations_[argument.index]);
      Operand operand = typer_.program.constants.void_value();
      if (repr->type != TypeTable::void_)
        operand = builder_.add_argument(made, repr->type, typer_.name(graph.value(argument).name));
      values_[argument.index] = {operand, repr, {}};
    }
  }
  builder_.set_block(start);
  Operands converted;
  for (size_t i = 0; i < parameters.size(); ++i) {
    const Repr* repr = typer_.reprs.of(annotations_[parameters[i].index]);
    Operand operand = convert(passed[i], repr);
    if (entry_is_target) {
      if (repr->type != TypeTable::void_) converted.push_back(operand);
    } else {
      values_[parameters[i].index] = {operand, repr, {}};
    }
  }
  if (entry_is_target) builder_.jump(blocks_[0], std::move(converted));

  for (BlockId block : order_blocks()) {
    if (block != ir::Function::entry || entry_is_target) builder_.set_block(blocks_[block.index]);
    type_block(block);
  }
  remove_dead_blocks();
}

bool FunctionTyper::is_entered(BlockId block) const { return entered_[block.index]; }

// Reverse postorder over the blocks that are reached: definitions come before uses.
std::vector<BlockId> FunctionTyper::order_blocks() const {
  std::vector<BlockId> postorder;
  std::vector<bool> seen(graph_->blocks.size());
  std::vector<std::pair<BlockId, size_t>> stack{{ir::Function::entry, 0}};
  seen[0] = true;
  while (!stack.empty()) {
    auto& [block, next] = stack.back();
    const std::vector<ir::Edge>& edges = graph_->block(block).terminator.edges;
    if (next == edges.size()) {
      postorder.push_back(block);
      stack.pop_back();
      continue;
    }
    BlockId target = edges[next++].target;
    if (seen[target.index] || !is_entered(target)) continue;
    seen[target.index] = true;
    stack.emplace_back(target, 0);
  }
  std::reverse(postorder.begin(), postorder.end());
  return postorder;
}

// `ovfcheck(a + b)`: the addition is the one that checks.
void FunctionTyper::find_overflow_checks() {
  for (const ir::Block& block : graph_->blocks) {
    for (const ir::Operation& operation : block.operations) {
      if (operation.opcode != ir::Opcode::Call || operation.operands.size() != 2) continue;
      if (!operation.operands[1].is_value()) continue;
      py::object live;
      if (!operation.operands[0].is_constant() || !constant_of(operation.operands[0], live)) continue;
      if (!live.is(typer_.overflow_check())) continue;
      overflow_checked_.insert(operation.operands[1].value().index);
    }
  }
}

// ---- values

const annotate::Annotation& FunctionTyper::annotation(Operand operand) {
  if (operand.is_value()) return annotations_[operand.value().index];
  const ir::Constant& constant = typer_.flow.constants[operand.constant()];
  if (constant.kind == ir::ConstantKind::HostObject)
    constant_annotation_[next_constant_ ^= 1] = typer_.of_constant(constant.as_host_object());
  else
    constant_annotation_[next_constant_ ^= 1] = annotate::none();
  return constant_annotation_[next_constant_];
}

bool FunctionTyper::constant_of(Operand operand, py::object& live) {
  if (operand.is_constant()) {
    const ir::Constant& constant = typer_.flow.constants[operand.constant()];
    if (constant.kind == ir::ConstantKind::HostObject) {
      live = typer_.host.object(constant.as_host_object());
    } else {
      live = py::none();
    }
    return true;
  }
  const Annotation& known = annotation(operand);
  if (known.is(AnnotationKind::None)) {
    live = py::none();
    return true;
  }
  if (known.is_constant()) {
    live = typer_.host.object(known.constant);
    return true;
  }
  if (!known.is(AnnotationKind::Callables) || known.nullable) return false;
  const std::vector<annotate::CallableId>& set = typer_.tables.callables_in(known.callables());
  if (set.size() != 1) return false;
  live = typer_.host.object(typer_.tables.callables[set.front().index].object);
  return true;
}

Typed FunctionTyper::use(Operand operand) {
  if (operand.is_value()) {
    const Annotation& known = annotations_[operand.value().index];
    const Typed& value = values_[operand.value().index];
    if (value.is_bundle()) return value;
    if (!known.is_constant() && value.repr != nullptr) return value;
  }
  const Annotation known = annotation(operand);
  const Repr* repr = typer_.reprs.of(known);
  py::object live;
  if (constant_of(operand, live)) return {typer_.prebuilt.constant(live, repr), repr, {}};
  return {undefined(repr), repr, {}};  // in code that is never reached
}

Operand FunctionTyper::use_as(Operand operand, const Repr* repr) {
  py::object live;
  bool is_bundle = operand.is_value() && values_[operand.value().index].is_bundle();
  if (!is_bundle && constant_of(operand, live)) {
    // Numbers change their type, everything else is made in the representation that is asked for.
    return typer_.prebuilt.constant(live, repr);
  }
  return convert(use(operand), repr);
}

Operand FunctionTyper::use_signed(Operand operand) { return use_as(operand, typer_.reprs.signed_integer()); }

// An integer of whatever width it has.
Operand FunctionTyper::use_integer(Operand operand) {
  Typed value = use(operand);
  return value.repr->kind == ReprKind::Integer ? value.operand : convert(value, typer_.reprs.signed_integer());
}

Operand FunctionTyper::use_boolean(Operand operand) {
  const Annotation known = annotation(operand);
  py::object live;
  if (known.is(AnnotationKind::Bool) && known.is_constant())
    return boolean(typer_.host.object(known.constant).ptr() == Py_True);
  return truth(use(operand), known.nullable);
}

void FunctionTyper::define(const Typed& value) {
  ValueId result = operation_->result;
  const Repr* repr = typer_.reprs.of(annotations_[result.index]);
  if (value.is_bundle() && value.repr == repr) {
    values_[result.index] = value;
    return;
  }
  Operand operand = convert(value, repr);
  values_[result.index] = {operand, repr, {}};
  // The variable's name, for dumps and debug information.
  ir::StringId name = graph_->value(result).name;
  if (!name.valid() || !operand.is_value()) return;
  ir::Value& made = builder_.function().value(operand.value());
  if (!made.name.valid()) made.name = typer_.name(name);
}

void FunctionTyper::define_bundle(std::vector<Typed> parts) {
  const Repr* repr = typer_.reprs.of(annotations_[operation_->result.index]);
  values_[operation_->result.index] = {Operand(), repr, std::make_shared<std::vector<Typed>>(std::move(parts))};
}

void FunctionTyper::define_nothing() {
  const Repr* repr = typer_.reprs.of(annotations_[operation_->result.index]);
  values_[operation_->result.index] = {undefined(repr), repr, {}};
}

Operand FunctionTyper::undefined(const Repr* repr) { return typer_.zero(repr->type); }

// ---- blocks

void FunctionTyper::type_block(BlockId id) {
  const ir::Block& block = graph_->block(id);
  landing_ = {};
  for (size_t i = 0; i < block.operations.size(); ++i) {
    bool is_guarded = block.terminator.kind == TerminatorKind::Try && i + 1 == block.operations.size();
    handler_ = is_guarded && is_entered(block.terminator.edges[1].target) ? &block.terminator : nullptr;
    operation_ = &block.operations[i];
    builder_.set_location(operation_->location);
    bool has_result = !annotations_[operation_->result.index].is(AnnotationKind::Impossible);
    bool has_operands = std::ranges::none_of(operation_->operands, [&](Operand operand) {
      return operand.is_value() && annotations_[operand.value().index].is(AnnotationKind::Impossible);
    });
    if (has_result || has_operands) type_operation(*operation_);
    bool goes_on = has_result || operation_->opcode == ir::Opcode::FrameLoad;
    if (!goes_on && !builder_.is_terminated()) {
      // The annotator found that nothing comes after this.
      handler_ = nullptr;
      builder_.unreachable();
      return;
    }
  }
  handler_ = nullptr;
  operation_ = nullptr;
  builder_.set_location(block.terminator.location);
  type_terminator(block.terminator);
}

void FunctionTyper::type_terminator(const ir::Terminator& terminator) {
  switch (terminator.kind) {
    case TerminatorKind::None:
    case TerminatorKind::Unreachable: return builder_.unreachable();
    case TerminatorKind::Jump:
    case TerminatorKind::Try: return jump_to(terminator.edges[0]);
    case TerminatorKind::Branch: {
      const Annotation known = annotation(terminator.operand);
      bool can_be_true = is_entered(terminator.edges[0].target), can_be_false = is_entered(terminator.edges[1].target);
      if (known.is(AnnotationKind::Bool) && known.is_constant()) {
        bool value = typer_.host.object(known.constant).ptr() == Py_True;
        return jump_to(terminator.edges[value ? 0 : 1]);
      }
      if (!can_be_true || !can_be_false) {
        // A test that the annotator decided by narrowing.
        return jump_to(terminator.edges[can_be_true ? 0 : 1]);
      }
      Operand condition = use_boolean(terminator.operand);
      BlockId here = builder_.block();
      Operands true_arguments, false_arguments;
      BlockId if_true = edge_block(terminator.edges[0]), if_false = edge_block(terminator.edges[1]);
      if (!if_true.valid()) {
        builder_.set_block(here);
        emit_edge_arguments(terminator.edges[0], true_arguments, {}, {});
        if_true = blocks_[terminator.edges[0].target.index];
      }
      if (!if_false.valid()) {
        builder_.set_block(here);
        emit_edge_arguments(terminator.edges[1], false_arguments, {}, {});
        if_false = blocks_[terminator.edges[1].target.index];
      }
      builder_.set_block(here);
      return builder_.branch(condition, ir::Edge{if_true, std::move(true_arguments)},
                             ir::Edge{if_false, std::move(false_arguments)});
    }
    case TerminatorKind::Switch: {
      typer_.report(terminator.location, "a switch can not be typed");
      return builder_.unreachable();
    }
    case TerminatorKind::Return: {
      if (annotation(terminator.operand).is(AnnotationKind::Impossible)) return builder_.unreachable();
      py::object live;
      if (constant_of(terminator.operand, live) && live.ptr() == Py_NotImplemented) return type_not_implemented();
      return builder_.return_(use_as(terminator.operand, signature_->result));
    }
    case TerminatorKind::Raise: {
      if (annotation(terminator.operand).is(AnnotationKind::Impossible)) return builder_.unreachable();
      return builder_.raise(use_as(terminator.operand, typer_.reprs.object()));
    }
  }
}

void FunctionTyper::emit_edge_arguments(const ir::Edge& edge, Operands& out, ValueId caught_flow, Operand caught) {
  const std::vector<ValueId>& targets = graph_->block(edge.target).arguments;
  for (size_t i = 0; i < targets.size(); ++i) {
    const Repr* repr = values_of_target(targets[i]);
    if (repr->type == TypeTable::void_) continue;
    Operand argument = edge.arguments[i];
    bool is_caught = caught_flow.valid() && argument.is_value() && argument.value() == caught_flow;
    out.push_back(is_caught ? convert({caught, typer_.reprs.object(), {}}, repr) : use_as(argument, repr));
  }
}

const Repr* FunctionTyper::values_of_target(ValueId argument) { return typer_.reprs.of(annotations_[argument.index]); }

void FunctionTyper::jump_to(const ir::Edge& edge) {
  if (!is_entered(edge.target)) return builder_.unreachable();
  Operands arguments;
  emit_edge_arguments(edge, arguments, {}, {});
  builder_.jump(blocks_[edge.target.index], std::move(arguments));
}

// A block of its own for an edge whose arguments have to be converted; invalid when none has to be.
BlockId FunctionTyper::edge_block(const ir::Edge& edge) {
  const std::vector<ValueId>& targets = graph_->block(edge.target).arguments;
  bool is_free = true;
  for (size_t i = 0; i < targets.size(); ++i) {
    Operand argument = edge.arguments[i];
    py::object live;
    bool is_bundle = argument.is_value() && values_[argument.value().index].is_bundle();
    if (!is_bundle && constant_of(argument, live)) continue;
    is_free = is_free && !is_bundle && converts_freely(use(argument).repr, values_of_target(targets[i]));
  }
  if (is_free) return {};
  BlockId here = builder_.block(), made = builder_.new_block();
  builder_.set_block(made);
  jump_to(edge);
  builder_.set_block(here);
  return made;
}

// Where exceptions of the operation being typed go: takes the exception, and goes on to the handler.
BlockId FunctionTyper::landing_block() {
  if (landing_.valid()) return landing_;
  BlockId here = builder_.block();
  landing_ = builder_.new_block();
  ValueId caught = builder_.add_argument(landing_, typer_.types.object_pointer());
  builder_.set_block(landing_);
  const ir::Terminator* handler = std::exchange(handler_, nullptr);
  const ir::Edge& edge = handler->edges[1];
  Operands arguments;
  emit_edge_arguments(edge, arguments, handler->caught, caught);
  builder_.jump(blocks_[edge.target.index], std::move(arguments));
  handler_ = handler;
  builder_.set_block(here);
  return landing_;
}

// Blocks that lowering found unreachable (after calls that never return) go; the others are renumbered.
void FunctionTyper::remove_dead_blocks() {
  ir::Function& function = builder_.function();
  std::vector<BlockId> new_ids(function.blocks.size());
  std::vector<BlockId> work{ir::Function::entry};
  std::vector<bool> live(function.blocks.size());
  live[0] = true;
  while (!work.empty()) {
    BlockId block = work.back();
    work.pop_back();
    for (const ir::Edge& edge : function.block(block).terminator.edges) {
      if (live[edge.target.index]) continue;
      live[edge.target.index] = true;
      work.push_back(edge.target);
    }
  }
  std::vector<ir::Block> kept;
  for (size_t i = 0; i < function.blocks.size(); ++i) {
    if (!live[i]) continue;
    new_ids[i] = BlockId{kept.size()};
    kept.push_back(std::move(function.blocks[i]));
  }
  for (ir::Block& block : kept)
    for (ir::Edge& edge : block.terminator.edges) edge.target = new_ids[edge.target.index];
  function.blocks = std::move(kept);
}

}  // namespace weft::typer
