// Where the roots of one function go: which pointers are needed after which calls, a slot for each, and what the slots
// hold on the way.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "translator/ir/control_flow.h"
#include "translator/ir/program.h"
#include "translator/weave/collecting_calls.h"

namespace weft::weave {

// A call that a collection may happen under.
struct RootSite {
  ir::BlockId block;
  size_t operation = 0;           // position in the block
  std::vector<ir::ValueId> live;  // pointers to collected objects that are needed after it, ascending
};

class RootSlots {
 public:
  static constexpr uint32_t none = UINT32_MAX;

  RootSlots(const ir::Program& program, const ir::Function& function, CollectingCalls& calls);

  // In the order of blocks and operations.
  const std::vector<RootSite>& sites() const { return sites_; }
  std::span<const RootSite> sites_in(ir::BlockId block) const;
  const ir::Liveness& liveness() const { return liveness_; }

  // Of a value; `none` when no call is made while it is needed.
  uint32_t slot(ir::ValueId value) const { return slots_[value.index]; }
  uint32_t count() const { return count_; }
  // How many slots are in use at a site.
  uint32_t frame(const RootSite& site) const;

 private:
  void find_sites(CollectingCalls& calls);
  void assign_slots();

  const ir::Program& program_;
  const ir::Function& function_;
  ir::Liveness liveness_;
  std::vector<RootSite> sites_;
  std::vector<size_t> first_site_;  // by block, with one more behind
  std::vector<uint32_t> slots_;     // by value
  uint32_t count_ = 0;
};

// A value that is put into its slot although no call follows at once.
struct EarlyStore {
  uint32_t slot = 0;
  ir::ValueId value;
};

// What each slot holds at some point: a value, null, or anything.
//
// A value that a loop keeps in its slot is stored there in front of the loop: inside, it needs no store then. Likewise on
// cold ways, where they lead back to others on which a value is in its slot.
class SlotStates {
 public:
  static constexpr uint32_t unknown = UINT32_MAX, null = UINT32_MAX - 1;

  SlotStates(const ir::Function& function, const RootSlots& slots);

  const std::vector<uint32_t>& at_start(ir::BlockId block) const { return at_start_[block.index]; }
  // What is stored at the end of a block.
  const std::vector<EarlyStore>& early_stores(ir::BlockId block) const { return early_stores_[block.index]; }

  // What an operation does to the slots: a value that is defined anew is in none.
  static void define(std::vector<uint32_t>& state, const RootSlots& slots, ir::ValueId value);
  // A site is passed, and everything was stored that it needs.
  static void pass(std::vector<uint32_t>& state, const RootSlots& slots, const RootSite& site);

 private:
  using State = std::vector<uint32_t>;

  void solve(const ir::Function& function, const RootSlots& slots);
  State at_end(const ir::Function& function, const RootSlots& slots, ir::BlockId block) const;
  static State along(const ir::Function& function, const RootSlots& slots, const State& state, const ir::Edge& edge);
  bool meet(const State& passed, ir::BlockId target);
  bool store_early(const ir::Function& function, const RootSlots& slots);
  template <typename IsEntry>
  bool store_on_entries(const ir::Function& function, const RootSlots& slots, std::span<const ir::EdgeReference> edges,
                        const IsEntry& is_entry);

  std::vector<State> at_start_;  // empty: not reached yet
  std::vector<std::vector<EarlyStore>> early_stores_;
};

}  // namespace weft::weave
