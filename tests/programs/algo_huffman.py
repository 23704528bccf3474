"""Huffman coding: a tree of two kinds of nodes."""


class Node:
    def __init__(self, weight, order):
        self.weight = weight
        self.order = order


class Leaf(Node):
    def __init__(self, weight, order, symbol):
        Node.__init__(self, weight, order)
        self.symbol = symbol


class Inner(Node):
    def __init__(self, order, left, right):
        Node.__init__(self, left.weight + right.weight, order)
        self.left = left
        self.right = right


def take_smallest(nodes):
    best = 0
    for i in range(1, len(nodes)):
        if (nodes[i].weight, nodes[i].order) < (
                nodes[best].weight, nodes[best].order):
            best = i
    return nodes.pop(best)


def build(text):
    counts = {}
    for c in text:
        counts[c] = counts.get(c, 0) + 1
    nodes = []
    for c, count in counts.items():
        nodes.append(Leaf(count, ord(c), c))
    order = 1000
    while len(nodes) > 1:
        left = take_smallest(nodes)
        right = take_smallest(nodes)
        nodes.append(Inner(order, left, right))
        order += 1
    return nodes[0]


def assign(node, prefix, codes):
    if isinstance(node, Leaf):
        codes[node.symbol] = prefix or '0'
    elif isinstance(node, Inner):
        assign(node.left, prefix + '0', codes)
        assign(node.right, prefix + '1', codes)


def decode(root, bits):
    result = []
    node = root
    for bit in bits:
        if isinstance(node, Inner):
            node = node.left if bit == '0' else node.right
        if isinstance(node, Leaf):
            result.append(node.symbol)
            node = root
    return ''.join(result)


def entry_point(argv):
    for text in ['mississippi', 'aaaa', 'the weft goes over and under']:
        root = build(text)
        codes = {}
        assign(root, '', codes)
        bits = ''.join([codes[c] for c in text])
        print(f'{len(text) * 8} bits become {len(bits)}')
        for c in sorted(codes.keys()):
            print(f'[{c}] {codes[c]}')
        print(str(decode(root, bits) == text))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
