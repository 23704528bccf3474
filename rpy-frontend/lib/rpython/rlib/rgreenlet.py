"""Greenlets: coroutines that switch to any other one, as in the module `greenlet` of Python.

    class Ping(Greenlet):
        def run(self, value):           # begins with what it is first switched to with
            while value is not None:
                value = self.parent.switch(Box(value.n + 1))
            return None                 # goes to the parent

    ping = Ping()
    ping.switch(Box(1)).n               # 2

What is passed on are instances of classes, or None. A translated program needs
`--stackless`.
"""

from rpython.rlib.rstacklet import Computation, start, switch

_NEW, _ALIVE, _DEAD = 0, 1, 2


class GreenletExit(Exception):
    """Ends a greenlet without harm: its parent goes on with None."""


class GreenletError(Exception):
    """A parent can not be what it would have to be."""


class Greenlet(object):
    """A function, `run`, with a stack of its own. `parent` goes on when it ends."""

    def __init__(self, parent=None):
        self.parent = _state.current if parent is None else parent
        self._life = _NEW
        self._suspended = None

    def run(self, value):
        """Be the greenlet; return the value that its parent goes on with. An exception goes to the parent, too."""
        raise NotImplementedError

    def switch(self, value=None):
        """Go on with this greenlet, or where it is dead with its parent. Return what the caller is switched to with."""
        return _switch(self, value, None)

    def throw(self, error):
        """The same with an exception, which is raised there. A greenlet that is new dies of it."""
        return _switch(self, None, error)

    def set_parent(self, parent) -> None:
        """Have another one go on at the end."""
        each = parent
        while each is not None:
            if each is self:
                raise GreenletError('a greenlet can not be its own parent')
            each = each.parent
        self.parent = parent

    def is_dead(self) -> bool:
        """Has it ended?"""
        return self._life == _DEAD

    def is_started(self) -> bool:
        """Has it begun, and not ended?"""
        return self._life == _ALIVE


class _State(object):
    """Which greenlet runs, which one switched to it, and with what."""

    def __init__(self):
        self.current = None
        self.source = None
        self.value = None
        self.error = None


_state = _State()
_state.current = Greenlet()  # the main program
_state.current._life = _ALIVE


def getcurrent() -> Greenlet:
    """Return the greenlet that runs."""
    return _state.current


def _living(target):
    """What goes on in place of a greenlet, which must not be new if there is an exception on its way."""
    while target._life == _DEAD or (target._life == _NEW and _state.error is not None):
        target._life = _DEAD
        target = target.parent
    return target


def _go_on_with(target):
    """Switch, with the value or exception that is on its way; return what is suspended by the switch back."""
    _state.source = _state.current
    _state.current = target
    if target._life == _NEW:
        target._life = _ALIVE
        return start(_Body(target))
    suspended = target._suspended
    target._suspended = None
    return switch(suspended)


def _arrive(previous) -> None:
    if not previous.is_empty():
        _state.source._suspended = previous


def _switch(target, value, error):
    _state.value = value
    _state.error = error
    target = _living(target)
    if target is not _state.current:
        _arrive(_go_on_with(target))
    error = _state.error
    if error is not None:
        _state.error = None
        raise error
    value = _state.value
    _state.value = None
    return value


class _Body(Computation):
    def __init__(self, greenlet):
        self._greenlet = greenlet

    def run(self, previous):
        _arrive(previous)
        greenlet = self._greenlet
        value = _state.value
        _state.value = None
        try:
            _state.value = greenlet.run(value)
        except GreenletExit:
            _state.value = None
        except Exception as error:
            _state.error = error
        greenlet._life = _DEAD
        target = _living(greenlet.parent)
        if target._life == _NEW:
            _go_on_with(target)  # never to come back
        _state.source = greenlet
        _state.current = target
        suspended = target._suspended
        target._suspended = None
        return suspended
