"""`rpython.rlib.rgc`."""

import gc

from rpython.rlib import rgc


class Node:
    def __init__(self, following):
        self.following = following


def entry_point(argv):
    rgc.disable()
    print(rgc.isenabled())  # before that it depends on the collector
    rgc.enable()
    node = None
    for i in range(1000):
        node = Node(node)
    rgc.collect()
    gc.collect()
    count = 0
    while node is not None:
        count += 1
        node = node.following
    can_move = rgc.can_move(Node(None))  # depends on the collector
    print(count, can_move or not can_move, rgc.heap_size() >= 0)
    steps = 1
    while not rgc.is_done(rgc.collect_step()):
        steps += 1
    print(steps > 0, rgc.is_done(rgc.STATE_MARKING << 8), rgc.is_done(0))
    node = Node(None)
    if rgc.pin(node):
        rgc.unpin(node)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
