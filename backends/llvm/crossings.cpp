#include "backends/llvm/crossings.h"

#include <llvm/IR/Intrinsics.h>

#include "backends/llvm/stack_maps.h"
#include "backends/llvm/statepoints.h"

namespace weft::backend {

namespace {

// While C is called, a variable of the runtime's says where the roots of its callers are: those of a callback come behind
// the top of the shadow stack, or are in frames in front of theirs. C may call back more than once, so a callback leaves
// the variable as it was.
class Crossing {
 public:
  Crossing(ModuleLowering& module, llvm::IRBuilder<>& builder, ir::FunctionId callee)
      : module_(module), builder_(builder), takes_roots_(module.program().function(callee).takes_roots),
        callee_(module.function(callee)) {}

  // From a callback.
  llvm::CallInst* call_back(std::vector<llvm::Value*> arguments) {
    if (!has_roots()) return call(std::move(arguments), nullptr);
    llvm::Value* callers_roots = builder_.CreateLoad(module_.pointer_type(), callers_roots_variable());
    return call_and_restore(std::move(arguments), callers_roots);
  }

  // With nothing of the program's on the stack; nor will there be when C calls back after it, as `exit` does.
  llvm::CallInst* call_first(std::vector<llvm::Value*> arguments) {
    if (!has_roots()) return call(std::move(arguments), nullptr);
    if (!takes_roots_) return call_and_restore(std::move(arguments), llvm::ConstantPointerNull::get(module_.pointer_type()));
    auto bottom = module_.module().getOrInsertFunction("weft_roots_bottom", module_.pointer_type());
    return call_and_restore(std::move(arguments), builder_.CreateCall(bottom));
  }

 private:
  bool has_roots() const { return takes_roots_ || module_.uses_stack_maps(); }

  llvm::GlobalVariable* callers_roots_variable() {
    return module_.runtime_variable(takes_roots_ ? saved_roots : last_frame, module_.pointer_type());
  }

  llvm::CallInst* call_and_restore(std::vector<llvm::Value*> arguments, llvm::Value* callers_roots) {
    llvm::CallInst* result = call(std::move(arguments), callers_roots);
    builder_.CreateStore(callers_roots, callers_roots_variable());
    return result;
  }

  llvm::CallInst* call(std::vector<llvm::Value*> arguments, llvm::Value* callers_roots) {
    std::vector<llvm::OperandBundleDef> bundles;
    if (takes_roots_) {
      arguments.insert(arguments.begin(), callers_roots);
    } else if (module_.uses_stack_maps()) {
      // With the frame's other variables, whatever is inlined in front of the call.
      llvm::BasicBlock& entry = builder_.GetInsertBlock()->getParent()->getEntryBlock();
      llvm::AllocaInst* outer =
          llvm::IRBuilder<>(&entry, entry.begin()).CreateAlloca(module_.pointer_type());
      builder_.CreateStore(callers_roots, outer);
      bundles.push_back(outermost_bundle(builder_, outer));
    }
    llvm::CallInst* result = builder_.CreateCall(callee_, arguments, bundles);
    result->setCallingConv(llvm::CallingConv::Fast);
    // Functions made here have no lines of the specification: code inlined into them would lose its own.
    result->setIsNoInline();
    return result;
  }

