"""One function for several types of argument: specialize.argtype."""

from rpython.rlib.objectmodel import specialize


@specialize.argtype(0)
def describe(x):
    if isinstance(x, bool):
        return 'bool ' + str(x)
    elif isinstance(x, int):
        return 'int ' + str(x + 1)
    elif isinstance(x, float):
        return 'float ' + str(x / 2.0)
    elif isinstance(x, str):
        return 'str ' + x.upper()
    return 'something else'


@specialize.argtype(0, 1)
def larger(a, b):
    if a > b:
        return a
    return b


@specialize.argtype(0)
def last(items):
    return items[len(items) - 1]


@specialize.argtype(1)
def join(separator, items):
    return separator.join([str(item) for item in items])


@specialize.argtype(0)
def twice(x):
    return x + x


class Point:
    def __init__(self, x):
        self.x = x


def entry_point(argv):
    print(describe(41))
    print(describe(True))
    print(describe(5.0))
    print(describe('text'))
    print(describe(Point(1)))
    print(str(larger(3, 4)) + larger('b', 'a') + str(larger(0.5, 0.25)))
    print(str(last([1, 2, 3])) + last(['a', 'b']) + last('xyz'))
    print(join(',', [1, 2]) + join('-', ['a', 'b']) + join(' ', [0.5, 1.5]))
    print(str(twice(21)) + twice('ab') + str(twice(1.5)) + str(len(twice([1]))))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
