"""Starred targets and starred items in displays."""


def head_tail(items):
    head, *tail = items
    return head, tail


def ends(text):
    first, *middle, last = text
    return first + last, middle


def pairs():
    yield 1, 'a'
    yield 2, 'b'
    yield 3, 'c'


def total(*numbers):
    first, *rest = numbers
    return first * 100 + sum(rest)


def entry_point(argv):
    print(head_tail([1, 2, 3]), head_tail([9]))
    print(ends('hello'), ends('ab'))
    a, *b, c = (1, 2, 3, 4)
    print(a, b, c)
    *start, end = range(5)
    print(start, end)
    (n, s), *others = pairs()
    print(n, s, others)
    try:
        x, y, *z = [1]
    except ValueError as e:
        print(e)
    try:
        x, y = [1, 2, 3]
    except ValueError as e:
        print('too many')
    p, q, r = (i * i for i in range(3))
    print(p, q, r)
    k, l = {'one': 1, 'two': 2}
    print(k, l)
    (u, v), w = (1, 2), 3
    [d, [e, f]] = [7, [8, 9]] if False else (7, [8, 9])
    print(u, v, w, d, e, f)
    for first, *rest in [[1, 2, 3], [4], [5, 6]]:
        print(first, rest)
    for i, (name, value) in enumerate({'x': 1, 'y': 2}.items()):
        print(i, name, value)
    one = [1, 2]
    two = (3, 4)
    print([*one, *two, 5, *range(2)], [*'abc', 'd'], [0, *one])
    print((*two, 5), (0, *two, *two))
    print(sorted({*one, *two, 1}), len({*'hello'}))
    base = {'a': 1, 'b': 2}
    print({**base, 'b': 3, 'c': 4}, {'z': 0, **base})
    print(total(1, 2, 3), total(5))
    m = n = 4
    m += 1
    print(m, n)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
