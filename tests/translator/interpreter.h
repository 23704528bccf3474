// Runs programs of stage Low or Woven, slowly and obviously: what passes do to a program must not change what it does.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "translator/ir/operations.h"
#include "translator/ir/program.h"
#include "translator/ir/queries.h"
#include "translator/passes/folding.h"

namespace weft {

// What a run did, as far as anyone outside can tell. Calls of the external function `observe` are written down.
struct Behaviour {
  std::vector<int64_t> observed;
  bool has_raised = false;
  int64_t result = 0;  // or, of an exception, what its class says it is
  friend bool operator==(const Behaviour&, const Behaviour&) = default;
};

class OutOfFuel : public std::runtime_error {
 public:
  OutOfFuel() : std::runtime_error("out of fuel") {}
};

// Knows integers, Bool, characters and pointers to structs; objects are numbered from 1, functions have negative
// numbers.
class Interpreter {
 public:
  Interpreter(const ir::Program& program, uint64_t fuel) : program_(program), fuel_(fuel) {
    objects_.resize(program.data.size());
    for (size_t i = 0; i < program.data.size(); ++i)
      for (ir::ConstantId field : program.data[i].fields) objects_[i].push_back(constant(field));
  }

  Behaviour run(std::vector<int64_t> arguments) {
    Outcome outcome = call(program_.entry, arguments);
    behaviour_.has_raised = outcome.exception != 0;
    // The first field of an exception is its class, whose first field is its number.
    behaviour_.result = outcome.exception ? object(object(outcome.exception)[0])[0] : outcome.value;
    return behaviour_;
  }

 private:
  struct Outcome {
    int64_t value = 0, exception = 0;
  };

  std::vector<int64_t>& object(int64_t pointer) {
    if (pointer <= 0 || static_cast<size_t>(pointer) > objects_.size()) throw std::logic_error("no such object");
    return objects_[static_cast<size_t>(pointer - 1)];
  }

  int64_t constant(ir::ConstantId id) const {
    const ir::Constant& constant = program_.constants[id];
    switch (constant.kind) {
      case ir::ConstantKind::Data: return static_cast<int64_t>(constant.payload + 1);
      case ir::ConstantKind::Function: return -static_cast<int64_t>(constant.payload + 1);
      case ir::ConstantKind::Integer: return constant.as_int();
      default: return 0;
    }
  }

  struct Frame {
    const ir::Function& function;
    std::vector<int64_t> values;
  };

  int64_t read(const Frame& frame, ir::Operand operand) const {
    return operand.is_constant() ? constant(operand.constant()) : frame.values[operand.value().index];
  }

  Outcome call(ir::FunctionId id, const std::vector<int64_t>& arguments) {
    const ir::Function& function = program_.function(id);
    if (function.is_external) return call_external(function, arguments);
    Frame frame{function, std::vector<int64_t>(function.values.size())};
    const ir::Block* block = &function.block(ir::Function::entry);
    enter(frame, *block, arguments);
    while (true) {
      std::optional<int64_t> raised;
      for (const ir::Operation& operation : block->operations) {
        if (fuel_-- == 0) throw OutOfFuel();
        Outcome outcome = execute(frame, operation);
        last_exception_ = outcome.exception;
        if (outcome.exception && program_.stage == ir::Stage::Low) {
          bool is_tried = block->terminator.kind == ir::TerminatorKind::Try && &operation == &block->operations.back();
          if (!is_tried) return {0, outcome.exception};
          raised = outcome.exception;
        }
        frame.values[operation.result.index] = outcome.value;
      }
      const ir::Terminator& terminator = block->terminator;
      switch (terminator.kind) {
        case ir::TerminatorKind::Return: return {terminator.operand.valid() ? read(frame, terminator.operand) : 0, 0};
        case ir::TerminatorKind::Raise: return {0, read(frame, terminator.operand)};
        case ir::TerminatorKind::Jump: block = &follow(frame, terminator.edges[0]); break;
        case ir::TerminatorKind::Branch:
          block = &follow(frame, terminator.edges[read(frame, terminator.operand) ? 0 : 1]);
          break;
        case ir::TerminatorKind::Switch: {
          size_t way = 0;
          while (way < terminator.cases.size() && constant(terminator.cases[way]) != read(frame, terminator.operand)) ++way;
          block = &follow(frame, terminator.edges[way]);
          break;
        }
        case ir::TerminatorKind::Try:
          if (raised) frame.values[terminator.caught.index] = *raised;
          block = &follow(frame, terminator.edges[raised ? 1 : 0]);
          break;
        case ir::TerminatorKind::None:
        case ir::TerminatorKind::Unreachable: throw std::logic_error("reached what can not be reached");
      }
      if (fuel_-- == 0) throw OutOfFuel();
    }
  }

