"""Comparing strings, and taking decisions on them."""


def compare(a, b):
    if a < b:
        return -1
    if a > b:
        return 1
    return 0


def common_prefix(a, b):
    n = min(len(a), len(b))
    for i in range(n):
        if a[i] != b[i]:
            return a[:i]
    return a[:n]


def opcode(name):
    if name == 'push':
        return 1
    elif name == 'pop':
        return 2
    elif name in ('add', 'sub', 'mul'):
        return 3
    elif name != '':
        return 4
    return 0


def entry_point(argv):
    words = ['', 'a', 'aa', 'ab', 'b', 'B', 'abc', 'abd', '10', '9']
    for a in words:
        row = []
        for b in words:
            row.append(str(compare(a, b)))
            assert (a == b) == (compare(a, b) == 0)
            assert (a <= b) == (compare(a, b) <= 0)
            assert (a >= b) == (compare(a, b) >= 0)
            assert (a != b) == (compare(a, b) != 0)
        print(a + ': ' + ' '.join(row))
    print(common_prefix('interpret', 'interval'))
    print(common_prefix('abc', 'abcdef') + common_prefix('x', 'y'))
    for name in ['push', 'pop', 'add', 'mul', 'div', '']:
        print(str(opcode(name)))
    for c in 'aZ5_ ':
        if 'a' <= c <= 'z' or 'A' <= c <= 'Z':
            print('letter')
        elif '0' <= c <= '9':
            print('digit')
        elif c == '_':
            print('underscore')
        else:
            print('other')
    joined = 'pu' + 'sh'
    print(str(joined == 'push'))
    print(max('pear', 'apple') + min('pear', 'apple'))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
