#include "translator/weave/exceptions.h"

#include <cassert>
#include <utility>

#include "translator/ir/control_flow.h"
#include "translator/ir/operations.h"
#include "translator/ir/queries.h"
#include "translator/passes/editing.h"

namespace weft::weave {

using namespace ir;

namespace {

// Where exceptions come from: the block arguments through which one that was caught is passed on to a `raise`.
class RaisedArguments {
 public:
  explicit RaisedArguments(Function& function)
      : function_(function), definitions_(passes::defining_operations(function)), predecessors_(function),
        places_(function.values.size()), is_raised_(function.values.size()), is_caught_(function.values.size()) {
    for (size_t i = 0; i < function.blocks.size(); ++i) {
      const Block& block = function.blocks[i];
      // A parameter's history is not known: to this function the exception is new.
      if (i > 0)
        for (uint32_t k = 0; k < block.arguments.size(); ++k) places_[block.arguments[k].index] = {BlockId{i}, k};
      if (block.terminator.caught.valid()) is_caught_[block.terminator.caught.index] = true;
    }
    for (const Block& block : function.blocks)
      if (block.terminator.kind == TerminatorKind::Raise) follow(block.terminator.operand);
    while (!pending_.empty()) {
      Place place = places_[pending_.back().index];
      pending_.pop_back();
      for (EdgeReference edge : predecessors_.of(place.block))
        follow(function_.block(edge.source).terminator.edges[edge.edge].arguments[place.position]);
    }
  }

  // Whether what a block argument receives may be raised.
  bool is_raised(ValueId argument) const { return is_raised_[argument.index]; }

  // Whether an exception begins its way here, rather than having been caught or passed on.
  bool is_new(Operand operand) const {
    operand = origin(operand);
    if (!operand.is_value()) return true;
    uint32_t value = operand.value().index;
    bool is_no_exception = definitions_[value] && definitions_[value]->opcode == Opcode::Unwinding;
    return !is_raised_[value] && !is_caught_[value] && !is_no_exception;
  }

 private:
  struct Place {
    BlockId block;
    uint32_t position = 0;
  };

  Operand origin(Operand operand) const {
    while (operand.is_value()) {
      const Operation* operation = definitions_[operand.value().index];
      if (!operation || (operation->opcode != Opcode::CastPointer && operation->opcode != Opcode::SameAs)) break;
      operand = operation->operands[0];
    }
    return operand;
  }

  void follow(Operand operand) {
    operand = origin(operand);
    if (!operand.is_value()) return;
    ValueId value = operand.value();
    if (!places_[value.index].block.valid() || is_raised_[value.index]) return;
    is_raised_[value.index] = true;
    pending_.push_back(value);
  }

  Function& function_;
  std::vector<Operation*> definitions_;
  Predecessors predecessors_;
  std::vector<Place> places_;  // of block arguments
  std::vector<bool> is_raised_, is_caught_;
  std::vector<ValueId> pending_;
};

class ExceptionWeaver {
 public:
  ExceptionWeaver(Program& program, Function& function, TypeId exception_type)
      : program_(program), function_(function), exception_type_(exception_type) {}

  void run() {
    passes::remove_unreachable_blocks(function_);
    if (!std::ranges::any_of(function_.blocks, [&](const Block& block) { return is_concerned(block); })) return;
    if (function_.name != raise_again_function) start_tracebacks();
    size_t blocks = function_.blocks.size();
    for (size_t i = 0; i < blocks; ++i) check_calls(BlockId{i});
  }

 private:
  bool raises(const Operation& operation) const { return may_raise(program_, operation, false); }

  bool is_concerned(const Block& block) const {
    TerminatorKind kind = block.terminator.kind;
    return kind == TerminatorKind::Raise || kind == TerminatorKind::Try ||
           std::ranges::any_of(block.operations, [&](const Operation& operation) { return raises(operation); });
  }

  void append(BlockId block, Opcode opcode, LocationId location) {
    function_.block(block).operations.push_back(
        {.opcode = opcode, .result = function_.add_value(TypeTable::void_), .location = location});
  }

