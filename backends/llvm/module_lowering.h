// Turns a partition of a woven program into an LLVM module: types, constants, prebuilt data, declarations. The bodies
// of functions are lowered by FunctionLowering, the code around the entry function is made by glue.cpp.
#pragma once

#include <llvm/IR/Module.h>

#include <map>
#include <string>
#include <vector>

#include "backends/llvm/aliasing.h"
#include "backends/llvm/debug_info.h"
#include "backends/llvm/layout.h"
#include "backends/llvm/location_records.h"
#include "backends/llvm/partition.h"
#include "backends/llvm/targets.h"
#include "translator/ir/program.h"

namespace weft::backend {

// What all modules of a program share. Only read while lowering: modules may be lowered at the same time.
struct LoweringInput {
  const ir::Program& program;
  const TargetDescription& target;
  const Layout& layout;
  const Partitioning& partitioning;
  const std::vector<std::string>& symbols;  // by function
  bool debug_info = true;
  bool is_optimized = true;
  bool checks_undefined = false;  // operations report operands for which they mean nothing
  bool watches_threads = false;  // ThreadSanitizer: it knows no order but that of acquiring what was released
  std::string library_folder;  // the places of code in there say little
  bool copies_text_in_place = true;  // short texts, rather than by a call of the C library
  bool keep_names = false;  // of values, for readers
};

// The variable of the C runtime that holds the top of the shadow stack while C is called that may call back.
inline constexpr const char* saved_roots = "weft_saved_roots";

class ModuleLowering {
 public:
  ModuleLowering(llvm::Module& module, const LoweringInput& input, const Partition& partition);

  // Lowers everything in the partition.
  void lower();

  const ir::Program& program() const { return input_.program; }
  const LoweringInput& input() const { return input_; }
  const Layout& layout() const { return input_.layout; }
  const TargetDescription& target() const { return input_.target; }
  llvm::Module& module() { return module_; }
  llvm::LLVMContext& context() { return module_.getContext(); }
  Aliasing& aliasing() { return aliasing_; }
  DebugInfo* debug_info() { return debug_info_.get(); }

  // Whether roots are found with stack maps.
  bool uses_stack_maps() const { return uses_stack_maps_; }

  llvm::IntegerType* word_type() const { return word_; }
  llvm::PointerType* pointer_type() const { return pointer_; }
  // Of a value in a register; Bool is i1. Void has none.
  llvm::Type* value_type(ir::TypeId type);
  // Of a value in memory or passed to C; Bool is i8.
  llvm::Type* memory_type(ir::TypeId type);
  // How a function is called. C functions neither raise nor take roots.
  struct Convention {
    bool can_raise = false, takes_roots = false, is_external = false;
  };
  llvm::FunctionType* function_type(ir::TypeId type, Convention convention);
  bool is_void(ir::TypeId type) const { return program().types.kind(type) == ir::TypeKind::Void; }

  llvm::Function* function(ir::FunctionId id);
  llvm::Constant* constant(ir::ConstantId id);
  llvm::GlobalVariable* data(ir::DataId id);
  // A record for tracebacks: function, file, line.
  llvm::Constant* location_record(const ir::Function& function, ir::LocationId location) {
    return locations_.record(function, location);
  }
  // The function that notes such a record, made by glue.cpp.
  llvm::Function* traceback_recorder();
  // A variable of the C runtime; each thread has its own.
  llvm::GlobalVariable* runtime_variable(const char* name, llvm::Type* type);

  // For functions that save nearly all registers; of targets that have none, the usual one.
  unsigned preserving_convention() const;

 private:
  void define_data(ir::DataId id);
  bool defines_data_here(ir::DataId id) const;
  llvm::Constant* memory_constant(ir::ConstantId id);
  llvm::Constant* data_initializer(const ir::Data& data);
  llvm::Constant* array_items(const ir::Data& data, ir::TypeId item);

  llvm::Module& module_;
  const LoweringInput& input_;
  const Partition& partition_;
  Aliasing aliasing_;
  std::unique_ptr<DebugInfo> debug_info_;
  llvm::IntegerType* word_;
  llvm::PointerType* pointer_;
  LocationRecords locations_;
  bool uses_stack_maps_;
  std::vector<llvm::Function*> functions_;  // by id
  std::vector<llvm::GlobalVariable*> data_;  // by id
  std::vector<ir::DataId> pending_data_;  // declared, their contents not yet looked at
  // By function, file, line and the record of the call that was inlined.
};

// glue.cpp: defines what the C runtime calls (weft_runtime.h) for the program.
void define_glue(ModuleLowering& module);

}  // namespace weft::backend
