#include "translator/passes/call_graph.h"

#include "translator/ir/control_flow.h"
#include "translator/ir/queries.h"

namespace weft::passes {

using namespace ir;

CallGraph::CallGraph(const Program& program)
    : callees_(program.functions.size()), callers_(program.functions.size()), call_sites_(program.functions.size()),
      is_address_taken_(program.functions.size()) {
  auto take_address = [&](ConstantId id) {
    const Constant& constant = program.constants[id];
    if (constant.kind == ConstantKind::Function) is_address_taken_[constant.payload] = true;
  };
  std::vector<uint32_t> last_caller(program.functions.size(), UINT32_MAX);
  for (uint32_t i = 0; i < program.functions.size(); ++i) {
    for (const Block& block : program.functions[i].blocks) {
      for (const Operation& operation : block.operations) {
        FunctionId callee = direct_callee(program, operation);
        if (callee.valid()) {
          ++call_sites_[callee.index];
          if (last_caller[callee.index] != i) {
            last_caller[callee.index] = i;
            callees_[i].push_back(callee);
            callers_[callee.index].push_back(FunctionId{i});
          }
        }
        for (size_t k = callee.valid() ? 1 : 0; k < operation.operands.size(); ++k)
          if (operation.operands[k].is_constant()) take_address(operation.operands[k].constant());
      }
      for_each_operand(block.terminator, [&](Operand operand) {
        if (operand.is_constant()) take_address(operand.constant());
      });
    }
  }
  for (const Data& data : program.data) {
    for (ConstantId value : data.fields) take_address(value);
    for (ConstantId value : data.items) take_address(value);
  }
}

// Tarjan's algorithm, with its stack on the heap.
std::vector<std::vector<FunctionId>> CallGraph::components() const {
  constexpr uint32_t unseen = UINT32_MAX;
  size_t count = callees_.size();
  std::vector<uint32_t> index(count, unseen), low(count);
  std::vector<bool> is_open(count);
  std::vector<FunctionId> open;
  std::vector<std::vector<FunctionId>> result;
  uint32_t clock = 0;
  struct Visit {
    FunctionId function;
    size_t next_callee;
  };
  std::vector<Visit> stack;
  auto enter = [&](FunctionId function) {
    index[function.index] = low[function.index] = clock++;
    is_open[function.index] = true;
    open.push_back(function);
    stack.push_back({function, 0});
  };
  for (size_t root = 0; root < count; ++root) {
    if (index[root] != unseen) continue;
    enter(FunctionId{root});
    while (!stack.empty()) {
      Visit& visit = stack.back();
      uint32_t self = visit.function.index;
      if (visit.next_callee < callees_[self].size()) {
        FunctionId callee = callees_[self][visit.next_callee++];
        if (index[callee.index] == unseen)
          enter(callee);
        else if (is_open[callee.index])
          low[self] = std::min(low[self], index[callee.index]);
        continue;
      }
      stack.pop_back();
      if (!stack.empty()) {
        uint32_t caller = stack.back().function.index;
        low[caller] = std::min(low[caller], low[self]);
      }
      if (low[self] != index[self]) continue;
      std::vector<FunctionId>& component = result.emplace_back();
      do {
        component.push_back(open.back());
        is_open[open.back().index] = false;
        open.pop_back();
      } while (component.back().index != self);
      std::ranges::reverse(component);
    }
  }
  return result;
}

}  // namespace weft::passes
