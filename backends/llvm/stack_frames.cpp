#include "backends/llvm/stack_frames.h"

#include <llvm/IR/Instructions.h>

#include <vector>

namespace weft::backend {

namespace {

constexpr const char* mark = "weft.stand_in";

// What a frame has besides variables, and what functions have that are called in between and check nothing. There are
// more of them where nothing is inlined.
constexpr uint64_t fixed_bytes = 128, fixed_bytes_unoptimized = 1024;
// An engine that compiles in one pass has 8 bytes for each variable of WebAssembly; a variable serves several values.
constexpr uint64_t value_bytes = 4;

// Whether the value becomes a variable rather than an operand that is used at once.
bool is_kept(const llvm::Instruction& instruction, bool is_optimized) {
  if (instruction.getType()->isVoidTy()) return false;
  if (!is_optimized) return true;
  if (llvm::isa<llvm::PHINode>(instruction) || !instruction.hasOneUse()) return !instruction.use_empty();
  const auto* user = llvm::dyn_cast<llvm::Instruction>(*instruction.user_begin());
  return user == nullptr || user->getParent() != instruction.getParent();
}

uint64_t frame_size(const llvm::Function& function, bool is_optimized) {
  uint64_t variables = function.arg_size();
  for (const llvm::BasicBlock& block : function)
    for (const llvm::Instruction& instruction : block) variables += is_kept(instruction, is_optimized);
  return (is_optimized ? fixed_bytes : fixed_bytes_unoptimized) + variables * value_bytes;
}

}  // namespace

llvm::Value* address_of_stand_in(llvm::IRBuilderBase& builder) {
  llvm::BasicBlock& entry = builder.GetInsertBlock()->getParent()->getEntryBlock();
  llvm::IRBuilder<> at_entry(&entry, entry.begin());
  llvm::AllocaInst* variable = at_entry.CreateAlloca(at_entry.getInt64Ty());
  variable->setMetadata(mark, llvm::MDNode::get(builder.getContext(), {}));
  return variable;
}

void size_stand_ins(llvm::Module& module, bool is_optimized) {
  for (llvm::Function& function : module) {
    if (function.isDeclaration()) continue;
    // Where functions were inlined, it has theirs as well: one is enough, but it must be the one that is looked at.
    for (llvm::Instruction& instruction : function.getEntryBlock()) {
      auto* variable = llvm::dyn_cast<llvm::AllocaInst>(&instruction);
      if (variable == nullptr || variable->getMetadata(mark) == nullptr) continue;
      auto* bytes = llvm::ArrayType::get(llvm::Type::getInt8Ty(module.getContext()), frame_size(function, is_optimized));
      variable->setAllocatedType(bytes);
      break;
    }
  }
}

}  // namespace weft::backend
