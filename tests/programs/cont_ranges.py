"""Ranges as values, slices with and without step."""


def middle(items, start, stop, step):
    return items[start:stop:step]


def middle_text(text, start, stop, step):
    return text[start:stop:step]


def entry_point(argv):
    r = range(2, 20, 3)
    print(len(r), r[0], r[-1], 5 in r, 6 in r, 100 in r, -1 in range(5), list(r))
    print(list(range(5, 0, -2)), len(range(10, 0)), len(range(0, -5, -1)), list(reversed(range(3))))
    print(max(range(4)), sum(range(101)), list(range(-3, 3)), min(range(3, 9)))
    for i in range(3):
        for j in range(i):
            print(i, j, end=' ')
    print()
    try:
        print(r[6])
    except IndexError as e:
        print(e)
    n = len(argv) * 0 + 2
    for i in range(10, 0, -n):
        print(i, end=' ')
    print()
    a = list(range(10))
    s = 'abcdefghij'
    for start, stop, step in [(0, 10, 1), (2, 8, 2), (8, 2, -2), (-3, 100, 1), (5, 2, 1), (9, 0, -3)]:
        print(middle(a, start, stop, step), middle_text(s, start, stop, step))
    print(a[::-1], s[::-1], a[-2:], s[:-8], a[::4], s[1::3], a[3:3], b'bytes'[1:3], b'bytes'[::-1])
    try:
        print(middle(a, 0, 5, n - 2))
    except ValueError as e:
        print(e)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
