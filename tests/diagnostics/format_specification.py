"""Format specifications that do not fit the value."""


def entry_point(argv):
    count = len(argv)
    print(f'{count:q}')
    print(f'{count:.3}')
    print(f'{argv[0]:d}')
    print(f'{count * 1.5:,x}')
    print(f'{argv:>10}')
    print(f'{argv[0]:{count}}')
    print('%d' % argv[0])
    print('%q' % count)
    print('%s %s' % count)
    print('%*d' % ('x', count))
    print(b'%s' % argv[0])
    return 0


def target(driver, args):
    return entry_point
