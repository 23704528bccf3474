// Where a function keeps its roots: on the shadow stack if it is given the top of that, otherwise in variables of its own
// frame, which calls name for the stack maps.
#include "backends/llvm/crossings.h"
#include "backends/llvm/external_functions.h"
#include "backends/llvm/function_lowering.h"
#include "backends/llvm/statepoints.h"

namespace weft::backend {

llvm::Value* FunctionLowering::root_slot(uint32_t slot) {
  if (roots_ != nullptr) return offset(roots_, slot * module_.layout().word_size());
  if (slot >= slots_.size()) slots_.resize(slot + 1);
  if (slots_[slot] == nullptr) {
    llvm::BasicBlock& entry = lowered_->getEntryBlock();
    Builder at_entry(&entry, entry.begin());
    slots_[slot] = at_entry.CreateAlloca(module_.pointer_type());
  }
  return slots_[slot];
}

llvm::Value* FunctionLowering::roots_top() {
  if (roots_ == nullptr) fail("`roots_top` in a function that is not given the shadow stack");
  return roots_;
}

void FunctionLowering::store_root(const ir::Operation& operation) {
  llvm::StoreInst* store = builder_.CreateAlignedStore(operand(operation.operands[0]), root_slot(operation.immediate),
                                                       llvm::Align(module_.layout().word_size()));
  store->setMetadata(llvm::LLVMContext::MD_tbaa, module_.aliasing().runtime("roots"));
}

llvm::Value* FunctionLowering::load_root(const ir::Operation& operation) {
  llvm::LoadInst* load = builder_.CreateAlignedLoad(module_.pointer_type(), root_slot(operation.immediate),
                                                    llvm::Align(module_.layout().word_size()));
  load->setMetadata(llvm::LLVMContext::MD_tbaa, module_.aliasing().runtime("roots"));
  return load;
}

llvm::Value* FunctionLowering::top_of_frame() { return root_slot(frame_->immediate); }

std::vector<llvm::OperandBundleDef> FunctionLowering::bundles_of_frame() {
  const ir::Operation* frame = std::exchange(frame_, nullptr);
  if (frame == nullptr || function_.takes_roots) return {};
  std::vector<llvm::Value*> slots;
  for (ir::Operand slot : frame->operands)
    slots.push_back(root_slot(static_cast<uint32_t>(program_.constants[slot.constant()].as_int())));
  return {root_bundle(std::move(slots))};
}

llvm::Function* FunctionLowering::prepare_crossing(ir::FunctionId callee) {
  const ir::Function& description = program_.function(callee);
  llvm::Function* function = module_.function(callee);
  CrossingToC what{.lets_others_run = description.is_blocking && program_.has_threads(),
                   .saves_registers = description.name == attend_function};
  if (frame_ != nullptr && function_.takes_roots)
    builder_.CreateStore(top_of_frame(), module_.runtime_variable(saved_roots, module_.pointer_type()));
  else if (frame_ != nullptr && function->getName() != root_slots_function)
    what.marks_frames = true;
  return what.marks_frames || what.lets_others_run || what.saves_registers ? crossing_to_c(module_, function, what) : function;
}

void FunctionLowering::expose_root_slots() {
  std::erase(slots_, nullptr);
  if (slots_.empty()) return;
  llvm::Instruction* first = &*lowered_->getEntryBlock().getFirstNonPHIOrDbgOrAlloca();
  Builder at_entry(first);
  if (subprogram_ != nullptr) at_entry.SetCurrentDebugLocation(module_.debug_info()->location(subprogram_, {}));
  expose_slots(at_entry, {slots_.begin(), slots_.end()});
}

}  // namespace weft::backend