  ModuleLowering& module_;
  llvm::IRBuilder<>& builder_;
  bool takes_roots_;
  llvm::Function* callee_;
};

// C has no bits, only bytes.
llvm::Value* converted(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Type* wanted) {
  return value->getType() == wanted ? value : builder.CreateZExtOrTrunc(value, wanted);
}

// Ends the program if a callback was left by an exception.
void check_callback(ModuleLowering& module, llvm::IRBuilder<>& builder, llvm::Value* exception) {
  llvm::Function* entry = builder.GetInsertBlock()->getParent();
  auto* failed = llvm::BasicBlock::Create(module.context(), "failed", entry);
  auto* succeeded = llvm::BasicBlock::Create(module.context(), "succeeded", entry);
  builder.CreateCondBr(builder.CreateIsNotNull(exception), failed, succeeded);
  builder.SetInsertPoint(failed);
  auto* fail = llvm::FunctionType::get(builder.getVoidTy(), {module.pointer_type()}, false);
  builder.CreateCall(module.module().getOrInsertFunction("weft_callback_failed", fail), {exception});
  builder.CreateUnreachable();
  builder.SetInsertPoint(succeeded);
}

// From where runtime/stack_maps.c walks on, in a function that the program calls.
llvm::Value* end_of_program_frames(ModuleLowering& module, llvm::IRBuilder<>& builder) {
  llvm::PointerType* pointer = module.pointer_type();
  if (!needs_frame_pointers(module.module().getTargetTriple()))
    return builder.CreateIntrinsic(llvm::Intrinsic::addressofreturnaddress, {pointer}, {});
  llvm::AllocaInst* pair = builder.CreateAlloca(llvm::ArrayType::get(pointer, 2));
  llvm::Value* frame = builder.CreateIntrinsic(llvm::Intrinsic::frameaddress, {pointer}, {builder.getInt32(0)});
  builder.CreateStore(frame, pair);
  llvm::Value* stack_pointer = builder.CreateIntrinsic(llvm::Intrinsic::sponentry, {pointer}, {});
  builder.CreateStore(stack_pointer, builder.CreateConstInBoundsGEP1_32(pointer, pair, 1));
  return pair;
}

}  // namespace

llvm::Function* define_callback(ModuleLowering& module, const ir::Function& description, llvm::FunctionType* type) {
  ir::FunctionId target = module.program().find_function(description.name.substr(callback_prefix.size()));
  const ir::Function& called = module.program().function(target);
  llvm::Function* entry =
      llvm::Function::Create(type, llvm::GlobalValue::InternalLinkage, description.name, module.module());
  entry->setDoesNotThrow();
  entry->addFnAttr(llvm::Attribute::NoInline);
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(module.context(), "", entry));
  llvm::FunctionType* called_type = module.function(target)->getFunctionType();
  std::vector<llvm::Value*> arguments;
  for (llvm::Argument& argument : entry->args()) {
    auto position = static_cast<unsigned>(arguments.size()) + (called.takes_roots ? 1 : 0);
    arguments.push_back(converted(builder, &argument, called_type->getParamType(position)));
  }
  // Whoever lets others run while it is in C comes back in.
  llvm::Value* was_outside = nullptr;
  if (module.program().has_threads())
    was_outside = builder.CreateCall(module.module().getOrInsertFunction(
        "weft_begin_callback", llvm::FunctionType::get(module.word_type(), false)));
  llvm::CallInst* call = Crossing(module, builder, target).call_back(std::move(arguments));
  llvm::Value* result = call;
  if (called.can_raise) {
    bool has_result = !type->getReturnType()->isVoidTy();
    llvm::Value* exception = has_result ? builder.CreateExtractValue(call, 1) : result;
    if (has_result) result = builder.CreateExtractValue(call, 0);
    check_callback(module, builder, exception);
  }
  if (was_outside != nullptr)
    builder.CreateCall(module.module().getOrInsertFunction(
                           "weft_end_callback",
                           llvm::FunctionType::get(builder.getVoidTy(), {module.word_type()}, false)),
                       {was_outside});
  if (type->getReturnType()->isVoidTy())
    builder.CreateRetVoid();
  else
    builder.CreateRet(converted(builder, result, type->getReturnType()));
  return entry;
}

llvm::Function* crossing_to_c(ModuleLowering& module, llvm::Function* function, CrossingToC what) {
  std::string name = (what.marks_frames ? "weft.to_c." : "weft.outside.") + function->getName().str();
  if (llvm::Function* known = module.module().getFunction(name)) return known;
  auto* crossing = llvm::Function::Create(function->getFunctionType(), llvm::GlobalValue::InternalLinkage, name,
                                          module.module());
  crossing->setAttributes(function->getAttributes());
  // Its own frame is not the program's, and its return address is where that begins.
  crossing->addFnAttr(llvm::Attribute::NoInline);
  if (what.saves_registers) crossing->setCallingConv(module.preserving_convention());
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(module.context(), "", crossing));
  if (what.marks_frames)
    builder.CreateStore(end_of_program_frames(module, builder),
                        module.runtime_variable(last_frame, module.pointer_type()));
  auto* nothing = llvm::FunctionType::get(builder.getVoidTy(), false);
  if (what.lets_others_run) builder.CreateCall(module.module().getOrInsertFunction("weft_leave_program", nothing));
  std::vector<llvm::Value*> arguments;
  for (llvm::Argument& argument : crossing->args()) arguments.push_back(&argument);
  llvm::CallInst* call = builder.CreateCall(function, arguments);
  call->setAttributes(function->getAttributes());
  if (what.lets_others_run) builder.CreateCall(module.module().getOrInsertFunction("weft_enter_program", nothing));
  if (function->getReturnType()->isVoidTy())
    builder.CreateRetVoid();
  else
    builder.CreateRet(call);
  return crossing;
}

llvm::CallInst* call_program(ModuleLowering& module, llvm::IRBuilder<>& builder, ir::FunctionId callee,
                             std::vector<llvm::Value*> arguments) {
  return Crossing(module, builder, callee).call_first(std::move(arguments));
}

}  // namespace weft::backend
