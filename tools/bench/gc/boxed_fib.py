"""Fibonacci numbers over boxed integers: calls, with a few roots each, and small objects that die at once."""

import sys


class Number:
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def add(self, other):
        return Number(self.value + other.value)

    def less(self, limit):
        return self.value < limit


def fib(n):
    if n.less(2):
        return n
    return fib(Number(n.value - 1)).add(fib(Number(n.value - 2)))


def entry_point(argv):
    print(fib(Number(int(argv[1]) if len(argv) > 1 else 32)).value)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
