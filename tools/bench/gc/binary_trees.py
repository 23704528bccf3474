"""Binary trees, after H. Boehm's GCBench and the Computer Language Benchmarks Game.

Many short-lived trees beside one that stays. Prints checksums.
"""

import sys


class Tree:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def check(self):
        left = self.left
        if left is None:
            return 1
        return 1 + left.check() + self.right.check()


def make(depth):
    if depth == 0:
        return Tree(None, None)
    return Tree(make(depth - 1), make(depth - 1))


def entry_point(argv):
    depth = int(argv[1]) if len(argv) > 1 else 16
    print('stretch tree of depth', depth + 1, 'check', make(depth + 1).check())
    long_lived = make(depth)
    for current in range(4, depth + 1, 4):
        iterations = 1 << (depth - current + 4)
        check = 0
        for _ in range(iterations):
            check += make(current).check()
        print(iterations, 'trees of depth', current, 'check', check)
    print('long lived tree of depth', depth, 'check', long_lived.check())
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
