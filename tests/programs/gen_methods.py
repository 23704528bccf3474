"""Generators as methods: overridden, inherited, as `__iter__`, with defaults, keywords and *args."""


class Collection:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        for item in self.items:
            yield item

    def pairs(self, gap=1):
        for i in range(len(self.items) - gap):
            yield self.items[i], self.items[i + gap]

    def __len__(self):
        return sum(1 for _ in self)


class Reversed(Collection):
    def __iter__(self):
        for i in range(len(self.items) - 1, -1, -1):
            yield self.items[i]


class Doubled(Collection):
    def __iter__(self):
        for item in Collection.__iter__(self):
            yield item
            yield item


class Tree:
    def __init__(self, value, *children):
        self.value = value
        self.children = [child for child in children]

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child

    def leaves(self):
        if not self.children:
            yield self.value
        for child in self.children:
            yield from child.leaves()

    def paths(self, prefix=''):
        path = prefix + '/' + str(self.value)
        yield path
        for child in self.children:
            yield from child.paths(path)


def each(*items, times=1):
    for _ in range(times):
        for item in items:
            yield item


def entry_point(argv):
    for c in [Collection([1, 2, 3]), Reversed([1, 2, 3]), Doubled([1, 2])]:
        print(list(c), len(c), sum(c), 2 in c, list(c.pairs()))
    print(list(Collection([1, 2, 3, 4]).pairs(gap=2)))
    tree = Tree(1, Tree(2, Tree(3)), Tree(4))
    print(list(tree), list(tree.leaves()), list(tree.paths()))
    print(list(each(1, 2, times=2)), list(each('a')))
    extended = [0]
    extended.extend(tree)
    extended += tree
    print(extended, sorted(tree, reverse=True), set(tree) == {1, 2, 3, 4}, max(tree))
    first, *rest = tree
    print(first, rest, [*tree, 9])
    print(list(enumerate(tree)), list(zip(tree, 'xyz')), list(map(str, tree)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
