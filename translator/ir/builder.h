// Appends operations to a block: the convenient way to write graphs from C++.
#pragma once

#include <initializer_list>
#include <span>
#include <utility>

#include "translator/ir/program.h"

namespace weft::ir {

class Builder {
 public:
  Builder(Program& program, FunctionId function, BlockId block = {}) : program_(program), function_(function), block_(block) {}

  Program& program() { return program_; }
  Function& function() { return program_.function(function_); }
  FunctionId function_id() const { return function_; }
  BlockId block() const { return block_; }
  void set_block(BlockId block) { block_ = block; }
  void set_location(LocationId location) { location_ = location; }
  LocationId location() const { return location_; }

  BlockId new_block() { return function().add_block(); }
  ValueId add_argument(BlockId block, TypeId type, StringId name = {});

  // Appends an operation and returns its result.
  ValueId emit(Opcode opcode, TypeId result_type, std::vector<Operand> operands, uint32_t immediate = 0);
  ValueId call(FunctionId callee, std::vector<Operand> arguments);

  Operand integer(int64_t value) { return program_.constants.integer(TypeTable::signed_, value); }

  void jump(BlockId target, std::vector<Operand> arguments = {});
  void branch(Operand condition, BlockId if_true, BlockId if_false);
  void branch(Operand condition, Edge if_true, Edge if_false);
  void return_(Operand result);
  void raise(Operand exception);
  // Ends the block after a raising operation. The handler receives `handler_arguments`, then the caught exception of
  // type `exception_type` (Any before the typer).
  void try_(Edge normal, BlockId handler, std::vector<Operand> handler_arguments, TypeId exception_type);
  void unreachable();
  bool is_terminated() { return function().block(block_).terminator.kind != TerminatorKind::None; }

 private:
  Terminator& terminate(TerminatorKind kind);

  Program& program_;
  FunctionId function_;
  BlockId block_;
  LocationId location_;
};

}  // namespace weft::ir
