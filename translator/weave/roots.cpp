#include "translator/weave/roots.h"

#include <algorithm>
#include <cassert>
#include <unordered_map>
#include <utility>

#include "translator/ir/control_flow.h"
#include "translator/ir/queries.h"
#include "translator/passes/editing.h"
#include "translator/weave/collecting_calls.h"
#include "translator/weave/root_slots.h"

namespace weft::weave {

using namespace ir;

namespace {

// Computes what is derived from a pointer (the same pointer under another type, addresses inside the object) anew where it
// is needed after a collection: only the pointers themselves are roots.
class Rederivation {
 public:
  Rederivation(Program& program, Function& function, CollectingCalls& calls)
      : program_(program), function_(function), calls_(calls), definitions_(function.values.size()) {
    for (BlockId block : reverse_post_order(function))
      for (const Operation& operation : function.block(block).operations)
        if (is_derived(operation)) definitions_[operation.result.index] = operation;
  }

  void run() {
    for (Block& block : function_.blocks) {
      available_.clear();
      std::vector<Operation> operations = std::exchange(block.operations, {});
      for (Operation& operation : operations) {
        for (Operand& operand : operation.operands) operand = available(block, operand);
        bool is_derived = operation.result.index < definitions_.size() && known(operation.result);
        if (calls_.is_collecting(function_, operation)) available_.clear();
        if (is_derived) available_[operation.result.index] = operation.result;
        block.operations.push_back(std::move(operation));
      }
      for_each_operand(block.terminator, [&](Operand& operand) { operand = available(block, operand); });
    }
  }

 private:
  bool known(ValueId value) const { return definitions_[value.index].result.valid(); }

  bool is_derived(const Operation& operation) const {
    auto type_of_first = [&] { return program_.type_of(function_, operation.operands[0]); };
    bool is_of_value = !operation.operands.empty() && operation.operands[0].is_value();
    switch (operation.opcode) {
      case Opcode::CastPointer:
      case Opcode::CastPtrToAdr:
      case Opcode::Tailaddress:
      case Opcode::Arrayaddress: return is_of_value && program_.types.is_gc_pointer(type_of_first());
      case Opcode::AdrAdd:
      case Opcode::AdrSub: return is_of_value && known(operation.operands[0].value());
      default: return false;
    }
  }

  Operand available(Block& block, Operand operand) {
    if (!operand.is_value() || operand.value().index >= definitions_.size() || !known(operand.value())) return operand;
    auto found = available_.find(operand.value().index);
    if (found != available_.end()) return found->second;
    Operation copy = definitions_[operand.value().index];
    copy.operands[0] = available(block, copy.operands[0]);
    const Value original = function_.value(operand.value());
    copy.result = function_.add_value(original.type, original.name);
    block.operations.push_back(copy);
    available_[operand.value().index] = copy.result;
    return copy.result;
  }

  Program& program_;
  Function& function_;
  CollectingCalls& calls_;
  std::vector<Operation> definitions_;                // by value, of those that are derived
  std::unordered_map<uint32_t, ValueId> available_;  // in the block since the last collection
};

// Lets every use of a value that was loaded again see the newest load. After M. Braun et al., "Simple and Efficient
// Construction of Static Single Assignment Form", CC 2013.
class Renaming {
 public:
  // `reloads` gives for each value that a `root_load` defines the value that it stands for.
  Renaming(Function& function, std::unordered_map<uint32_t, ValueId> reloads)
      : function_(function), reloads_(std::move(reloads)), predecessors_(function), at_end_(function.blocks.size()),
        at_start_(function.blocks.size()), is_reloaded_(function.values.size(), false) {
    for (const auto& [load, value] : reloads_) is_reloaded_[value.index] = true;
  }

  void run() {
    for (size_t i = 0; i < function_.blocks.size(); ++i) find_definitions(BlockId{i});
    for (size_t i = 0; i < function_.blocks.size(); ++i) rename(BlockId{i});
  }

 private:
  using Versions = std::unordered_map<uint32_t, ValueId>;

  bool is_reloaded(Operand operand) const {
    return operand.is_value() && operand.value().index < is_reloaded_.size() && is_reloaded_[operand.value().index];
  }

  void define(Versions& versions, ValueId value) const {
    if (is_reloaded(value)) versions[value.index] = value;
    if (auto load = reloads_.find(value.index); load != reloads_.end()) versions[load->second.index] = value;
  }

  void find_definitions(BlockId id) {
    const Block& block = function_.block(id);
    for (ValueId argument : block.arguments) define(at_end_[id.index], argument);
    for (const Operation& operation : block.operations) define(at_end_[id.index], operation.result);
  }

  void rename(BlockId id) {
    Versions here;
    auto replace = [&](Operand& operand) {
      if (!is_reloaded(operand)) return;
      auto found = here.find(operand.value().index);
      operand = found != here.end() ? found->second : version_at_start(id, operand.value());
    };
    for (ValueId argument : function_.block(id).arguments) define(here, argument);
    for (size_t i = 0; i < function_.block(id).operations.size(); ++i) {
      for (Operand& operand : function_.block(id).operations[i].operands) replace(operand);
      define(here, function_.block(id).operations[i].result);
    }
    Terminator& terminator = function_.block(id).terminator;
    if (terminator.operand.valid()) replace(terminator.operand);
    // More arguments may be added on the way, for versions that others ask for.
    for (Edge& edge : terminator.edges)
      for (size_t i = 0; i < edge.arguments.size(); ++i) {
        Operand argument = edge.arguments[i];
        replace(argument);
        edge.arguments[i] = argument;
      }
  }

  ValueId version_at_end(BlockId block, ValueId value) {
    auto found = at_end_[block.index].find(value.index);
    return found != at_end_[block.index].end() ? found->second : version_at_start(block, value);
  }

  ValueId version_at_start(BlockId block, ValueId value) {
    if (auto found = at_start_[block.index].find(value.index); found != at_start_[block.index].end())
      return found->second;
    auto edges = predecessors_.of(block);
    assert(!edges.empty() && "a root is used where it is not defined");
    if (edges.size() == 1) {
      ValueId version = version_at_end(edges[0].source, value);
      return at_start_[block.index][value.index] = version;
    }
    const Value original = function_.value(value);
    ValueId argument = function_.add_value(original.type, original.name);
    at_start_[block.index][value.index] = argument;
    function_.block(block).arguments.push_back(argument);
    for (EdgeReference edge : edges) {
      ValueId version = version_at_end(edge.source, value);
      function_.block(edge.source).terminator.edges[edge.edge].arguments.push_back(version);
    }
    return argument;
  }

  Function& function_;
  std::unordered_map<uint32_t, ValueId> reloads_;
  Predecessors predecessors_;
  std::vector<Versions> at_end_;    // what the block itself defines
  std::vector<Versions> at_start_;  // as far as anybody asked
  std::vector<bool> is_reloaded_;
};

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
    if (!reloads_.empty()) Renaming(function_, std::move(reloads_)).run();
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
    Rederivation(program, function, calls).run();
    FunctionWeaver(program, function, calls, options).run();
  }
}

}  // namespace

void weave_roots(Program& program) { weave(program, {}); }
void weave_moving_roots(Program& program) { weave(program, {.moves_objects = true}); }
void weave_mapped_roots(Program& program) { weave(program, {.in_frames = true}); }
void weave_moving_mapped_roots(Program& program) { weave(program, {.moves_objects = true, .in_frames = true}); }

}  // namespace weft::weave
