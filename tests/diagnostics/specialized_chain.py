"""A mistake in a function that exists in several versions, and in the library."""
from rpython.rlib.objectmodel import specialize


@specialize.argtype(0)
def double(value):
    return value + value


@specialize.argtype(0)
def twice(value):
    return double(double(value))


class Point:
    def __init__(self, x):
        self.x = x


def entry_point(argv):
    print(twice(len(argv)), twice(argv[0]))
    twice(Point(1))
    points = [Point(1), Point(2)]
    print(len(sorted(points)))
    return 0


def target(driver, args):
    return entry_point