  ValueId append(BlockId block, Opcode opcode, TypeId type, std::vector<Operand> operands, LocationId location) {
    ValueId result = function_.add_value(type);
    function_.block(block).operations.push_back(
        {.opcode = opcode, .result = result, .location = location, .operands = std::move(operands)});
    return result;
  }

  void start_traceback(BlockId block, LocationId location) {
    append(block, Opcode::ClearTraceback, location);
    append(block, Opcode::RecordTraceback, location);
  }

  // Where a new exception is raised, or goes to a handler of this function that may pass it on.
  struct NewException {
    BlockId block;
    size_t edge;  // `raised`: it leaves the function
  };
  static constexpr size_t raised = SIZE_MAX;

  std::vector<NewException> find_new_exceptions(const RaisedArguments& arguments) const {
    std::vector<NewException> result;
    for (size_t i = 0; i < function_.blocks.size(); ++i) {
      const Terminator& terminator = function_.blocks[i].terminator;
      if (terminator.kind == TerminatorKind::Raise && arguments.is_new(terminator.operand))
        result.push_back({BlockId{i}, raised});
      // Behind a `try`, what goes on to be raised is what was caught.
      size_t edges = terminator.kind == TerminatorKind::Try ? 1 : terminator.edges.size();
      for (size_t k = 0; k < edges; ++k)
        if (carries_new_exception(terminator.edges[k], arguments)) result.push_back({BlockId{i}, k});
    }
    return result;
  }

  void start_tracebacks() {
    std::vector<NewException> found;
    {
      RaisedArguments arguments(function_);
      note_handlers(arguments);
      found = find_new_exceptions(arguments);
    }
    for (NewException each : found) {
      const Terminator& terminator = function_.block(each.block).terminator;
      LocationId location = terminator.location;
      bool is_only_way = each.edge == raised || terminator.kind == TerminatorKind::Jump;
      start_traceback(is_only_way ? each.block : split_edge(each.block, each.edge), location);
    }
  }

  bool carries_new_exception(const Edge& edge, const RaisedArguments& arguments) const {
    const std::vector<ValueId>& parameters = function_.block(edge.target).arguments;
    for (size_t i = 0; i < parameters.size(); ++i)
      if (arguments.is_raised(parameters[i]) && arguments.is_new(edge.arguments[i])) return true;
    return false;
  }

  BlockId split_edge(BlockId source, size_t position) {
    BlockId between = function_.add_block();
    is_traced_.push_back(false);
    Terminator& terminator = function_.block(between).terminator;
    Edge& edge = function_.block(source).terminator.edges[position];
    terminator.kind = TerminatorKind::Jump;
    terminator.location = function_.block(source).terminator.location;
    terminator.edges.push_back(std::exchange(edge, Edge{between, {}}));
    return between;
  }

  // A handler that never passes an exception on needs no traceback.
  void note_handlers(const RaisedArguments& arguments) {
    is_traced_.assign(function_.blocks.size(), false);
    for (size_t i = 0; i < function_.blocks.size(); ++i) {
      const Terminator& terminator = function_.blocks[i].terminator;
      if (terminator.kind != TerminatorKind::Try) continue;
      const Edge& handler = terminator.edges[1];
      const std::vector<ValueId>& parameters = function_.block(handler.target).arguments;
      for (size_t k = 0; k < parameters.size(); ++k)
        if (handler.arguments[k] == Operand{terminator.caught} && arguments.is_raised(parameters[k]))
          is_traced_[i] = true;
    }
  }

  void check_calls(BlockId id) {
    const Block& block = function_.block(id);
    bool is_try = block.terminator.kind == TerminatorKind::Try;
    if (is_try && !raises(block.operations.back())) {
      passes::turn_into_jump(function_.block(id).terminator);
      is_try = false;
    }
    if (!std::ranges::any_of(block.operations, [&](const Operation& operation) { return raises(operation); })) return;
    std::vector<Operation> operations = std::exchange(function_.block(id).operations, {});
    Terminator terminator = std::exchange(function_.block(id).terminator, {});
    BlockId current = id;
    for (size_t i = 0; i < operations.size(); ++i) {
      bool is_raising = raises(operations[i]), is_tried = is_try && i + 1 == operations.size();
      LocationId location = operations[i].location;
      function_.block(current).operations.push_back(std::move(operations[i]));
      if (!is_raising) continue;
      if (is_tried) return check_tried_call(current, id, std::move(terminator), location);
      current = check_call(current, location);
    }
    function_.block(current).terminator = std::move(terminator);
  }

