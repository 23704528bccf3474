#include "backends/llvm/text_copier.h"

#include <llvm/IR/IRBuilder.h>

namespace weft::backend {

namespace {

class CopierWriter {
 public:
  CopierWriter(llvm::Function* function, llvm::IntegerType* word)
      : function_(function), word_(word), builder_(function->getContext()), to_(function->getArg(0)),
        from_(function->getArg(1)), count_(function->getArg(2)) {}

  // Two pieces that overlap do for every count between the size of one and that of both.
  void write() {
    llvm::LLVMContext& context = function_->getContext();
    builder_.SetInsertPoint(new_block());
    auto* bytes_16 = llvm::FixedVectorType::get(builder_.getInt8Ty(), 16);
    copy_two_pieces(bytes_16, 16, 32);
    copy_two_pieces(llvm::Type::getInt64Ty(context), 8, 16);
    copy_two_pieces(llvm::Type::getInt32Ty(context), 4, 8);
    copy_three_bytes();
    builder_.CreateRetVoid();
  }

 private:
  llvm::BasicBlock* new_block() { return llvm::BasicBlock::Create(function_->getContext(), "", function_); }
  llvm::Value* number(uint64_t value) { return llvm::ConstantInt::get(word_, value); }
  llvm::Value* load(llvm::Type* type, llvm::Value* offset) {
    return builder_.CreateAlignedLoad(type, builder_.CreatePtrAdd(from_, offset), llvm::Align(1));
  }
  void store(llvm::Value* value, llvm::Value* offset) {
    builder_.CreateAlignedStore(value, builder_.CreatePtrAdd(to_, offset), llvm::Align(1));
  }

  // For counts of `least` to `most`; the first in line deals with all that are above as well.
  void copy_two_pieces(llvm::Type* piece, uint64_t least, uint64_t most) {
    llvm::BasicBlock *here = new_block(), *less = new_block();
    builder_.CreateCondBr(builder_.CreateICmpUGE(count_, number(least)), here, less);
    builder_.SetInsertPoint(here);
    if (least == 16) {
      llvm::BasicBlock *large = new_block(), *small = new_block();
      builder_.CreateCondBr(builder_.CreateICmpUGT(count_, number(most)), large, small);
      builder_.SetInsertPoint(large);
      builder_.CreateMemMove(to_, llvm::Align(1), from_, llvm::Align(1), count_);
      builder_.CreateRetVoid();
      builder_.SetInsertPoint(small);
    }
    llvm::Value* end = builder_.CreateSub(count_, number(least));
    llvm::Value *first = load(piece, number(0)), *last = load(piece, end);
    store(first, number(0));
    store(last, end);
    builder_.CreateRetVoid();
    builder_.SetInsertPoint(less);
  }

  // For counts of 0 to 3.
  void copy_three_bytes() {
    llvm::BasicBlock *some = new_block(), *none = new_block();
    builder_.CreateCondBr(builder_.CreateIsNotNull(count_), some, none);
    builder_.SetInsertPoint(some);
    llvm::Type* byte = builder_.getInt8Ty();
    llvm::Value *middle = builder_.CreateLShr(count_, 1), *end = builder_.CreateSub(count_, number(1));
    llvm::Value *first = load(byte, number(0)), *second = load(byte, middle), *last = load(byte, end);
    store(first, number(0));
    store(second, middle);
    store(last, end);
    builder_.CreateBr(none);
    builder_.SetInsertPoint(none);
  }

  llvm::Function* function_;
  llvm::IntegerType* word_;
  llvm::IRBuilder<> builder_;
  llvm::Value *to_, *from_, *count_;
};

}  // namespace

llvm::Function* text_copier(llvm::Module& module, llvm::IntegerType* word) {
  const char* name = "weft.copy_text";
  if (llvm::Function* known = module.getFunction(name)) return known;
  llvm::LLVMContext& context = module.getContext();
  llvm::Type* pointer = llvm::PointerType::get(context, 0);
  auto* type = llvm::FunctionType::get(llvm::Type::getVoidTy(context), {pointer, pointer, word}, false);
  auto* function = llvm::Function::Create(type, llvm::GlobalValue::InternalLinkage, name, module);
  function->setCallingConv(llvm::CallingConv::Fast);
  function->setDoesNotThrow();
  function->setMustProgress();
  function->addFnAttr(llvm::Attribute::WillReturn);
  function->addFnAttr(llvm::Attribute::NoInline);
  function->setMemoryEffects(llvm::MemoryEffects::argMemOnly());
  CopierWriter(function, word).write();
  return function;
}

}  // namespace weft::backend
