"""Searching in sorted lists."""

import bisect

from rpython.rlib.objectmodel import specialize


@specialize.call_location()
def bisect_left(a, x, hi: int) -> int:
    """Return where `x` belongs in `a[:hi]`, in front of what equals it."""
    return bisect.bisect_left(a, x, 0, hi)


@specialize.call_location()
def bisect_right(a, x, hi: int) -> int:
    """Return where `x` belongs in `a[:hi]`, behind what equals it."""
    return bisect.bisect_right(a, x, 0, hi)
