"""A binary search tree: insertion, search, deletion, traversal."""


class Tree:
    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.left = None
        self.right = None


def insert(tree, key, value):
    if tree is None:
        return Tree(key, value)
    if key < tree.key:
        tree.left = insert(tree.left, key, value)
    elif key > tree.key:
        tree.right = insert(tree.right, key, value)
    else:
        tree.value = value
    return tree


def lookup(tree, key):
    while tree is not None:
        if key == tree.key:
            return tree.value
        tree = tree.left if key < tree.key else tree.right
    return '?'


def smallest(tree):
    while tree.left is not None:
        tree = tree.left
    return tree


def remove(tree, key):
    if tree is None:
        return None
    if key < tree.key:
        tree.left = remove(tree.left, key)
    elif key > tree.key:
        tree.right = remove(tree.right, key)
    elif tree.left is None:
        return tree.right
    elif tree.right is None:
        return tree.left
    else:
        successor = smallest(tree.right)
        tree.key = successor.key
        tree.value = successor.value
        tree.right = remove(tree.right, successor.key)
    return tree


def height(tree):
    if tree is None:
        return 0
    return 1 + max(height(tree.left), height(tree.right))


def collect(tree, result):
    if tree:
        collect(tree.left, result)
        result.append(f'{tree.key}={tree.value}')
        collect(tree.right, result)


def show(tree):
    result = []
    collect(tree, result)
    print(' '.join(result))


def entry_point(argv):
    tree = None
    for key in [50, 30, 70, 20, 40, 60, 80, 30]:
        tree = insert(tree, key, chr(key + 40))
    show(tree)
    print(lookup(tree, 60) + lookup(tree, 65) + str(height(tree)))
    for key in [20, 70, 50, 99]:
        tree = remove(tree, key)
        show(tree)
    for key in [40, 30, 60, 80]:
        tree = remove(tree, key)
    print(str(tree is None))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
