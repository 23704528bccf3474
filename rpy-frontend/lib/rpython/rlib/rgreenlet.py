"""Greenlets: coroutines that switch to any other one, as in the module `greenlet` of Python.

    class Ping(Greenlet):
        def run(self, value):           # begins with what it is first switched to with
            while value is not None:
                value = self.parent.switch(Box(value.n + 1))
            return None                 # goes to the parent

    ping = Ping()
    ping.switch(Box(1)).n               # 2

What is passed on are instances of classes, or None. A translated program needs
`--stackless`. Each thread has a main greenlet, and those that descend from it.
"""

from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rstacklet import CannotSwitch, Computation, check_can_switch, check_thread, start, switch
from rpython.rlib.rthread import ThreadLocalReference, get_ident
from rpython.rtyper import threads

error = CannotSwitch  # as the package calls it

_NEW, _ALIVE, _DEAD = 0, 1, 2


class GreenletExit(BaseException):
    """Ends a greenlet without harm: its parent goes on with None."""


class Greenlet(object):
    """A function, `run`, with a stack of its own. `parent` goes on when it ends.

    It is true while it has begun and not ended.
    """

    def __init__(self, parent=None):
        self._parent = _state().current if parent is None else parent
        self._life = _NEW
        self._suspended = None
        if threads.has_threads:
            self._thread = get_ident() if parent is None else parent._thread

    def run(self, value):
        """Be the greenlet; return the value that its parent goes on with. An exception goes to the parent, too."""
        raise NotImplementedError

    def switch(self, value=None):
        """Go on with this greenlet, or where it is dead with its parent. Return what the caller is switched to with."""
        return _switch(self, value, None)

    def throw(self, error=None):
        """The same with an exception, by default GreenletExit, which is raised there. A greenlet that is new dies of it."""
        return _switch(self, None, GreenletExit() if error is None else error)

    @property
    def parent(self):
        """Who goes on with its result, or its exception."""
        return self._parent

    @parent.setter
    def parent(self, parent):
        if self._parent is None:
            raise AttributeError('cannot set the parent of a main greenlet')
        if parent is None:
            raise TypeError('a greenlet must have a parent')
        if threads.has_threads and parent._thread != self._thread:
            raise ValueError('parent cannot be on a different thread')
        each = parent
        while each is not None:
            if each is self:
                raise ValueError('cyclic parent chain')
            each = each._parent
        self._parent = parent

    @property
    def dead(self):
        """Has it ended?"""
        return self._life == _DEAD

    def __bool__(self):
        return self._life == _ALIVE


class _State(object):
    """Of a thread: which greenlet runs, which one switched to it, and with what."""

    def __init__(self):
        self.current = None
        self.source = None
        self.value = None
        self.error = None

    def begin(self) -> None:
        """Make the main greenlet, which nobody is the parent of, for none runs."""
        main = Greenlet()
        main._life = _ALIVE
        self.current = main


_main_state = _State()
_states = ThreadLocalReference(_State)
_states.set(_main_state)


@always_inline
def _state() -> _State:
    """Return the running thread's."""
    return _state_of_thread() if threads.has_threads else _main_state


def _state_of_thread() -> _State:
    state = _states.get()
    if state is None:
        state = _State()
        _states.set(state)
        state.begin()
    return state


_main_state.begin()


def getcurrent() -> Greenlet:
    """Return the greenlet that runs."""
    return _state().current


def _living(target):
    """What goes on in place of a greenlet that is dead, or new and killed by the exception that is on its way."""
    state = _state()
    while target._life == _DEAD or (target._life == _NEW and state.error is not None):
        if isinstance(state.error, GreenletExit):
            state.error = None
        target._life = _DEAD
        target = target._parent
    return target


def _go_on_with(target):
    """Switch, with the value or exception that is on its way; return what is suspended by the switch back."""
    state = _state()
    state.source = state.current
    state.current = target
    if target._life == _NEW:
        target._life = _ALIVE
        return start(_Body(target))
    suspended = target._suspended
    target._suspended = None
    return switch(suspended)


def _arrive(previous) -> None:
    source = _state().source
    if not previous.is_empty() and source._life == _ALIVE:
        source._suspended = previous


def _switch(target, value, error):
    check_can_switch()
    if threads.has_threads:
        check_thread(target._thread)
    _state().value = value
    _state().error = error
    target = _living(target)
    if target is not _state().current:
        _arrive(_go_on_with(target))
    state = _state()
    error = state.error
    if error is not None:
        state.error = None
        raise error
    value = state.value
    state.value = None
    return value


class _Body(Computation):
    def __init__(self, greenlet):
        self._greenlet = greenlet

    def run(self, previous):
        _arrive(previous)
        greenlet = self._greenlet
        value = _state().value
        _state().value = None
        try:
            result = greenlet.run(value)
            _state().value = result
        except GreenletExit:
            _state().value = None
        except BaseException as error:
            _state().error = error
        greenlet._life = _DEAD
        target = _living(greenlet._parent)
        if target._life == _NEW:
            _go_on_with(target)  # never to come back
        _state().source = greenlet
        _state().current = target
        suspended = target._suspended
        target._suspended = None
        return suspended
