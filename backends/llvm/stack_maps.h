// Stack maps in the executable: for each place where a call returns to, how large the frame is and where it keeps roots.
// The C runtime (runtime/stack_maps.c) walks the stack with them.
#pragma once

#include <llvm/TargetParser/Triple.h>

namespace weft::backend {

// What LLVM calls the scheme; functions with statepoints are marked with it.
inline constexpr const char* stack_map_strategy = "weft";

// Makes the scheme known to LLVM. Any number of calls.
void register_stack_maps();

// Whether a return address is found by the frame pointer, which then every function on the stack must have. Elsewhere it
// is at the end of the frame, whose size the maps tell.
bool needs_frame_pointers(const llvm::Triple& triple);

}  // namespace weft::backend
