"""Talking to the garbage collector. Untranslated these are Python's."""

import gc


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
