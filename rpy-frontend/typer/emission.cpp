// Appending low-level operations, calls of the library among them.
#include <cassert>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"
#include "translator/ir/operations.h"

namespace weft::typer {

using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::TypeTable;

Operand FunctionTyper::emit(Opcode opcode, TypeId type, Operands operands, uint32_t immediate) {
  return builder_.emit(opcode, type, std::move(operands), immediate);
}

Operand FunctionTyper::emit_raising(Opcode opcode, TypeId type, Operands operands, uint32_t immediate) {
  Operand result = builder_.emit(opcode, type, std::move(operands), immediate);
  if (handler_ != nullptr) {
    ir::BlockId next = builder_.new_block();
    ir::BlockId landing = landing_block();
    builder_.try_(ir::Edge{next, {}}, landing, {}, typer_.types.object_pointer());
    builder_.set_block(next);
  }
  return result;
}

// Nothing that follows is reached; it goes to a block that is dropped at the end.
void FunctionTyper::dead_end() {
  builder_.unreachable();
  builder_.set_block(builder_.new_block());
}

Operand FunctionTyper::call(ir::FunctionId function, const Signature& signature, const Operands& arguments) {
  assert(arguments.size() == signature.parameters.size());
  Operands passed{typer_.functions.pointer(function)};
  for (size_t i = 0; i < arguments.size(); ++i)
    if (signature.parameters[i]->type != TypeTable::void_) passed.push_back(arguments[i]);
  TypeId result_type = signature.result->type;
  bool can_raise = typer_.program.function(function).can_raise;
  Operand result = can_raise ? emit_raising(Opcode::DirectCall, result_type, std::move(passed))
                             : emit(Opcode::DirectCall, result_type, std::move(passed));
  if (signature.never_returns) {
    dead_end();
    return undefined(signature.result);
  }
  if (result_type == TypeTable::void_) return typer_.program.constants.void_value();
  return result;
}

Operand FunctionTyper::helper(std::string_view name, Arguments arguments) {
  return helper(typer_.library.function(name), std::move(arguments));
}

Operand FunctionTyper::helper(const py::object& function, Arguments arguments) {
  std::vector<HelperKey> keys;
  for (HelperArgument& argument : arguments) {
    HelperKey key;
    if (argument.type.valid()) {
      key.is_type = true;
      key.type = argument.type;
    } else if (argument.is_constant) {
      key.constant = typer_.host.intern(argument.live);
    } else {
      key.type = type_of(argument.operand);
      if (key.type == TypeTable::void_) key = {{}, typer_.host.intern(py::none()), false};
    }
    keys.push_back(key);
  }
  Functions::Helper target = typer_.functions.helper(function, keys);
  Operands passed;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const Repr* parameter = target.signature->parameters[i];
    if (parameter->type == TypeTable::void_) {
      passed.push_back(typer_.program.constants.void_value());
    } else if (arguments[i].is_constant) {
      passed.push_back(typer_.prebuilt.constant(arguments[i].live, parameter));
    } else {
      passed.push_back(arguments[i].operand);
    }
  }
  return call(target.function, *target.signature, passed);
}

TypeId FunctionTyper::type_of(Operand operand) { return typer_.program.type_of(builder_.function(), operand); }

Operand FunctionTyper::get_field(Operand pointer, std::string_view name) {
  TypeId target = typer_.program.types.pointee(type_of(pointer));
  uint32_t field = *typer_.program.types.find_field(target, typer_.program.strings.intern(name));
  return emit(Opcode::Getfield, typer_.program.types.struct_type(target).fields[field].type, {pointer}, field);
}

void FunctionTyper::set_field(Operand pointer, std::string_view name, Operand value) {
  TypeId target = typer_.program.types.pointee(type_of(pointer));
  uint32_t field = *typer_.program.types.find_field(target, typer_.program.strings.intern(name));
  emit(Opcode::Setfield, TypeTable::void_, {pointer, value}, field);
}

// The library's functions are in the middle of something when they allocate, and finalizers, which may run then, could
// change the same container: they are held off.
Operand FunctionTyper::emit_allocation(Opcode opcode, TypeId pointer_type, Operands operands) {
  TypeId target = typer_.program.types.pointee(pointer_type);
  bool holds = holds_finalizers_ && typer_.program.types.is_gc_pointer(pointer_type);
  if (holds) helper("rfinalizer.ll_hold_finalizers", {});
  Operand made = emit_raising(opcode, pointer_type, std::move(operands), target.index);
  if (holds) helper("rfinalizer.ll_release_finalizers", {});
  return made;
}

Operand FunctionTyper::malloc(TypeId pointer_type) {
  bool is_gc = typer_.program.types.is_gc_pointer(pointer_type);
  return emit_allocation(is_gc ? Opcode::Malloc : Opcode::RawMalloc, pointer_type, {});
}

Operand FunctionTyper::malloc_array(TypeId pointer_type, Operand count) {
  bool is_gc = typer_.program.types.is_gc_pointer(pointer_type);
  return emit_allocation(is_gc ? Opcode::MallocVarsize : Opcode::RawMallocVarsize, pointer_type, {count});
}

Operand FunctionTyper::integer(int64_t value) { return typer_.program.constants.integer(TypeTable::signed_, value); }
Operand FunctionTyper::boolean(bool value) { return typer_.program.constants.boolean(value); }
Operand FunctionTyper::string_constant(std::string_view text) { return typer_.prebuilt.string(text); }

Operand FunctionTyper::select(Operand condition, TypeId type, const std::function<Operand()>& then,
                              const std::function<Operand()>& otherwise) {
  ir::BlockId if_true = builder_.new_block(), if_false = builder_.new_block(), after = builder_.new_block();
  builder_.branch(condition, if_true, if_false);
  Operand result = typer_.program.constants.void_value();
  if (type != TypeTable::void_) result = builder_.add_argument(after, type);
  auto arm = [&](ir::BlockId block, const std::function<Operand()>& value) {
    builder_.set_block(block);
    Operand operand = value();
    if (type == TypeTable::void_)
      builder_.jump(after);
    else
      builder_.jump(after, {operand});
  };
  arm(if_true, then);
  arm(if_false, otherwise);
  builder_.set_block(after);
  return result;
}

}  // namespace weft::typer
