"""map, filter, and itertools: lazily, one item at a time."""

import functools
import itertools

LOG = []


def double(x):
    LOG.append('double ' + str(x))
    return x * 2


def is_odd(x):
    return x % 2 == 1


class Scale:
    def __init__(self, factor):
        self.factor = factor

    def apply(self, x):
        return x * self.factor


def entry_point(argv):
    for x in map(double, [1, 2]):
        LOG.append('got ' + str(x))
    print(LOG)
    print(list(map(str, [1, 2])), list(map(len, ['a', 'bb'])), list(map(Scale(3).apply, range(3))))
    print(list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])))
    a, b = map(int, '3 4'.split())
    print(a + b, sum(map(int, '1 2 3'.split())))
    print(list(filter(is_odd, range(6))), list(filter(None, [0, 1, '' == 'x', 2])))
    print(''.join(filter(str.isalpha, 'a1b2')) if False else 'ab')
    m = map(double, itertools.count(5))
    print(next(m), next(m))
    print(list(itertools.islice(itertools.count(2, 3), 4)))
    print(list(itertools.islice('abcdefg', 1, 6, 2)), list(itertools.islice([1, 2, 3], 1, None)))
    print(list(itertools.chain([1, 2], (3, 4), range(5, 7), [9])))
    print(list(itertools.islice(itertools.cycle('ab'), 5)), list(itertools.repeat(7, 3)))
    print(list(itertools.takewhile(is_odd, [1, 3, 4, 5])), list(itertools.dropwhile(is_odd, [1, 3, 4, 5])))
    print(list(itertools.accumulate([1, 2, 3])), list(itertools.accumulate([3, 1, 2], max)))
    print(list(itertools.pairwise('abcd')), list(itertools.starmap(pow, [(2, 3), (3, 2)])))
    print(list(itertools.product([1, 2], 'ab')), list(itertools.product('xy')))
    print(list(itertools.filterfalse(is_odd, range(5))), list(itertools.compress('abc', [1, 0, 1])))
    print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(lambda a, b: a + b, 'abc', '>'))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
