#include "translator/weave/possible_calls.h"

#include "translator/ir/control_flow.h"
#include "translator/ir/queries.h"

namespace weft::weave {

using namespace ir;

PossibleCalls::PossibleCalls(const Program& program) : program_(program), calls_(program.functions.size()) {
  for (const Function& function : program.functions) unite_casts(function);
  for (size_t i = 0; i < program.functions.size(); ++i) add_calls(FunctionId{i});
  for (const Data& data : program.data) {
    for (ConstantId value : data.fields) take_address(value);
    for (ConstantId value : data.items) take_address(value);
  }
}

std::vector<bool> PossibleCalls::reached_from(const std::vector<FunctionId>& functions) const {
  std::vector<bool> is_reached(size());
  std::vector<uint32_t> pending;
  for (FunctionId each : functions) pending.push_back(each.index);
  while (!pending.empty()) {
    uint32_t node = pending.back();
    pending.pop_back();
    if (is_reached[node]) continue;
    is_reached[node] = true;
    pending.insert(pending.end(), of(node).begin(), of(node).end());
  }
  return is_reached;
}

std::vector<bool> PossibleCalls::leading_to(const std::vector<FunctionId>& functions, const std::vector<bool>& excluded,
                                            bool members) const {
  std::vector<std::vector<uint32_t>> callers(size());
  for (uint32_t node = 0; node < size(); ++node)
    for (uint32_t callee : of(node)) callers[callee].push_back(node);
  std::vector<bool> is_marked(size());
  std::vector<uint32_t> pending;
  auto mark = [&](uint32_t node) {
    bool is_foreign = is_function(node) && program_.functions[node].is_external;
    if (is_marked[node] || is_foreign || (node < excluded.size() && excluded[node])) return;
    is_marked[node] = true;
    pending.push_back(node);
  };
  for (FunctionId each : functions) mark(each.index);
  while (!pending.empty()) {
    uint32_t node = pending.back();
    pending.pop_back();
    for (uint32_t caller : callers[node]) mark(caller);
    if (is_function(node) || !members) continue;
    for (uint32_t member : of(node)) mark(member);
  }
  return is_marked;
}

bool PossibleCalls::is_function_pointer(TypeId type) const {
  return program_.types.kind(type) == TypeKind::Pointer &&
         program_.types.kind(program_.types.pointee(type)) == TypeKind::Function;
}

// What is cast to another type of pointer may be called through both.
void PossibleCalls::unite_casts(const Function& function) {
  for (const Block& block : function.blocks)
    for (const Operation& operation : block.operations) {
      if (operation.opcode != Opcode::CastPointer) continue;
      TypeId from = program_.type_of(function, operation.operands[0]), to = function.value(operation.result).type;
      if (is_function_pointer(from) && is_function_pointer(to)) parent_[root(from)] = root(to);
    }
}

TypeId PossibleCalls::root(TypeId type) {
  for (;;) {
    TypeId parent = parent_.try_emplace(type, type).first->second;
    if (parent == type) return type;
    type = parent;
  }
}

uint32_t PossibleCalls::class_of(TypeId pointer) {
  auto [position, is_new] = classes_.try_emplace(root(pointer), static_cast<uint32_t>(calls_.size()));
  if (is_new) calls_.emplace_back();
  return position->second;
}

void PossibleCalls::take_address(ConstantId id) {
  const Constant& constant = program_.constants[id];
  if (constant.kind != ConstantKind::Function || !is_function_pointer(constant.type)) return;
  std::vector<uint32_t>& held = calls_[class_of(constant.type)];
  held.push_back(constant.as_function().index);
}

void PossibleCalls::take_address(Operand operand) {
  if (operand.is_constant()) take_address(operand.constant());
}

void PossibleCalls::add_calls(FunctionId caller) {
  const Function& function = program_.function(caller);
  auto call = [&](uint32_t callee) { calls_[caller.index].push_back(callee); };
  for (const Block& block : function.blocks) {
    for (const Operation& operation : block.operations) {
      FunctionId callee = direct_callee(program_, operation);
      bool is_foreign = callee.valid() && program_.function(callee).is_external;
      if (callee.valid() && !is_foreign) call(callee.index);
      if (operation.opcode == Opcode::IndirectCall) call(class_of(program_.type_of(function, operation.operands[0])));
      for (size_t i = callee.valid() ? 1 : 0; i < operation.operands.size(); ++i) {
        take_address(operation.operands[i]);
        // C calls what it is given.
        TypeId type = program_.type_of(function, operation.operands[i]);
        if (is_foreign && is_function_pointer(type)) call(class_of(type));
      }
    }
    for_each_operand(block.terminator, [&](Operand operand) { take_address(operand); });
  }
}

}  // namespace weft::weave
