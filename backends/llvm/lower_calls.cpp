#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/Intrinsics.h>

#include <cassert>

#include "backends/llvm/external_functions.h"
#include "backends/llvm/function_lowering.h"
#include "backends/llvm/stack_frames.h"

namespace weft::backend {

llvm::Value* FunctionLowering::lower_direct_call(const ir::Operation& operation) {
  ir::Operand target = operation.operands[0];
  if (!target.is_constant() || program_.constants[target.constant()].kind != ir::ConstantKind::Function)
    fail("a direct call of something that is not a known function");
  ir::FunctionId callee = program_.constants[target.constant()].as_function();
  const ir::Function& description = program_.function(callee);
  if (description.is_external) return lower_external_call(operation, callee);
  if (description.takes_roots && frame_ == nullptr) fail("a call that needs `root_frame` in front of it");
  return call(module_.function(callee), operation, description.can_raise);
}

llvm::Value* FunctionLowering::lower_indirect_call(const ir::Operation& operation) {
  ir::Operand target = operation.operands[0];
  bool takes_roots = frame_ != nullptr && function_.takes_roots;
  llvm::FunctionType* type = module_.function_type(pointee(target), {.can_raise = true, .takes_roots = takes_roots});
  return call({type, operand(target)}, operation, true);
}

llvm::Value* FunctionLowering::call(llvm::FunctionCallee callee, const ir::Operation& operation, bool can_raise) {
  std::vector<llvm::Value*> arguments;
  if (frame_ != nullptr && function_.takes_roots) arguments.push_back(top_of_frame());
  for (size_t i = 1; i < operation.operands.size(); ++i)
    if (!module_.is_void(type_of(operation.operands[i]))) arguments.push_back(operand(operation.operands[i]));
  llvm::CallInst* result = builder_.CreateCall(callee, arguments, bundles_of_frame());
  auto* known = llvm::dyn_cast<llvm::Function>(callee.getCallee());
  result->setCallingConv(known != nullptr ? known->getCallingConv() : unsigned{llvm::CallingConv::Fast});
  result->setDoesNotThrow();
  if (function_.is_for_size) result->setIsNoInline();
  bool is_void = module_.is_void(function_.value(operation.result).type);
  if (!can_raise) {
    exception_ = llvm::ConstantPointerNull::get(module_.pointer_type());
    return is_void ? nullptr : result;
  }
  if (is_void) {
    exception_ = result;
    return nullptr;
  }
  exception_ = builder_.CreateExtractValue(result, 1);
  return builder_.CreateExtractValue(result, 0);
}

llvm::Value* FunctionLowering::lower_external_call(const ir::Operation& operation, ir::FunctionId callee) {
  exception_ = llvm::ConstantPointerNull::get(module_.pointer_type());
  const ir::Function& description = program_.function(callee);
  switch (inline_external(description.name)) {
    case InlineExternal::None: break;
    case InlineExternal::StackTooDeep:
      if (!module_.target().stack_register.empty() || module_.target().hides_stack) return lower_stack_check(operation);
      break;
    case InlineExternal::MustStop: return lower_stop_question(operation);
    case InlineExternal::ThreadIndex: return thread_index();
    case InlineExternal::ThreadWords: return module_.runtime_variable("weft_words", module_.word_type());
    case InlineExternal::Here: return module_.location_record(function_, operation.location);
  }
  llvm::Function* function = prepare_crossing(callee);
  std::vector<llvm::Value*> arguments;
  for (size_t i = 1; i < operation.operands.size(); ++i) {
    llvm::Value* argument = operand(operation.operands[i]);
    if (argument == nullptr) continue;
    if (argument->getType()->isIntegerTy(1)) argument = builder_.CreateZExt(argument, builder_.getInt8Ty());
    arguments.push_back(argument);
  }
  llvm::CallInst* result = builder_.CreateCall(function, arguments, bundles_of_frame());
  result->setAttributes(function->getAttributes());
  result->setCallingConv(function->getCallingConv());
  // LLVM sees that C, which waits for others, does not change anything itself.
  bool is_attending = description.name == attend_function;
  if (program_.has_threads() && (description.is_blocking || is_attending)) expect_changes();
  ir::TypeId result_type = function_.value(operation.result).type;
  if (module_.is_void(result_type)) return nullptr;
  if (program_.types.kind(result_type) != ir::TypeKind::Bool) return result;
  return builder_.CreateIsNotNull(result);
}

llvm::CallInst* FunctionLowering::call_runtime(const char* name, llvm::Type* result,
                                               std::vector<llvm::Value*> arguments) {
  std::vector<llvm::Type*> types;
  for (llvm::Value* argument : arguments) types.push_back(argument->getType());
  llvm::FunctionCallee callee =
      module_.module().getOrInsertFunction(name, llvm::FunctionType::get(result, types, false));
  llvm::CallInst* call = builder_.CreateCall(callee, arguments);
  call->setDoesNotThrow();
  // No operation that ends here can raise.
  exception_ = llvm::ConstantPointerNull::get(module_.pointer_type());
  return call;
}

llvm::CallInst* FunctionLowering::expect_changes() {
  llvm::FunctionType* type = llvm::FunctionType::get(builder_.getVoidTy(), false);
  return builder_.CreateCall(type, llvm::InlineAsm::get(type, "", "~{memory}", true));
}

llvm::Value* FunctionLowering::thread_index() {
  llvm::Type* word = module_.word_type();
  if (!program_.has_threads()) return llvm::ConstantInt::get(word, 0);
  llvm::LoadInst* index = builder_.CreateAlignedLoad(word, module_.runtime_variable("weft_current_index", word),
                                                     llvm::Align(module_.layout().word_size()));
  index->setMetadata(llvm::LLVMContext::MD_tbaa, module_.aliasing().runtime("thread index"));
  return index;
}

llvm::Value* FunctionLowering::stack_position() {
  if (module_.target().hides_stack) return builder_.CreatePtrToInt(address_of_stand_in(builder_), module_.word_type());
  llvm::LLVMContext& context = module_.context();
  llvm::Metadata* name = llvm::MDString::get(context, module_.target().stack_register);
  return builder_.CreateIntrinsic(llvm::Intrinsic::read_register, {module_.word_type()},
                                  {llvm::MetadataAsValue::get(context, llvm::MDNode::get(context, name))});
}

llvm::Value* FunctionLowering::stack_limit() {
  // Without a lock, threads see what others do whenever they could be stopped.
  if (program_.threads == Threads::Free)
    expect_changes()->setMetadata(llvm::LLVMContext::MD_tbaa, module_.aliasing().shared());
  llvm::LoadInst* limit = builder_.CreateAlignedLoad(
      module_.word_type(), module_.runtime_variable("weft_stack_limit", module_.pointer_type()),
      llvm::Align(module_.layout().word_size()));
  limit->setMetadata(llvm::LLVMContext::MD_tbaa, module_.aliasing().runtime("stack limit"));
  // Others change it, at any time. A volatile load becomes part of the comparison, an atomic one does not.
  if (module_.input().watches_threads)
    limit->setAtomic(llvm::AtomicOrdering::Monotonic);
  else
    limit->setVolatile(program_.has_threads());
  return limit;
}

llvm::Value* FunctionLowering::lower_stack_check(const ir::Operation& operation) {
  llvm::Value* stack = stack_position();
  llvm::Value* is_deep = builder_.CreateICmpULT(stack, stack_limit());
  ir::TypeId type = function_.value(operation.result).type;
  if (program_.types.kind(type) == ir::TypeKind::Bool) {
    expectations_[operation.result.index] = Expectation::Unlikely;
    return is_deep;
  }
  return builder_.CreateZExt(is_deep, module_.value_type(type));
}

llvm::Value* FunctionLowering::lower_stop_question(const ir::Operation& operation) {
  expectations_[operation.result.index] = Expectation::Unlikely;
  return builder_.CreateICmpEQ(stack_limit(), llvm::Constant::getAllOnesValue(module_.word_type()));
}

llvm::Value* FunctionLowering::last_exception() {
  if (exception_ == nullptr) fail("`last_exception` without a call in front of it");
  return exception_;
}

// A call rather than the stores themselves: there is one of these for nearly every call in the program, and together
// they were almost half of its code.
void FunctionLowering::record_traceback(const ir::Operation& operation) {
  llvm::Function* recorder = module_.traceback_recorder();
  llvm::CallInst* record = builder_.CreateCall(recorder, {module_.location_record(function_, operation.location)});
  record->setCallingConv(recorder->getCallingConv());
  record->setDoesNotThrow();
}

void FunctionLowering::clear_traceback() {
  llvm::Type* word = module_.word_type();
  llvm::StoreInst* store = builder_.CreateAlignedStore(llvm::ConstantInt::get(word, 0),
                                                       module_.runtime_variable("weft_traceback_count", word),
                                                       llvm::Align(module_.layout().word_size()));
  store->setMetadata(llvm::LLVMContext::MD_tbaa, module_.aliasing().runtime("traceback count"));
}

}  // namespace weft::backend
