"""Operations on attributes that threads share without a lock. The translator makes each an operation of the IR.

The name of the attribute is a constant; it holds a word or a reference. What
all threads do by these functions happens in one order.
"""

import threading

_lock = threading.Lock()  # on plain Python


def load(instance, name: str):
    """Return what the attribute is."""
    with _lock:
        return getattr(instance, name)


def store(instance, name: str, value) -> None:
    """Set it."""
    with _lock:
        setattr(instance, name, value)


def exchange(instance, name: str, value):
    """Set it, and return what it was."""
    with _lock:
        before = getattr(instance, name)
        setattr(instance, name, value)
        return before


def compare_exchange(instance, name: str, expected, value) -> bool:
    """Set it if it is `expected`, the same number or object; was it?"""
    with _lock:
        before = getattr(instance, name)
        is_expected = before == expected if isinstance(before, int) else before is expected
        if is_expected:
            setattr(instance, name, value)
        return is_expected


def _change(instance, name, change) -> int:
    from rpython.rlib.rarithmetic import intmask
    with _lock:
        before = getattr(instance, name)
        setattr(instance, name, intmask(change(before)))
        return before


def add(instance, name: str, number: int) -> int:
    """Add to it, without overflow; return what it was."""
    return _change(instance, name, lambda before: before + number)


def and_(instance, name: str, number: int) -> int:
    """Keep the bits that the number has; return what it was."""
    return _change(instance, name, lambda before: before & number)


def or_(instance, name: str, number: int) -> int:
    """Set the bits that the number has; return what it was."""
    return _change(instance, name, lambda before: before | number)
