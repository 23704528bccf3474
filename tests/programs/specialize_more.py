from rpython.rlib import types
from rpython.rlib.objectmodel import always_inline, dont_inline, enforceargs, specialize
from rpython.rlib.signature import signature


@specialize.arg(0, 1)
def select(kind, flag, value):
    if kind == 'wrap':
        return [value] if flag else [value, value]
    return value + 1 if flag else value + 2


@specialize.argtype(0, 1)
def pair(a, b):
    return (a, b)


@specialize.arglltype(0)
def identity(value):
    return value


@specialize.arg_or_var(1)
def scale(value, factor):
    return value * factor


@enforceargs(int, float)
def mix(a, b):
    return a * b


@enforceargs(text=str)
def shout(count, text):
    return text.upper() * count


@signature(types.int(), types.list(types.str()), returns=types.str())
def pick(index, words):
    return words[index]


@always_inline
def small(x):
    return x + 1


@dont_inline
def large(x):
    return small(x) * 2


class Visitor:
    @specialize.arg(1)
    def visit(self, kind, value):
        if kind == 'text':
            return '<' + value + '>'
        return value + 1

    @specialize.argtype(1)
    def twice(self, value):
        return value + value


@specialize.memo()
def table_for(n):
    return [i * n for i in range(4)]


def entry_point(argv):
    n = len(argv)
    print(select('wrap', True, n), select('wrap', False, n), select('add', True, n), select('add', False, 0.5))
    print(pair(1, 'x'), pair('y', 2.5), identity('z'), identity(9))
    print(scale(n, 3), scale(n + 1, n))
    print(mix(2, 1.5), shout(2, 'ab'), pick(1, ['a', 'b']), large(n))
    v = Visitor()
    print(v.visit('text', 'a'), v.visit('number', 1), v.twice('ab'), v.twice(4))
    print(table_for(3)[n])
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))
