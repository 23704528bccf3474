# test: always --stackless
# test: also --gc=semispace --gc-stress --gc-debug
# test: also --gc=refcount -O1
# test: also --target=wasm32-wasi --gc=semispace
"""Greenlets: values and exceptions, parents, the dead and the new."""

from rpython.rlib.rgreenlet import Greenlet, GreenletExit, getcurrent


class Box(object):
    def __init__(self, n):
        self.n = n


class Adding(Greenlet):
    def __init__(self, step):
        Greenlet.__init__(self)
        self.step = step

    def run(self, value):
        while value.n < 20:
            value = self.parent.switch(Box(value.n + self.step))
        return Box(-1)


class Partner(Greenlet):
    other = None

    def __init__(self, name):
        Greenlet.__init__(self)
        self.name = name

    def run(self, value):
        for i in range(3):
            print(self.name, i, value.n)
            value = self.other.switch(Box(value.n + 1))
        print(self.name, 'ends')
        return Box(100)


class Failing(Greenlet):
    def run(self, value):
        if value is None:
            raise KeyError('nothing')
        try:
            self.parent.switch(value)
        except ValueError as e:
            print('caught', str(e))
            raise IndexError('from inside')
        return None


class Killed(Greenlet):
    def run(self, value):
        try:
            while True:
                self.parent.switch(value)
        finally:
            print('cleaned up')


class Nested(Greenlet):
    def __init__(self, depth):
        Greenlet.__init__(self)
        self.depth = depth

    def run(self, value):
        if self.depth == 0:
            return Box(value.n * 2)
        inner = Nested(self.depth - 1)
        result = inner.switch(Box(value.n + 1))
        print(self.depth, inner.dead, inner.parent is self, getcurrent() is self)
        return result


def number(box):
    return -999 if box is None else box.n


def entry_point(argv):
    adding = Adding(7)
    print(bool(adding), adding.dead)
    print(adding.switch(Box(1)).n, adding.switch(Box(5)).n, bool(adding))
    print(adding.switch(Box(50)).n, adding.dead)
    print(adding.switch(Box(3)).n)

    a, b = Partner('a'), Partner('b')
    a.other, b.other = b, a
    print(a.switch(Box(0)).n, a.dead, b.dead)

    failing = Failing()
    print(failing.switch(Box(4)).n)
    try:
        failing.throw(ValueError('thrown'))
    except IndexError as e:
        print('IndexError', str(e), failing.dead)
    try:
        Failing().switch()
    except KeyError:
        print('KeyError')
    new = Failing()
    try:
        new.throw(ValueError('before it begins'))
    except ValueError as e:
        print(str(e), new.dead)

    killed = Killed()
    print(killed.switch(Box(8)).n)
    print(number(killed.throw(GreenletExit())), killed.dead)

    print(Nested(5).switch(Box(0)).n)
    try:
        a.parent = a
    except ValueError as e:
        print(str(e))
    print(getcurrent().switch(Box(77)).n)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
