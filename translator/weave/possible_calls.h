// Who may call whom, directly or through a pointer.
#pragma once

#include <unordered_map>
#include <vector>

#include "translator/ir/program.h"

namespace weft::weave {

// Nodes are functions and, behind them, one for each class of function pointers: whoever calls through a pointer calls its
// class, which calls every function that a pointer of that class may hold.
class PossibleCalls {
 public:
  explicit PossibleCalls(const ir::Program& program);

  size_t size() const { return calls_.size(); }
  bool is_function(uint32_t node) const { return node < program_.functions.size(); }
  const std::vector<uint32_t>& of(uint32_t node) const { return calls_[node]; }
  // What is called, somehow, when these functions are: by node.
  std::vector<bool> reached_from(const std::vector<ir::FunctionId>& functions) const;
  // What may call one of these functions, somehow, and these themselves: by node. Nothing that is excluded (by node), and
  // no C function. With `members`, where a pointer may lead there, also what else may be called through it.
  std::vector<bool> leading_to(const std::vector<ir::FunctionId>& functions, const std::vector<bool>& excluded,
                               bool members) const;
  // The node of a pointer's class, given the type of the pointer. Some function pointer of that type must exist.
  uint32_t node_of(ir::TypeId pointer) { return class_of(pointer); }

 private:
  bool is_function_pointer(ir::TypeId type) const;
  void unite_casts(const ir::Function& function);
  ir::TypeId root(ir::TypeId type);
  uint32_t class_of(ir::TypeId pointer);
  void take_address(ir::ConstantId id);
  void take_address(ir::Operand operand);
  void add_calls(ir::FunctionId caller);

  const ir::Program& program_;
  std::vector<std::vector<uint32_t>> calls_;
  std::unordered_map<ir::TypeId, ir::TypeId> parent_;
  std::unordered_map<ir::TypeId, uint32_t> classes_;
};

}  // namespace weft::weave
