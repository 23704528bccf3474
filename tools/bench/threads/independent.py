"""Threads that have nothing to do with each other: each makes trees, or fills dicts.

    independent WORKLOAD THREADS ROUNDS

prints how many seconds that takes, which should not depend on the number of threads.
"""

import sys
import time

from rpython.rlib.rthread import Thread


class Tree(object):
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def make_tree(depth):
    if depth == 0:
        return Tree(None, None)
    return Tree(make_tree(depth - 1), make_tree(depth - 1))


def trees(rounds):
    total = 0
    for _ in range(rounds):
        total += make_tree(14).count()
    return total


def dicts(rounds):
    total = 0
    for _ in range(rounds):
        counts = {}
        names = {}
        for i in range(20000):
            key = (i * 7919) % 5003
            counts[key] = counts.get(key, 0) + i
            names[str(key)] = i
        for key in counts:
            total += counts[key] & 15
        total += len(names)
    return total


class Worker(Thread):
    def __init__(self, workload, rounds):
        self.workload = workload
        self.rounds = rounds
        self.result = 0

    def run(self):
        if self.workload == 'trees':
            self.result = trees(self.rounds)
        else:
            self.result = dicts(self.rounds)


def entry_point(argv):
    workers = [Worker(argv[1], int(argv[3])) for _ in range(int(argv[2]))]
    start = time.monotonic()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(time.monotonic() - start)
    for worker in workers:
        assert worker.result == workers[0].result
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
