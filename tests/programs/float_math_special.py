"""math: gamma, the error function, exact sums, lengths of vectors."""

import math


def special():
    for x in [0.5, 5.5, -0.5, 1.0, 20.0, 3.7]:
        print('%.12e' % math.gamma(x), '%.12e' % math.lgamma(x), '%.13e' % math.erf(x), '%.13e' % math.erfc(x))
    for x in [0.0, -1.0, 200.0]:
        try:
            print(math.gamma(x))
        except (ValueError, OverflowError) as e:
            print(e)
    print(math.gamma(5), '%.12f' % math.lgamma(3))


def sums():
    print(math.fsum([0.1]*10), math.dist((1.0,2.0),(3.0,4.0)), '%.13f' % math.asinh(1.5), '%.13f' % math.acosh(1.5), '%.13f' % math.atanh(0.5), math.fsum([1, 2]), math.dist([1,2,3],[4,5,9]))
    print(math.fsum([1e100, 1.0, -1e100, 1e-30]), math.fsum([1e16, 1.0, 1e-16]), math.fsum([]), math.fsum(iter([0.1, 0.2, 0.3])))
    inf = float('inf')
    print(math.fsum([inf, 1.0]), math.fsum([float('nan')]))
    for l in [[inf, -inf], [1e308, 1e308]]:
        try:
            print(math.fsum(l))
        except (ValueError, OverflowError) as e:
            print(e)


def lengths():
    print(math.hypot(1.0,2.0,3.0), math.hypot(), math.hypot(5.0), math.hypot(1e200,1e200,1e200), math.hypot(3,4), math.hypot(1e-320, 2e-320, 0.0))
    x = 0.1
    for i in range(200):
        x = x * 1.37 + 0.3
        if math.hypot(x, x / 3.0, 1.0 / x) < 0: print('?')
        print(math.hypot(x, x / 3.0, 1.0 / x), math.dist((x, 1.0), (0.5, x)))
        if x > 1e6: x = x * 1e-9


def others():
    print(math.nextafter(1.0, 2.0), math.ulp(1.0), math.remainder(5.0, 3.0), math.remainder(-7.5, 2.0), math.isclose(1.0, 1.0+1e-10), '%.13f' % math.cbrt(27.0), '%.13f' % math.exp2(3.5), '%.13f' % math.expm1(0.1))
    for a, b in [(1.0, 0.0), (float('inf'), 1.0)]:
        try:
            print(math.remainder(a, b))
        except ValueError as e:
            print(e)
    try:
        print(math.atanh(1.0))
    except ValueError as e:
        print(e)


def entry_point(argv):
    special()
    sums()
    lengths()
    others()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
