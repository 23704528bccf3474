#include "backends/llvm/statepoints.h"

#include <llvm/IR/Instructions.h>
#include <llvm/IR/Statepoint.h>

#include <stdexcept>

#include "backends/llvm/stack_maps.h"

namespace weft::backend {

namespace {

constexpr const char* bundle_name = "deopt";
// Takes the addresses of slots, and might keep them: that is all that LLVM knows of it.
constexpr const char* exposing_function = "weft.expose_slots";

// The operands of a bundle, put together from those of all calls that were inlined.
struct Roots {
  std::vector<llvm::Value*> slots, outer;

  explicit Roots(const llvm::OperandBundleUse& bundle) {
    for (size_t i = 0; i < bundle.Inputs.size(); ++i) {
      bool is_outer = llvm::isa<llvm::ConstantInt>(bundle.Inputs[i]);
      llvm::Value* variable = bundle.Inputs[is_outer ? ++i : i];
      if (!llvm::isa<llvm::AllocaInst>(variable))
        throw std::logic_error("LLVM backend: a root is not in a variable of its function's frame");
      (is_outer ? outer : slots).push_back(variable);
    }
  }
};

void replace_by_statepoint(llvm::CallBase& call) {
  Roots roots(*call.getOperandBundle(llvm::LLVMContext::OB_deopt));
  call.getFunction()->setGC(stack_map_strategy);
  llvm::IRBuilder<> builder(&call);
  std::vector<llvm::Value*> arguments(call.arg_begin(), call.arg_end());
  llvm::FunctionCallee callee(call.getFunctionType(), call.getCalledOperand());
  llvm::CallInst* statepoint =
      builder.CreateGCStatepointCall(0, 0, callee, arguments, llvm::ArrayRef(roots.outer), roots.slots);
  statepoint->setCallingConv(call.getCallingConv());
  // What the ABI needs to know.
  for (unsigned i = 0; i < call.arg_size(); ++i)
    for (llvm::Attribute::AttrKind kind : {llvm::Attribute::ZExt, llvm::Attribute::SExt})
      if (call.paramHasAttr(i, kind)) statepoint->addParamAttr(llvm::GCStatepointInst::CallArgsBeginPos + i, kind);
  if (!call.use_empty()) call.replaceAllUsesWith(builder.CreateGCResult(statepoint, call.getType()));
  call.eraseFromParent();
}

}  // namespace

llvm::OperandBundleDef root_bundle(std::vector<llvm::Value*> slots) {
  return llvm::OperandBundleDef(bundle_name, std::move(slots));
}

llvm::OperandBundleDef outermost_bundle(llvm::IRBuilderBase& builder, llvm::Value* outer) {
  return llvm::OperandBundleDef(bundle_name, std::vector<llvm::Value*>{builder.getInt32(0), outer});
}

void expose_slots(llvm::IRBuilderBase& builder, const std::vector<llvm::Value*>& slots) {
  llvm::Module& module = *builder.GetInsertBlock()->getModule();
  auto* type = llvm::FunctionType::get(builder.getVoidTy(), {}, true);
  auto* function = llvm::cast<llvm::Function>(module.getOrInsertFunction(exposing_function, type).getCallee());
  function->setDoesNotThrow();
  function->addFnAttr(llvm::Attribute::WillReturn);
  function->setMemoryEffects(llvm::MemoryEffects::inaccessibleOrArgMemOnly());
  builder.CreateCall(function, slots);
}

void place_statepoints(llvm::Module& module) {
  for (llvm::Function& function : module) {
    std::vector<llvm::CallBase*> calls;
    for (llvm::BasicBlock& block : function)
      for (llvm::Instruction& instruction : block)
        if (auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction))
          if (call->getOperandBundle(llvm::LLVMContext::OB_deopt)) calls.push_back(call);
    for (llvm::CallBase* call : calls) replace_by_statepoint(*call);
    if (!calls.empty() && needs_frame_pointers(module.getTargetTriple())) function.addFnAttr("frame-pointer", "all");
  }
  if (llvm::Function* exposing = module.getFunction(exposing_function)) {
    while (!exposing->use_empty()) llvm::cast<llvm::CallBase>(exposing->user_back())->eraseFromParent();
    exposing->eraseFromParent();
  }
}

}  // namespace weft::backend
