# test: not --gc=none --sanitize=address: what is immortal is reported as a leak
"""Raw memory that goes with the object it belongs to, by a light finalizer."""

from rpython.rlib import rgc
from rpython.rlib.objectmodel import dont_inline
from rpython.rtyper.lltypesystem import lltype, rffi

WORDS = rffi.CArray(lltype.Signed)
STATISTICS = rffi.CArray(lltype.Signed)


class Counters:
    """In raw memory, so that a light finalizer may write to it."""

    def __init__(self):
        self.words = lltype.malloc(STATISTICS, 2, flavor='raw', zero=True, immortal=True)


class Buffer:
    def __init__(self, size, statistics):
        self.size = size
        self.items = lltype.malloc(WORDS, size, flavor='raw', zero=True)
        self.statistics = statistics
        statistics[0] += size

    @rgc.must_be_light_finalizer
    def __del__(self):
        self.statistics[1] += self.size
        lltype.free(self.items, flavor='raw')


class Named(Buffer):
    def __init__(self, size, statistics, name):
        Buffer.__init__(self, size, statistics)
        self.name = name


class Holder:
    """Its finalizer uses the buffer, which must be there."""

    def __init__(self, buffer, total):
        self.buffer = buffer
        self.total = total

    def __del__(self):
        self.total.value += self.buffer.items[0]


class Total:
    def __init__(self):
        self.value = 0


@dont_inline
def sum_of(size, statistics):
    buffer = Named(size, statistics, 'n%d' % size) if size % 3 == 0 else Buffer(size, statistics)
    for i in range(size):
        buffer.items[i] = i
    result = 0
    for i in range(size):
        result += buffer.items[i]
    return result


@dont_inline
def hold(count, statistics, total):
    for i in range(count):
        buffer = Buffer(1000, statistics)
        buffer.items[0] = i
        Holder(buffer, total)


@dont_inline
def scribble(depth):
    if depth == 0:
        return 0
    return scribble(depth - 1) + depth % 3


def entry_point(argv):
    statistics = Counters().words
    result = 0
    for i in range(1, 500):
        result += sum_of(i, statistics)
        if i % 50 == 0:
            rgc.collect(0)
    scribble(300)
    kept = Buffer(7, statistics)
    kept.items[6] = 42
    for i in range(3):
        rgc.collect()
    print(result, statistics[0], statistics[0] - statistics[1] <= 520)
    total = Total()
    hold(100, statistics, total)
    scribble(300)
    for i in range(4):
        rgc.collect()
    print(total.value, statistics[0] - statistics[1] <= 520)
    print(kept.items[6], kept.size)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
