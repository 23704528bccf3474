#include "translator/weave/collecting_calls.h"

#include <algorithm>

#include "translator/ir/queries.h"

namespace weft::weave {

using namespace ir;

CollectingCalls::CollectingCalls(const Program& program)
    : program_(program), calls_(program), marked_(calls_.size(), false) {
  has_callbacks_ = std::ranges::any_of(program.kept_functions, [&](FunctionId id) {
    return program.function(id).name.starts_with("callback.");
  });
  for (size_t i = 0; i < program.functions.size(); ++i)
    for (const Block& block : program.functions[i].blocks)
      if (std::ranges::any_of(block.operations, [&](const Operation& operation) { return is_seed(operation); }))
        mark(static_cast<uint32_t>(i));
  propagate();
}

bool CollectingCalls::is_seed(const Operation& operation) const {
  if (operation.opcode == Opcode::RootsTop) return true;
  FunctionId callee = direct_callee(program_, operation);
  if (!callee.valid() || !program_.function(callee).is_external) return false;
  const std::string& name = program_.function(callee).name;
  return name == "weft_root_slots" || (has_callbacks_ && !name.starts_with("weft_"));
}

void CollectingCalls::mark(uint32_t node) {
  if (marked_[node] || (calls_.is_function(node) && program_.functions[node].is_external)) return;
  marked_[node] = true;
  pending_.push_back(node);
}

// To callers; and from a class of pointers to all that it may call, which are called in the same way.
void CollectingCalls::propagate() {
  std::vector<std::vector<uint32_t>> callers(calls_.size());
  for (uint32_t node = 0; node < calls_.size(); ++node)
    for (uint32_t callee : calls_.of(node)) callers[callee].push_back(node);
  while (!pending_.empty()) {
    uint32_t node = pending_.back();
    pending_.pop_back();
    for (uint32_t caller : callers[node]) mark(caller);
    if (calls_.is_function(node)) continue;
    for (uint32_t member : calls_.of(node)) mark(member);
  }
}

bool CollectingCalls::is_collecting(const Function& function, const Operation& operation) {
  if (operation.opcode == Opcode::IndirectCall)
    return marked_[calls_.node_of(program_.type_of(function, operation.operands[0]))];
  FunctionId callee = direct_callee(program_, operation);
  if (!callee.valid()) return false;
  return program_.function(callee).is_external ? is_seed(operation) : marked_[callee.index];
}

}  // namespace weft::weave
