# Iterators written by hand, nested, in comprehensions and in built-in functions.
class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return CountdownIterator(self.start)


class CountdownIterator:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


class Range2:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError('too far')
        return i * 2

    def __contains__(self, x):
        return x % 2 == 0 and 0 <= x < self.n * 2


def main():
    c = Countdown(3)
    print([x for x in c], [x * y for x in c for y in Countdown(2)])
    for i, x in enumerate(c):
        print(i, x, end=' ')
    print()
    total = 0
    for x in c:
        for y in c:
            if y == 1:
                break
            total += x * y
    print(total)
    r = Range2(4)
    print(len(r), r[2], 4 in r, 5 in r, 100 in r)
    i = 0
    try:
        while True:
            print(r[i], end=' ')
            i += 1
    except IndexError as e:
        print(e)
    it = iter(c)
    print(next(it), next(it), next(it))
    try:
        next(it)
    except StopIteration:
        print('end')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
