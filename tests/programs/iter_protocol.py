"""The iteration protocol: iter(), next(), sentinels, user iterators, and loops over everything."""


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Bag:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        return iter(self.items)


class Ring:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        for item in self.items:
            yield item
        yield self.items[0]


class Wheel:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        yield from self.items
        yield self.items[0]


class Dice:
    def __init__(self):
        self.seed = 1

    def __call__(self):
        self.seed = self.seed * 7 % 11
        return self.seed


def entry_point(argv):
    it = iter([1, 2, 3])
    print(next(it), next(it), next(it), next(it, 0))
    try:
        next(it)
    except StopIteration:
        print('end')
    for c in iter('ab'):
        print(c, end=' ')
    for n in Countdown(3):
        print(n, end=' ')
    for n in Bag([5, 6]):
        print(n, end=' ')
    for n in Ring(['x', 'y']):
        print(n, end=' ')
    print()
    c = Countdown(2)
    print(next(c), next(c), next(c, -1))
    for roll in iter(Dice(), 5):
        print(roll, end=' ')
    print()
    print(list(Countdown(4)), sum(Bag([1, 2])), sorted(Wheel([3, 1])), max(Countdown(9)))
    print(3 in Countdown(5), 9 in Bag([1]), 'y' in Ring(['x', 'y']))
    for b in b'hi':
        print(b, end=' ')
    for t in (1, 2, 3):
        print(t, end=' ')
    for k in {'k': 1}:
        print(k, end=' ')
    for s in sorted({3, 1, 2}):
        print(s, end=' ')
    print()
    for i, (a, b) in enumerate(zip([1, 2, 3], 'xyz'), 10):
        print(i, a, b, end=' ')
    print()
    for i, x in enumerate(reversed([1, 2, 3]), start=1):
        print(i, x, end=' ')
    for x in reversed(range(0, 10, 3)):
        print(x, end=' ')
    for x in reversed('abc'):
        print(x, end=' ')
    print()
    for a, b in zip(range(3), reversed(range(3))):
        print(a, b, end=' ')
    print(list(zip([1, 2], ['a', 'b'], [True, False])))
    try:
        for a, b in zip([1, 2, 3], [1, 2], strict=True):
            print(a, b)
    except ValueError as e:
        print(e)
    try:
        for a, b in zip([1], [1, 2], strict=True):
            print(a, b)
    except ValueError as e:
        print(e)
    print(list(zip([1, 2], [3, 4], strict=True)))
    it = iter(range(10))
    for x in it:
        if x == 2:
            break
    print(next(it), list(it))
    pairs = iter([1, 2, 3, 4])
    print(list(zip(pairs, pairs)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
