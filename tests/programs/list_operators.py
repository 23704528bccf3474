"""Concatenation, repetition, comparison and conversion of lists."""


def show(items):
    print('[' + ','.join([str(item) for item in items]) + ']')


def total_length(lists):
    return sum([len(items) for items in lists])


def entry_point(argv):
    a = [1, 2, 3]
    b = [4, 5]
    show(a + b)
    show(b + a + b)
    show(a * 3)
    show(2 * b)
    show(a * 0)
    alias = a
    a += b
    show(alias)
    a = a + [6]
    print(f'{len(alias)} {len(a)}')
    b *= 2
    show(b)
    print(f'{[1, 2] == [1, 2]} {[1, 2] == [2, 1]} {[1] != [1, 1]}')
    print(str([[1], [2, 3]] == [[1], [2, 3]]))
    print(str(['a', 'b'] == 'a b'.split()))
    show(list(range(4)))
    copy = list(a)
    copy.append(0)
    print(f'{len(a)} {len(copy)}')
    print('-'.join(list('abc')))
    print(str(total_length([a, b, [], copy])))
    print(f'{min(a)} {max(a)} {sum(a)}')
    first, second = b[:2]
    print(f'{first} {second}')
    bits = [False] * 3 + [True]
    print(' '.join([str(bit) for bit in bits]))
    floats = [0.5] * 2 + [1.0]
    print(str(sum(floats)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
