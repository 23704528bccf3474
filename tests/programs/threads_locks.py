# test: always --threads=gil
# test: also --stackless
# test: also --threads=free --stackless
# test: also --threads=free
# test: also --threads=free --gc=marksweep --gc-debug
# test: also --threads=free --gc=immix --roots=shadowstack
# test: also --gc=semispace --gc-stress --gc-debug
# test: not --target=wasm32-wasi: it has no threads
# test: also --gc=incminimark --roots=shadowstack -O1
# test: also --gc=refcount
# test: also --gc=boehm
# test: also --target=armv6-linux-gnueabi
"""Threads that share things: locks, recursive locks, conditions, what they raise."""

import time

from rpython.rlib.rthread import (
    RPY_LOCK_ACQUIRED, RPY_LOCK_FAILURE, Condition, Lock, RLock, Thread, allocate_lock, count_threads, error, get_ident,
    start_new_thread)


class Box(object):
    def __init__(self, n):
        self.n = n


class Shared(object):
    def __init__(self):
        self.lock = Lock()
        self.recursive = RLock()
        self.n = 0
        self.depth = 0


shared = Shared()


class Worker(Thread):
    def __init__(self, step, count):
        self.step = step
        self.count = count
        self.total = 0

    def run(self):
        for i in range(self.count):
            boxes = [Box(i), Box(self.step)]
            self.total += boxes[0].n + boxes[1].n
            with shared.lock:
                shared.n += self.step
            with shared.recursive:
                self.nest(3)

    def nest(self, depth):
        with shared.recursive:
            shared.depth += 1
            if depth > 1:
                self.nest(depth - 1)


def add_up():
    workers = [Worker(step, 50) for step in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(shared.n, shared.depth, [worker.total for worker in workers])
    print([worker.is_alive() for worker in workers], workers[0].join(0.0))


class Queue(object):
    """Bounded, with two conditions of one lock."""

    def __init__(self, size):
        self.items = []
        self.size = size
        lock = Lock()
        self.not_empty = Condition(lock)
        self.not_full = Condition(lock)

    def put(self, item):
        with self.not_full:
            while len(self.items) == self.size:
                self.not_full.wait()
            self.items.append(item)
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            item = self.items.pop(0)
            self.not_full.notify()
            return item


def produce(queue, first, count):
    for i in range(count):
        queue.put(Box(first + i))


def pass_boxes():
    queue = Queue(3)
    for k in range(3):
        start_new_thread(produce, (queue, 1000 * k, 40))
    received = sorted([queue.get().n for _ in range(120)])
    print(len(received), received[0], received[39], received[40], received[-1])


def wait_for_nothing():
    lock = allocate_lock()
    print(lock.acquire(), lock.acquire(False), lock.is_acquired())
    print(lock.acquire_timed(2000) == RPY_LOCK_FAILURE)
    lock.release()
    print(lock.acquire_timed(2000) == RPY_LOCK_ACQUIRED, lock.acquire_timed(0) == RPY_LOCK_FAILURE)
    lock.release()
    try:
        lock.release()
    except error as e:
        print(str(e))
    try:
        RLock().release()
    except error as e:
        print(str(e))
    condition = Condition()
    try:
        condition.notify()
    except error as e:
        print(str(e))
    with condition:
        print(condition.wait(0.002))


class Holder(Thread):
    """Takes a lock that the main thread has, and gives it back."""

    def __init__(self, lock):
        self.lock = lock
        self.was_free = True
        self.has_tried = False

    def run(self):
        self.was_free = self.lock.acquire(False)
        self.has_tried = True
        self.lock.acquire()
        self.lock.release()


def hand_over():
    lock = RLock()
    with lock:
        holder = Holder(Lock())
        holder.lock.acquire()
        holder.start()
        print(holder.join(0.01))
        while not holder.has_tried:
            time.sleep(0.001)
        holder.lock.release()  # by another thread than will have it
        print(holder.join(), holder.was_free, lock.is_owned())
    print(lock.is_owned())
    try:
        holder.start()
    except error as e:
        print(str(e))
    try:
        Holder(Lock()).join()
    except error as e:
        print(str(e))


class Waiting(Thread):
    def __init__(self, condition, turns):
        self.condition = condition
        self.turns = turns

    def run(self):
        with self.condition:
            self.turns.n += 1
            self.condition.wait()
            self.turns.n += 100


def wake_many():
    condition = Condition()
    turns = Box(0)

    waiting = [Waiting(condition, turns) for _ in range(5)]
    for each in waiting:
        each.start()
    while True:
        with condition:
            if turns.n == 5:
                condition.notify(2)
                break
        time.sleep(0.001)
    while turns.n != 205:
        time.sleep(0.001)
    print(turns.n)
    with condition:
        condition.notify_all()
    for each in waiting:
        each.join()
    print(turns.n)


def main(argv):
    print(get_ident(), count_threads() >= 1)
    add_up()
    pass_boxes()
    wait_for_nothing()
    hand_over()
    wake_many()
    return 0


def target(driver, args):
    return main, None
