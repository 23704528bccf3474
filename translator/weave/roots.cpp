#include "translator/weave/roots.h"

#include <algorithm>
#include <cassert>
#include <unordered_map>
#include <utility>

#include "translator/ir/control_flow.h"
#include "translator/ir/queries.h"
#include "translator/passes/editing.h"
#include "translator/passes/renaming.h"
#include "translator/weave/collecting_calls.h"
#include "translator/weave/derived_values.h"
#include "translator/weave/root_slots.h"

namespace weft::weave {

using namespace ir;

namespace {

struct RootOptions {
  bool moves_objects = false;
  bool in_frames = false;  // the slots; otherwise on the shadow stack
};

class FunctionWeaver {
 public:
  FunctionWeaver(Program& program, Function& function, CollectingCalls& calls, RootOptions options)
      : program_(program), function_(function), options_(options), slots_(program, function, calls),
        states_(function, slots_), loads_at_start_(function.blocks.size()), predecessors_(function) {}

  void run() {
    for (size_t i = 0; i < function_.blocks.size(); ++i) weave_block(BlockId{i});
    for (size_t i = 0; i < function_.blocks.size(); ++i) {
      std::vector<Operation>& operations = function_.blocks[i].operations;
      operations.insert(operations.begin(), loads_at_start_[i].begin(), loads_at_start_[i].end());
    }
    if (!reloads_.empty()) passes::rename_redefined(function_, std::move(reloads_));
  }

 private:
  void weave_block(BlockId id) {
    std::span<const RootSite> sites = slots_.sites_in(id);
    std::span<const EarlyStore> early_stores = states_.early_stores(id);
    if (sites.empty() && early_stores.empty()) return;
    std::vector<Operation> operations = std::exchange(function_.block(id).operations, {});
    std::vector<uint32_t> state = states_.at_start(id);
    for (size_t i = 0; i < operations.size(); ++i) {
      ValueId first = operations[i].result, last = first;
      if (sites.empty() || sites[0].operation != i) {
        function_.block(id).operations.push_back(std::move(operations[i]));
      } else {
        location_ = operations[i].location;
        store_roots(id, sites[0], state);
        append_frame(id, sites[0]);
        function_.block(id).operations.push_back(std::move(operations[i]));
        // `last_exception` belongs to the call.
        if (i + 1 < operations.size() && operations[i + 1].opcode == Opcode::LastException) {
          last = operations[i + 1].result;
          function_.block(id).operations.push_back(std::move(operations[++i]));
        }
        if (options_.moves_objects) load_roots(id, sites[0], i + 1 == operations.size());
        SlotStates::pass(state, slots_, sites[0]);
        sites = sites.subspan(1);
      }
      SlotStates::define(state, slots_, first);
      SlotStates::define(state, slots_, last);
    }
    for (EarlyStore store : early_stores)
      append(id, Opcode::RootStore, function_.add_value(TypeTable::void_), {store.value}, store.slot);
  }

  void append(BlockId block, Opcode opcode, ValueId result, std::vector<Operand> operands, uint32_t slot) {
    function_.block(block).operations.push_back(make(opcode, result, std::move(operands), slot));
  }

  Operation make(Opcode opcode, ValueId result, std::vector<Operand> operands, uint32_t slot) const {
    return {.opcode = opcode, .immediate = slot, .result = result, .location = location_,
            .operands = std::move(operands)};
  }

  void append_frame(BlockId block, const RootSite& site) {
    std::vector<Operand> used;
    if (options_.in_frames)
      for (ValueId value : site.live)
        used.push_back(program_.constants.integer(TypeTable::signed_, slots_.slot(value)));
    append(block, Opcode::RootFrame, function_.add_value(TypeTable::void_), std::move(used), slots_.frame(site));
  }

