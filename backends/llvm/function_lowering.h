// Lowers one function's graph to LLVM instructions. Block arguments become phis; an operation becomes a few
// instructions. Split over function_lowering.cpp (blocks and edges), lower_operation.cpp (which operation does what)
// and lower_{arithmetic,memory,atomics,calls,roots}.cpp (how).
#pragma once

#include <llvm/IR/IRBuilder.h>

#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "backends/llvm/module_lowering.h"
#include "backends/llvm/undefined_checks.h"

namespace weft::backend {

class FunctionLowering {
 public:
  FunctionLowering(ModuleLowering& module, ir::FunctionId id);

  void lower();

 private:
  using Builder = llvm::IRBuilder<>;
  enum class Expectation : uint8_t { None, Likely, Unlikely };
  enum class Checked : uint8_t { Add, Sub, Mul };

  // --- function_lowering.cpp ---
  void find_reachable_blocks();
  void find_cold_blocks();
  void create_blocks();
  void lower_block(ir::BlockId id);
  void lower_terminator(const ir::Terminator& terminator);
  void lower_branch(const ir::Terminator& terminator);
  void lower_switch(const ir::Terminator& terminator);
  void lower_return(ir::Operand result);
  void lower_raise(ir::Operand exception);
  void leave(llvm::Value* value, llvm::Value* exception);
  // The block to jump to for an edge; its arguments are passed. `needs_own_block`: the source already has
  // an edge there.
  llvm::BasicBlock* lower_edge(const ir::Edge& edge, bool needs_own_block);
  void pass_arguments(const ir::Edge& edge, llvm::BasicBlock* source);
  Expectation expectation_of(const ir::Terminator& branch) const;
  void set_location(ir::LocationId location);
  [[noreturn]] void fail(std::string_view message) const;

  llvm::Value* operand(ir::Operand operand);  // null for Void
  ir::TypeId type_of(ir::Operand operand) const { return program_.type_of(function_, operand); }
  bool is_signed(ir::Operand operand) const { return program_.types.is_signed(type_of(operand)); }

  // --- lower_operation.cpp ---
  // The operation's value; null for Void.
  llvm::Value* lower_operation(const ir::Operation& operation);

  // --- lower_arithmetic.cpp ---
  void find_overflow_checks(const ir::Block& block);
  llvm::Value* lower_checked(Checked kind, const ir::Operation& operation);
  llvm::Value* lower_overflow(Checked kind, const ir::Operation& operation);
  llvm::Value* wide_product(const ir::Operation& operation);
  llvm::Value* high_word(llvm::Value* product);
  llvm::Value* overflow_pair(Checked kind, const ir::Operation& operation);
  llvm::Value* lower_shift(llvm::Instruction::BinaryOps kind, const ir::Operation& operation);
  llvm::Value* lower_unsigned_division(const ir::Operation& operation, llvm::Instruction::BinaryOps kind);
  llvm::Value* lower_signed_division(const ir::Operation& operation, bool is_modulo);
  llvm::Value* lower_cast_int(const ir::Operation& operation);
  llvm::Value* lower_cast_int_to_float(const ir::Operation& operation);
  llvm::Value* lower_cast_float_to_int(const ir::Operation& operation);
  llvm::Value* expect(const ir::Operation& operation, Expectation expectation);
  llvm::Value* lower_bool_not(const ir::Operation& operation);

  // --- lower_memory.cpp ---
  enum class Mutability : uint8_t { Mutable, WrittenOnce, Constant };
  struct Place {
    llvm::Value* address = nullptr;
    llvm::Align alignment;
    llvm::MDNode* alias_tag = nullptr;  // null: may be anything
    Mutability mutability = Mutability::Mutable;
    llvm::Value* base = nullptr;  // of what the address is in
    bool is_shared = false;  // other threads may be at it, without any order
  };
  Place field_place(ir::Operand base, uint32_t field);
  Place length_place(ir::Operand base);
  Place item_place(ir::Operand base, ir::Operand index);
  Place item_field_place(ir::Operand base, ir::Operand index, uint32_t field);
  llvm::Value* item_address(ir::Operand base, ir::Operand index);
  llvm::Value* items_address(ir::Operand base);
  const ir::ArrayType& array_of(ir::Operand base) const;  // or at the end of a struct
  void check_items(ir::Operand base, ir::Operand start, ir::Operand count = {});  // one, or so many
  bool is_shared(ir::Operand base) const;
  bool is_atomic(const Place& place, llvm::Type* type) const;
  bool holds_shared_words(ir::Operand base) const;  // items
  llvm::Value* load(const Place& place, ir::TypeId type);
  void store(const Place& place, ir::Operand value);
  void store(const Place& place, llvm::Value* value);
  llvm::Value* load_field(const ir::Operation& operation);
  llvm::Value* load_length(const ir::Operation& operation);
  llvm::Value* load_type_number(const ir::Operation& operation);
  Place raw_place(ir::Operand base, ir::Operand delta, ir::TypeId type);
  llvm::Value* raw_load(const ir::Operation& operation);
  void raw_store(const ir::Operation& operation);
  void copy_items(const ir::Operation& operation);
  void clear_items(const ir::Operation& operation);
  llvm::Value* compare_items(const ir::Operation& operation);
  llvm::Value* raw_malloc(const ir::Operation& operation);
  llvm::Value* raw_malloc_varsize(const ir::Operation& operation);
  void raw_free(const ir::Operation& operation);
  llvm::Value* identity_hash(const ir::Operation& operation);
  llvm::Value* cast_address_to_pointer(const ir::Operation& operation);
  void keep_alive(const ir::Operation& operation);
  static Mutability written_once(uint64_t offset_in_object);
  llvm::Value* offset(llvm::Value* base, uint64_t bytes);
  llvm::Value* bytes_of_items(ir::Operand base, ir::Operand count);
  ir::TypeId pointee(ir::Operand pointer) const { return program_.types.pointee(type_of(pointer)); }

