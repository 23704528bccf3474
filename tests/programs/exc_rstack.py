# test: not --stackless
# test: also --gc=minimark --gc-stress --gc-debug -O1
"""Asking how much stack is left instead of running out of it."""

from rpython.rlib.rstack import stack_almost_full, stack_check


def careful(n):
    if stack_almost_full():
        return 1
    return careful(n + 1) + (n & 0)


def careless(n):
    stack_check()
    return careless(n + 1) + 1


def entry_point(argv):
    print(stack_almost_full())
    print(careful(0))
    stack_check()
    try:
        careless(0)
    except RecursionError:
        print('caught')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
