"""Overflow is an exception where the program asks for it."""

from rpython.rlib.rarithmetic import LONG_BIT, maxint, ovfcheck

HALF = 1 << LONG_BIT // 2


def add(a, b):
    try:
        return str(ovfcheck(a + b))
    except OverflowError:
        return 'overflow'


def subtract(a, b):
    try:
        return str(ovfcheck(a - b))
    except OverflowError:
        return 'overflow'


def multiply(a, b):
    try:
        return str(ovfcheck(a * b))
    except OverflowError:
        return 'overflow'


def shift(a, b):
    try:
        return str(ovfcheck(a << b))
    except OverflowError:
        return 'overflow'


def negate(a):
    try:
        return str(ovfcheck(-a))
    except OverflowError:
        return 'overflow'


def factorial(n):
    result = 1
    for i in range(1, n + 1):
        result = ovfcheck(result * i)
    return result


def entry_point(argv):
    smallest = -maxint - 1
    for a in [0, 1, -1, maxint, smallest, HALF]:
        for b in [0, 1, -1, maxint, smallest, HALF // 2]:
            print(f'{add(a, b)} {subtract(a, b)} {multiply(a, b)}')
        print(f'{shift(a, 1)} {shift(a, 31)} {negate(a)}')
    n = 1
    try:
        while True:
            factorial(n)
            n += 1
    except OverflowError:
        print(f'{n}! is too big')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
