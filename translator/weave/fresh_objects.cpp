#include "translator/weave/fresh_objects.h"

#include <algorithm>

#include "translator/ir/control_flow.h"
#include "translator/ir/queries.h"
#include "translator/weave/collected_types.h"
#include "translator/weave/polls.h"

namespace weft::weave {

using namespace ir;

namespace {

bool is_allocation(Opcode opcode) {
  return opcode == Opcode::Malloc || opcode == Opcode::MallocVarsize || opcode == Opcode::MallocUncleared;
}

// The operand that points to the object in which something is stored.
size_t target_position(Opcode opcode) { return opcode == Opcode::Arraycopy || opcode == Opcode::Tailcopy ? 2 : 0; }

}  // namespace

bool stores_pointer(const Program& program, const Function& function, const Operation& operation,
                    const CollectorInterface& collector) {
  const TypeTable& types = program.types;
  auto target = [&] { return program.type_of(function, operation.operands[target_position(operation.opcode)]); };
  auto stores = [&](Operand value) {
    return types.is_gc_pointer(target()) && types.is_gc_pointer(program.type_of(function, value)) &&
           (collector.barrier_on_overwrite || !value.is_constant());
  };
  auto changes_items = [&] {
    return types.is_gc_pointer(target()) &&
           holds_pointers(types, types.array_type(addressed_array(types, target())).item, false);
  };
  switch (operation.opcode) {
    case Opcode::Setfield:
    case Opcode::AtomicStore:
    case Opcode::AtomicExchange: return stores(operation.operands[1]);
    case Opcode::AtomicCompareExchange: return stores(operation.operands[2]);
    case Opcode::Setarrayitem:
    case Opcode::Setarrayfield:
    case Opcode::Settailitem: return stores(operation.operands[2]);
    case Opcode::Arraycopy:
    case Opcode::Tailcopy: return changes_items();
    case Opcode::Arrayclear: return collector.barrier_on_overwrite && changes_items();
    default: return false;
  }
}

FreshObjects::FreshObjects(const Program& program, const CollectorInterface& collector)
    : program_(program), collector_(collector), calls_(program), collecting_(calls_.size(), false) {
  find_collecting_functions();
}

// By itself, whatever it calls.
bool FreshObjects::can_collect(const Operation& operation) const {
  if (is_allocation(operation.opcode)) return true;
  FunctionId callee = direct_callee(program_, operation);
  if (!callee.valid()) return false;
  // A service of the collector may be to collect, and C may call back.
  const Function& called = program_.function(callee);
  if (lets_others_run(program_, called)) return true;
  return collector_.services.contains(called.name) || (called.is_external && !called.name.starts_with("weft_"));
}

void FreshObjects::find_collecting_functions() {
  std::vector<std::vector<uint32_t>> callers(calls_.size());
  std::vector<uint32_t> pending;
  auto mark = [&](uint32_t node) {
    if (collecting_[node]) return;
    collecting_[node] = true;
    pending.push_back(node);
  };
  for (uint32_t node = 0; node < calls_.size(); ++node)
    for (uint32_t callee : calls_.of(node)) callers[callee].push_back(node);
  for (size_t i = 0; i < program_.functions.size(); ++i)
    for (const Block& block : program_.functions[i].blocks)
      if (std::ranges::any_of(block.operations, [&](const Operation& operation) { return can_collect(operation); }))
        mark(static_cast<uint32_t>(i));
  while (!pending.empty()) {
    uint32_t node = pending.back();
    pending.pop_back();
    for (uint32_t caller : callers[node]) mark(caller);
  }
}

bool FreshObjects::collects(const Function& function, const Operation& operation) {
  if (can_collect(operation)) return true;
  if (FunctionId callee = direct_callee(program_, operation); callee.valid()) return collecting_[callee.index];
  if (operation.opcode != Opcode::IndirectCall) return false;
  return collecting_[calls_.node_of(program_.type_of(function, operation.operands[0]))];
}

// A block that only one edge leads to begins with what is fresh at the end of its predecessor.
void FreshObjects::analyse(FunctionId id) {
  const Function& function = program_.function(id);
  needed_.assign(function.blocks.size(), {});
  Predecessors predecessors(function);
  std::vector<std::unordered_set<uint32_t>> fresh_at_end(function.blocks.size());
  std::vector<Operand> cast_from(function.values.size());
  auto object = [&](Operand operand) {
    while (operand.is_value() && cast_from[operand.value().index].valid()) operand = cast_from[operand.value().index];
    return operand;
  };
  for (BlockId block : reverse_post_order(function)) {
    std::unordered_set<uint32_t>& fresh = fresh_at_end[block.index];
    if (auto edges = predecessors.of(block); edges.size() == 1) fresh = fresh_at_end[edges[0].source.index];
    const std::vector<Operation>& operations = function.block(block).operations;
    for (size_t i = 0; i < operations.size(); ++i) {
      const Operation& operation = operations[i];
      if (collects(function, operation)) fresh.clear();
      if (is_allocation(operation.opcode)) fresh.insert(operation.result.index);
      if (operation.opcode == Opcode::CastPointer) cast_from[operation.result.index] = operation.operands[0];
      if (!stores_pointer(program_, function, operation, collector_)) continue;
      Operand target = object(operation.operands[target_position(operation.opcode)]);
      // The barrier for one item of an array may be for no other item.
      bool is_field = info(operation.opcode).immediate == Immediate::Field && operation.opcode != Opcode::Setarrayfield;
      bool is_for_all = is_field || collector_.write_barrier_item.empty();
      bool is_known = target.is_value() && fresh.contains(target.value().index);
      if (!is_known) needed_[block.index].insert(i);
      if (target.is_value() && is_for_all) fresh.insert(target.value().index);
    }
  }
}

}  // namespace weft::weave
