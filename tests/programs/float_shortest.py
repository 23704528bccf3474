"""The shortest digits of floats of every magnitude, and reading them back."""

import math


def show(x):
    text = repr(x)
    assert float(text) == x or x != x
    print(text, end=' ')


def entry_point(argv):
    x = 5e-324
    while x < 1e308:
        show(x)
        show(-x * 1.1)
        x *= 977.5
    print()
    for e in range(-1074, 1024, 5):
        show(math.ldexp(1.0, e))
        show(math.ldexp(3.0, e - 1))
    print()
    seed = 12345
    for i in range(2000):
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        show(seed / 2147483648.0)
        show(float(seed) * 0.01)
        show(math.ldexp(float(seed), seed % 1900 - 1000))
    print()
    for x in (0.0, -0.0, 1e15, 1e16, 123456789012345678.0, 1e-4, 1e-5, 0.1 + 0.2, 1e22, 1e23, 9007199254740993.0,
              2.2250738585072014e-308, 1.7976931348623157e308, math.inf, -math.inf, math.nan, 4.35, 100.0, 1.5e300):
        print(x, '%r' % x, f'{x} {x!r}', str(-x))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
