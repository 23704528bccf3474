// Fields that threads share on purpose. Where threads run at the same time, the processor does an operation all at once,
// in one order that every thread sees. Elsewhere nobody runs between a load and the store behind it.
#include "backends/llvm/function_lowering.h"

namespace weft::backend {

using ir::Opcode;

namespace {

constexpr auto in_one_order = llvm::AtomicOrdering::SequentiallyConsistent;

}  // namespace

llvm::Value* FunctionLowering::lower_atomic(const ir::Operation& operation) {
  const std::vector<ir::Operand>& operands = operation.operands;
  bool is_shared = program_.threads == Threads::Free;
  Place place = field_place(operands[0], operation.immediate);
  if (operation.opcode == Opcode::AtomicLoad) {
    llvm::Value* result = load(place, function_.value(operation.result).type);
    if (is_shared) llvm::cast<llvm::LoadInst>(result)->setAtomic(in_one_order);
    return result;
  }
  if (checks_)
    checks_->check_access(builder_, UndefinedChecks::Access::Store, place.base, place.address, place.alignment,
                          type_of(operands[1]));
  return is_shared ? change_at_once(operation, place) : change_alone(operation, place);
}

llvm::Value* FunctionLowering::change_at_once(const ir::Operation& operation, const Place& place) {
  llvm::Value* value = operand(operation.operands[1]);
  auto tagged = [&](llvm::Instruction* change) {
    if (place.alias_tag != nullptr) change->setMetadata(llvm::LLVMContext::MD_tbaa, place.alias_tag);
    return change;
  };
  auto change = [&](llvm::AtomicRMWInst::BinOp kind) {
    return tagged(builder_.CreateAtomicRMW(kind, place.address, value, place.alignment, in_one_order));
  };
  switch (operation.opcode) {
    case Opcode::AtomicStore: {
      llvm::StoreInst* store = builder_.CreateAlignedStore(value, place.address, place.alignment);
      store->setAtomic(in_one_order);
      tagged(store);
      return nullptr;
    }
    case Opcode::AtomicExchange: return change(llvm::AtomicRMWInst::Xchg);
    case Opcode::AtomicAdd: return change(llvm::AtomicRMWInst::Add);
    case Opcode::AtomicAnd: return change(llvm::AtomicRMWInst::And);
    case Opcode::AtomicOr: return change(llvm::AtomicRMWInst::Or);
    case Opcode::AtomicCompareExchange:
      return builder_.CreateExtractValue(
          tagged(builder_.CreateAtomicCmpXchg(place.address, value, operand(operation.operands[2]), place.alignment,
                                              in_one_order, in_one_order)),
          1);
    default: fail("no atomic operation");
  }
}

llvm::Value* FunctionLowering::change_alone(const ir::Operation& operation, const Place& place) {
  llvm::Value* value = operand(operation.operands[1]);
  llvm::Value* before = load(place, type_of(operation.operands[1]));
  auto change = [&](llvm::Value* after, llvm::Value* result) {
    store(place, after);
    return result;
  };
  switch (operation.opcode) {
    case Opcode::AtomicStore: return change(value, nullptr);
    case Opcode::AtomicExchange: return change(value, before);
    case Opcode::AtomicAdd: return change(builder_.CreateAdd(before, value), before);
    case Opcode::AtomicAnd: return change(builder_.CreateAnd(before, value), before);
    case Opcode::AtomicOr: return change(builder_.CreateOr(before, value), before);
    case Opcode::AtomicCompareExchange: {
      llvm::Value* is_expected = builder_.CreateICmpEQ(before, value);
      return change(builder_.CreateSelect(is_expected, operand(operation.operands[2]), before), is_expected);
    }
    default: fail("no atomic operation");
  }
}

}  // namespace weft::backend
