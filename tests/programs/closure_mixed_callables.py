def make_adder(n):
    def add(x):
        return x + n
    return add


def make_counter():
    count = 0

    def step():
        nonlocal count
        count += 1
        return count
    return step


def compose(f, g):
    return lambda x: f(g(x))


def double(x):
    return x * 2


class Thing:
    def __init__(self, k):
        self.k = k

    def scale(self, x):
        return self.k * x

    def __call__(self, x):
        return self.k - x

    def maker(self, d):
        return lambda x: x + self.k + d


def fact_maker(base):
    def fact(n):
        if n <= 1:
            return base
        return n * fact(n - 1)
    return fact


def entry_point(argv):
    a = make_adder(3)
    b = make_adder(int('4'))
    print(a(1), b(1))
    c = make_counter()
    d = make_counter()
    print(c(), c(), d(), c())
    print(compose(a, b)(10))
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    for f in fs:
        print(f())
    gs = []
    for i in range(3):
        gs.append(lambda i=i: i)
    for g in gs:
        print(g())
    t = Thing(7)
    table = [double, make_adder(10), t.scale, t, t.maker(3), compose(double, double), fact_maker(2), abs]
    for k, f in enumerate(table):
        print(k, f(5))
    cb = None
    if len(argv) > 5:
        cb = double
    elif len(argv) > 3:
        cb = t
    print(cb is None)
    stack = [1]
    push = stack.append
    h = push
    if len(argv) > 7:
        h = fs.append and None
    h(3)
    print(stack)
    print(sorted([3, -1, 2], key=lambda x: x * a(0)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
