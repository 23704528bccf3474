"""The functions of `itertools` that make tuples of a pool's items.

How long the tuples are is known while translating: it is part of their type.
"""

import itertools

from rpython.rlib.objectmodel import specialize
from rpython.rtyper.registration import replaces


@specialize.arg(0)
def places(count):
    """Return a tuple with so many items: the count, as the type of a value."""
    if count <= 0:
        return ()
    else:
        return (0,) + places(count - 1)


# ____________________________________________________________
# One item of each pool


@replaces(itertools.product)
@specialize.call_location()
def product(*iterables, repeat=1):
    return _repeated_product(_pools(*iterables), places(repeat))


@specialize.call_location()
def _pools(*iterables):
    if len(iterables) == 0:
        return ()
    else:
        return ([item for item in iterables[0]],) + _pools(*iterables[1:])


@specialize.call_location()
def _repeated_product(pools, rounds):
    if len(rounds) == 0:
        yield ()
    elif len(rounds) == 1:
        yield from _product(pools)
    else:
        for first in _product(pools):
            for rest in _repeated_product(pools, rounds[1:]):
                yield first + rest


@specialize.call_location()
def _product(pools):
    if len(pools) == 0:
        yield ()
    elif len(pools) == 1:
        for item in pools[0]:
            yield (item,)
    else:
        for item in pools[0]:
            for rest in _product(pools[1:]):
                yield (item,) + rest


# ____________________________________________________________
# Several items of one pool


@replaces(itertools.combinations)
@specialize.call_location()
def combinations(items, r):
    return _combinations([item for item in items], 0, places(r), 1)


@replaces(itertools.combinations_with_replacement)
@specialize.call_location()
def combinations_with_replacement(items, r):
    return _combinations([item for item in items], 0, places(r), 0)


@specialize.call_location()
def _combinations(pool, start, chosen, step):
    """Choose from `start` on; each item is at least `step` behind the one before it."""
    if len(chosen) == 0:
        yield ()
    else:
        for position in range(start, len(pool)):
            for rest in _combinations(pool, position + step, chosen[1:], step):
                yield (pool[position],) + rest


@replaces(itertools.permutations)
@specialize.call_location()
def permutations(items, r):
    pool = [item for item in items]
    return _permutations(pool, [False for _ in pool], places(r))


@specialize.call_location()
def _permutations(pool, is_used, chosen):
    if len(chosen) == 0:
        yield ()
    else:
        for position in range(len(pool)):
            if not is_used[position]:
                is_used[position] = True
                for rest in _permutations(pool, is_used, chosen[1:]):
                    yield (pool[position],) + rest
                is_used[position] = False
