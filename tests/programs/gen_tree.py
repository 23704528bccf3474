"""Recursive generators: trees walked with `yield from`, and what generators return."""


class Node:
    def __init__(self, key, left=None, right=None):
        self.key = key
        self.left = left
        self.right = right

    def walk(self):
        if self.left is not None:
            yield from self.left.walk()
        yield self.key
        if self.right is not None:
            yield from self.right.walk()

    def depth_first(self):
        yield self
        for child in (self.left, self.right):
            if child is not None:
                for node in child.depth_first():
                    yield node


def insert(node, key):
    if node is None:
        return Node(key)
    if key < node.key:
        node.left = insert(node.left, key)
    elif key > node.key:
        node.right = insert(node.right, key)
    return node


def summed(items):
    total = 0
    for item in items:
        total += item
        yield item
    return total


def with_total(items):
    total = yield from summed(items)
    yield total * 1000


def flatten(n):
    if n > 0:
        yield from flatten(n - 1)
        yield from range(n)
        yield from [n * 100]


def permutations(items):
    if len(items) <= 1:
        yield items[:]
        return
    for i in range(len(items)):
        rest = items[:i] + items[i + 1:]
        for tail in permutations(rest):
            yield [items[i]] + tail


def hanoi(n, a, b, c):
    if n == 0:
        return 0
    left = yield from hanoi(n - 1, a, c, b)
    yield (a, b)
    right = yield from hanoi(n - 1, c, b, a)
    return left + right + 1


def counted(n):
    moves = yield from hanoi(n, 'a', 'b', 'c')
    yield ('total', str(moves))


def entry_point(argv):
    root = None
    for key in [5, 2, 8, 1, 9, 3, 7]:
        root = insert(root, key)
    print(list(root.walk()))
    print([node.key for node in root.depth_first()])
    print(list(with_total([1, 2, 3])))
    print(list(flatten(4)))
    for p in permutations([1, 2, 3]):
        print(p)
    for move in counted(3):
        print(move)
    g = summed([4, 5])
    while True:
        try:
            print(next(g))
        except StopIteration as e:
            print('returned', e.value)
            break
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
