"""super() in constructors and methods, three levels deep."""


class Node:
    count = 0

    def __init__(self, label):
        self.label = label
        self.log = ['Node ' + label]

    def visit(self, depth):
        self.log.append('node at ' + str(depth))
        return depth


class Branch(Node):
    def __init__(self, label, children):
        super().__init__(label)
        self.children = children
        self.log.append('Branch of ' + str(len(children)))

    def visit(self, depth):
        total = super().visit(depth)
        for child in self.children:
            total += child.visit(depth + 1)
        return total


class Root(Branch):
    def __init__(self, children):
        super().__init__('root', children)
        self.log.append('Root')

    def visit(self, depth):
        return super().visit(depth) * 10


def show(node):
    print(node.label + ': ' + '; '.join(node.log))
    if isinstance(node, Branch):
        for child in node.children:
            show(child)


def entry_point(argv):
    a = Node('a')
    b = Branch('b', [Node('c'), Node('d')])
    root = Root([a, b])
    print(str(root.visit(1)))
    show(root)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
