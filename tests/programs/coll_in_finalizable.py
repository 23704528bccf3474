"""Deques from two places that become one class, beside a finalizer, which the library calls for instances of any class."""

from collections import deque

from rpython.rlib import rgc


class Counts:
    gone = 0


class Stack:
    def __init__(self, items=None):
        self.items = deque() if items is None else items

    @rgc.must_be_light_finalizer
    def __del__(self):
        Counts.gone += 1

    def push(self, x):
        self.items.append(x)
        return self


def entry_point(argv):
    print(Stack().push(1).push(2).items)
    print(Stack(deque([9])).push(3).items)
    return 0


def target(*args):
    return entry_point, None
