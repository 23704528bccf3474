"""Guards: they keep threads from changing one container at the same time.

Where threads run at the same time, a container has a word for that, `guard`:

    0                  no thread has changed it so far
    n                  thread n has, and no other: it may at any time, and
    n | BUSY           is doing so
    COMMON             several have
    n | COMMON         one of them is changing it

So a thread that alone changes a container does no atomic operation for it, but
the first one. For another to come in, it must be certain that the first one is
not about to, and stops all threads for a moment. This is K. Kawachiya, A. Koseki
and T. Onodera, "Lock reservation: Java locks can mostly do without atomic
operations" (OOPSLA 2002).

What other threads can not know at all (`may_be_shared`: passes/decide_sharing)
needs no guard. Functions that only read ask nobody: they get along with whatever
they find.
"""

import inspect

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper import atomics, threads
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool, Signed, Void, is_array, typeOf
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import specialize_helper

BUSY = 1
COMMON = 2
BITS = BUSY | COMMON

MOST_STOPS = 1000
"""After so many, threads seem to hand on what they make: what is changed for the first time is common at once."""

PATIENCE = 100
"""How often to look at a busy container before others run."""

_is_number_of_thread = external('weft_is_number_of_thread', [Signed], Bool)
_let_others_run = external('weft_let_others_run', [], Void, is_blocking=True)


class _State:
    """How often the world was stopped for a container."""

    def __init__(self):
        self.stops = 0


_state = _State()


def guard_fields() -> list:
    """Return what structs of containers have for their guards."""
    return [('guard', Signed)] if threads.are_free else []


def _of_any_type(function):
    function._annspecialcase_ = 'specialize:ll'
    return function


@always_inline
def _own_number() -> int:
    return llop.raw_load(Signed, threads.thread_words(), threads.NUMBER)


@_of_any_type
@always_inline
def is_mine(container) -> bool:
    """May the running thread change a container as it likes, up to where it may stop?"""
    if threads.are_free:
        if llop.may_be_shared(Bool, container):
            return llop.likely(Bool, container.guard == _own_number())
        return True
    return True


@_of_any_type
@always_inline
def enter(container) -> bool:
    """Begin to change a container; others wait until the end. Must there be a `leave`?"""
    number = _own_number()
    if llop.likely(Bool, container.guard == number):
        container.guard = number | BUSY
        return True
    return _enter_common(container, number)


@_of_any_type
@always_inline
def leave(container) -> None:
    """End to change it, unless it was left already."""
    number = _own_number()
    guard = container.guard
    if llop.likely(Bool, guard == number | BUSY):
        container.guard = number
    elif guard == number | COMMON:
        atomics.store(container, 'guard', COMMON)


@_of_any_type
@dont_inline
def _enter_common(container, number) -> bool:
    patience = PATIENCE
    while True:
        guard = atomics.load(container, 'guard')
        if guard == number | BUSY or guard == number | COMMON:
            return False  # it is in the middle of that
        if guard == number:
            container.guard = number | BUSY
            return True
        if guard == 0 or guard == COMMON or not _is_number_of_thread(guard & ~BITS):
            mark = BUSY if guard == 0 and _state.stops < MOST_STOPS else COMMON
            if atomics.compare_exchange(container, 'guard', guard, number | mark):
                return True
        elif guard & BITS == 0:
            _make_common(container, guard)
        elif patience > 0:
            patience -= 1
        else:
            _let_others_run()


@_of_any_type
def _make_common(container, guard) -> None:
    threads.stop_world()
    if container.guard == guard:
        container.guard = COMMON
        _state.stops += 1
    threads.resume_world()


@_of_any_type
def let_go(container) -> bool:
    """Let others change a container in the middle of something: was it guarded?"""
    if threads.are_free:
        number = _own_number()
        guard = container.guard
        is_guarded = guard == number | BUSY or guard == number | COMMON
        if is_guarded:
            leave(container)
        return is_guarded
    return False


@_of_any_type
@always_inline
def is_changed_by_others(container) -> bool:
    """Is another thread in the middle of changing it?"""
    if threads.are_free:
        guard = container.guard
        number = _own_number()
        return guard & BITS != 0 and guard != COMMON and guard != number | BUSY and guard != number | COMMON
    return False


@_of_any_type
def take_back(container, was_guarded) -> None:
    """Go on in the middle of it."""
    if threads.are_free:
        if was_guarded:
            enter(container)


@_of_any_type
@always_inline
def _enter_list(l) -> bool:
    if is_array(typeOf(l).TO):
        return False
    else:
        return enter(l)


@_of_any_type
@always_inline
def _leave_list(l) -> None:
    if is_array(typeOf(l).TO):
        pass
    else:
        leave(l)


def guarded(function):
    """Decorate a function that changes its first argument that is no type, a container: others wait meanwhile."""
    return _with_guard(function, enter, leave)


def guarded_list(function):
    """The same, where it may be a list that never changes its length: that has no guard."""
    return _with_guard(function, _enter_list, _leave_list)


def _with_guard(function, begin, end):
    if not threads.are_free:
        return function
    parameters = list(inspect.signature(function).parameters)
    container = next(each for each in parameters if not each.isupper())
    arguments = ', '.join(parameters)
    text = (f'def {function.__name__}({arguments}):\n'
            f'    is_entered = _begin({container})\n'
            f'    try:\n'
            f'        return _change({arguments})\n'
            f'    finally:\n'
            f'        if is_entered:\n'
            f'            _end({container})\n')
    if '.' not in function.__qualname__:
        specialize_helper(function)
    names = {'_begin': begin, '_end': end, '_change': function, '__name__': function.__module__}
    exec(compile(text, function.__code__.co_filename, 'exec'), names)
    result = names[function.__name__]
    result.__doc__ = function.__doc__
    result.__qualname__ = function.__qualname__
    result.__defaults__ = function.__defaults__
    result.__dict__.update(function.__dict__)
    return result
