#include "translator/ir/queries.h"

#include <algorithm>

namespace weft::ir {

TypeId addressed_struct(const Program& program, const Function& function, const Operation& operation) {
  const TypeTable& types = program.types;
  if (info(operation.opcode).immediate != Immediate::Field || operation.operands.empty()) return {};
  if (!operation.operands[0].valid()) return {};
  TypeId pointer = program.type_of(function, operation.operands[0]);
  if (!pointer.valid() || !types.is_pointer(pointer)) return {};
  TypeId target = types.pointee(pointer);
  bool through_array = operation.opcode == Opcode::Getarrayfield || operation.opcode == Opcode::Setarrayfield;
  if (through_array) target = types.kind(target) == TypeKind::Array ? types.array_type(target).item : TypeId{};
  return target.valid() && types.kind(target) == TypeKind::Struct ? target : TypeId{};
}

TypeId addressed_array(const TypeTable& types, TypeId pointer) {
  if (!pointer.valid() || !types.is_pointer(pointer)) return {};
  TypeId target = types.pointee(pointer);
  if (types.kind(target) == TypeKind::Array) return target;
  return types.tail_array(target);
}

FunctionId direct_callee(const Program& program, const Operation& operation) {
  if (operation.opcode != Opcode::DirectCall || operation.operands.empty()) return {};
  Operand callee = operation.operands[0];
  if (!callee.is_constant()) return {};
  const Constant& constant = program.constants[callee.constant()];
  return constant.kind == ConstantKind::Function ? constant.as_function() : FunctionId{};
}

bool may_raise(const Program& program, const Operation& operation, bool allocations_raise) {
  if (!info(operation.opcode).can_raise()) return false;
  switch (operation.opcode) {
    case Opcode::DirectCall: {
      FunctionId callee = direct_callee(program, operation);
      return !callee.valid() || program.function(callee).can_raise;
    }
    case Opcode::Malloc:
    case Opcode::MallocVarsize:
    case Opcode::MallocUncleared:
    case Opcode::RawMalloc:
    case Opcode::RawMallocVarsize: return allocations_raise;
    default: return true;
  }
}

bool may_write(const Program& program, const Operation& operation) {
  const OperationInfo& row = info(operation.opcode);
  if (row.writes()) return true;
  return row.may_collect() && std::ranges::any_of(program.kept_functions, [&](FunctionId id) {
           return program.function(id).name == after_collection_function;
         });
}

TypeId exception_type(const Program& program) {
  TypeId object = program.types.find("object");
  return object.valid() ? program.types.find_pointer(object) : TypeId{};
}

}  // namespace weft::ir
