#include "translator/weave/stack_checks.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "translator/ir/builder.h"
#include "translator/ir/control_flow.h"
#include "translator/ir/queries.h"

namespace weft::weave {

using namespace ir;

namespace {

// Who may call whom. Nodes are functions and, behind them, one for each class of function pointers: whoever calls through
// a pointer calls its class, which calls every function that a pointer of that class may hold.
class PossibleCalls {
 public:
  explicit PossibleCalls(const Program& program) : program_(program), calls_(program.functions.size()) {
    for (const Function& function : program.functions) unite_casts(function);
    for (size_t i = 0; i < program.functions.size(); ++i) add_calls(FunctionId{i});
    for (const Data& data : program.data) {
      for (ConstantId value : data.fields) take_address(value);
      for (ConstantId value : data.items) take_address(value);
    }
  }

  size_t size() const { return calls_.size(); }
  bool is_function(uint32_t node) const { return node < program_.functions.size(); }
  const std::vector<uint32_t>& of(uint32_t node) const { return calls_[node]; }

 private:
  bool is_function_pointer(TypeId type) const {
    return program_.types.kind(type) == TypeKind::Pointer &&
           program_.types.kind(program_.types.pointee(type)) == TypeKind::Function;
  }

  // What is cast to another type of pointer may be called through both.
  void unite_casts(const Function& function) {
    for (const Block& block : function.blocks)
      for (const Operation& operation : block.operations) {
        if (operation.opcode != Opcode::CastPointer) continue;
        TypeId from = program_.type_of(function, operation.operands[0]), to = function.value(operation.result).type;
        if (is_function_pointer(from) && is_function_pointer(to)) parent_[root(from)] = root(to);
      }
  }

  TypeId root(TypeId type) {
    for (;;) {
      TypeId parent = parent_.try_emplace(type, type).first->second;
      if (parent == type) return type;
      type = parent;
    }
  }

  uint32_t class_of(TypeId pointer) {
    auto [position, is_new] = classes_.try_emplace(root(pointer), static_cast<uint32_t>(calls_.size()));
    if (is_new) calls_.emplace_back();
    return position->second;
  }

  void take_address(ConstantId id) {
    const Constant& constant = program_.constants[id];
    if (constant.kind != ConstantKind::Function) return;
    std::vector<uint32_t>& held = calls_[class_of(constant.type)];
    held.push_back(constant.as_function().index);
  }

  void take_address(Operand operand) {
    if (operand.is_constant()) take_address(operand.constant());
  }

  void add_calls(FunctionId caller) {
    const Function& function = program_.function(caller);
    auto call = [&](uint32_t callee) { calls_[caller.index].push_back(callee); };
    for (const Block& block : function.blocks) {
      for (const Operation& operation : block.operations) {
        FunctionId callee = direct_callee(program_, operation);
        bool is_foreign = callee.valid() && program_.function(callee).is_external;
        if (callee.valid() && !is_foreign) call(callee.index);
        if (operation.opcode == Opcode::IndirectCall) call(class_of(program_.type_of(function, operation.operands[0])));
        for (size_t i = callee.valid() ? 1 : 0; i < operation.operands.size(); ++i) {
          take_address(operation.operands[i]);
          // C calls what it is given.
          TypeId type = program_.type_of(function, operation.operands[i]);
          if (is_foreign && is_function_pointer(type)) call(class_of(type));
        }
      }
      for_each_operand(block.terminator, [&](Operand operand) { take_address(operand); });
    }
  }

  const Program& program_;
  std::vector<std::vector<uint32_t>> calls_;
  std::unordered_map<TypeId, TypeId> parent_;
  std::unordered_map<TypeId, uint32_t> classes_;
};

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

FunctionId stack_question(Program& program) {
  constexpr const char* name = "weft_stack_too_deep";
  if (FunctionId known = program.find_function(name); known.valid()) return known;
  TypeId type = program.types.function({{}, TypeTable::bool_});
  return program.add_function(
      {.name = name, .display_name = name, .type = type, .is_external = true, .can_raise = false});
}

// The old entry keeps its operations and becomes a block like any other: a loop may lead back to it.
void check_stack(Program& program, FunctionId id, FunctionId question, FunctionId make_error) {
  Function& function = program.function(id);
  LocationId location = function.location;
  BlockId body = function.add_block(), too_deep = function.add_block();
  Block& entry = function.block(Function::entry);
  function.block(body) = std::exchange(entry, {});
  // Nothing jumps to an entry, so its arguments stay where they are: they dominate everything.
  entry.arguments = std::exchange(function.block(body).arguments, {});

  Builder builder(program, id, Function::entry);
  builder.set_location(location);
  Operand is_deep = builder.call(question, {});
  builder.branch(builder.emit(Opcode::Unlikely, TypeTable::bool_, {is_deep}), too_deep, body);
  builder.set_block(too_deep);
  builder.raise(builder.call(make_error, {}));
}

}  // namespace

void weave_stack_checks(Program& program) {
  assert(program.stage == Stage::Low);
  FunctionId make_error = program.find_function(recursion_error_function);
  if (!make_error.valid()) return;
  std::erase(program.kept_functions, make_error);
  std::vector<bool> is_checked = CircleBreaker(program).run();
  if (std::ranges::none_of(is_checked, std::identity())) return;
  FunctionId question = stack_question(program);
  for (size_t i = 0; i < is_checked.size(); ++i)
    if (is_checked[i]) check_stack(program, FunctionId{i}, question, make_error);
}

}  // namespace weft::weave
