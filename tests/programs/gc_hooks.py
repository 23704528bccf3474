# test: not --gc=none
"""`rgc.GcHooks` and `rgc.get_stats`: a program hears of collections, and their numbers."""

from rpython.rlib import rgc
from rpython.rlib.objectmodel import dont_inline


class Node:
    def __init__(self, other):
        self.other = other
        self.items = [self]


class Hooks(rgc.GcHooks):
    def __init__(self):
        self.minor = 0
        self.steps = 0
        self.major = 0
        self.is_sane = True
        self.nodes = None

    def on_gc_minor(self, collections, duration, live_bytes):
        self.minor += collections
        self.note(collections, duration, live_bytes)

    def on_gc_collect_step(self, steps, duration, live_bytes):
        self.steps += steps
        self.note(steps, duration, live_bytes)

    def on_gc_collect(self, collections, duration, live_bytes):
        self.major += collections
        self.note(collections, duration, live_bytes)

    def note(self, count, duration, live_bytes):
        self.is_sane = self.is_sane and count > 0 and duration >= 0 and live_bytes >= 0
        # May allocate.
        self.nodes = Node(None)


class Fails(rgc.GcHooks):
    def on_gc_collect(self, collections, duration, live_bytes):
        raise ValueError('ignored')


@dont_inline
def allocate(count):
    node = None
    for i in range(count):
        node = Node(node if i % 100 else None)
    return node


def entry_point(argv):
    hooks = Hooks()
    rgc.set_hooks(hooks)
    before = rgc.get_stats(rgc.MAJOR_COLLECTIONS)
    kept = allocate(20000)
    rgc.collect()
    rgc.collect()
    print(hooks.minor + hooks.major >= 2, hooks.major >= 2, hooks.is_sane, hooks.nodes is not None)
    print(rgc.get_stats(rgc.MAJOR_COLLECTIONS) >= before + 2, hooks.major >= 2)
    for number in range(-2, 20):
        assert rgc.get_stats(number) >= -1
    rgc.set_hooks(Fails())
    rgc.collect()
    rgc.set_hooks(None)
    seen = hooks.major
    rgc.collect()
    print(hooks.major == seen, kept.items[0] is kept)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
