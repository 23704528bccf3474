// The graph under construction: operations, joins and branches.
#include <algorithm>
#include <cassert>

#include "rpy-frontend/flow/function_flow.h"
#include "translator/ir/operations.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;
using ir::TerminatorKind;
using ir::TypeTable;

ir::ValueId FunctionFlow::add_argument(ir::BlockId block, ir::StringId name) {
  ir::ValueId value = graph_.add_value(TypeTable::any, name);
  graph_.block(block).arguments.push_back(value);
  return value;
}

ir::LocationId FunctionFlow::locate(Node node) { return shared_.location(*source_.file, node.span()); }

FunctionFlow::Context* FunctionFlow::handler_context() const {
  Context* context = context_;
  while (context != nullptr && context->handler == nullptr) context = context->outer;
  return context;
}

bool FunctionFlow::is_guarded(Opcode opcode) const {
  if (context_ == nullptr) return false;
  switch (opcode) {
    case Opcode::Truediv:
    case Opcode::Floordiv:
    case Opcode::Mod:
    case Opcode::Pow:
    case Opcode::InplaceTruediv:
    case Opcode::InplaceFloordiv:
    case Opcode::InplaceMod:
    case Opcode::InplacePow: return context_->catches_arithmetic;
    case Opcode::Getattr:
    case Opcode::Setattr: return context_->catches_attribute;
    case Opcode::Call:
    case Opcode::UnpackCheck: return context_->catches_any;
    default: return context_->catches_lookup;
  }
}

// Appends an operation. One that may raise inside a `try` ends its block; building goes on in a new one. `raises` is
// false for operations known not to raise although their kind may.
Operand FunctionFlow::emit(Node at, Opcode opcode, std::vector<Operand> operands, uint32_t immediate, bool raises) {
  if (!is_reachable()) return undefined();
  const ir::OperationInfo& info = ir::info(opcode);
  bool is_void = info.signature.back() == 'v';
  ir::ValueId result = graph_.add_value(is_void ? TypeTable::void_ : TypeTable::any);
  ir::LocationId location = locate(at);
  raises = raises && info.can_raise();
  graph_.block(position_.block)
      .operations.push_back({.opcode = opcode,
                             .guarded = raises && is_guarded(opcode),
                             .immediate = immediate,
                             .result = result,
                             .location = location,
                             .operands = std::move(operands)});
  Context* context = raises ? handler_context() : nullptr;
  if (context == nullptr) return result;
  ir::ValueId caught = graph_.add_value(TypeTable::any);
  ir::BlockId next = add_block();
  ir::Terminator& terminator = graph_.block(position_.block).terminator;
  terminator.kind = TerminatorKind::Try;
  terminator.location = location;
  terminator.caught = caught;
  terminator.edges = {{next, {}}, {{}, {}}};
  context->handler->incoming.push_back({position_, true, caught});
  position_.block = next;
  return result;
}

ir::Terminator& FunctionFlow::terminate(TerminatorKind kind) {
  ir::Terminator& terminator = graph_.block(position_.block).terminator;
  assert(terminator.kind == TerminatorKind::None && "the block has ended already");
  terminator.kind = kind;
  return terminator;
}

// Ends the current path in `join`.
void FunctionFlow::add_path(Join& join, Operand extra) {
  if (!is_reachable()) return;
  join.incoming.push_back({std::move(position_), false, extra});
  position_ = {};
}

// The operand that all of `values` stand for, if there is one. A variable that is narrowed on both sides of a branch,
// or on one of several paths only, is its old self again where they meet.
Operand FunctionFlow::common_value(std::vector<Operand> values) const {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  bool changed = true;
  auto contains = [&](Operand operand) { return std::find(values.begin(), values.end(), operand) != values.end(); };
  while (changed && values.size() > 1) {
    changed = false;
    for (size_t i = 0; i < values.size(); ++i) {
      if (!values[i].is_value()) continue;
      auto narrowed = narrowed_.find(values[i].value().index);
      if (narrowed == narrowed_.end()) continue;
      Operand origin = narrowed->second.origin, sibling = narrowed->second.sibling;
      if (contains(origin)) {
        std::swap(values[i], values.back());
        values.pop_back();
      } else if (contains(sibling)) {
        values[i] = origin;
        std::erase(values, sibling);
      } else {
        continue;
      }
      changed = true;
      break;
    }
  }
  return values.size() == 1 ? values.front() : Operand();
}

