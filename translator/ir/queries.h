// Questions about operations whose answers need more than the operation table: the types of a program.
#pragma once

#include "translator/ir/operations.h"
#include "translator/ir/program.h"

namespace weft::ir {

// The struct whose field an operation with a field immediate addresses: its pointer's struct, or the struct that is the
// item of its pointer's array. Invalid when the operand is nothing of the kind.
TypeId addressed_struct(const Program& program, const Function& function, const Operation& operation);

// The array that an operation on an array, or on the tail of a struct, addresses through `pointer`'s type. Invalid when
// there is none.
TypeId addressed_array(const TypeTable& types, TypeId pointer);

// The function that a direct call names; invalid for every other operation.
FunctionId direct_callee(const Program& program, const Operation& operation);

// Whether an operation may raise, given what is known of the function it calls. `allocations_raise` says what to think
// of allocations: before the collector is woven in, they may raise MemoryError.
bool may_raise(const Program& program, const Operation& operation, bool allocations_raise = true);

// The function that runs what the program has to do after collections, such as finalizers, if it may keep one of this
// name: () -> Void, raises nothing.
inline constexpr const char* after_collection_function = "weft.after_collection";

// Whether an operation may change memory. In a program that has something to do after collections, what may collect may
// run any code of it: whoever remembers what memory holds asks this.
bool may_write(const Program& program, const Operation& operation);

// The type of exception instances, a pointer to the struct named `object`; invalid when the program
// has none.
TypeId exception_type(const Program& program);

}  // namespace weft::ir
