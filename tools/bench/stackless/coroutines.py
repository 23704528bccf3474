"""Coroutines by the million: `finish` begins, resumes and ends them one after another, `alive` keeps all of them, each
suspended inside two calls, and `switch` goes to and fro between two. Prints nanoseconds for each.
"""

import time

from rpython.rlib.rstacklet import Computation, start, switch


class Worker(Computation):
    def __init__(self, number):
        self.number = number

    def run(self, previous):
        return self.inner(previous)

    def inner(self, previous):
        previous = switch(previous)
        self.number += 1
        return previous


class Partner(Computation):
    def run(self, previous):
        while True:
            previous = switch(previous)


def finish(count):
    for i in range(count):
        switch(start(Worker(i)))


def keep_alive(count):
    alive = []
    for i in range(count):
        alive.append(start(Worker(i)))
    return len(alive)


def switches(count):
    partner = start(Partner())
    for i in range(count // 2):
        partner = switch(partner)


def entry_point(argv):
    task, count = argv[1], int(argv[2])
    began = time.time()
    if task == 'finish':
        finish(count)
    elif task == 'switch':
        switches(count)
    else:
        keep_alive(count)
    print((time.time() - began) * 1e9 / count)
    return 0


def target(driver, args):
    return entry_point
