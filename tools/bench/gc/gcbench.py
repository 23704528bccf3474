"""GCBench, after J. Ellis, P. Kovac and H. Boehm: trees made from the top and from the bottom, some of which live long.

An array of floats lives as long as the program. Prints checksums.
"""

import sys


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def size_of_tree(depth):
    return (1 << (depth + 1)) - 1


def populate(depth, node):
    """Make a tree from the top: older objects get to know younger ones."""
    if depth <= 0:
        return
    node.left = Node(None, None)
    node.right = Node(None, None)
    populate(depth - 1, node.left)
    populate(depth - 1, node.right)


def make(depth):
    """Make a tree from the bottom."""
    if depth <= 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def count(node):
    if node is None:
        return 0
    return 1 + count(node.left) + count(node.right)


def entry_point(argv):
    largest = int(argv[1]) if len(argv) > 1 else 16
    long_lived = Node(None, None)
    populate(largest, long_lived)
    array = [0.0] * 500000
    for i in range(len(array) // 2):
        array[i] = 1.0 / (i + 1)
    for depth in range(4, largest + 1, 2):
        iterations = 2 * size_of_tree(largest) // size_of_tree(depth)
        total = 0
        for _ in range(iterations):
            top = Node(None, None)
            populate(depth, top)
            total += count(top)
        for _ in range(iterations):
            total += count(make(depth))
        print(iterations, 'trees of depth', depth, total)
    print(count(long_lived), array[1000] == 1.0 / 1001)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    sys.setrecursionlimit(10000)
    sys.exit(entry_point(sys.argv))
