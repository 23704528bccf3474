"""`itertools` and `functools.reduce`, as generators."""

import functools
import itertools

from rpython.rlib.objectmodel import specialize
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
def accumulate(items, function=None):
    iterator = iter(items)
    try:
        total = next(iterator)
    except StopIteration:
        return
    yield total
    for item in iterator:
        if function is None:
            total = total + item
        else:
            total = function(total, item)
        yield total


# ____________________________________________________________
# Tuples of items


@replaces(itertools.product)
@specialize.call_location()
def product(*iterables):
    if len(iterables) == 0:
        yield ()
    elif len(iterables) == 1:
        for item in iterables[0]:
            yield (item,)
    else:
        others = list(product(*iterables[1:]))
        for item in iterables[0]:
            for rest in others:
                yield (item,) + rest


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
