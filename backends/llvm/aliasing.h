// What memory accesses can not touch each other, in LLVM's terms (TBAA): two accesses conflict only if they go to the
// same field of the same struct, to items of the same kind, or if one is a raw access, which may go anywhere.
#pragma once

#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/MDBuilder.h>

#include <map>
#include <string>
#include <utility>

#include "translator/ir/program.h"

namespace weft::backend {

class Aliasing {
 public:
  Aliasing(llvm::LLVMContext& context, const ir::Program& program);

  // Access tags for !tbaa.
  // Base fields are the same in every derived struct.
  llvm::MDNode* field(ir::TypeId struct_type, uint32_t field);
  // By the kind of item rather than by array type: pointers to arrays may be cast between types of the same layout.
  llvm::MDNode* item(ir::TypeId item_type);
  llvm::MDNode* length() { return tag("length", root_); }
  llvm::MDNode* runtime(const std::string& variable) { return tag("runtime " + variable, root_); }
  // All fields and items that threads may change.
  llvm::MDNode* shared() { return tag("shared", root_); }

 private:
  llvm::MDNode* tag(const std::string& name, llvm::MDNode* kind);
  std::string item_kind(ir::TypeId item_type) const;

  const ir::Program& program_;
  llvm::MDBuilder builder_;
  llvm::MDNode *root_, *shared_;
  std::map<std::string, llvm::MDNode*> tags_;
  std::map<std::pair<uint32_t, uint32_t>, llvm::MDNode*> fields_;
};

}  // namespace weft::backend
