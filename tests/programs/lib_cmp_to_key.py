"""functools.cmp_to_key."""

import functools


def backwards(a, b):
    return b - a
def by_length(a, b):
    if len(a) != len(b): return len(a) - len(b)
    return -1 if a < b else 1 if a > b else 0


def orders():
    print(sorted([3,1,2], key=functools.cmp_to_key(backwards)))
    print(sorted(['pear', 'fig', 'apple', 'kiwi'], key=functools.cmp_to_key(by_length)))
    words = ['b', 'aa', 'a']
    words.sort(key=functools.cmp_to_key(lambda x, y: (x < y) - (x > y)))
    print(words, max([1, 5, 3], key=functools.cmp_to_key(backwards)))
    sign = len('a')
    print(sorted([(1, 'x'), (0, 'y')], key=functools.cmp_to_key(lambda p, q: sign * (p[0] - q[0]))))
    k = functools.cmp_to_key(by_length)
    print(k('a') < k('bb'), k('a') == k('a'), k('ccc') >= k('bb'))


def entry_point(argv):
    orders()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
