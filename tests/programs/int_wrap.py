"""Arithmetic that is to wrap says so with intmask."""

from rpython.rlib.rarithmetic import LONG_BIT, intmask, maxint


OFFSET = intmask(0xcbf29ce484222325)
PRIME = intmask(0x100000001b3)
FACTOR = intmask(6364136223846793005)
INCREMENT = intmask(1442695040888963407)


def fnv(text):
    x = OFFSET
    for char in text:
        x = intmask((x ^ ord(char)) * PRIME)
    return x


class Random:
    """A linear congruential generator."""

    def __init__(self, seed):
        self.state = seed

    def next(self, limit):
        self.state = intmask(self.state * FACTOR + INCREMENT)
        return ((self.state >> (LONG_BIT // 2 + 1)) & 0x3fff) % limit


def entry_point(argv):
    print(str(LONG_BIT))
    print(str(maxint))
    print(str(intmask(maxint + 1)))
    print(str(intmask(-maxint - 2)))
    print(str(intmask(maxint * maxint)))
    print(str(intmask(maxint << 1)))
    x = 1
    for i in range(70):
        x = intmask(x * 3)
    print(str(x))
    for text in ['', 'a', 'hello', 'the quick brown fox']:
        print(f'{text}: {fnv(text)}')
    random = Random(42)
    print(' '.join([str(random.next(100)) for i in range(20)]))
    counts = [0] * 8
    for i in range(1000):
        counts[random.next(8)] += 1
    print(' '.join([str(count) for count in counts]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
