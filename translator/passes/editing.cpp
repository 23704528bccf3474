#include "translator/passes/editing.h"

#include "translator/ir/control_flow.h"
#include "translator/ir/operations.h"
#include "translator/ir/queries.h"

namespace weft::passes {

using namespace ir;

bool remove_unreachable_blocks(Function& function) {
  std::vector<bool> is_reachable(function.blocks.size());
  std::vector<BlockId> pending{Function::entry};
  is_reachable[0] = true;
  size_t count = 1;
  while (!pending.empty()) {
    BlockId block = pending.back();
    pending.pop_back();
    for (const Edge& edge : function.block(block).terminator.edges) {
      if (is_reachable[edge.target.index]) continue;
      is_reachable[edge.target.index] = true;
      ++count;
      pending.push_back(edge.target);
    }
  }
  if (count == function.blocks.size()) return false;
  std::vector<BlockId> renumbered(function.blocks.size());
  size_t next = 0;
  for (size_t i = 0; i < function.blocks.size(); ++i) {
    if (!is_reachable[i]) continue;
    renumbered[i] = BlockId{next};
    if (i != next) function.blocks[next] = std::move(function.blocks[i]);
    ++next;
  }
  function.blocks.resize(next);
  for (Block& block : function.blocks)
    for (Edge& edge : block.terminator.edges) edge.target = renumbered[edge.target.index];
  return true;
}

void remove_arguments(Function& function, const std::vector<bool>& is_removed) {
  // Edges first, while the targets' arguments are still there to say which positions go.
  for (Block& block : function.blocks) {
    for (Edge& edge : block.terminator.edges) {
      const std::vector<ValueId>& parameters = function.block(edge.target).arguments;
      size_t kept = 0;
      for (size_t i = 0; i < parameters.size(); ++i)
        if (!is_removed[parameters[i].index]) edge.arguments[kept++] = edge.arguments[i];
      edge.arguments.resize(kept);
    }
  }
  for (Block& block : function.blocks)
    std::erase_if(block.arguments, [&](ValueId argument) { return is_removed[argument.index]; });
}

void compact_values(Function& function) {
  std::vector<ValueId> renumbered(function.values.size());
  std::vector<Value> values;
  values.reserve(function.values.size());
  auto define = [&](ValueId& value) {
    renumbered[value.index] = ValueId{values.size()};
    values.push_back(function.value(value));
    value = renumbered[value.index];
  };
  for (Block& block : function.blocks) {
    for (ValueId& argument : block.arguments) define(argument);
    for (Operation& operation : block.operations) define(operation.result);
    if (block.terminator.caught.valid()) define(block.terminator.caught);
  }
  for_each_operand(function, [&](Operand& operand) {
    if (operand.is_value()) operand = renumbered[operand.value().index];
  });
  function.values = std::move(values);
}

void turn_into_jump(Terminator& terminator) { turn_into_jump(terminator, 0); }

void turn_into_jump(Terminator& terminator, size_t edge) {
  Edge kept = std::move(terminator.edges[edge]);
  terminator.kind = TerminatorKind::Jump;
  terminator.operand = {};
  terminator.caught = {};
  terminator.cases.clear();
  terminator.edges.clear();
  terminator.edges.push_back(std::move(kept));
}

std::vector<Operation*> defining_operations(Function& function) {
  std::vector<Operation*> result(function.values.size());
  for (Block& block : function.blocks)
    for (Operation& operation : block.operations) result[operation.result.index] = &operation;
  return result;
}

bool is_removable(const Program& program, const Operation& operation) {
  // The call in front of it needs it, whether or not someone looks at the exception.
  if (operation.opcode == Opcode::LastException) return false;
  if (info(operation.opcode).is_removable()) return true;
  FunctionId callee = direct_callee(program, operation);
  if (!callee.valid()) return false;
  const Function& function = program.function(callee);
  return function.is_elidable && !function.can_raise;
}

bool same_edge(const Edge& left, const Edge& right) {
  return left.target == right.target && left.arguments == right.arguments;
}

}  // namespace weft::passes