// Decides which variables become arguments of `target`, and appends to `passed[i]` what path i passes for them.
void FunctionFlow::merge_bindings(Join& join, ir::BlockId target, std::vector<std::vector<Operand>>& passed) {
  std::vector<Incoming>& incoming = join.incoming;
  size_t slot_count = 0;
  for (const Incoming& path : incoming) slot_count = std::max(slot_count, path.position.bindings.size());
  std::vector<Binding> merged(slot_count);
  std::vector<Operand> values;
  for (Slot slot = 0; slot < slot_count; ++slot) {
    Binding first = incoming.front().position.binding(slot);
    bool all_same = true, any_bound = false;
    for (const Incoming& path : incoming) {
      Binding binding = path.position.binding(slot);
      all_same = all_same && binding.operand == first.operand && binding.maybe_unbound == first.maybe_unbound;
      any_bound = any_bound || binding.is_bound();
    }
    if (all_same) {
      merged[slot] = first;
      continue;
    }
    if (!any_bound) {
      merged[slot] = {{}, true};
      continue;
    }
    values.clear();
    for (const Incoming& path : incoming) {
      Operand operand = path.position.binding(slot).operand;
      values.push_back(operand.valid() ? operand : unassigned());
    }
    if (Operand common = common_value(values); common.valid()) {
      merged[slot] = {common, false};
      continue;
    }
    merged[slot] = {add_argument(target, shared_.name(slot_names_[slot])), false};
    for (size_t i = 0; i < incoming.size(); ++i) passed[i].push_back(values[i]);
  }
  position_.bindings = std::move(merged);
}

// Goes on where the paths of a join meet; unreachable if there are none. Returns the merged `extra`.
Operand FunctionFlow::enter(Join& join) {
  std::vector<Incoming>& incoming = join.incoming;
  if (incoming.empty()) {
    position_ = {};
    return {};
  }
  if (incoming.size() == 1 && !incoming.front().is_exceptional) {
    position_ = std::move(incoming.front().position);
    return incoming.front().extra;
  }
  ir::BlockId target = add_block();
  std::vector<std::vector<Operand>> passed(incoming.size());
  merge_bindings(join, target, passed);
  Operand extra = incoming.front().extra;
  if (extra.valid()) {
    std::vector<Operand> values;
    bool has_caught = false;  // the exception of a `Try` can only be passed on
    for (const Incoming& path : incoming) {
      values.push_back(path.extra);
      has_caught = has_caught || path.is_exceptional;
    }
    Operand common = has_caught ? Operand() : common_value(values);
    if (common.valid()) {
      extra = common;
    } else {
      extra = add_argument(target);
      for (size_t i = 0; i < incoming.size(); ++i) passed[i].push_back(incoming[i].extra);
    }
  }
  for (size_t i = 0; i < incoming.size(); ++i) {
    ir::Terminator& terminator = graph_.block(incoming[i].position.block).terminator;
    if (incoming[i].is_exceptional) {
      terminator.edges[1] = {target, std::move(passed[i])};
    } else {
      terminator.kind = TerminatorKind::Jump;
      terminator.edges = {{target, std::move(passed[i])}};
    }
  }
  position_.block = target;
  return extra;
}

// Branches on `condition`. The tested value, if there is one, becomes an argument of both sides, and every variable
// that holds it is rebound there, so that what the test says about it can be known on each side.
FunctionFlow::Split FunctionFlow::split(Node at, Operand condition, Operand tested) {
  Split result;
  ir::LocationId location = locate(at);
  ir::BlockId blocks[2] = {add_block(), add_block()};
  std::vector<Operand> passed;
  ir::BlockId from = position_.block;
  result.if_true = position_;
  result.if_false = std::move(position_);
  result.if_true.block = blocks[0];
  result.if_false.block = blocks[1];
  result.tested_true = result.tested_false = tested;
  if (tested.is_value()) {
    ir::StringId name = graph_.value(tested.value()).name;
    for (size_t slot = 0; slot < result.if_true.bindings.size() && !name.valid(); ++slot)
      if (result.if_true.bindings[slot].operand == tested) name = shared_.name(slot_names_[slot]);
    ir::ValueId on_true = add_argument(blocks[0], name), on_false = add_argument(blocks[1], name);
    narrowed_[on_true.index] = {tested.value(), on_false};
    narrowed_[on_false.index] = {tested.value(), on_true};
    if (auto items = tuple_items_.find(tested.value().index); items != tuple_items_.end()) {
      std::vector<Operand> copy = items->second;
      tuple_items_[on_true.index] = copy;
      tuple_items_[on_false.index] = std::move(copy);
    }
    for (Binding& binding : result.if_true.bindings)
      if (binding.operand == tested) binding.operand = on_true;
    for (Binding& binding : result.if_false.bindings)
      if (binding.operand == tested) binding.operand = on_false;
    result.tested_true = on_true;
    result.tested_false = on_false;
    passed.push_back(tested);
  }
  ir::Terminator& terminator = graph_.block(from).terminator;
  terminator.kind = TerminatorKind::Branch;
  terminator.location = location;
  terminator.operand = condition;
  terminator.edges = {{blocks[0], passed}, {blocks[1], passed}};
  position_ = {};
  return result;
}

// Ends the current path by raising an exception instance.
void FunctionFlow::raise_exception(Node at, Operand exception) {
  if (!is_reachable()) return;
  if (Context* context = handler_context()) {
    add_path(*context->handler, exception);
    return;
  }
  ir::LocationId location = locate(at);
  ir::Terminator& terminator = terminate(TerminatorKind::Raise);
  terminator.operand = exception;
  terminator.location = location;
  stop();
}

py::object FunctionFlow::object(Operand operand) const {
  return host_.object(program_.constants[operand.constant()].as_host_object());
}

bool FunctionFlow::is_object(Operand operand, PyObject* object_pointer) const {
  return operand.is_constant() && object(operand).ptr() == object_pointer;
}

}  // namespace weft::rpy
