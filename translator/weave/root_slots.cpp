#include "translator/weave/root_slots.h"

#include <algorithm>
#include <set>

namespace weft::weave {

using namespace ir;

RootSlots::RootSlots(const Program& program, const Function& function, CollectingCalls& calls)
    : program_(program), function_(function), liveness_(function), slots_(function.values.size(), none) {
  find_sites(calls);
  assign_slots();
}

std::span<const RootSite> RootSlots::sites_in(BlockId block) const {
  return std::span(sites_).subspan(first_site_[block.index], first_site_[block.index + 1] - first_site_[block.index]);
}

uint32_t RootSlots::frame(const RootSite& site) const {
  uint32_t result = 0;
  for (ValueId value : site.live) result = std::max(result, slots_[value.index] + 1);
  return result;
}

void RootSlots::find_sites(CollectingCalls& calls) {
  auto is_root = [&](Operand operand) {
    return operand.is_value() && program_.types.is_gc_pointer(function_.value(operand.value()).type);
  };
  for (size_t i = 0; i < function_.blocks.size(); ++i) {
    first_site_.push_back(sites_.size());
    const Block& block = function_.blocks[i];
    std::set<uint32_t> live;
    auto need = [&](Operand operand) {
      if (is_root(operand)) live.insert(operand.value().index);
    };
    for (ValueId value : liveness_.live_out(BlockId{i})) need(value);
    for_each_operand(block.terminator, need);
    for (size_t k = block.operations.size(); k-- > 0;) {
      const Operation& operation = block.operations[k];
      live.erase(operation.result.index);
      if (calls.is_collecting(function_, operation)) {
        RootSite& site = sites_.emplace_back(RootSite{BlockId{i}, k, {}});
        for (uint32_t value : live) site.live.push_back(ValueId{value});
      }
      for (Operand operand : operation.operands) need(operand);
    }
    std::reverse(sites_.begin() + static_cast<ptrdiff_t>(first_site_[i]), sites_.end());
  }
  first_site_.push_back(sites_.size());
}

// Two values may share a slot if no site needs both. Long-lived ones come first, to have the low slots: those above the
// highest one in use need no clearing. Values that are passed on as block arguments should stay where they are.
void RootSlots::assign_slots() {
  std::vector<std::vector<uint32_t>> sites_of(function_.values.size());
  std::vector<ValueId> order;
  for (uint32_t i = 0; i < sites_.size(); ++i)
    for (ValueId value : sites_[i].live) {
      if (sites_of[value.index].empty()) order.push_back(value);
      sites_of[value.index].push_back(i);
    }
  std::ranges::sort(order, [&](ValueId left, ValueId right) {
    size_t one = sites_of[left.index].size(), other = sites_of[right.index].size();
    return one != other ? one > other : left.index < right.index;
  });
  std::vector<std::vector<ValueId>> related(function_.values.size());
  for (const Block& block : function_.blocks)
    for (const Edge& edge : block.terminator.edges)
      for (size_t i = 0; i < edge.arguments.size(); ++i) {
        if (!edge.arguments[i].is_value()) continue;
        ValueId passed = edge.arguments[i].value(), argument = function_.block(edge.target).arguments[i];
        related[passed.index].push_back(argument);
        related[argument.index].push_back(passed);
      }
  std::vector<std::vector<bool>> is_busy;  // by slot and site
  auto is_free = [&](uint32_t slot, ValueId value) {
    return std::ranges::none_of(sites_of[value.index], [&](uint32_t site) { return is_busy[slot][site]; });
  };
  for (ValueId value : order) {
    uint32_t slot = none;
    for (ValueId other : related[value.index])
      if (slots_[other.index] != none && is_free(slots_[other.index], value)) slot = slots_[other.index];
    for (uint32_t i = 0; slot == none && i < is_busy.size(); ++i)
      if (is_free(i, value)) slot = i;
    if (slot == none) {
      slot = static_cast<uint32_t>(is_busy.size());
      is_busy.emplace_back(sites_.size(), false);
    }
    for (uint32_t site : sites_of[value.index]) is_busy[slot][site] = true;
    slots_[value.index] = slot;
  }
  count_ = static_cast<uint32_t>(is_busy.size());
}

void SlotStates::define(std::vector<uint32_t>& state, const RootSlots& slots, ValueId value) {
  uint32_t slot = slots.slot(value);
  if (slot != RootSlots::none && state[slot] == value.index) state[slot] = unknown;
}

// The callee's own roots are above the frame.
void SlotStates::pass(std::vector<uint32_t>& state, const RootSlots& slots, const RootSite& site) {
  uint32_t frame = slots.frame(site);
  for (uint32_t slot = 0; slot < state.size(); ++slot) state[slot] = slot < frame ? null : unknown;
  for (ValueId value : site.live) state[slots.slot(value)] = value.index;
}

SlotStates::State SlotStates::at_end(const Function& function, const RootSlots& slots, BlockId block) const {
  State state = at_start_[block.index];
  const std::vector<Operation>& operations = function.block(block).operations;
  std::span<const RootSite> sites = slots.sites_in(block);
  size_t next = 0;
  for (size_t i = 0; i < operations.size(); ++i) {
    if (next < sites.size() && sites[next].operation == i) pass(state, slots, sites[next++]);
    define(state, slots, operations[i].result);
  }
  for (EarlyStore store : early_stores_[block.index]) state[store.slot] = store.value.index;
  return state;
}

// Along an edge, what is passed goes on under the argument's name.
SlotStates::State SlotStates::along(const Function& function, const RootSlots& slots, const State& state,
                                    const Edge& edge) {
  const std::vector<ValueId>& arguments = function.block(edge.target).arguments;
  State passed = state;
  for (ValueId argument : arguments) define(passed, slots, argument);
  for (size_t i = 0; i < arguments.size(); ++i) {
    uint32_t slot = slots.slot(arguments[i]);
    if (slot == RootSlots::none || !edge.arguments[i].is_value()) continue;
    if (state[slot] == edge.arguments[i].value().index) passed[slot] = arguments[i].index;
  }
  return passed;
}

// Returns whether anything is less known than before.
bool SlotStates::meet(const State& passed, BlockId target) {
  State& known = at_start_[target.index];
  if (known.empty()) {
    known = passed;
    return true;
  }
  bool changed = false;
  for (size_t slot = 0; slot < known.size(); ++slot) {
    if (known[slot] == passed[slot] || known[slot] == unknown) continue;
    known[slot] = unknown;
    changed = true;
  }
  return changed;
}

void SlotStates::solve(const Function& function, const RootSlots& slots) {
  at_start_.assign(function.blocks.size(), {});
  at_start_[Function::entry.index].assign(slots.count(), unknown);
  std::vector<BlockId> order = reverse_post_order(function);
  std::vector<bool> is_pending(function.blocks.size(), false);
  is_pending[Function::entry.index] = true;
  for (bool changed = true; changed;) {
    changed = false;
    for (BlockId block : order) {
      if (!is_pending[block.index]) continue;
      is_pending[block.index] = false;
      State state = at_end(function, slots, block);
      for (const Edge& edge : function.block(block).terminator.edges)
        if (meet(along(function, slots, state, edge), edge.target)) changed = is_pending[edge.target.index] = true;
    }
  }
}

namespace {

// Which blocks are reached although nothing unlikely happens, by index.
std::vector<bool> find_warm_blocks(const Function& function) {
  std::vector<bool> is_unlikely(function.values.size()), is_warm(function.blocks.size());
  for (const Block& block : function.blocks)
    for (const Operation& operation : block.operations)
      if (operation.opcode == Opcode::Unlikely) is_unlikely[operation.result.index] = true;
  std::vector<BlockId> pending{Function::entry};
  while (!pending.empty()) {
    BlockId id = pending.back();
    pending.pop_back();
    if (is_warm[id.index]) continue;
    is_warm[id.index] = true;
    const Terminator& terminator = function.block(id).terminator;
    bool is_first_cold = terminator.kind == TerminatorKind::Branch && terminator.operand.is_value() &&
                         is_unlikely[terminator.operand.value().index];
    for (size_t i = is_first_cold; i < terminator.edges.size(); ++i) pending.push_back(terminator.edges[i].target);
  }
  return is_warm;
}

}  // namespace

// Returns whether there were any stores.
bool SlotStates::store_early(const Function& function, const RootSlots& slots) {
  Predecessors predecessors(function);
  Dominators dominators(function);
  std::vector<bool> is_warm = find_warm_blocks(function);
  bool found = false;
  for (BlockId block : dominators.order()) {
    std::vector<EdgeReference> edges;
    for (EdgeReference each : predecessors.of(block))
      if (dominators.is_reachable(each.source)) edges.push_back(each);
    found |= store_on_entries(function, slots, edges,
                              [&](EdgeReference edge) { return !dominators.dominates(block, edge.source); });
    if (is_warm[block.index])
      found |=
          store_on_entries(function, slots, edges, [&](EdgeReference edge) { return !is_warm[edge.source.index]; });
  }
  return found;
}

// Finds slots that hold the same value on all edges to a block but the entries, and stores it there on these. Only blocks
// that lead nowhere else take such stores. Returns whether there were any.
template <typename IsEntry>
bool SlotStates::store_on_entries(const Function& function, const RootSlots& slots,
                                  std::span<const EdgeReference> edges, const IsEntry& is_entry) {
  State usual;
  for (EdgeReference reference : edges) {
    if (is_entry(reference)) continue;
    const Edge& edge = function.block(reference.source).terminator.edges[reference.edge];
    State passed = along(function, slots, at_end(function, slots, reference.source), edge);
    if (usual.empty()) usual = passed;
    for (size_t slot = 0; slot < passed.size(); ++slot)
      if (usual[slot] != passed[slot]) usual[slot] = unknown;
  }
  if (usual.empty()) return false;
  bool found = false;
  for (EdgeReference reference : edges) {
    const Terminator& terminator = function.block(reference.source).terminator;
    if (!is_entry(reference) || terminator.edges.size() != 1) continue;
    const Edge& edge = terminator.edges[0];
    const std::vector<ValueId>& arguments = function.block(edge.target).arguments;
    State passed = along(function, slots, at_end(function, slots, reference.source), edge);
    for (uint32_t slot = 0; slot < usual.size(); ++slot) {
      if (usual[slot] == unknown || usual[slot] == null || usual[slot] == passed[slot]) continue;
      ValueId value{usual[slot]};
      if (auto argument = std::ranges::find(arguments, value); argument != arguments.end()) {
        Operand given = edge.arguments[static_cast<size_t>(argument - arguments.begin())];
        if (!given.is_value()) continue;
        value = given.value();
      } else if (!std::ranges::binary_search(slots.liveness().live_in(edge.target), value)) {
        continue;
      }
      std::vector<EarlyStore>& stores = early_stores_[reference.source.index];
      if (std::ranges::any_of(stores, [&](EarlyStore store) { return store.slot == slot; })) continue;
      stores.push_back({slot, value});
      found = true;
    }
  }
  return found;
}

SlotStates::SlotStates(const Function& function, const RootSlots& slots)
    : at_start_(function.blocks.size()), early_stores_(function.blocks.size()) {
  if (slots.count() == 0) return;
  solve(function, slots);
  while (store_early(function, slots)) solve(function, slots);
}

}  // namespace weft::weave
