# test: not --gc=none
"""`rgc.add_memory_pressure`: small objects that hold on to much raw memory are collected in time."""

from rpython.rlib import rgc
from rpython.rlib.objectmodel import dont_inline
from rpython.rtyper.lltypesystem import lltype, rffi

MEGABYTE = 1 << 20


class Image:
    def __init__(self, size):
        self.size = size
        self.pixels = lltype.malloc(rffi.CCHARP.TO, size, flavor='raw')
        self.pixels[size - 1] = 'x'
        counts = state.counts
        counts[0] += 1
        if counts[0] - counts[1] > counts[2]:
            counts[2] = counts[0] - counts[1]
        rgc.add_memory_pressure(size, self)

    @rgc.must_be_light_finalizer
    def __del__(self):
        state.counts[1] += 1
        lltype.free(self.pixels, flavor='raw')


class State:
    """How many images were made, how many are gone, and the most that there were."""

    counts = lltype.nullptr(rffi.CArray(lltype.Signed))


state = State()


class Text:
    def __init__(self, size):
        self.characters = lltype.malloc(rffi.CCHARP.TO, size, flavor='raw', add_memory_pressure=True)
        self.characters[size - 1] = 'y'
        counts = state.counts
        counts[0] += 1
        if counts[0] - counts[1] > counts[2]:
            counts[2] = counts[0] - counts[1]

    @rgc.must_be_light_finalizer
    def __del__(self):
        state.counts[1] += 1
        lltype.free(self.characters, flavor='raw')


@dont_inline
def make_text(size):
    text = Text(size)
    return text.characters[size - 1]


@dont_inline
def make(i):
    image = Image(MEGABYTE + i)
    return image.pixels[image.size - 1]


def entry_point(argv):
    counts = state.counts = lltype.malloc(rffi.CArray(lltype.Signed), 3, flavor='raw', zero=True, immortal=True)
    total = 0
    for i in range(500):
        if make(i) == 'x':
            total += 1
    print(total, counts[0], counts[2] < 100)
    for i in range(300):
        if make_text(MEGABYTE - i) == 'y':
            total += 1
    print(total, counts[0], counts[2] < 100)
    rgc.disable()
    print(make(5))
    rgc.enable()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
