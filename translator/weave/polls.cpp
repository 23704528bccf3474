#include "translator/weave/polls.h"

#include <cassert>
#include <string_view>
#include <utility>

#include "translator/ir/builder.h"
#include "translator/weave/gc.h"

namespace weft::weave {

using namespace ir;

namespace {

FunctionId find_question(Program& program, const char* name) {
  if (FunctionId known = program.find_function(name); known.valid()) return known;
  TypeId type = program.types.function({{}, TypeTable::bool_});
  return program.add_function(
      {.name = name, .display_name = name, .type = type, .is_external = true, .can_raise = false});
}

// The blocks that a depth-first search comes back to while it is still in them: every circle has one.
std::vector<BlockId> find_loop_heads(const Function& function) {
  enum class State : uint8_t { New, Open, Done };
  struct Visit {
    BlockId block;
    size_t next;
  };
  std::vector<State> states(function.blocks.size(), State::New);
  std::vector<bool> is_head(function.blocks.size());
  std::vector<Visit> stack{{Function::entry, 0}};
  states[Function::entry.index] = State::Open;
  while (!stack.empty()) {
    Visit& visit = stack.back();
    const std::vector<Edge>& edges = function.block(visit.block).terminator.edges;
    if (visit.next == edges.size()) {
      states[visit.block.index] = State::Done;
      stack.pop_back();
      continue;
    }
    BlockId target = edges[visit.next++].target;
    State& state = states[target.index];
    if (state == State::Open) is_head[target.index] = true;
    if (state != State::New) continue;
    state = State::Open;
    stack.push_back({target, 0});
  }
  std::vector<BlockId> result;
  for (size_t i = 0; i < is_head.size(); ++i)
    if (is_head[i]) result.emplace_back(i);
  return result;
}

// Who has stopped asks once more, so that what follows the poll has one way in: it may be an interpreter's dispatch, of
// which there will be copies (passes/thread_dispatch.cpp).
void poll_at(Program& program, FunctionId id, BlockId head, FunctionId question, FunctionId attend) {
  Function& function = program.function(id);
  BlockId body = function.add_block(), stop = function.add_block();
  Block& block = function.block(head);
  std::vector<ValueId> arguments = block.arguments;
  function.block(body) = std::exchange(block, {});
  function.block(body).arguments.clear();
  block.arguments = std::move(arguments);
  const Block& rest = function.block(body);

  Builder builder(program, id, head);
  builder.set_location(rest.operations.empty() ? rest.terminator.location : rest.operations[0].location);
  Operand is_asked = builder.call(question, {});
  builder.branch(builder.emit(Opcode::Unlikely, TypeTable::bool_, {is_asked}), stop, body);
  builder.set_block(stop);
  builder.call(attend, {});
  std::vector<Operand> again(function.block(head).arguments.begin(), function.block(head).arguments.end());
  builder.jump(head, std::move(again));
}

}  // namespace

FunctionId find_stack_question(Program& program) { return find_question(program, stack_question); }
FunctionId find_attend_function(Program& program) { return find_question(program, attend_function); }

void weave_polls(Program& program) {
  assert(program.stage == Stage::Low);
  const std::vector<bool> is_collecting = functions_of_collector(program);
  FunctionId question = find_stack_question(program), attend = find_attend_function(program);
  for (size_t i = 0; i < is_collecting.size(); ++i) {
    if (is_collecting[i] || program.functions[i].blocks.empty()) continue;
    for (BlockId head : find_loop_heads(program.functions[i])) poll_at(program, FunctionId{i}, head, question, attend);
  }
}

}  // namespace weft::weave
