"""Coroutines: functions that give way and go on later, with values and exceptions passed either way.

    def count(coroutine, start):
        while True:
            start += coroutine.suspend(start)

    counter = Coroutine(count)
    counter.resume(10)      # 10: the value that `suspend` was given
    counter.resume(5)       # 15: and `suspend` returned 5

A translated program needs `--stackless`. Values that one coroutine is sent and
sends are of one type, that of the place in the program where it is made. Only the
thread that makes a coroutine can resume it.

`Greenlet` is the symmetric kind, which switches to any other.
"""

from rpython.rlib.rstacklet import Computation, Suspended, check_can_switch, check_thread, start, switch
from rpython.rlib.rthread import get_ident
from rpython.rtyper import threads


class CoroutineExit(BaseException):
    """Raised in a coroutine that is killed, where it is suspended."""


class CoroutineError(Exception):
    """A coroutine is asked for something that it can not do now."""


class Coroutine(Computation):
    """A function that may be suspended: `function(coroutine, value)` is called with the first value it is resumed with."""

    _generic_ = True

    def __init__(self, function):
        self._function = function
        self._values = []       # the one on its way
        self._error = None      # an exception on its way instead
        self._suspended = None  # while it is
        self._resumer = None    # while it runs
        self._is_started = False
        self._is_finished = False
        if threads.has_threads:
            self._thread = get_ident()

    def is_finished(self) -> bool:
        """Has its function returned, or raised an exception?"""
        return self._is_finished

    def is_running(self) -> bool:
        """Does it run, or wait for another one that it resumed?"""
        return self._resumer is not None

    def resume(self, value):
        """Go on until it gives way; return the value it gives, or what its function returns.

        What its function raises is raised here.
        """
        self._check()
        self._values.append(value)
        self._go_on()
        return self._values.pop()

    def throw(self, error):
        """Raise an exception where it is suspended, and go on as `resume` does."""
        self._check()
        if not self._is_started:
            self._is_started = self._is_finished = True
            raise error
        self._error = error
        self._go_on()
        return self._values.pop()

    def kill(self) -> None:
        """End it: CoroutineExit is raised where it is suspended, and may be caught there to clean up."""
        if self._is_finished:
            return
        self._check()
        if not self._is_started:
            self._is_started = self._is_finished = True
            return
        self._error = CoroutineExit()
        try:
            self._go_on()
        except CoroutineExit:
            return
        del self._values[:]
        if not self._is_finished:
            raise CoroutineError('the coroutine ignores that it is killed')

    def suspend(self, value):
        """Give way, called by the coroutine itself; return the value that it is resumed with."""
        resumer = self._resumer
        if resumer is None:
            raise CoroutineError('only a coroutine that runs can suspend itself')
        self._check_switch()
        self._values.append(value)
        self._resumer = None
        self._resumer = switch(resumer)
        error = self._error
        if error is not None:
            self._error = None
            raise error
        return self._values.pop()

    def run(self, previous):
        """Be the computation."""
        self._resumer = previous
        try:
            result = self._function(self, self._values.pop())
            self._values.append(result)
        except BaseException as error:
            self._error = error
        self._is_finished = True
        resumer = self._resumer
        self._resumer = None
        return resumer

    def _check(self) -> None:
        if self._is_finished:
            raise CoroutineError('the coroutine has ended')
        if self._resumer is not None:
            raise CoroutineError('the coroutine is running')
        self._check_switch()

    def _check_switch(self) -> None:
        check_can_switch()
        if threads.has_threads:
            check_thread(self._thread)

    def _go_on(self) -> None:
        if self._is_started:
            suspended = self._suspended
            self._suspended = None
            self._suspended = switch(suspended)
        else:
            self._is_started = True
            self._suspended = start(self)
        error = self._error
        if error is not None:
            self._error = None
            raise error
