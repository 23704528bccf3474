// One function that can be suspended, and its resume function.
#pragma once

#include "translator/weave/heap_frames.h"
#include "translator/weave/suspending_calls.h"

namespace weft::weave {

// What a program has for all such functions.
struct Suspension {
  HeapFrames& frames;
  SuspendingCalls& calls;
  ir::FunctionId raise_again;  // () -> Void: raises the exception that waits for the resumed frame, if there is one
};

// Lets a function save what it needs where a call is unwound, and adds a function that goes on from there.
void make_suspendable(ir::Program& program, ir::FunctionId function, const Suspension& suspension);

}  // namespace weft::weave
