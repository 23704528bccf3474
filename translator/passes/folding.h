// The semantics of foldable operations on constants, with the arithmetic of the target's word.
#pragma once

#include <optional>
#include <span>

#include "translator/ir/opcodes.h"
#include "translator/ir/program.h"

namespace weft::passes {

// The result of an operation whose operands are all constants; nothing when the result is not defined (division by
// zero, a shift by more than the width) or not known before layout (sizes, addresses of data).
std::optional<ir::Constant> fold(const ir::Program& program, ir::Opcode opcode, ir::TypeId result_type,
                                 std::span<const ir::Constant> operands);

// How wide an integer, character or Bool type is on the target.
unsigned width_of(const ir::Program& program, ir::TypeId type);

// The low bits of a value as constants of an integer type are stored: extended by its sign if it has one.
int64_t wrap(const ir::Program& program, ir::TypeId type, uint64_t value);

}  // namespace weft::passes
