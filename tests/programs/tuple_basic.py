"""Making, taking apart and returning tuples of different types."""


class Range:
    def __init__(self, bounds):
        self.bounds = bounds

    def split(self):
        low, high = self.bounds
        middle = (low + high) // 2
        return Range((low, middle)), Range((middle, high))

    def text(self):
        return '%d-%d' % self.bounds


def min_max(items):
    low = items[0]
    high = items[0]
    for item in items:
        if item < low:
            low = item
        if item > high:
            high = item
    return low, high


def classify(n):
    if n < 0:
        return 'negative', -n, 0.5
    return 'positive', n, 1.5


def entry_point(argv):
    point = (3, 'x', 2.5)
    number, letter, real = point
    print(f'{number} {letter} {real} {point[1]} {len(point)}')
    low, high = min_max([4, 1, 8, 3])
    print(f'{low} {high}')
    for n in [5, -5]:
        name, size, factor = classify(n)
        print(name + ' ' + str(size) + ' ' + str(factor))
    a, b = 1, 2
    a, b = b, a
    print(f'{a} {b}')
    x, y, z = 0, 1, 1
    for i in range(10):
        x, y, z = y, z, x + y + z
    print(f'{x} {y} {z}')
    (a, b), c = (1, 2), 3
    print(str(a + b + c))
    left, right = Range((0, 10)).split()
    print(left.text() + ' ' + right.text())
    pairs = [('one', 1), ('two', 2), ('three', 3)]
    for word, value in pairs:
        print(word + '=' + str(value))
    for i, (word, value) in enumerate(pairs):
        print(f'{i} {word} {value}')
    print(pairs[1][0] + str(pairs[-1][1]))
    nested = ((1, 'a'), ('b', (2, 3)))
    print(str(nested[0][0] + nested[1][1][1]) + nested[1][0])
    single = (7,)
    print(str(single[0]) + str(len(single)))
    print(str((1, 2) + (3,) == (1, 2, 3)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
