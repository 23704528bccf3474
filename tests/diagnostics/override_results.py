class Node:
    def show(self):
        return 'node'


class Number(Node):
    def __init__(self, value):
        self.value = value

    def show(self):
        return self.value


def entry_point(argv):
    nodes = [Node(), Number(len(argv))]
    for node in nodes:
        print(node.show())
    return 0


def target(driver, args):
    return entry_point
