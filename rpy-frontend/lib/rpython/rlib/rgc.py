"""Talking to the garbage collector. Untranslated these are Python's."""

import gc

from rpython.rlib.objectmodel import specialize


def collect(generation: int = 2) -> int:
    """Collect garbage now. Collectors that never collect ignore it."""
    gc.collect()
    return 0


def enable() -> None:
    """Allow automatic collections."""
    gc.enable()


def disable() -> None:
    """Forbid automatic collections."""
    gc.disable()


def isenabled() -> bool:
    """Are automatic collections allowed?"""
    return gc.isenabled()


def heap_size() -> int:
    """Return how many bytes the collector has from the system; 0 if it does not say."""
    return 0


def can_move(p) -> bool:
    """May the object change its address?"""
    return False


def pin(obj) -> bool:
    """Keep the object where it is; return whether that worked."""
    return True


def unpin(obj) -> None:
    """Undo `pin`."""


def must_be_light_finalizer(func):
    """Declare that a `__del__` method allocates nothing."""
    func._must_be_light_finalizer_ = True
    return func


def no_collect(func):
    """Promise that the function allocates nothing. Not checked."""
    func._gc_no_collect_ = True
    func._dont_inline_ = True
    return func


def no_release_gil(func):
    """Promise that the function does not let other threads run; there are none."""
    return func


# Of `collect_step`: two states in one number.
STATE_SCANNING = 0
STATE_DONE = 1


def collect_step() -> int:
    """Do a step of a collection, which is all of one here, and return the states before and after."""
    collect()
    return STATE_SCANNING | STATE_DONE << 8


def old_state(states: int) -> int:
    """Return the state before the step."""
    return states & 0xff


def new_state(states: int) -> int:
    """Return the state after the step."""
    return states >> 8


def is_done(states: int) -> bool:
    """Did the step end a collection?"""
    return new_state(states) == STATE_DONE


@specialize.call_location()
def add_memory_pressure(estimate: int, object=None) -> None:
    """Say that an object holds on to memory that the collector does not see. Collectors there are do not count it."""


@specialize.call_location()
def ll_arraycopy(source, dest, source_start, dest_start, length) -> None:
    """Copy items from one array or list to another one."""
    for i in range(length):
        dest[dest_start + i] = source[source_start + i]


@specialize.call_location()
def ll_arraymove(array, source_start, dest_start, length) -> None:
    """Move items within an array or a list."""
    if source_start < dest_start:
        for i in range(length - 1, -1, -1):
            array[dest_start + i] = array[source_start + i]
    else:
        for i in range(length):
            array[dest_start + i] = array[source_start + i]


def increase_root_stack_depth(new_depth: int) -> None:
    """Make room for deeper recursion. The stack is the machine's: nothing to do."""
