#include "translator/ir/builder.h"

#include <cassert>

#include "translator/ir/operations.h"

namespace weft::ir {

ValueId Builder::add_argument(BlockId block, TypeId type, StringId name) {
  ValueId value = function().add_value(type, name);
  function().block(block).arguments.push_back(value);
  return value;
}

ValueId Builder::emit(Opcode opcode, TypeId result_type, std::vector<Operand> operands, uint32_t immediate) {
  assert(!is_terminated());
  ValueId result = function().add_value(result_type);
  function().block(block_).operations.push_back({.opcode = opcode,
                                                 .immediate = immediate,
                                                 .result = result,
                                                 .location = location_,
                                                 .operands = std::move(operands)});
  return result;
}

ValueId Builder::call(FunctionId callee, std::vector<Operand> arguments) {
  TypeId type = program_.function(callee).type;
  arguments.insert(arguments.begin(), program_.constants.function(program_.types.pointer(type), callee));
  return emit(Opcode::DirectCall, program_.types.function_type(type).result, std::move(arguments));
}

Terminator& Builder::terminate(TerminatorKind kind) {
  assert(!is_terminated());
  Terminator& terminator = function().block(block_).terminator;
  terminator.kind = kind;
  terminator.location = location_;
  return terminator;
}

void Builder::jump(BlockId target, std::vector<Operand> arguments) {
  terminate(TerminatorKind::Jump).edges = {{target, std::move(arguments)}};
}

void Builder::branch(Operand condition, BlockId if_true, BlockId if_false) {
  branch(condition, Edge{if_true, {}}, Edge{if_false, {}});
}

void Builder::branch(Operand condition, Edge if_true, Edge if_false) {
  Terminator& terminator = terminate(TerminatorKind::Branch);
  terminator.operand = condition;
  terminator.edges = {std::move(if_true), std::move(if_false)};
}

void Builder::return_(Operand result) { terminate(TerminatorKind::Return).operand = result; }

void Builder::raise(Operand exception) { terminate(TerminatorKind::Raise).operand = exception; }

void Builder::try_(Edge normal, BlockId handler, std::vector<Operand> handler_arguments, TypeId exception_type) {
  ValueId caught = function().add_value(exception_type);
  Terminator& terminator = terminate(TerminatorKind::Try);
  terminator.caught = caught;
  handler_arguments.push_back(caught);
  terminator.edges = {std::move(normal), Edge{handler, std::move(handler_arguments)}};
}

void Builder::unreachable() { terminate(TerminatorKind::Unreachable); }

}  // namespace weft::ir