  void store_roots(BlockId block, const RootSite& site, const std::vector<uint32_t>& state) {
    uint32_t frame = slots_.frame(site);
    std::vector<bool> is_used(frame, false);
    for (ValueId value : site.live) {
      uint32_t slot = slots_.slot(value);
      is_used[slot] = true;
      if (state[slot] != value.index)
        append(block, Opcode::RootStore, function_.add_value(TypeTable::void_), {value}, slot);
    }
    if (options_.in_frames) return;
    for (uint32_t slot = 0; slot < frame; ++slot) {
      if (is_used[slot] || state[slot] == SlotStates::null) continue;
      Operand nothing = program_.constants.null(function_.value(site.live[0]).type);
      append(block, Opcode::RootStore, function_.add_value(TypeTable::void_), {nothing}, slot);
    }
  }

  // Behind a call that ends its block, only where the value is needed: not on the way to a handler, usually.
  void load_roots(BlockId block, const RootSite& site, bool ends_block) {
    for (ValueId value : site.live) {
      const Value original = function_.value(value);
      ValueId loaded = function_.add_value(original.type, original.name);
      reloads_.emplace(loaded.index, value);
      Operation load = make(Opcode::RootLoad, loaded, {}, slots_.slot(value));
      BlockId place = ends_block ? only_user(block, value) : BlockId{};
      std::vector<Operation>& operations =
          place.valid() ? loads_at_start_[place.index] : function_.block(block).operations;
      operations.push_back(std::move(load));
    }
  }

  // The one successor that a value is needed in, if nothing else leads there; invalid otherwise.
  BlockId only_user(BlockId block, ValueId value) const {
    const Terminator& terminator = function_.block(block).terminator;
    bool is_read = false;
    for_each_operand(terminator, [&](Operand operand) { is_read |= operand == Operand(value); });
    if (is_read) return {};
    BlockId user;
    for (const Edge& edge : terminator.edges) {
      if (!std::ranges::binary_search(slots_.liveness().live_in(edge.target), value)) continue;
      if (user.valid() || predecessors_.of(edge.target).size() != 1) return {};
      user = edge.target;
    }
    return user;
  }

  Program& program_;
  Function& function_;
  RootOptions options_;
  RootSlots slots_;
  SlotStates states_;
  std::vector<std::vector<Operation>> loads_at_start_;  // by block
  Predecessors predecessors_;
  std::unordered_map<uint32_t, ValueId> reloads_;
  LocationId location_;
};

// The collector asks C for the top of the shadow stack; here it is at hand.
void replace_questions(Program& program) {
  for (Function& function : program.functions)
    for (Block& block : function.blocks)
      for (Operation& operation : block.operations) {
        FunctionId callee = direct_callee(program, operation);
        if (!callee.valid() || program.function(callee).name != "weft_roots_top") continue;
        operation.opcode = Opcode::RootsTop;
        operation.operands.clear();
      }
}

bool has_collecting_call(const Function& function, CollectingCalls& calls) {
  return std::ranges::any_of(function.blocks, [&](const Block& block) {
    return std::ranges::any_of(block.operations,
                               [&](const Operation& operation) { return calls.is_collecting(function, operation); });
  });
}

void weave(Program& program, RootOptions options) {
  assert(program.stage == Stage::Woven);
  if (!options.in_frames) replace_questions(program);
  CollectingCalls calls(program);
  for (size_t i = 0; i < program.functions.size(); ++i) {
    Function& function = program.functions[i];
    if (!calls.holds_roots(FunctionId{i})) continue;
    function.takes_roots = !options.in_frames;
    if (!has_collecting_call(function, calls)) continue;
    passes::remove_unreachable_blocks(function);
    compute_derived_again(program, function,
                          [&](const Operation& operation) { return calls.is_collecting(function, operation); });
    FunctionWeaver(program, function, calls, options).run();
  }
}

}  // namespace

void weave_roots(Program& program) { weave(program, {}); }
void weave_moving_roots(Program& program) { weave(program, {.moves_objects = true}); }
void weave_mapped_roots(Program& program) { weave(program, {.in_frames = true}); }
void weave_moving_mapped_roots(Program& program) { weave(program, {.moves_objects = true, .in_frames = true}); }

}  // namespace weft::weave
