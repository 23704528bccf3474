#include "translator/weave/collecting_calls.h"

#include <algorithm>

#include "translator/ir/queries.h"
#include "translator/weave/polls.h"

namespace weft::weave {

using namespace ir;

CollectingCalls::CollectingCalls(const Program& program) : program_(program), calls_(program) {
  has_callbacks_ = std::ranges::any_of(program.kept_functions, [&](FunctionId id) {
    return program.function(id).name.starts_with("callback.");
  });
  std::vector<FunctionId> seeds;
  for (size_t i = 0; i < program.functions.size(); ++i)
    for (const Block& block : program.functions[i].blocks)
      if (std::ranges::any_of(block.operations, [&](const Operation& operation) { return is_seed(operation); }))
        seeds.emplace_back(i);
  // What is called through one pointer is called in one way.
  marked_ = calls_.leading_to(seeds, {}, true);
}

bool CollectingCalls::is_seed(const Operation& operation) const {
  if (operation.opcode == Opcode::RootsTop) return true;
  FunctionId callee = direct_callee(program_, operation);
  if (!callee.valid() || !program_.function(callee).is_external) return false;
  const std::string& name = program_.function(callee).name;
  if (lets_others_run(program_, program_.function(callee))) return true;
  return name == "weft_root_slots" || (has_callbacks_ && !name.starts_with("weft_"));
}

bool CollectingCalls::is_collecting(const Function& function, const Operation& operation) {
  if (operation.opcode == Opcode::IndirectCall)
    return marked_[calls_.node_of(program_.type_of(function, operation.operands[0]))];
  FunctionId callee = direct_callee(program_, operation);
  if (!callee.valid()) return false;
  return program_.function(callee).is_external ? is_seed(operation) : marked_[callee.index];
}

}  // namespace weft::weave
