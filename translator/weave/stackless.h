// Stackless execution: functions that can be suspended, without a native stack for each computation.
//
// A function that calls what may suspend it is unwound by a value that travels like an exception: on its way it stores
// what it still needs in a heap frame, which the frame of its caller is linked to. To resume it, the function is called
// again and finds the frame on the cold way of its stack check, from where it goes on behind the call. A loop at the bottom
// of the native stack (`go_on` of rtyper/stackless.py) resumes frame after frame. Nothing is done in a function that is not
// unwound but what it does about exceptions anyway, and a stack check.
//
// After G. Pettyjohn et al., "Continuations from Generalized Stack Inspection", ICFP 2005.
#pragma once

#include <array>
#include <string_view>

#include "translator/ir/program.h"

namespace weft::weave {

// The functions of rtyper/stackless.py that a program at stage Low keeps for this, and their names there.
inline constexpr std::string_view stackless_prefix = "weft.stackless.";
inline constexpr std::array stackless_functions = {
    "link",         "give_up", "go_on",            "bottom", "enter",   "leave",
    "unwind_stack", "resumed", "keeps_tail_calls", "start",  "outcome", "raw_outcome"};

// C functions to the library, made here: `weft_suspend` unwinds the stack up to the bottom, and returns when the frames
// are resumed; `weft_resume` goes on with a frame, and `weft_start` runs `start`. These two return whether the
// stack was unwound under them. `weft_frame_function` gives the name of a frame's function.
inline constexpr std::string_view suspend_function = "weft_suspend", resume_function = "weft_resume",
                                  start_function = "weft_start", frame_function = "weft_frame_function";

// Whether the program suspends itself, so that it can not do without.
bool suspends_itself(const ir::Program& program);

// At stage Low, before the collector is woven in: frames are objects like others. Does nothing for a program that keeps
// none of the functions.
void weave_stackless(ir::Program& program);

}  // namespace weft::weave
