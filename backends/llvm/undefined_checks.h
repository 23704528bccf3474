// With --sanitize=undefined, code in front of operations that have no meaning in LLVM's IR for some operands: it calls the
// functions of Clang's runtime that report such a thing, and goes on.
#pragma once

#include <llvm/IR/IRBuilder.h>

#include <string>
#include <vector>

#include "backends/llvm/module_lowering.h"

namespace weft::backend {

class UndefinedChecks {
 public:
  using Builder = llvm::IRBuilder<>;

  explicit UndefinedChecks(ModuleLowering& module) : module_(module) {}

  // Where the operations are that follow.
  void set_location(ir::LocationId location) { location_ = location; }

  // Whether something of the type can be accessed: `base` is not null, and `address`, in what it points to, aligned.
  enum class Access : uint8_t { Load = 0, Store = 1 };  // as in the runtime
  void check_access(Builder& builder, Access access, llvm::Value* base, llvm::Value* address, llvm::Align alignment,
                    ir::TypeId type);
  // Whether a byte in memory is a Bool.
  void check_bool(Builder& builder, llvm::Value* byte);
  void check_divisor(Builder& builder, llvm::Value* dividend, llvm::Value* divisor, ir::TypeId type);
  // Whether an array with that length has the item, or so many from there on.
  void check_index(Builder& builder, llvm::Value* index, llvm::Value* length, ir::TypeId array);
  void check_range(Builder& builder, llvm::Value* start, llvm::Value* count, llvm::Value* length, ir::TypeId array);
  // In front of what is never reached.
  void report_arrival(Builder& builder);

 private:
  void report_if(Builder& builder, llvm::Value* is_wrong, const char* function, llvm::Constant* data,
                 const std::vector<llvm::Value*>& values);
  void report(Builder& builder, const char* function, llvm::Constant* data, const std::vector<llvm::Value*>& values);
  llvm::Value* as_word(Builder& builder, llvm::Value* value);
  // What the runtime is told of a check: the place, then `details`.
  llvm::Constant* data(const std::vector<llvm::Constant*>& details);
  llvm::Constant* place();
  llvm::Constant* type_description(ir::TypeId type);
  llvm::Constant* file_name(const std::string& name);
  llvm::GlobalVariable* add_data(llvm::Constant* content, const std::string& name);

  ModuleLowering& module_;
  ir::LocationId location_;
};

}  // namespace weft::backend
