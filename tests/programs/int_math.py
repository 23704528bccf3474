"""math: functions of integers and of several numbers, neighbouring floats."""

import math


def integers(n):
    print(math.gcd(12, n * 6), math.gcd(), math.gcd(-n), math.gcd(12, 18, 27 * n), math.lcm(4, 6), math.lcm(n, 7, 2), math.lcm())
    print([math.factorial(i) for i in range(13)])
    for top in [0, 1, 5, 10, 29, 30]:
        print([math.comb(top, k) for k in [0, 1, 2, n, 15, 29]], [math.perm(top, k) for k in range(5)])
    print(math.perm(n), math.prod([1, 2, n]), math.prod([1.5, 2.0]), math.prod([n, n], start=10), math.isqrt(n * 1000))
    for which in range(4):
        try:
            if which == 0:
                print(math.factorial(-n))
            elif which == 1:
                print(math.comb(-1, n))
            elif which == 2:
                print(math.perm(n, -1))
            else:
                print(math.isqrt(-n))
        except ValueError as error:
            print(error)


def floats(x):
    print(math.isclose(x, x + 1e-10), math.isclose(x, x + 1e-8), math.isclose(x, x + 0.1, abs_tol=0.2),
          math.isclose(x, x * 1.01, rel_tol=0.02), math.isclose(float('inf'), x))
    for value in [x, -x, 0.0, 1.0, 5e-324, 1.7976931348623157e308, float('inf'), float('nan')]:
        print(math.nextafter(value, 10.0), math.nextafter(value, -10.0), math.ulp(value), '%.13e' % math.cbrt(abs(value)))


def entry_point(argv):
    integers(len(argv) + 2)
    floats(len(argv) * 3.0)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
