"""Sorting lists of integers, floats and strings."""


def show_ints(items):
    print(' '.join([str(item) for item in items]))


def is_sorted(items):
    for i in range(1, len(items)):
        if items[i - 1] > items[i]:
            return False
    return True


def pseudo_random(n, seed):
    result = []
    x = seed
    for i in range(n):
        x = (x * 1103515245 + 12345) & 0x7fffffff
        result.append(x // 65536)
    return result


def entry_point(argv):
    items = [5, 2, 8, 1, 9, 3, 5]
    items.sort()
    show_ints(items)
    words = ['pear', 'fig', 'apple', 'Fig', '', 'figs']
    words.sort()
    print(','.join(words))
    floats = [2.5, -1.0, 3.25, 0.0]
    floats.sort()
    print(' '.join([str(x) for x in floats]))
    original = [3, 1, 2]
    ordered = sorted(original)
    show_ints(original)
    show_ints(ordered)
    show_ints(sorted(items, reverse=True))
    words.sort(reverse=True)
    print(','.join(words))
    for n in [0, 1, 2, 10, 100, 1000]:
        many = pseudo_random(n, n + 17)
        total = sum(many)
        many.sort()
        print(f'{n} {is_sorted(many)} {sum(many) == total}')
    nearly = [i for i in range(100)]
    nearly[10] = 95
    nearly[80] = 3
    nearly.sort()
    show_ints(nearly[:8] + nearly[-8:])
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
