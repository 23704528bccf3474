"""One copy of a function per place of the call."""

from rpython.rlib.objectmodel import specialize


@specialize.call_location()
def identity(x):
    return x


@specialize.call_location()
def pair(a, b):
    return a, b


@specialize.call_location()
def collect(a, b):
    result = [a]
    result.append(b)
    return result


def entry_point(argv):
    print(str(identity(1) + 1) + identity('a') + str(identity(0.5) * 3.0))
    n, s = pair(1, 'one')
    t, m = pair('two', 2)
    print(str(n + m) + s + t)
    print(str(len(collect(1, 2))) + ','.join(collect('x', 'y')))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
