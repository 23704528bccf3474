"""Every list method and operator."""


def entry_point(argv):
    a = [3, 1, 2]
    a.append(5)
    a.extend([7, 8])
    a.extend(range(2))
    a.extend((9, 9))
    a.insert(0, 100)
    a.insert(-1, 50)
    a.insert(99, 1)
    print(a, len(a), a.count(9), a.index(7))
    print(a.pop(), a.pop(0), a.pop(-2), a)
    a.remove(9)
    try:
        a.remove(12345)
    except ValueError:
        print('not there')
    try:
        print(a.index(12345))
    except ValueError:
        print('no index')
    print(a.index(1), a.index(1, 2), a.index(8, -6, 10))
    a.sort()
    print(a)
    a.sort(reverse=True)
    print(a)
    a.reverse()
    print(a, a[::-1], a[1:-1:2], a[-3:], a[:2], a[5:2], a[100:])
    b = a.copy()
    b.clear()
    print(b, bool(b), bool(a), not b)
    print([1, 2] + [3], [1, 2] * 2, 2 * [0], [[]] * 2)
    print([1, 2] == [1, 2], [1, 2] != [1, 3], [1, 2] < [1, 3], [1] < [1, 0], [2] > [1, 5], [] <= [])
    print(2 in [1, 2.5, 2.0], 2.5 in [1.5, 2.5], 1 in [1.0], 3 not in [1, 2])
    print(['ab', 'c'].index('c'), 'ab' in ['a', 'b'], ['x', 'y', 'x'].count('x'))
    chars = list('hello')
    print(chars.index('l'), 'lo' in chars, chars.count('ll'))
    try:
        chars.remove('lo')
    except ValueError:
        print('no lo')
    print(min(a), max(a), sum(a), sorted(a)[:3], list(reversed(a))[:2])
    nested = [[1, 2], [3]]
    nested[1].append(4)
    print(nested, [3, 4] in nested, nested.index([3, 4]))
    try:
        print(a[100])
    except IndexError:
        print('range')
    try:
        print([1][:0].pop())
    except IndexError as e:
        print(e)
    words = ['pear', 'fig', 'apple']
    print(sorted(words), sorted(words, key=len), sorted(words, key=lambda w: w[-1], reverse=True))
    c = [0] * 5
    c[1:4] = [1, 2, 3, 4]
    print(c)
    d = a
    d += [1]
    print(d is a, len(a) == len(d))
    print(str([1.5, 2.0]), repr(['a', "b'c"]), [None, None], [(1, 'x')], [True])
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
