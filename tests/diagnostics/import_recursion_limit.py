import sys

sys.setrecursionlimit(10 ** 9)


def deepest(numbers):
    return max(numbers, key=lambda number: deepest([number + 1]))


deepest([1])


def entry_point(argv):
    return 0


def target(driver, args):
    return entry_point
