"""What is at the bottom of the stack of programs that are translated with `--stackless`.

A function that is unwound leaves a frame in the heap, which `link` ties to the
frame of the function that it called. `go_on` resumes one frame after another: it
lets the stack look full and calls the function that the frame is of, which then
asks for it with `resumed`. A computation that is not running is the chain of its frames, the innermost first,
which nothing changes: it may be resumed more than once. Each thread has a stack,
and computations of its own.

The translator knows the functions in FUNCTIONS and the layout of FRAME and OUTCOME
(translator/weave/stackless.h).
"""

from rpython.rlib import rstacklet
from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rthread import ThreadLocalReference, get_ident
from rpython.rtyper import threads
from rpython.rtyper.annlowlevel import cast_instance_to_ptr, hlstr
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    Address, GcForwardReference, GcStruct, Ptr, Signed, Void, malloc, nullptr)
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import replaces
from rpython.rtyper.rfinalizer import ll_hold_finalizers, ll_release_finalizers
from rpython.rtyper.rstartup import ll_string_from_c

FRAME = GcForwardReference()
FRAME.become(GcStruct(
    'weft_frame',
    ('back', Ptr(FRAME)),
    ('site', Address),  # which function, and where in it
))
FRAMES = Ptr(FRAME)

OUTCOME = GcStruct(
    'weft_outcome',  # of a function that was resumed, for the one that called it. Objects, whatever their types
    ('exception', FRAMES),
    ('result', FRAMES),  # if it is an object
)

_resume = external('weft_resume', [FRAMES], Signed)
_start = external('weft_start', [], Signed)
_stack_position = external('weft_stack_position', [], Signed)
_native_stack = external('weft_native_stack', [], Signed)
_limit_stack = external('weft_limit_stack', [Signed, Signed], Void)
_pretend_stack_is_full = external('weft_pretend_stack_is_full', [], Void)
_frame_function = external('weft_frame_function', [FRAMES], Address)
_end_program = external('weft_callback_failed', [Address], Void)
_stack_size = external('weft_stack_size', [], Signed)
_UNWOUND = 1
_MAIN = 1  # the main thread


class Stack:
    """What is known of a thread's stack, native and in the heap."""

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
        self.outcome = malloc(OUTCOME)


_only_stack = Stack()
_stacks = ThreadLocalReference(Stack)
_stacks.set(_only_stack)


@always_inline
def _stack() -> Stack:
    """Return the running thread's."""
    return _stacks.known() if threads.has_threads else _only_stack


def outcome():
    """Return where what a function returns or raises waits for the frame that goes on with it."""
    return _stack().outcome


def raw_outcome():
    """The same for results that are no objects, of several threads."""
    return threads.thread_words() + threads.RESULT


def link(frame) -> None:
    """A function is being unwound, next to the one that it called."""
    stack = _stack()
    if stack.outermost:
        stack.outermost.back = frame
    else:
        stack.innermost = frame
    stack.outermost = frame


def give_up() -> None:
    """There is no memory for a frame: what has been unwound is lost, and MemoryError raised where it was called."""
    ll_release_finalizers()
    stack = _stack()
    stack.innermost = stack.outermost = nullptr(FRAME)
    stack.next = nullptr(FRAME)
    stack.starting = None


def keeps_tail_calls() -> bool:
    """Whether to make frames that do nothing but pass an outcome on: not if the stack is full, only for who looks."""
    stack = _stack()
    return bool(stack.next) or stack.starting is not None


def bottom() -> int:
    """Return where the native stack begins, as an address; 0 if it has not begun."""
    if threads.has_threads and _stacks.get() is None:
        return 0
    return _stack().bottom


def enter():
    """Something outside of the program calls it. Return what is in the heap of the stack below."""
    if threads.has_threads and _stacks.get() is None:
        _stacks.set(Stack())
    stack = _stack()
    rest = stack.rest
    stack.rest = nullptr(FRAME)
    if stack.depth == 0:
        stack.native = min(_native_stack(), _stack_size())
    stack.bottom = _stack_position()
    _limit_stack(stack.bottom, stack.native)
    stack.depth += 1
    return rest


