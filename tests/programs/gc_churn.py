"""Much garbage, with some of it kept: a collector must get this right."""


class Cell:
    def __init__(self, value, next):
        self.value = value
        self.next = next
        self.data = [value] * (value % 5)


class Tree:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def make_tree(depth):
    if depth == 0:
        return Tree(None, None)
    return Tree(make_tree(depth - 1), make_tree(depth - 1))


def count(tree):
    if tree.left is None:
        return 1
    return 1 + count(tree.left) + count(tree.right)


def entry_point(argv):
    kept = []
    table = {}
    chain = None
    for i in range(20000):
        chain = Cell(i, chain)
        if i % 100 == 0:
            kept.append(chain)
            chain = None
            table['key' + str(i)] = 'value' * (i % 7)
        if i % 1000 == 0:
            kept = kept[len(kept) // 2:]
    total = 0
    for cell in kept:
        node = cell
        while node is not None:
            total += node.value + len(node.data)
            node = node.next
    print(f'{len(kept)} {total} {len(table)}')
    print(str(sum([len(text) for text in table.values()])))
    long_lived = make_tree(10)
    for depth in range(4, 11):
        nodes = 0
        for i in range(1 << (10 - depth)):
            nodes += count(make_tree(depth))
        print(f'{depth} {nodes}')
    print(str(count(long_lived)))
    text = ''
    for i in range(2000):
        text += chr(ord('a') + i % 26)
        if len(text) > 500:
            text = text[250:]
    print(str(len(text)) + text[:26])
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