  // --- lower_atomics.cpp ---
  llvm::Value* lower_atomic(const ir::Operation& operation);
  llvm::Value* change_at_once(const ir::Operation& operation, const Place& place);
  llvm::Value* change_alone(const ir::Operation& operation, const Place& place);

  // --- lower_calls.cpp ---
  llvm::Value* lower_direct_call(const ir::Operation& operation);
  llvm::Value* lower_indirect_call(const ir::Operation& operation);
  llvm::Value* lower_external_call(const ir::Operation& operation, ir::FunctionId callee);
  llvm::Value* call(llvm::FunctionCallee callee, const ir::Operation& operation, bool can_raise);
  llvm::CallInst* call_runtime(const char* name, llvm::Type* result, std::vector<llvm::Value*> arguments);
  // Costs no instruction: what was loaded before may have been changed by another thread.
  llvm::CallInst* expect_changes();
  llvm::Value* thread_index();
  llvm::Value* stack_position();  // the stack pointer, as far as it can be known
  llvm::Value* stack_limit();
  llvm::Value* lower_stack_check(const ir::Operation& operation);
  llvm::Value* lower_stop_question(const ir::Operation& operation);
  llvm::Value* last_exception();
  void record_traceback(const ir::Operation& operation);
  void clear_traceback();

  // --- lower_roots.cpp ---
  llvm::Value* root_slot(uint32_t slot);
  llvm::Value* roots_top();
  void store_root(const ir::Operation& operation);
  llvm::Value* load_root(const ir::Operation& operation);
  // For the call that is being lowered, after `root_frame`: the top of the shadow stack; what names its roots for the
  // stack maps, and this is the end of it.
  llvm::Value* top_of_frame();
  std::vector<llvm::OperandBundleDef> bundles_of_frame();
  // Leaves word, for callbacks and for other threads, where the program's roots are. Returns what to call for the C
  // function.
  llvm::Function* prepare_crossing(ir::FunctionId callee);
  void expose_root_slots();

  ModuleLowering& module_;
  const ir::Program& program_;
  const ir::Function& function_;
  ir::FunctionId id_;
  llvm::Function* lowered_;
  Builder builder_;
  llvm::DISubprogram* subprogram_ = nullptr;
  std::optional<UndefinedChecks> checks_;

  std::vector<llvm::Value*> values_;  // by value
  std::vector<llvm::BasicBlock*> blocks_;  // by block; null when unreachable
  std::vector<ir::BlockId> order_;  // reachable blocks, definitions before uses
  std::vector<bool> is_cold_;  // by block: it ends in an exception
  std::vector<Expectation> expectations_;  // by value, of conditions
  llvm::Value* exception_ = nullptr;  // of the last call in the block
  // Where a function that returns a value beside the exception does so.
  struct Exit {
    llvm::BasicBlock* block = nullptr;
    llvm::PHINode *value = nullptr, *exception = nullptr;
  };
  Exit exit_;
  llvm::Value* roots_ = nullptr;            // the top of the shadow stack, if it is given to the function
  std::vector<llvm::Value*> slots_;         // otherwise: the variables that roots are kept in
  const ir::Operation* frame_ = nullptr;    // from `root_frame` to its call
  std::map<std::tuple<Checked, ir::Operand, ir::Operand>, llvm::Value*> overflow_pairs_;  // in the block; null: wanted
  std::map<std::pair<ir::Operand, ir::Operand>, llvm::Value*> wide_products_;  // likewise
};

}  // namespace weft::backend
