#include "translator/weave/polls.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "translator/ir/builder.h"
#include "translator/weave/gc.h"

namespace weft::weave {

using namespace ir;

namespace {

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
// which there will be copies (passes/thread_dispatch.cpp). Returns where the rest of the block is.
BlockId expand_poll(Program& program, FunctionId id, BlockId block, size_t position) {
  Function& function = program.function(id);
  LocationId location = function.block(block).operations[position].location;
  BlockId rest = function.add_block(), stop = function.add_block();
  auto split = [&](size_t first, BlockId target) {
    std::vector<Operation>& operations = function.block(block).operations;
    auto begin = operations.begin() + static_cast<std::ptrdiff_t>(first);
    function.block(target).operations.assign(std::make_move_iterator(begin), std::make_move_iterator(operations.end()));
    operations.erase(begin, operations.end());
    function.block(target).terminator = std::exchange(function.block(block).terminator, {});
  };
  split(position + 1, rest);
  function.block(block).operations.pop_back();  // the poll
  Builder builder(program, id, block);
  builder.set_location(location);
  std::vector<Operand> again;
  if (position > 0) {
    BlockId asking = builder.new_block();
    builder.jump(asking);
    builder.set_block(asking);
  } else {
    const std::vector<ValueId>& arguments = function.block(block).arguments;
    again.assign(arguments.begin(), arguments.end());
  }
  BlockId asking = builder.block();
  Operand is_asked = builder.call(find_question(program, stop_question), {});
  builder.branch(builder.emit(Opcode::Unlikely, TypeTable::bool_, {is_asked}), stop, rest);
  builder.set_block(stop);
  builder.call(find_question(program, attend_function), {});
  builder.jump(asking, std::move(again));
  return rest;
}

}  // namespace

FunctionId find_question(Program& program, const char* name) {
  if (FunctionId known = program.find_function(name); known.valid()) return known;
  TypeId type = program.types.function({{}, TypeTable::bool_});
  return program.add_function(
      {.name = name, .display_name = name, .type = type, .is_external = true, .can_raise = false});
}

bool lets_others_run(const Program& program, const Function& function) {
  if (!program.has_threads() || !function.is_external) return false;
  return function.is_blocking || function.name == attend_function || function.name == stop_world_function;
}

void place_polls(Program& program) {
  assert(program.stage == Stage::Low);
  const std::vector<bool> is_collecting = functions_of_collector(program);
  for (size_t i = 0; i < is_collecting.size(); ++i) {
    Function& function = program.functions[i];
    if (is_collecting[i] || function.blocks.empty() || function.is_atomic) continue;
    for (BlockId head : find_loop_heads(function)) {
      Block& block = function.block(head);
      LocationId location = block.operations.empty() ? block.terminator.location : block.operations[0].location;
      Operation poll{.opcode = Opcode::Poll, .result = function.add_value(TypeTable::void_), .location = location};
      block.operations.insert(block.operations.begin(), std::move(poll));
    }
  }
}

void weave_polls(Program& program) {
  assert(program.stage == Stage::Low);
  for (size_t i = 0; i < program.functions.size(); ++i)
    for (size_t block = 0; block < program.functions[i].blocks.size(); ++block) {
      BlockId current{block};
      for (;;) {
        const std::vector<Operation>& operations = program.functions[i].block(current).operations;
        auto poll = std::ranges::find(operations, Opcode::Poll, &Operation::opcode);
        if (poll == operations.end()) break;
        current = expand_poll(program, FunctionId{i}, current, static_cast<size_t>(poll - operations.begin()));
      }
    }
}

}  // namespace weft::weave
