"""Recursion in a small interpreter, as deep as it is told to be, as often as it takes for so many calls; prints
nanoseconds for each call.
"""

import time


class Node(object):
    def evaluate(self, argument):
        raise NotImplementedError


class Number(Node):
    def __init__(self, value):
        self.value = value

    def evaluate(self, argument):
        return self.value


class Argument(Node):
    def evaluate(self, argument):
        return argument


class Add(Node):
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def evaluate(self, argument):
        return self.left.evaluate(argument) + self.right.evaluate(argument)


class If(Node):
    def __init__(self, condition, then, otherwise):
        self.condition = condition
        self.then = then
        self.otherwise = otherwise

    def evaluate(self, argument):
        if self.condition.evaluate(argument) != 0:
            return self.then.evaluate(argument)
        return self.otherwise.evaluate(argument)


class Call(Node):
    def __init__(self, argument):
        self.body = None
        self.argument = argument

    def evaluate(self, argument):
        return self.body.evaluate(self.argument.evaluate(argument))


def make_count():
    """Return `def count(n): return 1 + count(n - 1) if n else 0`."""
    call = Call(Add(Argument(), Number(-1)))
    call.body = If(Argument(), Add(Number(1), call), Number(0))
    return call.body


def entry_point(argv):
    depth, calls = int(argv[1]), int(argv[2])
    count = make_count()
    began = time.time()
    result = 0
    for i in range(calls // depth):
        result = count.evaluate(depth)
    taken = time.time() - began
    assert result == depth
    print(taken * 1e9 / calls)
    return 0


def target(driver, args):
    return entry_point
