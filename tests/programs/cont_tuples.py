"""Tuples: slices, concatenation, comparison, hashing, keys, methods."""


def divide(a, b):
    return a // b, a % b


def entry_point(argv):
    t = (1, 'two', 3.0)
    print(t, len(t), t[0], t[-1], t[1:], t[::2], t[::-1])
    print(t + (4,), (1, 2) + (3, 4), (0,) * 3, () + (1,))
    print((1, 2) == (1, 2), (1, 2) < (1, 3), (1, 'b') > (1, 'a'), (1, 2) != (2, 1), (1, 2) <= (1, 2))
    print(2 in (1, 2, 3), 'x' in ('a', 'b'), 2.0 in (1, 2), (1, 2, 1).count(1), (5, 6, 7).index(6))
    try:
        print((1, 2).index(9))
    except ValueError as e:
        print(e)
    table = {(0, 0): 'origin', (1, 2): 'p'}
    table[(3, 4)] = 'q'
    print(table[0, 0], (1, 2) in table, table.get((9, 9), 'none'), len(table))
    q, r = divide(17, 5)
    print(q, r, divmod(17, 5))
    seen = set()
    for pair in [(1, 'a'), (2, 'b'), (1, 'a')]:
        seen.add(pair)
    print(len(seen), hash((1, 2)) == hash((1, 2)))
    points = [(2, 'b'), (1, 'z'), (2, 'a')]
    points.sort()
    print(points, max(points), min(points), sorted(points, key=lambda p: p[1]))
    print(sum((1, 2, 3)), max((4, 9, 2)), list((1, 2)), sorted((3, 1, 2)))
    nested = ((1, 2), (3, (4, 5)))
    (a, b), (c, (d, e)) = nested
    print(a + b + c + d + e, nested[1][1][0])
    i = len(argv) * 0 + 1
    print((10, 20, 30)[i], ('a', 'b', 'c')[-i])
    try:
        print((1, 2)[i + 5])
    except IndexError as e:
        print(e)
    empty = ()
    print(empty, bool(empty), bool((0,)), (1,))
    print(tuple((1, 2)), tuple('ab') if False else ('a', 'b'))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
