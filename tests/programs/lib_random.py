"""The Mersenne Twister: reference values and derived distributions."""

from rpython.rlib.rarithmetic import LONG_BIT, r_uint
from rpython.rlib.rrandom import Random


def histogram(generator, sides, rolls):
    counts = [0] * sides
    for i in range(rolls):
        counts[generator.randbelow(sides)] += 1
    return counts


def entry_point(argv):
    generator = Random(r_uint(5489))
    print([str(generator.genrand32()) for i in range(5)])
    generator.init_by_array([r_uint(0x123), r_uint(0x234), r_uint(0x345), r_uint(0x456)])
    for i in range(999):
        generator.genrand32()
    print(generator.genrand32())
    for seed in (0, 1, -1, 42, 1 << 30):
        generator.seed(seed)
        print(generator.random(), generator.getrandbits(1), generator.getrandbits(31), generator.getrandbits(LONG_BIT - 1) & 1,
              generator.randint(-10, 10), generator.randrange(0, 1 << 30), generator.uniform(-1.0, 1.0))
    print(histogram(generator, 6, 6000))
    words = ['heart', 'diamond', 'club', 'spade']
    numbers = list(range(20))
    generator.shuffle(numbers)
    generator.shuffle(words)
    print(numbers, words, generator.choice(words), generator.choice(numbers))
    generator.jumpahead(77)
    print(generator.genrand32())
    inside = 0
    for i in range(20000):
        x = generator.random()
        y = generator.random()
        if x * x + y * y < 1.0:
            inside += 1
    print(inside)
    try:
        generator.randrange(3, 3)
    except ValueError as e:
        print('ValueError:', e)
    try:
        generator.getrandbits(64)
    except ValueError as e:
        print('ValueError:', e)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