  // Asks whether the call at the end of a block raised; the answer is for a branch.
  struct Check {
    ValueId exception, condition;
  };

  Check ask(BlockId block, LocationId location) {
    ValueId exception = append(block, Opcode::LastException, exception_type_, {}, location);
    ValueId is_raised = append(block, Opcode::PtrNonnull, TypeTable::bool_, {exception}, location);
    return {exception, append(block, Opcode::Unlikely, TypeTable::bool_, {is_raised}, location)};
  }

  void branch(BlockId block, Operand condition, Edge if_true, Edge if_false, LocationId location) {
    Terminator& terminator = function_.block(block).terminator;
    terminator.kind = TerminatorKind::Branch;
    terminator.location = location;
    terminator.operand = condition;
    terminator.edges = {std::move(if_true), std::move(if_false)};
  }

  // An exception leaves the function; returns where execution goes on otherwise.
  BlockId check_call(BlockId block, LocationId location) {
    Check check = ask(block, location);
    BlockId leave = leaving_block(location), next = function_.add_block();
    branch(block, check.condition, Edge{leave, {check.exception}}, Edge{next, {}}, location);
    return next;
  }

  // All calls of one place in the source leave through the same block.
  BlockId leaving_block(LocationId location) {
    auto [position, is_new] = leaving_blocks_.try_emplace(location);
    if (!is_new) return position->second;
    BlockId block = function_.add_block();
    position->second = block;
    ValueId exception = function_.add_value(exception_type_);
    function_.block(block).arguments.push_back(exception);
    append(block, Opcode::RecordTraceback, location);
    Terminator& terminator = function_.block(block).terminator;
    terminator.kind = TerminatorKind::Raise;
    terminator.location = location;
    terminator.operand = exception;
    return block;
  }

  void check_tried_call(BlockId block, BlockId original, Terminator terminator, LocationId location) {
    Check check = ask(block, location);
    Edge handler = std::move(terminator.edges[1]);
    for (Operand& argument : handler.arguments)
      if (argument == Operand{terminator.caught}) argument = check.exception;
    if (is_traced_[original.index]) {
      BlockId cold = function_.add_block();
      append(cold, Opcode::RecordTraceback, location);
      Terminator& leaving = function_.block(cold).terminator;
      leaving.kind = TerminatorKind::Jump;
      leaving.location = location;
      leaving.edges.push_back(std::exchange(handler, Edge{cold, {}}));
    }
    if (terminator.edges.size() > 2)
      handler = unless_unwinding(check.exception, std::move(terminator.edges[2]), std::move(handler), location);
    branch(block, check.condition, std::move(handler), std::move(terminator.edges[0]), location);
  }

  // To a block that tells an unwound call from one that raised.
  Edge unless_unwinding(ValueId exception, Edge unwind, Edge handler, LocationId location) {
    BlockId block = function_.add_block();
    ValueId unwinding = append(block, Opcode::Unwinding, exception_type_, {}, location);
    ValueId is_unwound = append(block, Opcode::PtrEq, TypeTable::bool_, {exception, unwinding}, location);
    branch(block, is_unwound, std::move(unwind), std::move(handler), location);
    return {block, {}};
  }

  Program& program_;
  Function& function_;
  TypeId exception_type_;
  std::vector<bool> is_traced_;  // by block: its `try` leads to a handler that may pass the exception on
  std::unordered_map<LocationId, BlockId> leaving_blocks_;
};

}  // namespace

void weave_exceptions(Program& program) {
  assert(program.stage == Stage::Low);
  TypeId object = program.types.find("object");
  if (!object.valid()) {
    object = program.types.declare_struct("object", Storage::Gc);
    program.types.define_struct(object, {});
  }
  TypeId exception = program.types.pointer(object);
  for (Function& function : program.functions)
    if (!function.blocks.empty()) ExceptionWeaver(program, function, exception).run();
  program.stage = Stage::Woven;
}

}  // namespace weft::weave
