// Stack maps in the executable: for each place where a call returns to, how large the frame is and where it keeps roots.
// The C runtime (runtime/stack_maps.c) walks the stack with them.
#pragma once

namespace weft::backend {

// What LLVM calls the scheme; functions with statepoints are marked with it.
inline constexpr const char* stack_map_strategy = "weft";

// Makes the scheme known to LLVM. Any number of calls.
void register_stack_maps();

}  // namespace weft::backend
