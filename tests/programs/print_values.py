"""print with several arguments and values of all types."""


def entry_point(argv):
    print('text', 'more')
    print(1, -2, 'three')
    print(1.5, True, False)
    print()
    print('x' * 3, len('abc'))
    print('a' + 'b', end='')
    print('!')
    print('a', 'b', sep='-')
    n = 1234567890
    print(n)
    print(-0.5)
    print('%d' % n, 'done')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
