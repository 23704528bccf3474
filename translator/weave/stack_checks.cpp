#include "translator/weave/stack_checks.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "translator/ir/builder.h"
#include "translator/ir/queries.h"
#include "translator/weave/gc.h"
#include "translator/weave/polls.h"
#include "translator/weave/possible_calls.h"
#include "translator/weave/stackless.h"

namespace weft::weave {

using namespace ir;

namespace {

// A depth-first search; each call back to a node that the search is still in closes a circle. The function called is
// checked, or the caller if the call goes through a pointer.
class CircleBreaker {
 public:
  explicit CircleBreaker(const Program& program) : calls_(program), states_(calls_.size(), State::New) {
    is_checked_.resize(program.functions.size());
  }

  std::vector<bool> run() {
    for (uint32_t node = 0; node < calls_.size(); ++node) search(node);
    return std::move(is_checked_);
  }

 private:
  enum class State : uint8_t { New, Open, Done };
  struct Visit {
    uint32_t node;
    size_t next;
  };

  void search(uint32_t root) {
    if (states_[root] != State::New) return;
    std::vector<Visit> stack;
    auto enter = [&](uint32_t node) {
      states_[node] = State::Open;
      stack.push_back({node, 0});
    };
    enter(root);
    while (!stack.empty()) {
      Visit& visit = stack.back();
      if (visit.next == calls_.of(visit.node).size()) {
        states_[visit.node] = State::Done;
        stack.pop_back();
        continue;
      }
      uint32_t callee = calls_.of(visit.node)[visit.next++];
      if (states_[callee] == State::Open)
        is_checked_[calls_.is_function(callee) ? callee : visit.node] = true;
      else if (states_[callee] == State::New)
        enter(callee);
    }
  }

  PossibleCalls calls_;
  std::vector<State> states_;
  std::vector<bool> is_checked_;
};

// What is done when there is no stack left.
struct Remedy {
  FunctionId make_error;  // of an exception to raise; or
  FunctionId unwind;      // makes room, and then the function goes on
};

// Returns the block for when there is no stack left. The old entry keeps its operations and becomes a block like any
// other, the one that the builder is left with: a loop may lead back to it.
BlockId add_question(Builder& builder) {
  FunctionId question = find_question(builder.program(), stack_question);
  Function& function = builder.function();
  BlockId body = function.add_block(), too_deep = function.add_block();
  Block& entry = function.block(Function::entry);
  function.block(body) = std::exchange(entry, {});
  // Nothing jumps to an entry, so its arguments stay where they are: they dominate everything.
  entry.arguments = std::exchange(function.block(body).arguments, {});

  builder.set_block(Function::entry);
  builder.set_location(function.location);
  Operand is_deep = builder.call(question, {});
  builder.branch(builder.emit(Opcode::Unlikely, TypeTable::bool_, {is_deep}), too_deep, body);
  builder.set_block(body);
  return too_deep;
}

void check_stack(Program& program, FunctionId id, Remedy remedy) {
  FunctionId really_deep;
  if (program.has_threads()) {
    bool is_atomic = program.function(id).is_atomic;
    really_deep = find_question(program, is_atomic ? depth_question : attend_function);
  }
  Builder builder(program, id);
  BlockId too_deep = add_question(builder), body = builder.block();
  builder.set_block(too_deep);
  if (really_deep.valid()) {
    BlockId really = builder.new_block();
    builder.branch(builder.call(really_deep, {}), really, body);
    builder.set_block(really);
  }
  if (remedy.unwind.valid()) {
    builder.call(remedy.unwind, {});
    builder.jump(body);
  } else {
    builder.raise(builder.call(remedy.make_error, {}));
  }
}

}  // namespace

void weave_stack_checks(Program& program) {
  assert(program.stage == Stage::Low);
  FunctionId make_error = program.find_function(recursion_error_function);
  if (!make_error.valid()) return;
  std::erase(program.kept_functions, make_error);
  Remedy remedy{make_error, program.find_function(std::string(stackless_prefix) + "unwind_stack")};
  std::vector<bool> is_checked = CircleBreaker(program).run();
  const std::vector<bool> is_collecting = functions_of_collector(program);
  for (size_t i = 0; i < is_checked.size(); ++i)
    if (is_collecting[i]) is_checked[i] = false;
  if (std::ranges::none_of(is_checked, std::identity())) return;
  for (size_t i = 0; i < is_checked.size(); ++i)
    if (is_checked[i]) check_stack(program, FunctionId{i}, remedy);
}

BlockId way_of_full_stack(Program& program, FunctionId id) {
  FunctionId question = find_question(program, stack_question);
  const Block& entry = program.function(id).block(Function::entry);
  if (!entry.operations.empty() && direct_callee(program, entry.operations[0]) == question)
    return entry.terminator.edges[0].target;
  Builder builder(program, id);
  BlockId too_deep = add_question(builder), body = builder.block();
  builder.set_block(too_deep);
  builder.jump(body);
  return too_deep;
}

}  // namespace weft::weave
