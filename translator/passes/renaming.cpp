#include "translator/passes/renaming.h"

#include <cassert>
#include <utility>
#include <vector>

#include "translator/ir/control_flow.h"

namespace weft::passes {

using namespace ir;

namespace {

class Renaming {
 public:
  Renaming(Function& function, Redefinitions redefinitions)
      : function_(function), redefinitions_(std::move(redefinitions)), predecessors_(function),
        at_end_(function.blocks.size()), at_start_(function.blocks.size()),
        is_redefined_(function.values.size(), false) {
    for (const auto& [definition, value] : redefinitions_) is_redefined_[value.index] = true;
  }

  void run() {
    for (size_t i = 0; i < function_.blocks.size(); ++i) find_definitions(BlockId{i});
    for (size_t i = 0; i < function_.blocks.size(); ++i) rename(BlockId{i});
  }

 private:
  using Versions = std::unordered_map<uint32_t, ValueId>;

  bool is_redefined(Operand operand) const {
    return operand.is_value() && operand.value().index < is_redefined_.size() && is_redefined_[operand.value().index];
  }

  void define(Versions& versions, ValueId value) const {
    if (is_redefined(value)) versions[value.index] = value;
    if (auto found = redefinitions_.find(value.index); found != redefinitions_.end()) versions[found->second.index] = value;
  }

  void find_definitions(BlockId id) {
    const Block& block = function_.block(id);
    for (ValueId argument : block.arguments) define(at_end_[id.index], argument);
    for (const Operation& operation : block.operations) define(at_end_[id.index], operation.result);
  }

  void rename(BlockId id) {
    Versions here;
    auto replace = [&](Operand& operand) {
      if (!is_redefined(operand)) return;
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
    assert(!edges.empty() && "a value is used where it is not defined");
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
  std::unordered_map<uint32_t, ValueId> redefinitions_;
  Predecessors predecessors_;
  std::vector<Versions> at_end_;    // what the block itself defines
  std::vector<Versions> at_start_;  // as far as anybody asked
  std::vector<bool> is_redefined_;
};

}  // namespace

void rename_redefined(Function& function, Redefinitions redefinitions) {
  Renaming(function, std::move(redefinitions)).run();
}

}  // namespace weft::passes
