# Prebuilt instances, lists and dicts of them are changed at run time, cycles included.
class Node:
    def __init__(self, name):
        self.name = name
        self.links = []
        self.meta = {}
        self.parent = None
        self.visits = 0


class Registry:
    def __init__(self):
        self.nodes = {}
        self.last = None

    def add(self, node):
        self.nodes[node.name] = node
        self.last = node
        return node


REGISTRY = Registry()
A = REGISTRY.add(Node('a'))
B = REGISTRY.add(Node('b'))
A.links.append(B)
B.links.append(A)
B.parent = A
A.meta['self'] = A


def visit(node, depth):
    node.visits += 1
    if depth > 0:
        for other in node.links:
            visit(other, depth - 1)


def main():
    visit(A, 5)
    print(A.visits, B.visits, REGISTRY.last is B)
    c = REGISTRY.add(Node('c'))
    A.links.append(c)
    c.parent = B
    A.parent = c
    visit(A, 3)
    print(A.visits, B.visits, c.visits, A.parent.parent.parent is A, len(REGISTRY.nodes), REGISTRY.last.name)
    A.meta['other'] = c
    print([key + '=' + A.meta[key].name for key in A.meta], A.meta['self'].meta['self'] is A)
    del REGISTRY.nodes['b']
    print(list(REGISTRY.nodes), B.name)
    A.name = 'renamed'
    print(REGISTRY.nodes['a'].name)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
