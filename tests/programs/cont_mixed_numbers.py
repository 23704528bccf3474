"""Numbers of different types looked for in containers are compared, not converted."""


def entry_point(argv):
    ints = [1, 2, 3]
    floats = [1.0, 2.5]
    print(2.0 in ints, 2.5 in ints, 1 in floats, 2 in floats, True in ints, 0.5 not in ints)
    print(ints.index(3.0), floats.index(1), ints.count(2.0), floats.count(3), [True, False].count(1))
    ints.remove(2.0)
    print(ints)
    try:
        ints.remove(2.5)
    except ValueError as e:
        print(e)
    try:
        floats.index(9)
    except ValueError:
        print('no 9')
    print(2.0 in (1, 2), 1 in (1.0, 2.0), {1: 'a'}[1], [1, 2] == [1.0, 2.0] if False else 'same')
    d = {1: 1, 2: 2}
    print(2 in d.values(), 7 in d.values(), (1, 1) in d.items(), (1, 2) in d.items(), 2 in d.keys())
    print('ab' in list('abc'), 'c' in list('abc'), 'abc'.find('bc'), list('aXbX').count('X'))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
