# test: checked-only
"""A method that only some subclasses have, called on an instance of one that has not."""


class Node:
    def name(self):
        return 'node'


class Leaf(Node):
    def value(self):
        return 1


class Branch(Node):
    def value(self):
        return 2


class Other(Node):
    pass


def make(n):
    if n == 0:
        return Node()
    if n == 1:
        return Leaf()
    if n == 2:
        return Branch()
    return Other()


def entry_point(argv):
    for n in range(4):
        node = make(n)
        try:
            print(n, node.name(), node.value())
        except AttributeError:
            print(n, 'has no value')
    return 0


def target(driver, args):
    return entry_point
