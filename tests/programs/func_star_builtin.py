"""Built-in functions and methods with the items of a tuple, `f(*t)`, that is made elsewhere."""


def lists():
    return [1, 2, 3], [4, 5, 6]


def letters(text):
    for c in text:
        yield c


def generators():
    return letters('abc'), letters('xyz')


def bounds(count):
    return 2, 2 + 3 * count, 3


def entry_point(argv):
    for x, y in zip(*lists()):
        print(x, y)
    for x, y in zip(*generators(), strict=True):
        print(x + y)
    print(list(range(*bounds(len(argv) + 2))), len(*(lists()[:1])))
    items = [1, 2]
    place = (len(items), 7)
    items.insert(*place)
    table = {1: 'one'}
    pair = (items[0], 'none')
    print(items, table.get(*pair), min(*place), isinstance(*(items, list)), pow(*place), divmod(*place))
    print(*lists())
    print(int(*('ff', 16)), abs(*(-place[0],)), max(*lists(), key=len))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
