#include "backends/llvm/function_lowering.h"

#include <fmt/format.h>
#include <llvm/IR/MDBuilder.h>

#include <algorithm>
#include <cassert>
#include <stdexcept>

namespace weft::backend {

using ir::BlockId;
using ir::TerminatorKind;

FunctionLowering::FunctionLowering(ModuleLowering& module, ir::FunctionId id)
    : module_(module),
      program_(module.program()),
      function_(module.program().function(id)),
      id_(id),
      lowered_(module.function(id)),
      builder_(module.context()),
      values_(function_.values.size(), nullptr),
      blocks_(function_.blocks.size(), nullptr),
      is_cold_(function_.blocks.size(), false),
      expectations_(function_.values.size(), Expectation::None) {
  if (module.input().checks_undefined) checks_.emplace(module);
}

void FunctionLowering::fail(std::string_view message) const {
  throw std::logic_error(fmt::format("LLVM backend: in function {}: {}", function_.name, message));
}

void FunctionLowering::lower() {
  if (DebugInfo* debug = module_.debug_info()) subprogram_ = debug->describe(function_, *lowered_);
  find_reachable_blocks();
  find_cold_blocks();
  create_blocks();
  for (BlockId block : order_) lower_block(block);
  expose_root_slots();
}

// Reverse postorder, so that definitions come before their uses.
void FunctionLowering::find_reachable_blocks() {
  struct Visit {
    BlockId block;
    size_t next_edge = 0;
  };
  std::vector<bool> seen(function_.blocks.size());
  std::vector<Visit> path{{ir::Function::entry}};
  seen[0] = true;
  while (!path.empty()) {
    Visit& visit = path.back();
    const std::vector<ir::Edge>& edges = function_.block(visit.block).terminator.edges;
    if (visit.next_edge == edges.size()) {
      order_.push_back(visit.block);
      path.pop_back();
      continue;
    }
    // Backwards, so that the first edge's target comes first in the result.
    BlockId target = edges[edges.size() - ++visit.next_edge].target;
    if (seen[target.index]) continue;
    seen[target.index] = true;
    path.push_back({target});
  }
  std::reverse(order_.begin(), order_.end());
}

void FunctionLowering::find_cold_blocks() {
  for (auto block = order_.rbegin(); block != order_.rend(); ++block) {
    const ir::Terminator& terminator = function_.block(*block).terminator;
    bool ends_badly = terminator.kind == TerminatorKind::Raise || terminator.kind == TerminatorKind::Unreachable;
    bool leads_to_cold = !terminator.edges.empty() && std::ranges::all_of(terminator.edges, [&](const ir::Edge& edge) {
      return is_cold_[edge.target.index];
    });
    is_cold_[block->index] = ends_badly || leads_to_cold;
  }
}

void FunctionLowering::create_blocks() {
  bool entry_is_target = false;
  for (BlockId id : order_) {
    blocks_[id.index] = llvm::BasicBlock::Create(module_.context(), "", lowered_);
    for (const ir::Edge& edge : function_.block(id).terminator.edges)
      entry_is_target |= edge.target == ir::Function::entry;
  }
  const std::vector<ir::ValueId>& parameters = function_.block(ir::Function::entry).arguments;
  llvm::BasicBlock* start = nullptr;
  if (entry_is_target) {
    start = llvm::BasicBlock::Create(module_.context(), "", lowered_, blocks_[0]);
    builder_.SetInsertPoint(start);
    builder_.CreateBr(blocks_[0]);
  }
  unsigned position = 0;
  if (function_.takes_roots) {
    roots_ = lowered_->getArg(position++);
    roots_->setName("roots");
  }
  for (ir::ValueId parameter : parameters) {
    ir::TypeId type = function_.value(parameter).type;
    if (module_.is_void(type)) continue;
    llvm::Argument* argument = lowered_->getArg(position++);
    ir::StringId name = function_.value(parameter).name;
    if (module_.input().keep_names && name.valid()) argument->setName(program_.strings[name]);
    values_[parameter.index] = argument;
    if (start == nullptr) continue;
    llvm::PHINode* phi = llvm::PHINode::Create(argument->getType(), 2, "", blocks_[0]);
    phi->addIncoming(argument, start);
    values_[parameter.index] = phi;
  }
  for (BlockId id : order_) {
    if (id == ir::Function::entry) continue;
    for (ir::ValueId argument : function_.block(id).arguments) {
      const ir::Value& value = function_.value(argument);
      if (module_.is_void(value.type)) continue;
      llvm::PHINode* phi = llvm::PHINode::Create(module_.value_type(value.type), 2, "", blocks_[id.index]);
      if (module_.input().keep_names && value.name.valid()) phi->setName(program_.strings[value.name]);
      values_[argument.index] = phi;
    }
  }
}

void FunctionLowering::set_location(ir::LocationId location) {
  if (subprogram_ != nullptr) builder_.SetCurrentDebugLocation(module_.debug_info()->location(subprogram_, location));
  if (checks_) checks_->set_location(location);
}

void FunctionLowering::lower_block(BlockId id) {
  const ir::Block& block = function_.block(id);
  builder_.SetInsertPoint(blocks_[id.index]);
  exception_ = nullptr;
  frame_ = nullptr;
  find_overflow_checks(block);
  for (const ir::Operation& operation : block.operations) {
    set_location(operation.location);
    llvm::Value* value = lower_operation(operation);
    if (value == nullptr) continue;
    values_[operation.result.index] = value;
    if (!module_.input().keep_names || value->hasName() || !llvm::isa<llvm::Instruction>(value)) continue;
    ir::StringId name = function_.value(operation.result).name;
    if (name.valid()) value->setName(program_.strings[name]);
  }
  set_location(block.terminator.location);
  lower_terminator(block.terminator);
}

llvm::Value* FunctionLowering::operand(ir::Operand operand) {
  if (operand.is_constant()) return module_.constant(operand.constant());
  llvm::Value* value = values_[operand.value().index];
  assert((value != nullptr || module_.is_void(type_of(operand))) && "FunctionLowering: a use before its definition");
  return value;
}

void FunctionLowering::lower_terminator(const ir::Terminator& terminator) {
  switch (terminator.kind) {
    case TerminatorKind::Jump: builder_.CreateBr(lower_edge(terminator.edges[0], false)); return;
    case TerminatorKind::Branch: lower_branch(terminator); return;
    case TerminatorKind::Switch: lower_switch(terminator); return;
    case TerminatorKind::Return: lower_return(terminator.operand); return;
    case TerminatorKind::Raise: lower_raise(terminator.operand); return;
    case TerminatorKind::Unreachable:
      if (checks_) checks_->report_arrival(builder_);
      builder_.CreateUnreachable();
      return;
    case TerminatorKind::Try: fail("a `try` terminator after the exception transform");
    case TerminatorKind::None: fail("a block without a terminator");
  }
}

void FunctionLowering::pass_arguments(const ir::Edge& edge, llvm::BasicBlock* source) {
  const std::vector<ir::ValueId>& parameters = function_.block(edge.target).arguments;
  for (size_t i = 0; i < parameters.size(); ++i) {
    if (module_.is_void(function_.value(parameters[i]).type)) continue;
    llvm::cast<llvm::PHINode>(values_[parameters[i].index])->addIncoming(operand(edge.arguments[i]), source);
  }
}

llvm::BasicBlock* FunctionLowering::lower_edge(const ir::Edge& edge, bool needs_own_block) {
  llvm::BasicBlock* target = blocks_[edge.target.index];
  if (!needs_own_block || edge.arguments.empty()) {
    pass_arguments(edge, builder_.GetInsertBlock());
    return target;
  }
  auto* between = llvm::BasicBlock::Create(module_.context(), "", lowered_);
  Builder::InsertPointGuard guard(builder_);
  builder_.SetInsertPoint(between);
  builder_.CreateBr(target);
  pass_arguments(edge, between);
  return between;
}

FunctionLowering::Expectation FunctionLowering::expectation_of(const ir::Terminator& branch) const {
  if (branch.operand.is_value())
    if (Expectation stated = expectations_[branch.operand.value().index]; stated != Expectation::None) return stated;
  bool true_is_cold = is_cold_[branch.edges[0].target.index], false_is_cold = is_cold_[branch.edges[1].target.index];
  if (true_is_cold == false_is_cold) return Expectation::None;
  return true_is_cold ? Expectation::Unlikely : Expectation::Likely;
}

void FunctionLowering::lower_branch(const ir::Terminator& terminator) {
  llvm::MDNode* weights = nullptr;
  llvm::MDBuilder metadata(module_.context());
  switch (expectation_of(terminator)) {
    case Expectation::None: break;
    case Expectation::Likely: weights = metadata.createLikelyBranchWeights(); break;
    case Expectation::Unlikely: weights = metadata.createUnlikelyBranchWeights(); break;
  }
  llvm::BasicBlock* if_true = lower_edge(terminator.edges[0], false);
  llvm::BasicBlock* if_false =
      lower_edge(terminator.edges[1], terminator.edges[0].target == terminator.edges[1].target);
  builder_.CreateCondBr(operand(terminator.operand), if_true, if_false, weights);
}

void FunctionLowering::lower_switch(const ir::Terminator& terminator) {
  std::vector<BlockId> seen;
  auto target = [&](const ir::Edge& edge) {
    bool is_repeated = std::ranges::find(seen, edge.target) != seen.end();
    seen.push_back(edge.target);
    return lower_edge(edge, is_repeated);
  };
  llvm::BasicBlock* otherwise = target(terminator.edges.back());
  llvm::SwitchInst* result = builder_.CreateSwitch(operand(terminator.operand), otherwise, terminator.cases.size());
  for (size_t i = 0; i < terminator.cases.size(); ++i)
    result->addCase(llvm::cast<llvm::ConstantInt>(module_.constant(terminator.cases[i])), target(terminator.edges[i]));
}

void FunctionLowering::lower_return(ir::Operand result) {
  llvm::Value* value = result.valid() ? operand(result) : nullptr;
  llvm::Constant* no_exception = llvm::ConstantPointerNull::get(module_.pointer_type());
  if (!function_.can_raise) {
    value == nullptr ? builder_.CreateRetVoid() : builder_.CreateRet(value);
    return;
  }
  if (value == nullptr) {
    builder_.CreateRet(no_exception);
    return;
  }
  leave(value, no_exception);
}

// Where this function is inlined, the caller's check is to be decided for each way out. LLVM sees through a pair that is
// made in one place of what comes from all of them, but not through a choice between pairs.
void FunctionLowering::leave(llvm::Value* value, llvm::Value* exception) {
  auto* pair_type = llvm::cast<llvm::StructType>(lowered_->getReturnType());
  if (exit_.block == nullptr) {
    exit_.block = llvm::BasicBlock::Create(module_.context(), "", lowered_);
    Builder::InsertPointGuard guard(builder_);
    builder_.SetInsertPoint(exit_.block);
    exit_.value = builder_.CreatePHI(pair_type->getElementType(0), 2);
    exit_.exception = builder_.CreatePHI(pair_type->getElementType(1), 2);
    llvm::Value* pair = builder_.CreateInsertValue(llvm::PoisonValue::get(pair_type), exit_.value, 0);
    builder_.CreateRet(builder_.CreateInsertValue(pair, exit_.exception, 1));
  }
  exit_.value->addIncoming(value, builder_.GetInsertBlock());
  exit_.exception->addIncoming(exception, builder_.GetInsertBlock());
  builder_.CreateBr(exit_.block);
}

void FunctionLowering::lower_raise(ir::Operand exception) {
  if (!function_.can_raise) fail("`raise` in a function that can not raise");
  llvm::Value* value = operand(exception);
  if (lowered_->getReturnType()->isPointerTy()) {
    builder_.CreateRet(value);
    return;
  }
  leave(llvm::PoisonValue::get(lowered_->getReturnType()->getStructElementType(0)), value);
}

}  // namespace weft::backend
