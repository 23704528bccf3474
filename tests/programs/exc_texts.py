# str() and repr() of the built-in exceptions.
class Custom(Exception):
    pass


class Detailed(ValueError):
    def __init__(self, line, message):
        ValueError.__init__(self, message)
        self.line = line


class Spoken(Exception):
    def __init__(self, who):
        self.who = who

    def __str__(self):
        return 'by ' + self.who


class Viasuper(KeyError):
    def __init__(self, key):
        super().__init__('no ' + key)
        self.key = key


def show(e):
    print(str(e))
    print(repr(e))
    print(f'{e} {e!r}', '%s %r' % (e, e))


def main():
    show(ValueError('a value'))
    show(TypeError())
    show(KeyError('key'))
    show(KeyError(3))
    show(KeyError())
    show(IndexError('list index'))
    show(RuntimeError('x', 3))
    show(Custom('own'))
    show(Custom())
    show(Detailed(3, 'detail'))
    show(Spoken('me'))
    show(Viasuper('k'))
    show(StopIteration())
    show(NotImplementedError('later'))
    show(ZeroDivisionError('division by zero'))
    show(AssertionError('assert'))
    show(OverflowError("it's big"))
    for e in [ValueError('v'), KeyError('k'), Custom('c'), Spoken('s')]:
        print(type(e).__name__, e)
    try:
        raise LookupError
    except LookupError as e:
        show(e)
    d = {'a': 1, 'b': 2}
    try:
        print(d['zz'])
    except KeyError as e:
        show(e)
    n = {1: 2}
    try:
        print(n[77])
    except KeyError as e:
        print(e)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
