#include <algorithm>

#include "translator/ir/operations.h"
#include "translator/ir/queries.h"
#include "translator/passes/call_graph.h"
#include "translator/passes/editing.h"
#include "translator/passes/passes.h"

namespace weft::passes {

using namespace ir;

namespace {

// Starts from the belief that nothing raises and follows the consequences of everything that does.
class RaiseAnalysis {
 public:
  RaiseAnalysis(Program& program, bool before_weaving)
      : program_(program), calls_(program), before_weaving_(before_weaving) {}

  void run() {
    for (size_t i = 0; i < program_.functions.size(); ++i) {
      Function& function = program_.functions[i];
      function.can_raise = !function.is_external && calls_.is_address_taken(FunctionId{i});
    }
    std::vector<FunctionId> pending;
    std::vector<std::vector<FunctionId>> components = calls_.components();
    if (before_weaving_)
      for (const std::vector<FunctionId>& component : components) note_recursion(component);
    // A stack: callees are to be looked at before their callers.
    for (size_t i = components.size(); i-- > 0;)
      pending.insert(pending.end(), components[i].begin(), components[i].end());
    while (!pending.empty()) {
      FunctionId id = pending.back();
      pending.pop_back();
      Function& function = program_.function(id);
      if (function.can_raise || function.is_external || !lets_escape(function)) continue;
      function.can_raise = true;
      const std::vector<FunctionId>& callers = calls_.callers(id);
      pending.insert(pending.end(), callers.begin(), callers.end());
    }
  }

 private:
  bool raises(const Operation& operation) const { return may_raise(program_, operation, before_weaving_); }

  // A circle of direct calls; one through a pointer may raise anyway.
  void note_recursion(const std::vector<FunctionId>& component) {
    const std::vector<FunctionId>& callees = calls_.callees(component[0]);
    if (component.size() == 1 && std::ranges::find(callees, component[0]) == callees.end()) return;
    for (FunctionId function : component) program_.function(function).can_raise = true;
  }

  // Whether an exception leaves the function. A handler is only reached from what may raise.
  bool lets_escape(const Function& function) const {
    std::vector<bool> is_seen(function.blocks.size());
    std::vector<BlockId> pending{Function::entry};
    is_seen[0] = true;
    auto reach = [&](const Edge& edge) {
      if (is_seen[edge.target.index]) return;
      is_seen[edge.target.index] = true;
      pending.push_back(edge.target);
    };
    while (!pending.empty()) {
      const Block& block = function.block(pending.back());
      pending.pop_back();
      const Terminator& terminator = block.terminator;
      if (terminator.kind == TerminatorKind::Raise) return true;
      bool is_try = terminator.kind == TerminatorKind::Try;
      size_t unguarded = block.operations.size() - (is_try ? 1 : 0);
      for (size_t i = 0; i < unguarded; ++i)
        if (raises(block.operations[i])) return true;
      for (size_t i = 0; i < terminator.edges.size(); ++i)
        if (!is_try || i == 0 || raises(block.operations.back())) reach(terminator.edges[i]);
    }
    return false;
  }

  Program& program_;
  CallGraph calls_;
  bool before_weaving_;
};

}  // namespace

void compute_may_raise(Program& program, bool before_weaving) {
  if (program.stage != Stage::Low) return;
  for (Function& function : program.functions)
    if (!function.blocks.empty()) remove_unreachable_blocks(function);
  RaiseAnalysis(program, before_weaving).run();
  for (Function& function : program.functions) {
    bool is_changed = false;
    for (Block& block : function.blocks) {
      if (block.terminator.kind != TerminatorKind::Try) continue;
      if (may_raise(program, block.operations.back(), before_weaving)) continue;
      turn_into_jump(block.terminator);
      is_changed = true;
    }
    if (is_changed) remove_unreachable_blocks(function);
  }
}

}  // namespace weft::passes
