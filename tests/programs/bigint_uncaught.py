"""A number that does not fit ends the program with a traceback and status 1."""

from rpython.rlib.rbigint import rbigint


def shrink(n):
    return n.toint()


def entry_point(argv):
    print('before')
    shrink(rbigint.fromint(3).int_pow(50 * len(argv)))
    print('after')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
