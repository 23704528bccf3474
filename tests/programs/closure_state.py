import functools
from rpython.rlib.objectmodel import specialize


class Base:
    def visit(self, n):
        return n


class A(Base):
    def visit(self, n, depth=1):
        return n + depth


class B(Base):
    def visit(self, n, depth=10, more=100):
        return n + depth + more


def f0(a):
    return a


def f1(a, b=1):
    return a + b


def f2(a, b=2, *rest):
    return a * b + len(rest)


@specialize.arg(0)
def trace(fn):
    @functools.wraps(fn)
    def wrapper(*args):
        print('call', len(args))
        return fn(*args)
    return wrapper


def even_odd(limit):
    def even(n):
        if n > limit:
            raise ValueError('too large')
        return True if n == 0 else odd(n - 1)

    def odd(n):
        return False if n == 0 else even(n - 1)
    return even, odd


def pipeline(*fs):
    def run(x):
        for f in fs:
            x = f(x)
        return x
    return run


def memo(fn):
    cache = {}

    def inner(n):
        if n in cache:
            return cache[n]
        r = fn(n)
        cache[n] = r
        return r
    return inner


def bank(balance):
    def deposit(n):
        nonlocal balance
        balance += n
        return balance

    def withdraw(n, fee=balance):
        nonlocal balance
        balance -= n + fee
        return balance

    def show():
        return 'balance %d' % balance
    return {'deposit': deposit, 'withdraw': withdraw}, show


def two_deep(a):
    def mid(b):
        def inner(c):
            nonlocal a
            a += c
            return a * 100 + b * 10 + c
        return inner
    return mid


def apply_generic(f, x):
    return f(x)


def poly(n):
    def ident(x):
        return [x] * n
    return ident


class Button:
    def __init__(self, name):
        self.name = name
        self.handlers = []
        self.on_click = None

    def on(self, h):
        self.handlers.append(h)

    def click(self):
        for h in self.handlers:
            h(self.name)
        if self.on_click is not None:
            self.on_click(self.name)


def entry_point(argv):
    for v in [Base(), A(), B()]:
        print(v.visit(5))
    n = len(argv) + 2
    for f in [f0, f1]:
        print(f(n))
    g = trace(f1)
    h = trace(f0)
    print(g(1, 2), h(3))
    even, odd = even_odd(n * 100)
    print(even(10), odd(7), even(3))
    try:
        print(even(1000000))
    except ValueError as e:
        print('error', e)
    print(pipeline(f0, f1, lambda x: x * n, abs)(4))
    m = memo(lambda k: k * k + n)
    print(m(3), m(3), m(4))
    acct, show = bank(n * 50)
    print(acct['deposit'](5), acct['withdraw'](7), show())
    i1 = two_deep(n)(2)
    print(i1(3), i1(4))
    log = []
    b = Button('ok')
    b.on(log.append)
    b.on(lambda name: log.append('lambda ' + name))
    b.on_click = log.append
    b.click()
    print(log)
    fns = [lambda x, k=k: x + k for k in range(4)]
    print([fn(10) for fn in fns])
    late = [lambda x: x + k for k in range(4)]
    print([fn(10) for fn in late])
    words = ['banana', 'apple', 'Cherry']
    print(sorted(words, key=str.lower), sorted(words, key=len))
    up = words[0].upper
    print(up())
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
