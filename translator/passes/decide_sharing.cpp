#include <algorithm>
#include <memory>

#include "translator/ir/operations.h"
#include "translator/ir/queries.h"
#include "translator/passes/call_graph.h"
#include "translator/passes/passes.h"
#include "translator/passes/substitution.h"

namespace weft::passes {

using namespace ir;

namespace {

bool is_allocation(Opcode opcode) {
  return opcode == Opcode::Malloc || opcode == Opcode::MallocVarsize || opcode == Opcode::MallocUncleared;
}

bool is_copy(Opcode opcode) { return opcode == Opcode::CastPointer || opcode == Opcode::SameAs; }

// Where pointers go: into memory, to callers and callees, and along edges, whatever happens to them there.
// J. Choi et al., "Escape analysis for Java" (OOPSLA 1999), with one bit for each parameter: does it get out?
class EscapeAnalysis {
 public:
  explicit EscapeAnalysis(const Program& program) : program_(program), calls_(program), lets_out_(program.functions.size()) {
    for (size_t i = 0; i < program.functions.size(); ++i)
      lets_out_[i].resize(program.types.function_type(program.functions[i].type).parameters.size(),
                          program.functions[i].blocks.empty());
    std::vector<FunctionId> pending;
    std::vector<std::vector<FunctionId>> components = calls_.components();
    // A stack: callees are to be looked at before their callers.
    for (size_t i = components.size(); i-- > 0;)
      pending.insert(pending.end(), components[i].begin(), components[i].end());
    while (!pending.empty()) {
      FunctionId id = pending.back();
      pending.pop_back();
      if (!look_at_parameters(id)) continue;
      const std::vector<FunctionId>& callers = calls_.callers(id);
      pending.insert(pending.end(), callers.begin(), callers.end());
    }
  }

  // Calls `escape(operand)` for each operand that others may come to know by the operation.
  template <typename Escape>
  void for_each_escape(const Operation& operation, Escape escape) const {
    const std::vector<Operand>& operands = operation.operands;
    switch (operation.opcode) {
      case Opcode::Setfield:
      case Opcode::Settailitem:
      case Opcode::Setarrayitem:
      case Opcode::Setarrayfield: return escape(operands.back());
      case Opcode::AtomicStore:
      case Opcode::AtomicExchange:
      case Opcode::AtomicCompareExchange:
        for (size_t i = 1; i < operands.size(); ++i) escape(operands[i]);
        return;
      case Opcode::DirectCall: {
        const std::vector<bool>& lets_out = lets_out_[direct_callee(program_, operation).index];
        for (size_t i = 1; i < operands.size(); ++i)
          if (lets_out[i - 1]) escape(operands[i]);
        return;
      }
      case Opcode::CastPointer:
      case Opcode::SameAs:
      case Opcode::PtrIsNull:
      case Opcode::PtrNonnull:
      case Opcode::PtrEq:
      case Opcode::PtrNe:
      case Opcode::Getfield:
      case Opcode::AtomicLoad:
      case Opcode::AtomicAdd:
      case Opcode::AtomicAnd:
      case Opcode::AtomicOr:
      case Opcode::Getarraysize:
      case Opcode::Gettailsize:
      case Opcode::Getarrayitem:
      case Opcode::Getarrayfield:
      case Opcode::Gettailitem:
      case Opcode::Arraycopy:
      case Opcode::Tailcopy:
      case Opcode::Tailcompare:
      case Opcode::Arrayclear:
      case Opcode::TypeNumber:
      case Opcode::MayBeShared:
      case Opcode::Keepalive: return;
      default:
        for (Operand operand : operands) escape(operand);
    }
  }

 private:
  // Returns whether something new is known of the function.
  bool look_at_parameters(FunctionId id) {
    const Function& function = program_.function(id);
    if (function.blocks.empty()) return false;
    constexpr size_t none = SIZE_MAX;
    std::vector<size_t> parameter_of(function.values.size(), none);
    const std::vector<ValueId>& parameters = function.blocks[0].arguments;
    for (size_t i = 0; i < parameters.size(); ++i) parameter_of[parameters[i].index] = i;
    // Blocks are in no order: a copy may be seen before what it copies.
    for (bool is_changed = true; is_changed;) {
      is_changed = false;
      for (const Block& block : function.blocks)
        for (const Operation& operation : block.operations) {
          if (!is_copy(operation.opcode) || !operation.operands[0].is_value()) continue;
          size_t source = parameter_of[operation.operands[0].value().index];
          is_changed |= parameter_of[operation.result.index] != source;
          parameter_of[operation.result.index] = source;
        }
    }
    bool is_new = false;
    auto escape = [&](Operand operand) {
      if (!operand.is_value()) return;
      size_t parameter = parameter_of[operand.value().index];
      if (parameter == none || lets_out_[id.index][parameter]) return;
      lets_out_[id.index][parameter] = true;
      is_new = true;
    };
    for (const Block& block : function.blocks) {
      for (const Operation& operation : block.operations) for_each_escape(operation, escape);
      for_each_operand(block.terminator, escape);
    }
    return is_new;
  }

