"""Different generators in one variable, list or parameter."""


def evens(n):
    for i in range(0, n, 2):
        yield i


def squares(n):
    i = 0
    while i * i < n:
        yield i * i
        i += 1


def constant(value):
    while True:
        yield value


def names():
    yield 'unrelated'


def first(n, items):
    result = []
    for item in items:
        if len(result) == n:
            break
        result.append(item)
    return result


def merged(sources):
    alive = sources[:]
    while alive:
        g = alive.pop(0)
        try:
            yield next(g)
            alive.append(g)
        except StopIteration:
            pass


def choose(kind):
    if kind == 0:
        return evens(10)
    if kind == 1:
        return squares(20)
    return (x + 1 for x in range(3))


def entry_point(argv):
    print(first(3, evens(100)), first(3, squares(100)), first(2, constant(7)))
    for kind in range(3):
        print(list(choose(kind)))
    print(list(merged([evens(5), squares(10), (x * 100 for x in range(2))])))
    g = evens(4)
    if len(argv) < 50:
        g = squares(30)
    print(sum(g))
    print(list(names()))
    g.close()
    print(next(g, -1))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
