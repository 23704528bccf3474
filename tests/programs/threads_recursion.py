# test: always --threads=gil
# test: not --stackless: recursion would end with the memory
# test: also --threads=free
# test: also --threads=free --gc=marksweep --gc-debug
# test: also --threads=free --gc=immix --roots=shadowstack
# test: also --gc=semispace --gc-debug
# test: not --target=wasm32-wasi: it has no threads
"""Threads that go to the end of their stacks, each of its own."""

from rpython.rlib.objectmodel import dont_inline
from rpython.rlib.rthread import Thread, set_stacksize


class Box(object):
    def __init__(self, n):
        self.n = n


@dont_inline
def sum_below(n):
    """A loop, which may be a little below the end."""
    total = 0
    i = 0
    while i < n:
        total += i
        i += 1
    return total


class Deep(Thread):
    """Goes to the end of its stack, and catches what comes of it, while others do the same."""

    def __init__(self):
        self.caught = 0

    def run(self):
        for i in range(3):
            try:
                self.down(Box(0))
            except RecursionError:
                self.caught += 1

    def down(self, box):
        box = Box(box.n + 1)
        box.n += sum_below(box.n & 7) & 1
        self.down(box)
        box.n += 1


def main(argv):
    set_stacksize(1 << 20)
    deep = [Deep() for _ in range(3)]
    for each in deep:
        each.start()
    for each in deep:
        each.join()
    print([each.caught for each in deep])
    return 0


def target(driver, args):
    return main, None
