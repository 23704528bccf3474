"""Sets and frozensets: methods, operators, comparisons."""


def entry_point(argv):
    s = {3, 1, 2}
    s.add(5)
    s.add(1)
    s.discard(99)
    s.remove(5)
    try:
        s.remove(77)
    except KeyError as e:
        print('KeyError', e)
    print(sorted(s), len(s), 1 in s, 9 not in s)
    t = {2, 3, 4}
    print(sorted(s | t), sorted(s & t), sorted(s - t), sorted(s ^ t))
    print(sorted(s.union(t)), sorted(s.intersection(t)), sorted(s.difference(t)), sorted(s.symmetric_difference(t)))
    print(sorted(s.union([7, 8])), sorted(s.intersection(range(3))), sorted(s.difference((1,))))
    print({1, 2} <= {1, 2, 3}, {1, 2} < {1, 2}, {1, 2, 3} >= {1}, {1} > {1}, {1, 2} == {2, 1}, {1} != {2})
    print({1}.issubset([1, 2]), {1, 2}.issuperset({2}), {1}.isdisjoint({2}), {1}.isdisjoint(range(3)))
    u = s.copy()
    u |= {10}
    u &= {1, 10, 3}
    u -= {3}
    u ^= {1, 20}
    print(sorted(u), sorted(s))
    u.update([1, 2], ) if False else u.update([1, 2])
    u.intersection_update({1, 2, 20})
    u.difference_update([20])
    u.symmetric_difference_update({2, 6})
    print(sorted(u))
    u.clear()
    print(len(u), bool(u), u == set())
    f = frozenset([1, 2, 2])
    print(sorted(f), 1 in f, len(f), f == {1, 2}, sorted(f | {9}))
    words = set('hello world'.split())
    print(sorted(words), len(set('hello')), sorted(set([3, 3, 1])))
    total = 0
    while s:
        total += s.pop()
    print(total)
    try:
        s.pop()
    except KeyError:
        print('empty')
    print({(1, 2), (1, 2)} == {(1, 2)}, sorted({x * x for x in range(-3, 4)}))
    print(max({4, 9}), sum({1, 2, 3}), {5})
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
