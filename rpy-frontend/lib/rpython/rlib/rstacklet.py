"""Computations that are suspended, and switched to: what coroutines are made of.

A translated program needs `--stackless` for it. A computation is then a chain
of frames in the heap, collected when nobody can switch to it any more. On plain
Python each is a thread, of which only one runs.

    class Hello(Computation):
        def run(self, previous):       # whoever started it
            print('hello')
            previous = switch(previous)
            print('goodbye')
            return previous            # who goes on at the end

    waiting = start(Hello())           # prints hello
    waiting = switch(waiting)          # prints goodbye
    assert waiting.is_empty()

A computation belongs to the thread that started it, and no other can switch to it.
"""

import os
import threading
import traceback

from rpython.rlib import rthread
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rthread import get_ident
from rpython.rtyper import threads


class CannotSwitch(Exception):
    """The computation has gone on already, or is another thread's; or C functions are in the middle of something that
    called back.
    """


class Suspended:
    """A computation that waits. It can be switched to once; where it is suspended again there is a new one of these."""

    def __init__(self, frames, thread):
        self._frames = frames
        if threads.has_threads:
            self._thread = thread

    def is_empty(self) -> bool:
        """Has the computation ended or gone on?"""
        return not self._frames

    def _owner(self) -> int:
        return self._thread if threads.has_threads else get_ident()

    def _check_thread(self) -> None:
        check_thread(self._owner())

    def _take(self):
        self._check_thread()
        frames = self._frames
        if not frames:
            raise CannotSwitch('there is nothing to switch to: the computation has ended, or gone on already')
        self._frames = None
        return frames


class Computation:
    """What a new stack begins with."""

    def run(self, previous: Suspended) -> Suspended:
        """Be the computation; return the one that goes on at the end.

        `previous` is the one that started it. An exception that leaves this ends
        the program.
        """
        raise NotImplementedError


def start(computation: Computation) -> Suspended:
    """Suspend what is running and begin a computation. Return the one that is suspended when somebody switches back."""
    waiting = _Waiting()
    _new_thread(computation, Suspended(waiting, get_ident()))
    return waiting.wait()


def switch(suspended: Suspended) -> Suspended:
    """Suspend what is running and go on with another computation. Return the one that is suspended when somebody switches
    back; an empty one if that has ended.
    """
    following = suspended._take()
    waiting = _Waiting()
    following.wake(Suspended(waiting, get_ident()))
    return waiting.wait()


def check_can_switch() -> None:
    """Raise CannotSwitch if `start` and `switch` would, because C functions are in the middle of something."""


def check_thread(ident: int) -> None:
    """Raise CannotSwitch if that is not the running thread, for what belongs to one."""
    if threads.has_threads and ident != get_ident():
        raise CannotSwitch('what belongs to another thread can not be switched to')


def copy(suspended: Suspended) -> Suspended:
    """Return the same computation once more, so that it can go on twice from the same place.

    Its variables are copied, what they refer to is not. Translated programs only.
    """
    raise NotImplementedError('plain Python can not copy a computation')


def functions_of(suspended: Suspended) -> list:
    """Return the names of the functions that are suspended, the innermost first."""
    return suspended._frames.functions() if suspended._frames else []


# ____________________________________________________________
# RPython's interface


class StackletThread:
    """The computations of a thread, as RPython has them.

    A callback takes the handle of the computation that it was called from, and an
    argument; it returns the handle of the one to go on with.
    """

    def __init__(self, config=None):
        pass

    @specialize.arg(1)
    def new(self, callback, arg=None):
        return start(_callback_class(callback)(arg))

    def switch(self, handle):
        return switch(handle)

    def is_empty_handle(self, handle):
        return handle.is_empty()

    def get_null_handle(self):
        return None

    def destroy(self, handle):
        handle._take()


@specialize.memo()
def _callback_class(callback):
    class Callback(Computation):
        def __init__(self, arg):
            self.arg = arg

        def run(self, previous):
            return callback(previous, self.arg)
    return Callback


# ____________________________________________________________
# Plain Python


class _Waiting:
    """A thread that waits for its turn."""

    def __init__(self):
        self._turn = threading.Semaphore(0)
        self._thread = threading.get_ident()
        self._previous = None

    def wait(self):
        self._turn.acquire()
        return self._previous

    def wake(self, previous):
        self._previous = previous
        self._turn.release()

    def functions(self):
        import sys
        frame = sys._current_frames().get(self._thread)
        names = []
        while frame is not None:
            if frame.f_globals.get('__name__') not in (__name__, 'threading'):
                names.append(frame.f_code.co_qualname if hasattr(frame.f_code, 'co_qualname') else frame.f_code.co_name)
            frame = frame.f_back
        return names


def _new_thread(computation, previous):
    thread = rthread.simulated.current()

    def body():
        rthread.simulated.become(thread)
        try:
            following = computation.run(previous)._take()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        following.wake(Suspended(None, get_ident()))
    threading.Thread(target=body, daemon=True).start()
