"""Sorting classes made for several types of lists and orders."""

from rpython.rlib.listsort import make_timsort_class
from rpython.rlib.rrandom import Random


class Person:
    def __init__(self, name, age):
        self.name = name
        self.age = age


class Storage:
    """Items behind an offset."""

    def __init__(self, items):
        self.items = items


IntSort = make_timsort_class()
StringSort = make_timsort_class(lt=lambda a, b: len(a) < len(b))
PersonSort = make_timsort_class(lt=lambda a, b: a.age < b.age)
StorageSort = make_timsort_class(
    getitem=lambda s, i: s.items[i + 1],
    setitem=lambda s, i, x: store(s, i, x),
    length=lambda s: len(s.items) - 1,
    getitem_slice=lambda s, i, j: s.items[i + 1:j + 1],
    setslice=lambda s, i, values: store_all(s, i, values))


def store(storage, index, value):
    storage.items[index + 1] = value


def store_all(storage, index, values):
    for value in values:
        store(storage, index, value)
        index += 1


class ByName(PersonSort):
    def lt(self, a, b):
        return a.name < b.name


class Descending(IntSort):
    def lt(self, a, b):
        return a > b


def check(items):
    expected = sorted(items)
    copy = items[:]
    IntSort(copy).sort()
    assert copy == expected
    Descending(copy).sort()
    expected.reverse()
    assert copy == expected


def entry_point(argv):
    generator = Random()
    generator.seed(9)
    for n in (0, 1, 2, 3, 10, 63, 64, 65, 200, 2000):
        check([generator.randbelow(n) for i in range(n)])
        check([generator.randbelow(5) for i in range(n)])
        check(list(range(n)))
        check(list(range(n, 0, -1)))
        check([i % 100 for i in range(n)])
    words = 'the quick brown fox jumps over the lazy dog and runs away'.split(' ')
    StringSort(words).sort()
    print(words)
    people = [Person('n%d' % (i * 7 % 50), i * 37 % 20) for i in range(60)]
    PersonSort(people).sort()
    print([p.name + '/' + str(p.age) for p in people])
    ByName(people).sort()
    print([p.name + '/' + str(p.age) for p in people])
    storage = Storage([-1] + [generator.randbelow(1000) for i in range(100)])
    StorageSort(storage).sort()
    print(storage.items)
    part = [5, 4, 3, 2, 1]
    IntSort(part, 3).sort()
    print(part)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
