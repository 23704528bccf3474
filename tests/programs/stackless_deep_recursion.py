# test: not --gc-stress
# test: always --stackless
# test: also --gc=semispace --gc-debug
# test: also --gc=boehm -O0
# test: also --gc=incminimark --roots=shadowstack
# test: also --target=armv6-linux-gnueabi --gc=marksweep
# test: also --target=wasm32-wasi
"""Recursion far beyond the native stack: values of every kind are kept, exceptions find their handlers."""

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rarithmetic import intmask, r_longlong, r_singlefloat, r_uint


class Node(object):
    def __init__(self, value, next):
        self.value = value
        self.next = next


class Deep(Exception):
    def __init__(self, depth):
        self.depth = depth


def depth_now():
    return 30000 if we_are_translated() else 200


def build(n):
    if n == 0:
        return None
    rest = build(n - 1)
    return Node(n, rest)


def total(node):
    return 0 if node is None else node.value + total(node.next)


def every_kind(n, i, u, f, c, b, text, wide, single):
    if n == 0:
        return i
    result = every_kind(n - 1, i + 1, u + r_uint(1), f + 0.5, chr((ord(c) + 1) & 127), not b, text, wide + r_longlong(3), single)
    kept = (i + 1 == result - (n - 1) and intmask(u) == i and f == i * 0.5 and ord(c) == i & 127 and b == (i & 1 == 0)
            and text == 'text' and wide == r_longlong(3) * r_longlong(i) and float(single) == 1.5)
    return result if kept else -1000000


def raise_at(n):
    if n == 0:
        raise Deep(n)
    try:
        raise_at(n - 1)
    except Deep as e:
        e.depth += 1
        if n % 1000 == 0:
            raise Deep(e.depth)
        raise
    return 0


def finally_at(n, log):
    if n == 0:
        raise Deep(0)
    try:
        finally_at(n - 1, log)
    finally:
        log[0] += 1


class Tree(object):
    def visit(self, n):
        raise NotImplementedError


class Even(Tree):
    def visit(self, n):
        return 0 if n == 0 else 1 + odd.visit(n - 1)


class Odd(Tree):
    def visit(self, n):
        return 0 if n == 0 else 1 + even.visit(n - 1)


even, odd = Even(), Odd()


def entry_point(argv):
    depth = depth_now()
    for i in range(3):
        print(total(build(depth)) == depth * (depth + 1) // 2)
    print(every_kind(depth, 0, r_uint(0), 0.0, '\x00', True, 'text', r_longlong(0), r_singlefloat(1.5)) == depth)
    try:
        raise_at(depth)
    except Deep as e:
        print(e.depth == depth)
    log = [0]
    try:
        finally_at(depth, log)
    except Deep:
        print(log[0] == depth)
    trees = [even, odd]
    print(trees[depth & 1].visit(depth) == depth)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