def leave(rest, bottom_below: int) -> None:
    """Go back to the outside, to what there was before `enter`."""
    stack = _stack()
    stack.rest = rest
    stack.bottom = bottom_below
    stack.depth -= 1
    if stack.depth > 0:
        _limit_stack(bottom_below, stack.native)
    elif threads.has_threads:
        _stacks.set(None)


def go_on() -> None:
    """The stack has been unwound up to the bottom: run until the computation that began there has ended."""
    stack = _stack()
    _take_frames(stack)
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
            _take_frames(stack)


# It has no polls: the stack seems to be full until the function that is resumed asks; and where atomic functions have been
# unwound, no other thread may have its turn before they are resumed.
go_on._is_atomic_ = True


def resumed():
    """A function finds the stack full: return the frame that it is to go on with, if that is why."""
    stack = _stack()
    frame = stack.resumed
    if frame:
        stack.resumed = nullptr(FRAME)
        _limit_stack(stack.bottom, stack.native)
    return frame


def _take_frames(stack) -> None:
    """What has been unwound is suspended, or is what to go on with if it was only to leave the native stack."""
    ll_release_finalizers()
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
    stack = _stack()
    computation = stack.starting
    stack.starting = None
    if computation is None:
        return
    if threads.has_threads and get_ident() != _MAIN:
        _run_in_thread(computation)
    else:
        _run(computation)


@always_inline
def _run(computation) -> None:
    following = computation.run(_previous())
    _stack().rest = _frames_of(following)


def _run_in_thread(computation) -> None:
    """What a thread was started for is suspended, and can not end it: an exception ends the program, as in the main one."""
    try:
        _run(computation)
    except BaseException as error:
        _end_program(llop.cast_ptr_to_adr(Address, cast_instance_to_ptr(error)))


_unwind = external('weft_suspend', [], Void, reaches=start)  # the computation that is to start, once nothing else runs


@always_inline
def _suspend() -> None:
    """Unwind the stack. Finalizers wait until that is done: making frames may collect, and they are functions like others."""
    ll_hold_finalizers()
    _unwind()


def unwind_stack() -> None:
    """The native stack is full: go on with its frames in the heap.

    If most of the stack belongs to functions that C called back, which can not be
    unwound from here, there is RecursionError.
    """
    stack = _stack()
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
    stack = _stack()
    frames = stack.suspended
    stack.suspended = nullptr(FRAME)
    return rstacklet.Suspended(frames, get_ident())


def _frames_of(suspended: rstacklet.Suspended):
    suspended._check_thread()
    frames = suspended._frames
    if not frames:
        raise rstacklet.CannotSwitch('there is nothing to switch to: the computation has ended, or gone on already')
    suspended._frames = nullptr(FRAME)
    return frames


@replaces(rstacklet.check_can_switch)
def check_can_switch() -> None:
    if _stack().depth > 1:
        raise rstacklet.CannotSwitch('a function that C called back can not switch to another computation')


@replaces(rstacklet.start)
@always_inline
def start_computation(computation: rstacklet.Computation) -> rstacklet.Suspended:
    check_can_switch()
    _stack().starting = computation
    _suspend()
    return _previous()


@replaces(rstacklet.switch)
def switch(suspended: rstacklet.Suspended) -> rstacklet.Suspended:
    check_can_switch()
    _stack().next = _frames_of(suspended)
    _suspend()
    return _previous()


@replaces(rstacklet.copy)
def copy(suspended: rstacklet.Suspended) -> rstacklet.Suspended:
    return rstacklet.Suspended(suspended._frames, suspended._owner())


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
    outcome()
    raw_outcome()


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
    'outcome': [],
    'raw_outcome': [],
}
