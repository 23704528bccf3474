"""`itertools` as generators, and `functools`. What makes tuples of a pool's items is in `rcombine`."""

import functools
import itertools

from rpython.rlib.objectmodel import specialize
from rpython.rtyper.rcombine import places
from rpython.rtyper.registration import replaces

# ____________________________________________________________
# Infinite ones


@replaces(itertools.count)
@specialize.call_location()
def count(start=0, step=1):
    while True:
        yield start
        start += step


@replaces(itertools.cycle)
@specialize.call_location()
def cycle(items):
    seen = []
    for item in items:
        yield item
        seen.append(item)
    while seen:
        for item in seen:
            yield item


@replaces(itertools.repeat)
@specialize.call_location()
def repeat(item, times=None):
    if times is None:
        while True:
            yield item
    else:
        for _ in range(times):
            yield item


# ____________________________________________________________
# One after the other


@replaces(itertools.chain)
@specialize.call_location()
def chain(*iterables):
    # Each may be of a type of its own, so there is no loop over them.
    if len(iterables) > 0:
        for item in iterables[0]:
            yield item
    if len(iterables) > 1:
        for item in iterables[1]:
            yield item
    if len(iterables) > 2:
        yield from chain(*iterables[2:])


@replaces(itertools.chain.from_iterable)
@specialize.call_location()
def chain_from_iterable(iterables):
    for items in iterables:
        for item in items:
            yield item


@replaces(itertools.islice)
@specialize.call_location()
def islice(items, *bounds):
    if len(bounds) == 1:
        first = 0
        last = bounds[0]
    else:
        first = bounds[0]
        last = bounds[1]
    step = bounds[2] if len(bounds) == 3 else 1
    wanted = 0 if first is None else first
    if last is not None and last <= wanted:
        return
    position = 0
    for item in items:
        if position == wanted:
            yield item
            wanted += step
            if last is not None and wanted >= last:
                return
        position += 1


@replaces(itertools.pairwise)
@specialize.call_location()
def pairwise(items):
    iterator = iter(items)
    try:
        before = next(iterator)
    except StopIteration:
        return
    for item in iterator:
        yield before, item
        before = item


# ____________________________________________________________
# Chosen or computed


@replaces(itertools.takewhile)
@specialize.call_location()
def takewhile(predicate, items):
    for item in items:
        if not predicate(item):
            return
        yield item


@replaces(itertools.dropwhile)
@specialize.call_location()
def dropwhile(predicate, items):
    dropping = True
    for item in items:
        if dropping and predicate(item):
            continue
        dropping = False
        yield item


@replaces(itertools.filterfalse)
@specialize.call_location()
def filterfalse(predicate, items):
    for item in items:
        if predicate is None:
            if not item:
                yield item
        elif not predicate(item):
            yield item


@replaces(itertools.compress)
@specialize.call_location()
def compress(items, selectors):
    for item, selector in zip(items, selectors):
        if selector:
            yield item


@replaces(itertools.starmap)
@specialize.call_location()
def starmap(function, items):
    for item in items:
        yield function(*item)


@replaces(itertools.accumulate)
@specialize.call_location()
def accumulate(items, function=None, initial=None):
    iterator = iter(items)
    if initial is None:
        try:
            total = next(iterator)
        except StopIteration:
            return
    else:
        total = initial
    yield total
    for item in iterator:
        if function is None:
            total = total + item
        else:
            total = function(total, item)
        yield total


# ____________________________________________________________
# Several at a time


@replaces(itertools.zip_longest)
@specialize.call_location()
def zip_longest(*iterables, fillvalue=None):
    return _zip_longest(fillvalue, *iterables)


@specialize.call_location()
def _zip_longest(filler, *iterables):
    first = iter(iterables[0])
    if len(iterables) == 1:
        for item in first:
            yield (item,)
    else:
        others = iter(_zip_longest(filler, *iterables[1:]))
        for item in first:
            try:
                rest = next(others)
            except StopIteration:
                rest = _fillers(filler, *iterables[1:])
            yield (item,) + rest
        for rest in others:
            yield (filler,) + rest


@specialize.call_location()
def _fillers(filler, *places):
    if len(places) == 0:
        return ()
    else:
        return (filler,) + _fillers(filler, *places[1:])


@replaces(itertools.tee)
@specialize.call_location()
def tee(items, n=2):
    return _tees(iter(items), [], places(n))


@specialize.call_location()
def _tees(iterator, seen, copies):
    if len(copies) == 0:
        return ()
    else:
        return (_tee(iterator, seen),) + _tees(iterator, seen, copies[1:])


@specialize.call_location()
def _tee(iterator, seen):
    position = 0
    while True:
        if position == len(seen):
            try:
                seen.append(next(iterator))
            except StopIteration:
                return
        yield seen[position]
        position += 1


@replaces(itertools.groupby)
@specialize.call_location()
def groupby(items, key=None):
    iterator = iter(items)
    # The item that was read last and belongs to no group yet, and its key.
    waiting = []
    keys = []
    serial = [0]
    _wait_for_next(iterator, key, waiting, keys)
    while waiting:
        group_key = keys[0]
        serial[0] += 1
        yield group_key, _group(iterator, key, waiting, keys, serial, serial[0])
        _wait_for_next(iterator, key, waiting, keys)
        while waiting and keys[0] == group_key:
            waiting.pop()
            _wait_for_next(iterator, key, waiting, keys)


@specialize.call_location()
def _wait_for_next(iterator, key, waiting, keys):
    if waiting:
        return
    try:
        item = next(iterator)
    except StopIteration:
        return
    waiting.append(item)
    if keys:
        keys.pop()
    keys.append(item if key is None else key(item))


@specialize.call_location()
def _group(iterator, key, waiting, keys, serial, own_serial):
    group_key = keys[0]
    # A group ends where the next one is asked for.
    while serial[0] == own_serial:
        _wait_for_next(iterator, key, waiting, keys)
        if not waiting or keys[0] != group_key:
            return
        yield waiting.pop()


# ____________________________________________________________
# functools


@replaces(functools.reduce)
@specialize.call_location()
def reduce(function, items, *initial):
    iterator = iter(items)
    if len(initial) == 1:
        total = initial[0]
    else:
        try:
            total = next(iterator)
        except StopIteration:
            raise TypeError('reduce() of empty iterable with no initial value')
    for item in iterator:
        total = function(total, item)
    return total


class _Compared:
    """An item in the order of a function that compares two."""

    _generic_ = True

    def __init__(self, compare, item):
        self.compare = compare
        self.item = item

    def __lt__(self, other):
        return self.compare(self.item, other.item) < 0

    def __le__(self, other):
        return self.compare(self.item, other.item) <= 0

    def __gt__(self, other):
        return self.compare(self.item, other.item) > 0

    def __ge__(self, other):
        return self.compare(self.item, other.item) >= 0

    def __eq__(self, other):
        return self.compare(self.item, other.item) == 0


@replaces(functools.cmp_to_key)
@specialize.call_location()
def cmp_to_key(mycmp):
    def key(item):
        return _Compared(mycmp, item)
    return key
