// One function that can be suspended.
#pragma once

#include "translator/weave/heap_frames.h"
#include "translator/weave/resume_sites.h"
#include "translator/weave/suspending_calls.h"

namespace weft::weave {

// What a program has for all such functions.
struct Suspension {
  HeapFrames& frames;
  ResumeSites& sites;
  SuspendingCalls& calls;
  // () -> *object: raises the exception that waits for the resumed frame, or takes its result if that is an object.
  ir::FunctionId raise_again;
  ir::FunctionId resumed;      // () -> *weft_frame: the frame that a function has been called to go on with, or null
};

// Lets a function save what it needs where a call is unwound, and go on from there when it is entered again.
void make_suspendable(ir::Program& program, ir::FunctionId function, const Suspension& suspension);

}  // namespace weft::weave
