"""Finalizers that are declared light: two that do more, and one that is."""

from rpython.rlib import rgc
from rpython.rtyper.lltypesystem import lltype, rffi


class Buffer:
    def __init__(self, size):
        self.size = size
        self.characters = lltype.malloc(rffi.CCHARP.TO, size, flavor='raw')

    @rgc.must_be_light_finalizer
    def __del__(self):
        if self.size > 0:
            lltype.free(self.characters, flavor='raw')


class Looks:
    def __init__(self, buffer):
        self.buffer = buffer

    @rgc.must_be_light_finalizer
    def __del__(self):
        self.buffer.size = 0


class Raises:
    def __init__(self, number):
        self.number = number

    @rgc.must_be_light_finalizer
    def __del__(self):
        check(self.number)


def check(number):
    if number > 3:
        raise ValueError


def entry_point(argv):
    return Looks(Buffer(len(argv))).buffer.size + Raises(2).number


def target(driver, args):
    return entry_point
