"""Functions marked with `no_collect`: three that break the promise, and two that keep it."""

from rpython.rlib import rgc


class Shape:
    def area(self, scale):
        return scale


class Named(Shape):
    def area(self, scale):
        return len(name_of(scale))


def name_of(scale):
    return 'shape %d' % scale


def total(shapes, scale):
    result = 0
    for i in range(len(shapes)):
        result += shapes[i].area(scale)
    return result


@rgc.no_collect
def through_methods(shapes):
    return total(shapes, 2)


@rgc.no_collect
def collects():
    rgc.collect()


@rgc.no_collect
def catches(items, i):
    """The exception is made, and the function goes on."""
    try:
        return items[i]
    except IndexError:
        return 0


@rgc.no_collect
def raises(items, i):
    return items[i] + items[i + 1]


@rgc.no_collect
def loops(items):
    result = 0
    for item in items:
        result += item
    return result


def entry_point(argv):
    shapes = [Shape(), Named()]
    numbers = [len(arg) for arg in argv]
    collects()
    return through_methods(shapes) + catches(numbers, 5) + raises(numbers, 0) + loops(numbers)


def target(driver, args):
    return entry_point
