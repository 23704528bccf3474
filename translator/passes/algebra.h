// Identities of operations that hold whatever the value of their unknown operands.
#pragma once

#include <span>

#include "translator/ir/graph.h"
#include "translator/ir/program.h"

namespace weft::passes {

// What an operation's result is known to be without computing it; nothing otherwise. May simplify the operation in
// place instead: constants move to the right, comparisons of comparisons disappear. `definitions` are the function's
// defining operations by value.
ir::Operand simplify_operation(ir::Program& program, const ir::Function& function, ir::Operation& operation,
                               std::span<ir::Operation* const> definitions);

// What a field, item or length of a prebuilt object is, if it can be known while translating.
ir::Operand read_prebuilt(ir::Program& program, const ir::Operation& operation);

// The comparison that is true exactly when this one is false; Count for an operation without one. (Not for floats:
// both may be false.)
ir::Opcode opposite_comparison(ir::Opcode opcode);

}  // namespace weft::passes
