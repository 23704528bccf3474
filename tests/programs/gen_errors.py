"""Exceptions in generators: leaking StopIteration, exceptions that end them, running twice."""


def bad():
    yield 1
    raise StopIteration


def bad_next(items):
    it = iter(items)
    while True:
        yield next(it)


def fails(n):
    for i in range(n):
        yield 10 // (2 - i)


def finally_returns():
    try:
        yield 1
        yield 2
    finally:
        print('finally')


def swallow():
    for i in range(4):
        try:
            if i % 2:
                raise KeyError(str(i))
            yield i
        except KeyError:
            print('swallowed', i)
        else:
            print('else', i)


class Loop:
    def __init__(self):
        self.generator = self.run()

    def run(self):
        yield 1
        for x in self.generator:
            yield x


def entry_point(argv):
    g = bad()
    print(next(g))
    try:
        next(g)
    except RuntimeError as e:
        print('RuntimeError', e)
    try:
        print(list(bad_next([1, 2])))
    except RuntimeError as e:
        print('RuntimeError', e)
    f = fails(5)
    print(next(f), next(f))
    try:
        next(f)
    except ZeroDivisionError:
        print('division')
    print(next(f, -1))
    for x in finally_returns():
        print(x)
    for x in swallow():
        print(x)
    loop = Loop()
    print(next(loop.generator))
    try:
        next(loop.generator)
    except ValueError as e:
        print('ValueError', e)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