  void enter(Frame& frame, const ir::Block& block, const std::vector<int64_t>& arguments) {
    for (size_t i = 0; i < arguments.size(); ++i) frame.values[block.arguments[i].index] = arguments[i];
  }

  const ir::Block& follow(Frame& frame, const ir::Edge& edge) {
    std::vector<int64_t> arguments;
    for (ir::Operand argument : edge.arguments) arguments.push_back(read(frame, argument));
    const ir::Block& target = frame.function.block(edge.target);
    enter(frame, target, arguments);
    return target;
  }

  Outcome call_external(const ir::Function& function, const std::vector<int64_t>& arguments) {
    if (function.name == "observe") {
      behaviour_.observed.push_back(arguments[0]);
      return {arguments[0] * 3 + 1, 0};
    }
    // An allocator: (size, type), whose objects have room for everything.
    objects_.emplace_back(8);
    return {static_cast<int64_t>(objects_.size()), 0};
  }

  Outcome execute(Frame& frame, const ir::Operation& operation) {
    auto operand = [&](size_t i) { return read(frame, operation.operands[i]); };
    switch (operation.opcode) {
      case ir::Opcode::DirectCall:
      case ir::Opcode::IndirectCall: {
        std::vector<int64_t> arguments;
        for (size_t i = 1; i < operation.operands.size(); ++i) arguments.push_back(operand(i));
        return call(ir::FunctionId{static_cast<size_t>(-operand(0) - 1)}, arguments);
      }
      case ir::Opcode::Malloc:
        objects_.emplace_back(program_.types.struct_type(ir::TypeId{operation.immediate}).fields.size());
        return {static_cast<int64_t>(objects_.size()), 0};
      case ir::Opcode::Getfield: return {object(operand(0))[operation.immediate], 0};
      case ir::Opcode::Setfield: object(operand(0))[operation.immediate] = operand(1); return {};
      case ir::Opcode::PtrEq: return {operand(0) == operand(1), 0};
      case ir::Opcode::PtrNe: return {operand(0) != operand(1), 0};
      case ir::Opcode::PtrIsNull: return {operand(0) == 0, 0};
      case ir::Opcode::PtrNonnull: return {operand(0) != 0, 0};
      case ir::Opcode::CastPointer:
      case ir::Opcode::CastAdrToPtr:
      case ir::Opcode::SameAs: return {operand(0), 0};
      case ir::Opcode::LastException: return {last_exception_, 0};
      case ir::Opcode::RecordTraceback:
      case ir::Opcode::ClearTraceback:
      case ir::Opcode::Keepalive: return {};
      default: return {compute(frame, operation), 0};
    }
  }

  int64_t compute(Frame& frame, const ir::Operation& operation) {
    std::vector<ir::Constant> operands;
    for (ir::Operand operand : operation.operands)
      operands.push_back({ir::ConstantKind::Integer, program_.type_of(frame.function, operand),
                          static_cast<uint64_t>(read(frame, operand))});
    auto result = passes::fold(program_, operation.opcode, frame.function.value(operation.result).type, operands);
    return result ? result->as_int() : 0;  // what is undefined is anything, here 0
  }

  const ir::Program& program_;
  uint64_t fuel_;
  int64_t last_exception_ = 0;
  std::vector<std::vector<int64_t>> objects_;
  Behaviour behaviour_;
};

}  // namespace weft
