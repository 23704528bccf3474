class Node:
    def __init__(self, value):
        self.value = value


class Leaf(Node):
    pass


def total(nodes):
    result = 0
    for node in nodes:
        result += node.valu
    return result


def entry_point(argv):
    return total([Leaf(len(argv)), Node(2)])


def target(driver, args):
    return entry_point
