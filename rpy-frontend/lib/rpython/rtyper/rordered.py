"""`bisect` and `heapq`: lists that are kept in order, fully or as heaps."""

import bisect
import heapq

from rpython.rlib.objectmodel import specialize
from rpython.rtyper.rbuiltin import list_sort_key
from rpython.rtyper.registration import replaces

# ____________________________________________________________
# bisect


@specialize.call_location()
def _key_of(item, key):
    return item if key is None else key(item)


@specialize.call_location()
def _end(items, lo, hi):
    if lo < 0:
        raise ValueError('lo must be non-negative')
    return len(items) if hi is None else hi


@replaces(bisect.bisect_left)
@specialize.call_location()
def bisect_left(a, x, lo=0, hi=None, key=None):
    low = lo
    high = _end(a, lo, hi)
    while low < high:
        middle = (low + high) // 2
        if _key_of(a[middle], key) < x:
            low = middle + 1
        else:
            high = middle
    return low


@replaces(bisect.bisect_right)
@specialize.call_location()
def bisect_right(a, x, lo=0, hi=None, key=None):
    low = lo
    high = _end(a, lo, hi)
    while low < high:
        middle = (low + high) // 2
        if x < _key_of(a[middle], key):
            high = middle
        else:
            low = middle + 1
    return low


@replaces(bisect.insort_left)
@specialize.call_location()
def insort_left(a, x, lo=0, hi=None, key=None):
    a.insert(bisect_left(a, _key_of(x, key), lo, hi, key), x)


@replaces(bisect.insort_right)
@specialize.call_location()
def insort_right(a, x, lo=0, hi=None, key=None):
    a.insert(bisect_right(a, _key_of(x, key), lo, hi, key), x)


# ____________________________________________________________
# heapq: the item at `i` is not greater than those at `2 * i + 1` and `2 * i + 2`


@specialize.call_location()
def _rise(heap, top, position):
    """Move an item up, but not above `top`, to where nothing greater is above it."""
    item = heap[position]
    while position > top:
        above = (position - 1) >> 1
        if not item < heap[above]:
            break
        heap[position] = heap[above]
        position = above
    heap[position] = item


@specialize.call_location()
def _sink(heap, position):
    """Move an item down to its place.

    It was a leaf, as a rule, and belongs near the leaves: the lesser items
    below go up all the way, and then it rises from there. That takes half the
    comparisons.
    """
    top = position
    item = heap[position]
    length = len(heap)
    below = 2 * position + 1
    while below < length:
        if below + 1 < length and not heap[below] < heap[below + 1]:
            below += 1
        heap[position] = heap[below]
        position = below
        below = 2 * position + 1
    heap[position] = item
    _rise(heap, top, position)


@replaces(heapq.heappush)
@specialize.call_location()
def heappush(heap, item):
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


@replaces(heapq.heappop)
@specialize.call_location()
def heappop(heap):
    if not heap:
        raise IndexError('index out of range')
    last = heap.pop()
    if not heap:
        return last
    least = heap[0]
    heap[0] = last
    _sink(heap, 0)
    return least


@replaces(heapq.heapify)
@specialize.call_location()
def heapify(heap):
    for position in range(len(heap) // 2 - 1, -1, -1):
        _sink(heap, position)


@replaces(heapq.heapreplace)
@specialize.call_location()
def heapreplace(heap, item):
    if not heap:
        raise IndexError('index out of range')
    least = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return least


@replaces(heapq.heappushpop)
@specialize.call_location()
def heappushpop(heap, item):
    if heap and heap[0] < item:
        return heapreplace(heap, item)
    return item


@replaces(heapq.nsmallest)
@specialize.call_location()
def nsmallest(n, iterable, key=None):
    ordered = [item for item in iterable]
    list_sort_key(ordered, key, False)
    return ordered[:max(n, 0)]


@replaces(heapq.nlargest)
@specialize.call_location()
def nlargest(n, iterable, key=None):
    ordered = [item for item in iterable]
    list_sort_key(ordered, key, True)
    return ordered[:max(n, 0)]


@replaces(heapq.merge)
@specialize.call_location()
def merge(*iterables, key=None, reverse=False):
    return _merge(key, reverse, *iterables)


@specialize.call_location()
def _merge(key, reverse, *iterables):
    if len(iterables) == 1:
        for item in iterables[0]:
            yield item
    elif len(iterables) > 1:
        first = iter(iterables[0])
        others = iter(_merge(key, reverse, *iterables[1:]))
        # Each holds the item that is next, or nothing at the end.
        mine = []
        theirs = []
        _read(first, mine)
        _read(others, theirs)
        while mine and theirs:
            if _is_before(_key_of(theirs[0], key), _key_of(mine[0], key), reverse):
                yield theirs.pop()
                _read(others, theirs)
            else:
                yield mine.pop()
                _read(first, mine)
        while mine:
            yield mine.pop()
            _read(first, mine)
        while theirs:
            yield theirs.pop()
            _read(others, theirs)


@specialize.call_location()
def _read(iterator, place):
    try:
        place.append(next(iterator))
    except StopIteration:
        pass


@specialize.call_location()
def _is_before(x, y, reverse):
    return y < x if reverse else x < y
