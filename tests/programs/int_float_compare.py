"""Exact comparison, division and hashing of integers and floats; pow, divmod, round."""

from rpython.rlib.rarithmetic import LONG_BIT, maxint, r_int8, r_uint, r_uint8, r_uint32


def numbers(n):
    big = maxint - 3 + n
    for f in [9.223372036854775807e18, 9.2233720368547748e18, -9.223372036854775808e18, 0.5, float('nan'), float('inf'), 1e300, -1e300, 3.0]:
        for i in [big, -big - 1, n, 0, 1 << (n + LONG_BIT - 14), (1 << (n + LONG_BIT - 14)) + 1]:
            print(i < f, i <= f, i == f, i != f, i > f, i >= f, f < i, f == i, f >= i)
    u = r_uint(-n)
    print(u < n, u > -n, -n < u, u == -n, n == r_uint(n), u != -n, r_int8(-n) < r_uint8(n), r_uint32(n) > r_int8(-n), u > 1e19, u < 1.8446744073709552e19, u == 1.8446744073709552e19)
    print(n / 7, big / 3, (-big) / 7, big / big, (big - 1) / big, 1 / big, u / 3, u / u, big / (1 << (n + LONG_BIT - 14)))
    print(hash(n), hash(-1 * (n - 2)), hash(big // 4), hash(-big // 4), hash(float(1 << (n + LONG_BIT - 5))) == hash(1 << (n + LONG_BIT - 5)), hash(2.0 * n) == hash(2 * n))
    print(pow(3, -1, 7 + n * 0), pow(n, 5, 1000), pow(-n, 3, 7), pow(n, 3, -7), pow(2, LONG_BIT - 2 + n - 3), divmod(-n, 2), divmod(n * 1.5, -2), round(n * 0.5), round(2.675, 2), round(1234, -2), round(n * 2.5))
    try:
        print(pow(2, -1, n + 1))
    except ValueError as e:
        print(str(e))
    print(str(r_uint(n) ** r_uint(3)), str(r_uint(1e19 + n)), str(r_uint(-n * 2.5)), str(r_uint8(n * 300.7)))
    print(isinstance(u, r_uint), isinstance(u, int), isinstance(n, r_uint), isinstance(r_int8(n), r_uint8))


def entry_point(argv):
    numbers(2 + len(argv))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
