"""Lists whose items are all None where they are made, and objects somewhere else."""


class Node:
    def __init__(self, n):
        self.n = n

    def describe(self):
        return f'node {self.n}'


def show(nodes):
    print([node.describe() if node is not None else '-' for node in nodes])


def empty_table(size):
    return [None] * size


def entry_point(argv):
    nothing = [None, None, None, None]
    mixed = [Node(1), Node(2)]
    chosen = [mixed, nothing[::-2], nothing[1:], nothing + nothing, nothing * 2, list(nothing), nothing.copy()]
    for nodes in chosen:
        show(nodes)
    table = empty_table(3)
    table[1] = Node(5)
    show(table)
    later = []
    later.extend([None, None])
    later += [None]
    later[0:1] = nothing[:2]
    later.append(Node(7))
    show(later)
    show([node for node in nothing])
    show(nothing[:len(argv)])
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
