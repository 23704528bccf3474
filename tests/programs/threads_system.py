# test: always --threads=gil
# test: also --stackless
# test: also --threads=free --stackless
# test: also --threads=free
# test: also --threads=free --gc=marksweep --gc-debug
# test: also --threads=free --gc=immix --roots=shadowstack
# test: also --gc=semispace --gc-stress --gc-debug
# test: not --target=wasm32-wasi: it has no threads
# test: not --target=armv6-linux-gnueabi: qemu has no threads in a child process of a program with threads
# test: not --target=aarch64-linux-gnu --target=armv7-linux-gnueabihf --target=riscv64-linux-gnu: the same
"""Threads and the system: child processes, signals, and the end of the program."""

import os
import time

from rpython.rlib import rsignal
from rpython.rlib.rsignal import SIGUSR1
from rpython.rlib.rthread import Lock, Thread, count_threads


class State(object):
    def __init__(self):
        self.lock = Lock()
        self.stop = False
        self.in_worker = 0


state = State()


class Busy(Thread):
    def run(self):
        kept = []
        while not state.stop:
            kept = [str(i) for i in range(50)]
            with state.lock:
                state.in_worker = len(kept)


def be_a_child(number):
    """Alone: the other threads stay behind."""
    garbage = [str(i) for i in range(1000)]
    status = number + (1 if count_threads() == 1 else 0) + len(garbage) // 1000
    helper = Busy()
    state.stop = True
    helper.start()
    helper.join()
    os._exit(status)


def fork():
    statuses = []
    for number in range(5):
        with state.lock:  # nobody else holds it in the child
            child = os.fork()
        if child == 0:
            state.lock = Lock()
            be_a_child(10 * number)
        _, status = os.waitpid(child, 0)
        statuses.append(os.WEXITSTATUS(status))
    print(statuses)


def hear_signals():
    rsignal.pypysig_setflag(SIGUSR1)
    for i in range(3):
        os.kill(os.getpid(), SIGUSR1)
        while rsignal.pypysig_poll() != SIGUSR1:
            time.sleep(0.001)
    # While the main thread waits in C, the signal comes there.
    start = time.monotonic()
    os.kill(os.getpid(), SIGUSR1)
    time.sleep(0.01)
    print(rsignal.pypysig_poll() == SIGUSR1, time.monotonic() - start < 60.0)


class Endless(Thread):
    def run(self):
        while True:
            state.in_worker += 1


def main(argv):
    busy = [Busy(), Busy()]
    for each in busy:
        each.start()
    fork()
    hear_signals()
    state.stop = True
    for each in busy:
        each.join()
    print(state.in_worker > 0)
    Endless().start()  # the program ends all the same
    return 3


def target(driver, args):
    return main, None
