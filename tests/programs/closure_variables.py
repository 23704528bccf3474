from rpython.rlib.objectmodel import specialize


def late(flag):
    if flag:
        def f(x):
            return x + 1
    else:
        def f(x):
            return x - 1
    return f


def redefine(n):
    def step(x):
        return x + n
    first = step

    def step(x):
        return first(x) * 2
    return step


def shadow(items):
    result = []
    for x in items:
        result.append((lambda x: x * 2)(x))
    return result


def counter_pair():
    a = b = 0

    def inc():
        nonlocal a, b
        a, b = a + 1, b + 2
        return a * 10 + b
    return inc


def walrus(items):
    if (n := len(items)) > 1:
        return lambda: n
    return lambda: -n


def with_star(*args):
    def pick(i):
        return args[i]
    return pick


def arg_default(n):
    def f(a, b=n, *, c=n * 2):
        return a + b + c
    return f


class Matrix:
    def __init__(self, rows):
        self.rows = rows

    def mapped(self, function):
        return Matrix([[function(x) for x in row] for row in self.rows])

    def each(self, action):
        for row in self.rows:
            for x in row:
                action(x)

    def total(self):
        total = 0

        def add(x):
            nonlocal total
            total += x
        self.each(add)
        return total


def optional_none(flag):
    best = None

    def offer(name):
        nonlocal best
        if best is None or len(name) > len(best):
            best = name
    offer('ab')
    if flag:
        offer('abc')
    return best


def entry_point(argv):
    n = len(argv)
    print(late(n > 0)(1), late(n > 5)(1), redefine(n)(3), shadow([1, 2]))
    c = counter_pair()
    print(c(), c(), walrus([1, 2])(), walrus([])(), with_star(4, 5, 6)(n))
    f = arg_default(n)
    print(f(1), f(1, 5), f(1, c=0), f(b=1, a=2))
    m = Matrix([[1, 2], [3]])
    print(m.mapped(lambda x: x * n + 1).rows, m.total(), optional_none(True), optional_none(False))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
