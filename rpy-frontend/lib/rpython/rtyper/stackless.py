"""What is at the bottom of the stack of programs that are translated with `--stackless`.

A function that is unwound leaves a frame in the heap, which `link` ties to the
frame of the function that it called. `go_on` resumes one frame after another: it
lets the stack look full and calls the function that the frame is of, which then
asks for it with `resumed`. A computation that is not running is the chain of its frames, the innermost first,
which nothing changes: it may be resumed more than once.

The translator knows the functions in FUNCTIONS and the layout of FRAME
(translator/weave/stackless.h).
"""

from rpython.rlib import rstacklet
from rpython.rtyper.annlowlevel import hlstr
from rpython.rtyper.lltypesystem.lltype import Address, GcForwardReference, GcStruct, Ptr, Signed, Void, nullptr
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import replaces
from rpython.rtyper.rstartup import ll_string_from_c

FRAME = GcForwardReference()
FRAME.become(GcStruct(
    'weft_frame',
    ('back', Ptr(FRAME)),
    ('site', Address),  # which function, and where in it
))
FRAMES = Ptr(FRAME)

_resume = external('weft_resume', [FRAMES], Signed)
_start = external('weft_start', [], Signed)
_stack_position = external('weft_stack_position', [], Signed)
_native_stack = external('weft_native_stack', [], Signed)
_limit_stack = external('weft_limit_stack', [Signed, Signed], Void)
_pretend_stack_is_full = external('weft_pretend_stack_is_full', [], Void)
_frame_function = external('weft_frame_function', [FRAMES], Address)
_UNWOUND = 1


class Stack:
    """What is known of the stack, native and in the heap."""

    def __init__(self):
        self.innermost = nullptr(FRAME)  # of the frames made by the unwinding that is going on
        self.outermost = nullptr(FRAME)
        self.rest = nullptr(FRAME)       # of the running computation, what is in the heap
        self.suspended = nullptr(FRAME)  # the computation that ran before
        self.next = nullptr(FRAME)       # the computation to go on with; null: the same
        self.starting = None             # or a new one
        self.resumed = nullptr(FRAME)    # what the function goes on with that is being called
        self.bottom = 0                  # where the native stack begins, as an address
        self.native = 0                  # how many bytes of it are used before it is unwound
        self.depth = 0                   # how many bottoms there are; C is between them


stack = Stack()


def link(frame) -> None:
    """A function is being unwound, next to the one that it called."""
    if stack.outermost:
        stack.outermost.back = frame
    else:
        stack.innermost = frame
    stack.outermost = frame


def give_up() -> None:
    """There is no memory for a frame: what has been unwound is lost, and MemoryError raised where it was called."""
    stack.innermost = stack.outermost = nullptr(FRAME)
    stack.next = nullptr(FRAME)
    stack.starting = None


def keeps_tail_calls() -> bool:
    """Whether to make frames that do nothing but pass an outcome on: not if the stack is full, only for who looks."""
    return bool(stack.next) or stack.starting is not None


def bottom() -> int:
    """Return where the native stack begins, as an address."""
    return stack.bottom


def enter():
    """Something outside of the program calls it. Return what is in the heap of the stack below."""
    rest = stack.rest
    stack.rest = nullptr(FRAME)
    if stack.depth == 0:
        stack.native = _native_stack()
    stack.bottom = _stack_position()
    _limit_stack(stack.bottom, stack.native)
    stack.depth += 1
    return rest


def leave(rest, bottom_below: int) -> None:
    """Go back to the outside, to what there was before `enter`."""
    stack.rest = rest
    stack.bottom = bottom_below
    stack.depth -= 1
    if stack.depth > 0:
        _limit_stack(bottom_below, stack.native)


def go_on() -> None:
    """The stack has been unwound up to the bottom: run until the computation that began there has ended."""
    _take_frames()
    while True:
        if stack.starting is not None:
            how = _start()
        else:
            frame = stack.rest
            if not frame:
                return
            stack.rest = frame.back
            stack.resumed = frame
            _pretend_stack_is_full()
            how = _resume(frame)
        if how == _UNWOUND:
            _take_frames()


def resumed():
    """A function finds the stack full: return the frame that it is to go on with, if that is why."""
    frame = stack.resumed
    if frame:
        stack.resumed = nullptr(FRAME)
        _limit_stack(stack.bottom, stack.native)
    return frame


def _take_frames() -> None:
    """What has been unwound is suspended, or is what to go on with if it was only to leave the native stack."""
    frames = stack.innermost
    stack.outermost.back = stack.rest
    stack.innermost = stack.outermost = nullptr(FRAME)
    if stack.next:
        stack.suspended = frames
        stack.rest = stack.next
        stack.next = nullptr(FRAME)
    elif stack.starting is not None:
        stack.suspended = frames
        stack.rest = nullptr(FRAME)
    else:
        stack.rest = frames


def start() -> None:
    """Run a new computation."""
    computation = stack.starting
    stack.starting = None
    if computation is not None:
        stack.rest = _frames_of(computation.run(_previous()))


_suspend = external('weft_suspend', [], Void, reaches=start)  # the computation that is to start, once nothing else runs


def unwind_stack() -> None:
    """The native stack is full: go on with its frames in the heap.

    If most of the stack belongs to functions that C called back, which can not be
    unwound from here, there is RecursionError.
    """
    used = stack.bottom - _stack_position()
    if used < 0:
        used = -used
    if used < stack.native // 4:
        raise RecursionError('maximum recursion depth exceeded')
    _suspend()


# ____________________________________________________________
# rpython.rlib.rstacklet


def _previous() -> rstacklet.Suspended:
    """Return what was suspended when the running computation went on."""
    frames = stack.suspended
    stack.suspended = nullptr(FRAME)
    return rstacklet.Suspended(frames)


def _frames_of(suspended: rstacklet.Suspended):
    frames = suspended._frames
    if not frames:
        raise rstacklet.CannotSwitch('there is nothing to switch to: the computation has ended, or gone on already')
    suspended._frames = nullptr(FRAME)
    return frames


@replaces(rstacklet.check_can_switch)
def check_can_switch() -> None:
    if stack.depth > 1:
        raise rstacklet.CannotSwitch('a function that C called back can not switch to another computation')


@replaces(rstacklet.start)
def start_computation(computation: rstacklet.Computation) -> rstacklet.Suspended:
    check_can_switch()
    stack.starting = computation
    _suspend()
    return _previous()


@replaces(rstacklet.switch)
def switch(suspended: rstacklet.Suspended) -> rstacklet.Suspended:
    check_can_switch()
    stack.next = _frames_of(suspended)
    _suspend()
    return _previous()


@replaces(rstacklet.copy)
def copy(suspended: rstacklet.Suspended) -> rstacklet.Suspended:
    return rstacklet.Suspended(suspended._frames)


@replaces(rstacklet.functions_of)
def functions_of(suspended: rstacklet.Suspended):
    names = []
    frame = suspended._frames
    while frame:
        names.append(hlstr(ll_string_from_c(_frame_function(frame))))
        frame = frame.back
    return names


def _every_function() -> None:
    """Never called: from here the translator learns what all of them do before it fixes the type of any."""
    link(nullptr(FRAME))
    give_up()
    go_on()
    leave(enter(), bottom())
    unwind_stack()
    resumed()
    keeps_tail_calls()
    start()


FUNCTIONS = {
    'link': [FRAMES],
    'give_up': [],
    'go_on': [],
    'bottom': [],
    'enter': [],
    'leave': [FRAMES, Signed],
    'unwind_stack': [],
    'resumed': [],
    'keeps_tail_calls': [],
    'start': [],
}