  const Program& program_;
  CallGraph calls_;
  std::vector<std::vector<bool>> lets_out_;  // by function and parameter
};

// Answers the questions about objects that a function allocates: others may know one only behind a place where it gets
// out, until the next one is allocated there.
class FunctionDecider {
 public:
  FunctionDecider(Program& program, Function& function, const EscapeAnalysis& escapes)
      : program_(program), function_(function), escapes_(escapes), substitution_(function.values.size()) {}

  void run() {
    for (size_t block = 0; block < function_.blocks.size(); ++block)
      for (size_t i = 0; i < function_.blocks[block].operations.size(); ++i)
        if (function_.blocks[block].operations[i].opcode == Opcode::MayBeShared) answer({BlockId{block}, i});
    if (substitution_.empty()) return;
    for (Block& block : function_.blocks)
      std::erase_if(block.operations, [&](const Operation& each) { return substitution_.is_replaced(each.result); });
    substitution_.apply(function_);
  }

 private:
  struct Place {
    BlockId block;
    size_t operation = 0;
  };

  const Operation& at(Place place) const { return function_.block(place.block).operations[place.operation]; }

  void find_definitions() {
    definitions_.resize(function_.values.size());
    for (size_t block = 0; block < function_.blocks.size(); ++block)
      for (size_t i = 0; i < function_.blocks[block].operations.size(); ++i)
        definitions_[function_.blocks[block].operations[i].result.index] = {BlockId{block}, i};
  }

  // What a pointer copies in the end.
  ValueId original(ValueId value) const {
    for (;;) {
      Place place = definitions_[value.index];
      if (!place.block.valid() || !is_copy(at(place).opcode) || !at(place).operands[0].is_value()) return value;
      value = at(place).operands[0].value();
    }
  }

  void answer(Place question) {
    if (definitions_.empty()) find_definitions();
    Operand pointer = at(question).operands[0];
    if (!pointer.is_value()) return;
    ValueId object = original(pointer.value());
    Place birth = definitions_[object.index];
    if (!birth.block.valid() || !is_allocation(at(birth).opcode)) return;
    if (!is_reached(question, birth, object))
      substitution_.replace(at(question).result, program_.constants.boolean(false));
  }

  bool lets_out(const Operation& operation, ValueId object) const {
    bool result = false;
    escapes_.for_each_escape(operation, [&](Operand operand) { result |= is_pointer_to(operand, object); });
    return result;
  }

  bool is_pointer_to(Operand operand, ValueId object) const {
    return operand.is_value() && original(operand.value()) == object;
  }

  // Whether there is a way from a place where the object gets out to the question, not past its allocation.
  bool is_reached(Place question, Place birth, ValueId object) const {
    std::vector<BlockId> pending;
    std::vector<bool> is_entered(function_.blocks.size());
    auto enter_successors = [&](const Block& block) {
      for (const Edge& edge : block.terminator.edges)
        if (!is_entered[edge.target.index]) {
          is_entered[edge.target.index] = true;
          pending.push_back(edge.target);
        }
    };
    for (size_t i = 0; i < function_.blocks.size(); ++i) {
      const Block& block = function_.blocks[i];
      bool is_out = false;
      for (size_t k = 0; k < block.operations.size(); ++k) {
        if (BlockId{i} == birth.block && k == birth.operation) is_out = false;
        if (BlockId{i} == question.block && k == question.operation && is_out) return true;
        is_out = is_out || lets_out(block.operations[k], object);
      }
      for_each_operand(block.terminator, [&](Operand operand) { is_out = is_out || is_pointer_to(operand, object); });
      if (is_out) enter_successors(block);
    }
    while (!pending.empty()) {
      BlockId id = pending.back();
      pending.pop_back();
      bool is_born = id == birth.block;
      if (id == question.block && (!is_born || question.operation < birth.operation)) return true;
      if (!is_born) enter_successors(function_.block(id));
    }
    return false;
  }

  Program& program_;
  Function& function_;
  const EscapeAnalysis& escapes_;
  Substitution substitution_;
  std::vector<Place> definitions_;  // by value; of arguments: none
};

bool has_questions(const Function& function) {
  return std::ranges::any_of(function.blocks, [](const Block& block) {
    return std::ranges::find(block.operations, Opcode::MayBeShared, &Operation::opcode) != block.operations.end();
  });
}

}  // namespace

void decide_sharing(Program& program) {
  std::unique_ptr<EscapeAnalysis> escapes;
  for (Function& function : program.functions) {
    if (!has_questions(function)) continue;
    if (escapes == nullptr) escapes = std::make_unique<EscapeAnalysis>(program);
    FunctionDecider(program, function, *escapes).run();
  }
}

}  // namespace weft::passes
