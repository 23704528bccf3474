// The passes: functions over a program or one of its functions. Each leaves a program that the verifier accepts.
// A pass over a function returns whether it changed anything.
#pragma once

#include <cstddef>
#include <vector>

#include "translator/ir/program.h"

namespace weft::passes {

// Drops unreachable blocks, folds branches on constants, leads edges around empty blocks, joins blocks that follow each
// other, drops block arguments that are unused or always the same.
bool simplify_control_flow(ir::Program& program, ir::FunctionId function);

// Computes what can be known while translating: operations on constants, algebraic identities, conditions implied by
// the branch that leads here, fields of immutable prebuilt objects.
bool fold_constants(ir::Program& program, ir::FunctionId function);

// Drops operations whose results nobody needs, and block arguments likewise.
bool eliminate_dead_code(ir::Program& program, ir::FunctionId function);

// Replaces the results of `same_as` by what they copy.
bool propagate_copies(ir::Program& program, ir::FunctionId function);

// Turns chains of comparisons of one value with constants into a switch.
bool form_switches(ir::Program& program, ir::FunctionId function);

// Computes an expression once where it is computed again under the same dominator.
bool eliminate_common_subexpressions(ir::Program& program, ir::FunctionId function);

// Lets one check of an array's bounds answer for those of its neighbours.
bool strengthen_checks(ir::Program& program, ir::FunctionId function);

// Keeps the fields of objects that do not escape in values instead of allocating the objects.
bool remove_allocations(ir::Program& program, ir::FunctionId function);

// Gives every way back to an interpreter's dispatch a copy of it. Comes last: what it does others would undo.
bool thread_dispatch(ir::Program& program, ir::FunctionId function);

// Answers whether other threads may know an object: no, while its pointer stays in the function that allocates it.
void decide_sharing(ir::Program& program);

// Replaces calls by the bodies of their callees where that pays, callees first.
void inline_calls(ir::Program& program);
// Only where the program becomes smaller by it, as far as can be told.
void inline_for_size(ir::Program& program);
// The same even for functions that ask to be inlined everywhere.
void inline_for_least_size(ir::Program& program);
// Only calls of functions that ask for it: what the aspects wove in after everything else was inlined.
void inline_marked_calls(ir::Program& program);

// Finds out which functions can raise; calls of the others lose their exceptional edges.
// `before_weaving`: whether what will be woven in may raise, too: an allocation MemoryError, and a function that comes back
// to itself RecursionError.
void compute_may_raise(ir::Program& program, bool before_weaving);

// Lets all functions with the same body be one.
void merge_functions(ir::Program& program);

// Drops functions and data that neither the entry nor anything kept refers to, and renumbers the rest.
void remove_dead_functions(ir::Program& program);

}  // namespace weft::passes
