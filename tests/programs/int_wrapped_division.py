"""Numbers that wrapped are negative, also where what they are made of is not."""

from rpython.rlib.rarithmetic import intmask, maxint


def entry_point(argv):
    n = len(argv) + 19
    big = intmask(intmask(maxint + 44) + len(argv))
    print(n // (big | 1), n % (big | 1))
    print("it's".rfind('b') ^ intmask(20 // (big | 1)))
    for part in range(3, 0, -2):
        print(intmask(20 // (big | 1)), part // (("it's".rfind('b') ^ intmask(20 // (big | 1))) | 1))
    return 0


def target(driver, args):
    return entry_point
