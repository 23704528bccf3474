#include "translator/weave/collection_promises.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <unordered_map>

#include "translator/ir/control_flow.h"
#include "translator/ir/queries.h"
#include "translator/weave/possible_calls.h"

namespace weft::weave {

using namespace ir;

namespace {

// Looks for a way from a function to an operation that breaks its promise.
class Search {
 public:
  Search(const Program& program, PossibleCalls& calls, Promise promise)
      : program_(program), calls_(calls), promise_(promise) {}

  std::optional<std::vector<BrokenPromise::Step>> run(FunctionId start) {
    // Of a function that is called where a handler catches exceptions, what it does before it raises one counts.
    enter({start.index, promise_ == Promise::LightFinalizer}, {}, {});
    while (!pending_.empty()) {
      Visit visit = pending_.front();
      pending_.pop_front();
      if (!calls_.is_function(visit.node)) {
        for (uint32_t callee : calls_.of(visit.node)) enter({callee, visit.counts_raising}, visit, {});
        continue;
      }
      if (auto way = look_at(visit)) return way;
    }
    return std::nullopt;
  }

 private:
  struct Visit {
    uint32_t node = UINT32_MAX;
    bool counts_raising = false;
    uint64_t key() const { return uint64_t{node} * 2 + (counts_raising ? 1 : 0); }
  };
  struct Origin {
    Visit from;
    LocationId location;  // of the call; invalid for the step from a pointer to what it points to
  };

  void enter(Visit visit, Visit from, LocationId location) {
    if (calls_.is_function(visit.node) && program_.functions[visit.node].blocks.empty()) return;
    if (origins_.try_emplace(visit.key(), Origin{from, location}).second) pending_.push_back(visit);
  }

  std::optional<std::vector<BrokenPromise::Step>> look_at(const Visit& visit) {
    const Function& function = program_.functions[visit.node];
    std::vector<bool> returns = leads_to_return(function);
    for (size_t i = 0; i < function.blocks.size(); ++i) {
      const Block& block = function.blocks[i];
      if (!returns[i] && !visit.counts_raising) continue;
      for (const Operation& operation : block.operations) {
        if (const char* what = offence(function, operation)) return way_to(visit, operation.location, what);
        bool is_tried = block.terminator.kind == TerminatorKind::Try && &operation == &block.operations.back();
        bool counts_raising =
            visit.counts_raising || (is_tried && returns[block.terminator.edges[1].target.index]);
        FunctionId callee = direct_callee(program_, operation);
        if (callee.valid()) enter({callee.index, counts_raising}, visit, operation.location);
        if (operation.opcode == Opcode::IndirectCall)
          enter({calls_.node_of(program_.type_of(function, operation.operands[0])), counts_raising}, visit,
                operation.location);
      }
    }
    return std::nullopt;
  }

  // The blocks from which the function can return.
  static std::vector<bool> leads_to_return(const Function& function) {
    std::vector<bool> result(function.blocks.size());
    Predecessors predecessors(function);
    std::vector<BlockId> pending;
    auto reach = [&](BlockId block) {
      if (result[block.index]) return;
      result[block.index] = true;
      pending.push_back(block);
    };
    for (size_t i = 0; i < function.blocks.size(); ++i)
      if (function.blocks[i].terminator.kind == TerminatorKind::Return) reach(BlockId{i});
    while (!pending.empty()) {
      BlockId block = pending.back();
      pending.pop_back();
      for (EdgeReference edge : predecessors.of(block)) reach(edge.source);
    }
    return result;
  }

  // What the operation does that was promised not to happen; null if nothing.
  const char* offence(const Function& function, const Operation& operation) const {
    switch (operation.opcode) {
      case Opcode::Malloc:
      case Opcode::MallocVarsize:
      case Opcode::MallocUncleared: return "allocates memory";
      case Opcode::DirectCall: {
        FunctionId callee = direct_callee(program_, operation);
        if (!callee.valid() || !program_.function(callee).is_external) return nullptr;
        const std::string& name = program_.function(callee).name;
        if (name == "weft_collect" || name == "weft_collect_step" || name == "weft_add_memory_pressure") return "collects memory";
        bool calls_back = !name.starts_with("weft_") && std::ranges::any_of(program_.kept_functions, [&](FunctionId id) {
          return program_.function(id).name.starts_with("callback.");
        });
        return calls_back ? "may be called back by C" : nullptr;
      }
      default: return promise_ == Promise::LightFinalizer ? use_of_reference(function, operation) : nullptr;
    }
  }

  const char* use_of_reference(const Function& function, const Operation& operation) const {
    const OperationInfo& row = info(operation.opcode);
    auto is_reference = [&](TypeId type) { return program_.types.is_gc_pointer(type); };
    if (row.reads() && is_reference(function.value(operation.result).type))
      return "reads a reference to another object";
    if (row.writes() && !operation.operands.empty() && operation.operands.back().is_value() &&
        operation.operands.size() > 1 && is_reference(program_.type_of(function, operation.operands.back())))
      return "stores a reference to an object";
    return nullptr;
  }

  std::vector<BrokenPromise::Step> way_to(Visit visit, LocationId location, const char* what) const {
    std::vector<BrokenPromise::Step> backwards;
    add_place(backwards, location, what);
    for (;;) {
      const Origin& origin = origins_.at(visit.key());
      if (origin.from.node == UINT32_MAX) break;
      if (origin.location.valid())
        add_place(backwards, origin.location,
                  calls_.is_function(visit.node)
                      ? fmt::format("calls `{}`", program_.functions[visit.node].display_name)
                      : fmt::format("may call `{}`", called_through_pointer_));
      else if (calls_.is_function(visit.node))
        called_through_pointer_ = program_.functions[visit.node].display_name;
      visit = origin.from;
    }
    return {backwards.rbegin(), backwards.rend()};
  }

  // Code that was inlined stands for calls.
  void add_place(std::vector<BrokenPromise::Step>& backwards, LocationId location, std::string what) const {
    while (location.valid()) {
      backwards.push_back({location, std::move(what)});
      const Location& place = program_.locations[location.index];
      if (!place.inlined_at.valid()) return;
      what = fmt::format("calls `{}`", place.function.valid() ? program_.strings[place.function] : "?");
      location = place.inlined_at;
    }
  }

  const Program& program_;
  PossibleCalls& calls_;
  Promise promise_;
  std::deque<Visit> pending_;
  std::unordered_map<uint64_t, Origin> origins_;
  mutable std::string called_through_pointer_;
};

}  // namespace

std::vector<BrokenPromise> find_broken_promises(const Program& program, const std::vector<PromisingFunction>& promises) {
  std::vector<BrokenPromise> broken;
  PossibleCalls calls(program);
  for (const PromisingFunction& each : promises)
    if (auto way = Search(program, calls, each.promise).run(each.function)) broken.push_back({each, std::move(*way)});
  return broken;
}

}  // namespace weft::weave
