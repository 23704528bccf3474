#include "rpy-frontend/flow/suspension.h"

#include <cassert>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace weft::rpy {

namespace {

using ir::Block;
using ir::BlockId;
using ir::Edge;
using ir::Operand;
using ir::ValueId;

// Each value that outlives a suspension gets a second definition: where control comes back, it is read from the frame.
// The uses are then given the definition that reaches them, through new block arguments where several do (M. Braun et
// al., Simple and Efficient Construction of Static Single Assignment Form, CC 2013).
class SuspensionBuilder {
 public:
  SuspensionBuilder(ir::Function& function, ir::Program& program, std::span<const Suspension> suspensions)
      : function_(function), program_(program), suspensions_(suspensions), frame_(function.blocks[0].arguments[0]) {}

  void run() {
    find_edges();
    find_definitions();
    find_used_arguments();
    find_live_values();
    std::vector<ValueId> kept;
    std::vector<char> is_kept(function_.values.size(), 0);
    for (const Suspension& suspension : suspensions_)
      for (uint32_t value = 0; value < is_kept.size(); ++value)
        if (live_in_[suspension.after.index][value] && !is_kept[value]) {
          is_kept[value] = 1;
          kept.push_back(ValueId{value});
        }
    for (ValueId value : kept) keep(value);
    rewrite(is_kept);
  }

 private:
  struct Incoming {
    BlockId from;
    size_t edge;
  };

  void find_edges() {
    incoming_.resize(function_.blocks.size());
    for (size_t b = 0; b < function_.blocks.size(); ++b) {
      const std::vector<Edge>& edges = function_.blocks[b].terminator.edges;
      for (size_t e = 0; e < edges.size(); ++e) incoming_[edges[e].target.index].push_back({BlockId{b}, e});
    }
  }

  void find_definitions() {
    defined_in_.resize(function_.values.size());
    for (size_t b = 0; b < function_.blocks.size(); ++b) {
      const Block& block = function_.blocks[b];
      for (ValueId argument : block.arguments) defined_in_[argument.index] = BlockId{b};
      for (const ir::Operation& operation : block.operations) defined_in_[operation.result.index] = BlockId{b};
      if (block.terminator.caught.valid()) defined_in_[block.terminator.caught.index] = BlockId{b};
    }
  }

  // Block arguments that nothing reads, except to pass them on to others of that kind, will go.
  void find_used_arguments() {
    is_used_.assign(function_.values.size(), false);
    std::vector<std::vector<Operand>> passed(function_.values.size());  // to each block argument
    std::vector<ValueId> pending;
    auto use = [&](Operand operand) {
      if (!operand.is_value() || is_used_[operand.value().index]) return;
      is_used_[operand.value().index] = true;
      pending.push_back(operand.value());
    };
    for (const Block& block : function_.blocks) {
      for (const ir::Operation& operation : block.operations)
        for (Operand operand : operation.operands) use(operand);
      use(block.terminator.operand);
      for (const Edge& edge : block.terminator.edges)
        for (size_t i = 0; i < edge.arguments.size(); ++i)
          passed[function_.block(edge.target).arguments[i].index].push_back(edge.arguments[i]);
    }
    while (!pending.empty()) {
      ValueId value = pending.back();
      pending.pop_back();
      for (Operand operand : passed[value.index]) use(operand);
    }
  }

  // Calls `visit` with each operand that the block has a use for.
  template <typename Visit>
  void for_each_use(const Block& block, Visit visit) {
    for (const ir::Operation& operation : block.operations)
      for (Operand operand : operation.operands) visit(operand);
    if (block.terminator.operand.valid()) visit(block.terminator.operand);
    for (const Edge& edge : block.terminator.edges)
      for (size_t i = 0; i < edge.arguments.size(); ++i)
        if (is_used_[function_.block(edge.target).arguments[i].index]) visit(edge.arguments[i]);
  }

  // Which values the blocks need from before, as if control went straight through each suspension.
  void find_live_values() {
    size_t count = function_.blocks.size();
    std::vector<std::vector<BlockId>> before(count);  // predecessors
    for (size_t b = 0; b < count; ++b)
      for (const Incoming& each : incoming_[b]) before[b].push_back(each.from);
    for (const Suspension& suspension : suspensions_) before[suspension.after.index].push_back(suspension.before);
    live_in_.assign(count, std::vector<bool>(function_.values.size()));
    std::vector<std::pair<BlockId, ValueId>> work;
    auto need = [&](BlockId block, ValueId value) {
      if (value == frame_ || defined_in_[value.index] == block || live_in_[block.index][value.index]) return;
      live_in_[block.index][value.index] = true;
      work.emplace_back(block, value);
    };
    for (size_t b = 0; b < count; ++b)
      for_each_use(function_.blocks[b], [&](Operand operand) {
        if (operand.is_value()) need(BlockId{b}, operand.value());
      });
    while (!work.empty()) {
      auto [block, value] = work.back();
      work.pop_back();
      for (BlockId each : before[block.index]) need(each, value);
    }
  }

