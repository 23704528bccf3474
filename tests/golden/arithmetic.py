# function: gcd
"""A loop over integers."""

from rpython.rlib.objectmodel import dont_inline


@dont_inline
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def entry_point(argv):
    return gcd(1071 + len(argv), 462)


def target(driver, args):
    return entry_point
