class Node:
    @property
    def kind(self):
        return 'node'


class Leaf(Node):
    kind = 'leaf'


def entry_point(argv):
    nodes = [Node(), Leaf()]
    total = 0
    for node in nodes:
        total += len(node.kind)
    return total


def target(driver, args):
    return entry_point
