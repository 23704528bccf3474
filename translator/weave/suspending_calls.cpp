#include "translator/weave/suspending_calls.h"

#include <algorithm>

#include "translator/ir/queries.h"
#include "translator/weave/stackless.h"

namespace weft::weave {

using namespace ir;

SuspendingCalls::SuspendingCalls(const Program& program, const std::vector<bool>& bottoms)
    : program_(program), calls_(program) {
  std::vector<FunctionId> seeds;
  for (size_t i = 0; i < program.functions.size(); ++i)
    for (const Block& block : program.functions[i].blocks)
      if (std::ranges::any_of(block.operations, [&](const Operation& operation) { return is_suspension(operation); }))
        seeds.emplace_back(i);
  marked_ = calls_.leading_to(seeds, bottoms, false);
}

bool SuspendingCalls::is_suspension(const Operation& operation) const {
  FunctionId callee = direct_callee(program_, operation);
  return callee.valid() && program_.function(callee).name == suspend_function;
}

bool SuspendingCalls::is_suspending(const Function& function, const Operation& operation) {
  if (operation.opcode == Opcode::IndirectCall)
    return marked_[calls_.node_of(program_.type_of(function, operation.operands[0]))];
  FunctionId callee = direct_callee(program_, operation);
  if (!callee.valid()) return false;
  return program_.function(callee).is_external ? is_suspension(operation) : marked_[callee.index];
}

}  // namespace weft::weave
