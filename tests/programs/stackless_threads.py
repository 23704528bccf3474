# test: always --stackless --threads=gil
# test: also --threads=free
# test: also --threads=free --gc=semispace
# test: also --threads=free --gc=marksweep --gc-debug
# test: also --threads=free --gc=immix --roots=shadowstack
# test: also --threads=free --gc=incminimark --gc-debug
# test: also --threads=free --gc=marksweep --gc-stress
# test: also --threads=gil --gc=semispace --gc-stress --gc-debug
# test: also --threads=gil --gc=incminimark --gc-stress
# test: also --gc=refcount
# test: also --gc=boehm
# test: also --threads=free --target=aarch64-linux-gnu
# test: also --target=armv6-linux-gnueabi
# test: not --target=wasm32-wasi: it has no threads
"""Threads, each with a stack that goes on in the heap and coroutines of its own."""

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rarithmetic import r_longlong, r_singlefloat
from rpython.rlib.rcoroutine import Coroutine
from rpython.rlib.rthread import Lock, Thread, set_stacksize


class Node(object):
    def __init__(self, value, next):
        self.value = value
        self.next = next


def depth_of_recursion():
    return 1200 if we_are_translated() else 100


def build(n):
    return None if n == 0 else Node(n, build(n - 1))


# Results of every kind wait for frames to be resumed.

def total(node):
    return 0 if node is None else node.value + total(node.next)


def half(node):
    return 0.0 if node is None else 0.5 + half(node.next)


def cubes(node):
    return r_longlong(0) if node is None else r_longlong(node.value) * node.value * node.value + cubes(node.next)


def is_rising(node, above):
    if node is None:
        return True
    return is_rising(node.next, node.value) and node.value < above


def last_digit(node):
    if node is None:
        return '-'
    digit = last_digit(node.next)
    return chr(ord('0') + node.value % 10) if digit == '-' else digit


def single(node):
    return r_singlefloat(0.0) if node is None else r_singlefloat(float(single(node.next)) + 1.0)


def fail(node):
    """Handlers on the way, one after another."""
    if node is None:
        raise ValueError('at the end')
    try:
        fail(node.next)
    except ValueError as e:
        if node.value % 100 == 0:
            raise ValueError(str(e) + '!')
        raise
    finally:
        node.value += 1


def count(coroutine, limit):
    """Suspended inside of calls."""
    if limit > 0:
        count(coroutine, limit - 1)
        coroutine.suspend(limit)
    return -1


class Totals(object):
    def __init__(self):
        self.lock = Lock()
        self.sum = 0


totals = Totals()


class Worker(Thread):
    def __init__(self, number):
        self.number = number
        self.lines = []

    def say(self, text):
        self.lines.append('%d: %s' % (self.number, text))

    def run(self):
        self.recurse(depth_of_recursion() + self.number)
        self.resume_many(30 + self.number)

    def recurse(self, depth):
        node = build(depth)
        sum = depth * (depth + 1) // 2
        self.say('%s %s %s' % (total(node) == sum, half(node) == 0.5 * depth, is_rising(node, depth + 1)))
        self.say('%s %s %s' % (cubes(node) == r_longlong(sum) * sum, last_digit(node), float(single(node)) == depth))
        try:
            fail(node)
        except ValueError as e:
            self.say('%s %s' % (len(str(e)) == len('at the end') + depth // 100, total(node) == sum + depth))

    def resume_many(self, number):
        """While others do, and wait for the same lock in the middle of it."""
        coroutines = [Coroutine(count) for _ in range(number)]
        sum = 0
        for each in coroutines:
            sum += each.resume(3)
        for _ in range(3):
            for each in coroutines:
                with totals.lock:
                    totals.sum += 1
                sum += each.resume(0)
        finished = 0
        for each in coroutines:
            if each.is_finished():
                finished += 1
        self.say('%d %d' % (sum, finished))


def main(argv):
    set_stacksize(128 * 1024)
    for _ in range(2):
        workers = [Worker(number) for number in range(4)]
        for worker in workers[1:]:
            worker.start()
        workers[0].run()
        for worker in workers[1:]:
            worker.join()
        for worker in workers:
            for line in worker.lines:
                print(line)
    print(totals.sum)
    return 0


def target(driver, args):
    return main, None
