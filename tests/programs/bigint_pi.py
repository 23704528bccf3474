"""Digits of pi and e, square roots, and long Fibonacci numbers, by big integers."""

from rpython.rlib.rbigint import ONERBIGINT, rbigint


def arctan_inverse(n, unity):
    """unity * arctan(1 / n)."""
    term = unity.int_floordiv(n)
    total = term
    square = n * n
    k = 3
    sign = -1
    while term.tobool():
        term = term.int_floordiv(square)
        part = term.int_floordiv(k)
        total = total.add(part) if sign > 0 else total.sub(part)
        sign = -sign
        k += 2
    return total


def pi(digits):
    unity = rbigint.fromint(10).int_pow(digits + 10)
    result = arctan_inverse(5, unity).int_mul(16).sub(arctan_inverse(239, unity).int_mul(4))
    return result.floordiv(rbigint.fromint(10).int_pow(10))


def e(digits):
    unity = rbigint.fromint(10).int_pow(digits + 10)
    total = unity
    term = unity
    k = 1
    while term.tobool():
        term = term.int_floordiv(k)
        total = total.add(term)
        k += 1
    return total.floordiv(rbigint.fromint(10).int_pow(10))


def fibonacci(n):
    """By doubling: the pair of numbers n and n + 1."""
    if n == 0:
        return rbigint(), ONERBIGINT
    a, b = fibonacci(n >> 1)
    c = a.mul(b.lshift(1).sub(a))
    d = a.mul(a).add(b.mul(b))
    if n & 1:
        return d, c.add(d)
    return c, d


def entry_point(argv):
    print(pi(500).str())
    print(e(300).str())
    print(rbigint.fromint(2).mul(rbigint.fromint(10).int_pow(400)).isqrt().str())
    for n in (0, 1, 2, 10, 93, 1000, 5000):
        print(fibonacci(n)[0].str()[:80], fibonacci(n)[0].bit_length())
    text = fibonacci(40000)[0].str()
    print(len(text), text[:20], text[len(text) - 20:])
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
