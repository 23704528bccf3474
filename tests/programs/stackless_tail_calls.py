# test: not --gc-stress
# test: always --stackless
# test: also --gc=semispace --gc-debug
# test: also --gc=incminimark --roots=shadowstack -O3
# test: also --gc=refcount -O1
# test: also --target=armv6-linux-gnueabi --gc=marksweep
# test: also --target=wasm32-wasi
"""Functions that do nothing behind a call but to return what it returns: suspended, resumed, and on a full stack."""

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rstacklet import Computation, functions_of, start, switch


class Value(object):
    def __init__(self, number):
        self.number = number


class SpecialValue(Value):
    pass


class Deep(Exception):
    def __init__(self, depth):
        self.depth = depth


def depth_now():
    return 30000 if we_are_translated() else 200


# Each kind of result goes through two functions that call each other, and that inlining can not take apart.


class Even(object):
    def integer(self, n):
        return odd.integer(n - 1) if n else 42

    def number(self, n):
        return odd.number(n - 1) if n else 0.5

    def truth(self, n):
        return odd.truth(n - 1) if n else True

    def text(self, n):
        return odd.text(n - 1) if n else 'text'

    def instance(self, n):
        return odd.instance(n - 1) if n else SpecialValue(7)

    def nothing(self, n):
        if n:
            odd.nothing(n - 1)

    def error(self, n):
        return odd.error(n - 1)


class Odd(object):
    def integer(self, n):
        return even.integer(n - 1) if n else 43

    def number(self, n):
        return even.number(n - 1) if n else 1.5

    def truth(self, n):
        return even.truth(n - 1) if n else False

    def text(self, n):
        return even.text(n - 1) if n else 'other text'

    def instance(self, n):
        return even.instance(n - 1) if n else Value(8)

    def nothing(self, n):
        if n:
            even.nothing(n - 1)

    def error(self, n):
        if n <= 0:
            raise Deep(n)
        return even.error(n - 1)


even = Even()
odd = Odd()


def show_results(n):
    print(even.integer(n), even.number(n), even.truth(n), even.text(n), even.instance(n).number)
    even.nothing(n)
    try:
        print(even.error(n))
    except Deep as e:
        print('caught', e.depth)


class Suspending(Computation):
    def run(self, previous):
        self.previous = previous
        print(self.outer(3))
        try:
            self.failing(3)
        except Deep as e:
            print('caught', e.depth)
        return self.previous

    def outer(self, n):
        if n:
            return self.middle(n - 1)
        return self.inner()

    def middle(self, n):
        return self.outer(n)

    def inner(self):
        self.previous = switch(self.previous)
        return 'from inside'

    def failing(self, n):
        if n:
            return self.failing_again(n - 1)
        self.previous = switch(self.previous)
        raise Deep(n)

    def failing_again(self, n):
        return self.failing(n)


def entry_point(argv):
    for n in (0, 1, 5, depth_now()):
        show_results(n)
    suspended = start(Suspending())
    if we_are_translated():
        names = functions_of(suspended)
        assert 'Suspending.run' in names
    suspended = switch(suspended)
    suspended = switch(suspended)
    print(suspended.is_empty())
    return 0


def target(driver, args):
    return entry_point
