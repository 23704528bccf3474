# test: always --stackless
# test: also --gc=incminimark --gc-debug
# test: also --gc=marksweep --gc-stress
# test: also --gc=semispace --gc-stress --gc-debug
# test: also --threads=gil --gc=marksweep --gc-stress
# test: also --threads=free --gc=minimark
"""Finalizers of what is found dead while the stack is unwound; they use all of it themselves."""

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rcoroutine import Coroutine


class Node(object):
    def __init__(self, value, next):
        self.value = value
        self.next = next


def depth():
    return 300 if we_are_translated() else 100


class State(object):
    def __init__(self):
        self.wrong = 0


state = State()


class Dying(object):
    def __init__(self, n):
        self.n = n

    def __del__(self):
        n = depth()
        if total(build(n)) != n * (n + 1) // 2:
            state.wrong += 1


def build(n):
    return None if n == 0 else Node(n, build(n - 1))


def total(node):
    return 0 if node is None else node.value + total(node.next)


def deep(n):
    if n == 0:
        return 0
    if n % 30 == 0:
        Dying(n)
    return deep(n - 1) + 1


def generate(coroutine, n):
    for i in range(n):
        Dying(i)
        coroutine.suspend(i)
    return -1


def entry_point(argv):
    for i in range(3):
        for k in range(50):
            Dying(i)
        n = depth()
        print(deep(n) == n)
    generator = Coroutine(generate)
    value, total_of_values = generator.resume(40), 0
    while value >= 0:
        total_of_values += value
        value = generator.resume(0)
    print(total_of_values, state.wrong)
    return 0


def target(driver, args):
    return entry_point
