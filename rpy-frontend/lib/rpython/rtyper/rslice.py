"""The arithmetic of slices: Python's rules, for any length and step."""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool, Signed


@always_inline
def clamp_bound(index: int, length: int) -> int:
    """Return a slice's bound as a position from 0 to `length`."""
    if llop.unlikely(Bool, llop.uint_gt(Bool, index, length)):
        return _clamp_slowly(index, length)
    return index


@dont_inline
def _clamp_slowly(index: int, length: int) -> int:
    if index > length:
        return length
    index += length
    return index if index >= 0 else 0


@dont_inline
def raise_zero_step():
    raise ValueError('slice step cannot be zero')


def step_start(start: int, has_start: bool, length: int, step: int) -> int:
    """Return the first position of a slice with a step."""
    lowest = 0 if step > 0 else -1
    highest = length if step > 0 else length - 1
    if not has_start:
        return lowest if step > 0 else highest
    return _clamp_between(start, length, lowest, highest)


def step_stop(stop: int, has_stop: bool, length: int, step: int) -> int:
    """Return the position before which a slice with a step ends."""
    lowest = 0 if step > 0 else -1
    highest = length if step > 0 else length - 1
    if not has_stop:
        return highest if step > 0 else lowest
    return _clamp_between(stop, length, lowest, highest)


def _clamp_between(index: int, length: int, lowest: int, highest: int) -> int:
    if index < 0:
        index += length
    if index < lowest:
        return lowest
    if index > highest:
        return highest
    return index


def step_count(start: int, stop: int, step: int) -> int:
    """Return how many items the slice or range from `start` has."""
    if step > 0:
        if start >= stop:
            return 0
        return _distance_in_steps(start, stop, step)
    if start <= stop:
        return 0
    # The most negative step has a positive counterpart only as an unsigned number.
    return _distance_in_steps(stop, start, llop.int_neg(Signed, step))


def _distance_in_steps(low: int, high: int, step: int) -> int:
    from_zero = llop.int_sub(Signed, llop.int_sub(Signed, high, low), 1)
    return llop.int_add(Signed, llop.uint_div(Signed, from_zero, step), 1)
