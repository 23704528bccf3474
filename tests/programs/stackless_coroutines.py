# test: always --stackless
# test: also --gc=semispace --gc-stress --gc-debug
# test: also --gc=boehm -O0
# test: also --target=armv6-linux-gnueabi --gc=marksweep --gc-stress
# test: also --target=wasm32-wasi
"""Coroutines: values and exceptions either way, recursion inside, ends of every kind."""

from rpython.rlib.rcoroutine import Coroutine, CoroutineError, CoroutineExit
from rpython.rlib.rstacklet import start, switch, Computation, functions_of


def count(coroutine, value):
    total = 0
    while value >= 0:
        total += value
        try:
            value = coroutine.suspend(total)
        except ValueError as e:
            print('caught', str(e))
            value = 100
    return -1


def words(coroutine, text):
    for word in text.split(' '):
        coroutine.suspend(word)
    raise KeyError('no more')


class Tree(object):
    def __init__(self, left, value, right):
        self.left = left
        self.value = value
        self.right = right


def make(lo, hi):
    if lo >= hi:
        return None
    mid = (lo + hi) // 2
    return Tree(make(lo, mid), mid, make(mid + 1, hi))


def visit(coroutine, tree):
    if tree is not None:
        visit(coroutine, tree.left)
        coroutine.suspend(tree.value)
        visit(coroutine, tree.right)


def walk(coroutine, n):
    visit(coroutine, make(0, n))
    return -1


def cleaning(coroutine, n):
    try:
        while True:
            n = coroutine.suspend(n + 1)
    finally:
        print('cleaned up')
    return 0


def entry_point(argv):
    c = Coroutine(count)
    print(c.resume(1), c.resume(2), c.resume(3))
    print(c.throw(ValueError('thrown')))
    print(c.resume(-1), c.is_finished())
    try:
        c.resume(5)
    except CoroutineError as e:
        print(str(e))
    w = Coroutine(words)
    try:
        print(w.resume('a bc def'))
        print(w.resume(''))
        print(w.resume(''))
        print(w.resume(''))
    except KeyError as e:
        print('KeyError', w.is_finished())
    first, second = Coroutine(walk), Coroutine(walk)
    a, b = first.resume(7), second.resume(9)
    while a >= 0 or b >= 0:
        print(a, b)
        if a >= 0:
            a = first.resume(0)
        if b >= 0:
            b = second.resume(0)
    k = Coroutine(cleaning)
    print(k.resume(3), k.resume(10))
    k.kill()
    print(k.is_finished())
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
