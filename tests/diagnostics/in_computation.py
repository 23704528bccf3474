"""Mistakes in what runs suspended, which only the translator's own functions call."""

from rpython.rlib.rcoroutine import Coroutine
from rpython.rlib.rgreenlet import Greenlet


class Box:
    def __init__(self, n):
        self.n = n


def count(coroutine, n):
    return coroutine.suspend(n) + 'one'


class Reading(Greenlet):
    def run(self, value):
        return Box(value.size)


def entry_point(argv):
    print(Coroutine(count).resume(1))
    return Reading().switch(Box(2)).n


def target(driver, args):
    return entry_point
