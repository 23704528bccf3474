"""Sorting: a stable merge sort of natural runs, after Tim Peters' timsort.

Runs that are there already, ascending or strictly descending, are used as
they are; short ones are extended by insertion sort. Runs wait on a stack and
are merged so that their lengths stay balanced: each is longer than the next
two together (with the check by de Gouw et al., "OpenJDK's
java.utils.Collection.sort() is broken", 2015). There is no galloping. Integers
are merged from both ends at once.
"""

from rpython.rlib.objectmodel import always_inline
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    Float, GcArray, Signed, SingleFloat, Void, malloc, malloc_uncleared, typeOf)

_NUMBERS = GcArray(Signed)
_SHORT = 32
_SHORT_PRIMITIVE = 16
_STACK_SIZE = 90  # enough for 2**64 items


@always_inline
def _less(x, y, lt):
    if lt is None:
        return x < y
    else:
        return lt(x, y)


@always_inline
def _is_total(items, lt):
    """Is `<` of the items an order of all of them? That of floats is not, because of NaN."""
    if lt is not None or typeOf(items).TO.OF == Float or typeOf(items).TO.OF == SingleFloat:
        return False
    else:
        return True


def ll_sort_items(items, length, lt):
    """Sort the first `length` items of an array in place."""
    if length < 2:
        return
    starts = malloc(_NUMBERS, _STACK_SIZE)
    lengths = malloc(_NUMBERS, _STACK_SIZE)
    buffer = malloc_uncleared(typeOf(items).TO, length if _is_total(items, lt) else length // 2 + 1)
    shortest = _shortest_run(length, _SHORT_PRIMITIVE if lt is None else _SHORT)
    depth = 0
    start = 0
    while start < length:
        stop = _find_run(items, start, length, lt)
        if stop - start < shortest:
            extended = start + shortest if start + shortest < length else length
            insertion_sort(items, start, stop, extended, lt)
            stop = extended
        starts[depth] = start
        lengths[depth] = stop - start
        depth += 1
        start = stop
        depth = _merge_unbalanced(items, buffer, starts, lengths, depth, lt)
    while depth > 1:
        position = depth - 2
        if position > 0 and lengths[position - 1] < lengths[position + 1]:
            position -= 1
        _merge_runs(items, buffer, starts, lengths, position, depth, lt)
        depth -= 1


def _shortest_run(length: int, short: int) -> int:
    """Choose a length so that about a power of two of runs come out."""
    remainder = 0
    while length >= short:
        remainder |= length & 1
        length >>= 1
    return length + remainder


def _find_run(items, start, length, lt):
    """Return where the run from `start` ends; make it ascend."""
    stop = start + 1
    if stop == length:
        return stop
    if _less(items[stop], items[start], lt):
        stop += 1
        while stop < length and _less(items[stop], items[stop - 1], lt):
            stop += 1
        _reverse(items, start, stop)
    else:
        stop += 1
        while stop < length and not _less(items[stop], items[stop - 1], lt):
            stop += 1
    return stop


def _reverse(items, start, stop):
    low = start
    high = stop - 1
    while low < high:
        item = items[low]
        items[low] = items[high]
        items[high] = item
        low += 1
        high -= 1


def insertion_sort(items, start, sorted_stop, stop, lt):
    """Insert items one by one; those before `sorted_stop` are in order."""
    position = sorted_stop
    while position < stop:
        if lt is None:
            _insert_shifting(items, start, position)
        else:
            _insert_searching(items, start, position, lt)
        position += 1


def _insert_shifting(items, start, position):
    """Insert one item; comparing costs nothing, so compare while shifting."""
    item = items[position]
    while position > start and item < items[position - 1]:
        items[position] = items[position - 1]
        position -= 1
    items[position] = item


def _insert_searching(items, start, position, lt):
    """Insert one item with as few comparisons as possible."""
    item = items[position]
    low = start
    high = position
    while low < high:
        middle = (low + high) >> 1
        if lt(item, items[middle]):
            high = middle
        else:
            low = middle + 1
    llop.arraycopy(Void, items, low, items, low + 1, position - low)
    items[low] = item


def _merge_unbalanced(items, buffer, starts, lengths, depth, lt):
    """Merge runs until the lengths on the stack are balanced; return its depth."""
    while depth > 1:
        position = depth - 2
        if (position > 0 and lengths[position - 1] <= lengths[position] + lengths[position + 1]) or (
                position > 1 and lengths[position - 2] <= lengths[position - 1] + lengths[position]):
            if lengths[position - 1] < lengths[position + 1]:
                position -= 1
        elif lengths[position] > lengths[position + 1]:
            break
        _merge_runs(items, buffer, starts, lengths, position, depth, lt)
        depth -= 1
    return depth


def _merge_runs(items, buffer, starts, lengths, position, depth, lt):
    """Merge the run at `position` on the stack with the next one."""
    start = starts[position]
    middle = starts[position + 1]
    stop = middle + lengths[position + 1]
    lengths[position] = stop - start
    if position == depth - 3:
        starts[position + 1] = starts[position + 2]
        lengths[position + 1] = lengths[position + 2]
    if _is_total(items, lt):
        _merge_from_both_ends(items, buffer, start, middle, stop)
    elif middle - start <= stop - middle:
        _merge_low(items, buffer, start, middle, stop, lt)
    else:
        _merge_high(items, buffer, start, middle, stop, lt)


def _merge_from_both_ends(items, buffer, start, middle, stop):
    """Merge runs that were copied to the buffer.

    As many items as the shorter run has go to either end, and no run ends before
    that is done. The two ends do not wait for each other, and there are no
    branches: which item is less can not be predicted.
    """
    if items[middle - 1] <= items[middle]:
        return
    llop.arraycopy(Void, items, start, buffer, 0, stop - start)
    left = 0
    left_end = middle - start - 1
    right = middle - start
    right_end = stop - start - 1
    dest = start
    dest_end = stop - 1
    steps = middle - start if middle - start < stop - middle else stop - middle
    while steps > 0:
        low = buffer[left]
        high = buffer[right]
        is_less = high < low
        items[dest] = high if is_less else low
        right += llop.cast_bool_to_int(Signed, is_less)
        left += 1 - llop.cast_bool_to_int(Signed, is_less)
        dest += 1
        low = buffer[left_end]
        high = buffer[right_end]
        is_less = high < low
        items[dest_end] = low if is_less else high
        left_end -= llop.cast_bool_to_int(Signed, is_less)
        right_end -= 1 - llop.cast_bool_to_int(Signed, is_less)
        dest_end -= 1
        steps -= 1
    # What is left of the longer run, and between its items some of the other one's.
    while left <= left_end and right <= right_end:
        low = buffer[left]
        high = buffer[right]
        is_less = high < low
        items[dest] = high if is_less else low
        right += llop.cast_bool_to_int(Signed, is_less)
        left += 1 - llop.cast_bool_to_int(Signed, is_less)
        dest += 1
    llop.arraycopy(Void, buffer, left, items, dest, left_end + 1 - left)
    llop.arraycopy(Void, buffer, right, items, dest + (left_end + 1 - left), right_end + 1 - right)


def _merge_low(items, buffer, start, middle, stop, lt):
    """Merge from the left, with the left run in the buffer."""
    count = middle - start
    llop.arraycopy(Void, items, start, buffer, 0, count)
    left = 0
    right = middle
    dest = start
    while left < count and right < stop:
        if lt is None:
            # Without a branch: which is less can not be predicted.
            low = buffer[left]
            high = items[right]
            is_less = high < low
            items[dest] = high if is_less else low
            right += llop.cast_bool_to_int(Signed, is_less)
            left += 1 - llop.cast_bool_to_int(Signed, is_less)
        elif lt(items[right], buffer[left]):
            items[dest] = items[right]
            right += 1
        else:
            items[dest] = buffer[left]
            left += 1
        dest += 1
    llop.arraycopy(Void, buffer, left, items, dest, count - left)


def _merge_high(items, buffer, start, middle, stop, lt):
    """Merge from the right, with the right run in the buffer."""
    count = stop - middle
    llop.arraycopy(Void, items, middle, buffer, 0, count)
    left = middle - 1
    right = count - 1
    dest = stop - 1
    while right >= 0 and left >= start:
        if lt is None:
            low = items[left]
            high = buffer[right]
            is_less = high < low
            items[dest] = low if is_less else high
            left -= llop.cast_bool_to_int(Signed, is_less)
            right -= 1 - llop.cast_bool_to_int(Signed, is_less)
        elif lt(buffer[right], items[left]):
            items[dest] = items[left]
            left -= 1
        else:
            items[dest] = buffer[right]
            right -= 1
        dest -= 1
    llop.arraycopy(Void, buffer, 0, items, start, right + 1)
