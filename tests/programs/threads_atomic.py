# test: always --threads=gil
# test: not --stackless
# test: also --threads=free
# test: also --threads=free --gc=marksweep --gc-debug
# test: also --threads=free --gc=immix --roots=shadowstack --gc-debug
# test: also --threads=free --gc=incminimark --gc-debug
# test: also --gc=refcount --gc-debug
# test: also --gc=incminimark --gc-stress --gc-debug
# test: not --target=wasm32-wasi: it has no threads
"""Threads that change numbers and references without a lock."""

from rpython.rlib.ratomic import AtomicInt, AtomicReference
from rpython.rlib.rthread import Thread


class Node(object):
    def __init__(self, value, next):
        self.value = value
        self.next = next


class Stack(object):
    """R. K. Treiber, "Systems programming: coping with parallelism", 1986. No address is used again while
    somebody holds on to it, so that nothing need be counted."""

    def __init__(self):
        self.top = AtomicReference(Node)

    def push(self, value):
        node = Node(value, None)
        while True:
            top = self.top.load()
            node.next = top
            if self.top.compare_exchange(top, node):
                return

    def pop(self):
        while True:
            top = self.top.load()
            if top is None:
                return -1
            if self.top.compare_exchange(top, top.next):
                return top.value


class Shared(object):
    def __init__(self):
        self.count = AtomicInt(5)
        self.bits = AtomicInt()
        self.ticket = AtomicInt()
        self.stack = Stack()
        self.taken = AtomicInt()
        self.sum = AtomicInt()
        self.data = None
        self.is_ready = AtomicInt()


prebuilt = Shared()

ROUNDS = 500
WORKERS = 4


class Worker(Thread):
    def __init__(self, k, shared):
        self.k = k
        self.shared = shared

    def run(self):
        shared = self.shared
        for i in range(ROUNDS):
            shared.count.fetch_add(3)
            shared.count.fetch_sub(1)
            shared.stack.push(shared.ticket.fetch_add(1))
            if i % 3 == 2:
                self.take()
        shared.bits.fetch_or(1 << self.k)

    def take(self):
        value = self.shared.stack.pop()
        if value >= 0:
            self.shared.taken.fetch_add(1)
            self.shared.sum.fetch_add(value)


class Receiver(Thread):
    """Waits for what the main thread writes before it sets the flag."""

    def __init__(self, shared):
        self.shared = shared
        self.seen = ''

    def run(self):
        while self.shared.is_ready.load() == 0:
            pass
        self.seen = self.shared.data[1]
        self.shared.is_ready.store(2)


def many_threads(shared):
    workers = [Worker(k, shared) for k in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    while shared.stack.top.load() is not None:
        workers[0].take()
    total = WORKERS * ROUNDS
    print(shared.count.load(), shared.bits.load(), shared.taken.load() == total,
          shared.sum.load() == total * (total - 1) // 2)

    receiver = Receiver(shared)
    receiver.start()
    shared.data = ['not', 'seen by the receiver'[5:]]
    shared.is_ready.store(1)
    while shared.is_ready.load() != 2:
        pass
    receiver.join()
    print(receiver.seen)


def main(argv):
    many_threads(Shared())
    many_threads(prebuilt)
    return 0


def target(driver, args):
    return main, None