  // Writes the value at each suspension it outlives, and reads it again behind.
  void keep(ValueId value) {
    ir::StringId name = function_.value(value).name;
    std::string text = fmt::format("local_{}_{}", name.valid() ? program_.strings[name] : "", value.index);
    uint32_t attribute = program_.strings.intern(text).index;
    for (const Suspension& suspension : suspensions_) {
      if (!live_in_[suspension.after.index][value.index]) continue;
      ir::LocationId location = function_.block(suspension.before).terminator.location;
      saves_.push_back({suspension.before, value, attribute, location});
      ValueId restored = function_.add_value(ir::TypeTable::any, name);
      restored_[key(suspension.after, value)] = restored;
      std::vector<ir::Operation>& operations = function_.block(suspension.after).operations;
      operations.insert(operations.begin(), {.opcode = ir::Opcode::FrameLoad,
                                             .immediate = attribute,
                                             .result = restored,
                                             .location = location,
                                             .operands = {frame_}});
    }
  }

  static uint64_t key(BlockId block, ValueId value) { return uint64_t{block.index} << 32 | value.index; }

  // The definition that reaches the end of the block, or its operations.
  Operand at_end(BlockId block, ValueId value) {
    if (defined_in_[value.index] == block) return value;
    return at_entry(block, value);
  }

  Operand at_entry(BlockId block, ValueId value) {
    // A chain of blocks with one predecessor each may be long.
    std::vector<uint64_t> passed;
    Operand found;
    while (!found.valid()) {
      if (auto restored = restored_.find(key(block, value)); restored != restored_.end()) {
        found = restored->second;
        break;
      }
      const std::vector<Incoming>& sources = incoming_[block.index];
      if (sources.size() == 1) {
        passed.push_back(key(block, value));
        block = sources[0].from;
        if (defined_in_[value.index] == block) found = value;
        continue;
      }
      assert(!sources.empty() && "keep_across_suspensions: a value is used where no definition reaches");
      ValueId argument = function_.add_value(ir::TypeTable::any, function_.value(value).name);
      function_.block(block).arguments.push_back(argument);
      restored_[key(block, value)] = argument;
      for (const Incoming& each : sources) {
        Operand operand = at_end(each.from, value);
        function_.block(each.from).terminator.edges[each.edge].arguments.push_back(operand);
      }
      found = argument;
    }
    for (uint64_t each : passed) restored_[each] = found.value();
    return found;
  }

  void rewrite(const std::vector<char>& is_kept) {
    // Finding definitions appends to edges: what was there before is counted first.
    struct EdgeCount {
      BlockId block;
      size_t edge, count;
    };
    std::vector<EdgeCount> counts;
    for (size_t b = 0; b < function_.blocks.size(); ++b)
      for (size_t e = 0; e < function_.blocks[b].terminator.edges.size(); ++e)
        counts.push_back({BlockId{b}, e, function_.blocks[b].terminator.edges[e].arguments.size()});
    auto renamed = [&](BlockId block, Operand operand) {
      if (!operand.is_value() || operand.value().index >= is_kept.size() || !is_kept[operand.value().index])
        return operand;
      return at_end(block, operand.value());
    };
    for (size_t b = 0; b < function_.blocks.size(); ++b) {
      for (size_t i = 0; i < function_.blocks[b].operations.size(); ++i)
        for (size_t o = 0; o < function_.blocks[b].operations[i].operands.size(); ++o) {
          Operand changed = renamed(BlockId{b}, function_.blocks[b].operations[i].operands[o]);
          function_.blocks[b].operations[i].operands[o] = changed;
        }
      if (Operand operand = function_.blocks[b].terminator.operand; operand.valid())
        function_.blocks[b].terminator.operand = renamed(BlockId{b}, operand);
    }
    for (const EdgeCount& each : counts)
      for (size_t i = 0; i < each.count; ++i) {
        ValueId target = function_.block(function_.block(each.block).terminator.edges[each.edge].target).arguments[i];
        if (!is_used_[target.index]) continue;
        Operand operand = function_.block(each.block).terminator.edges[each.edge].arguments[i];
        Operand changed = renamed(each.block, operand);
        function_.block(each.block).terminator.edges[each.edge].arguments[i] = changed;
      }
    for (const Save& save : saves_) {
      Operand operand = at_end(save.block, save.value);
      ValueId result = function_.add_value(ir::TypeTable::void_);
      function_.block(save.block)
          .operations.push_back({.opcode = ir::Opcode::FrameStore,
                                 .immediate = save.attribute,
                                 .result = result,
                                 .location = save.location,
                                 .operands = {frame_, operand}});
    }
  }

  struct Save {
    BlockId block;
    ValueId value;
    uint32_t attribute;
    ir::LocationId location;
  };

  ir::Function& function_;
  ir::Program& program_;
  std::span<const Suspension> suspensions_;
  ValueId frame_;
  std::vector<std::vector<Incoming>> incoming_;
  std::vector<BlockId> defined_in_;
  std::vector<bool> is_used_;  // by value
  std::vector<std::vector<bool>> live_in_;          // by block and value
  std::unordered_map<uint64_t, ValueId> restored_;  // what stands for a value in a block that does not define it
  std::vector<Save> saves_;
};

}  // namespace

void keep_across_suspensions(ir::Function& function, ir::Program& program, std::span<const Suspension> suspensions) {
  SuspensionBuilder(function, program, suspensions).run();
}

}  // namespace weft::rpy
