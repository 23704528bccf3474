"""assert, del, augmented assignment, slices on the left, `@`, pass and `...`."""


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self

    def __repr__(self):
        return f'<{self.x}, {self.y}>'


class Box:
    def __init__(self):
        self.items = [1, 2, 3]
        self.count = 0
        self.names = {'a': 1}


def order(log, name, value):
    log.append(name)
    return value


def entry_point(argv):
    pass
    ...
    assert 1 + 1 == 2
    try:
        assert len('abc') == 4, 'length ' + str(len('abc'))
    except AssertionError as e:
        print(e)
    x = [0, 1, 2, 3, 4, 5]
    del x[0]
    del x[-1]
    print(x)
    del x[1:3]
    print(x)
    x[1:1] = [7, 8, 9]
    print(x)
    x[:2] = []
    print(x)
    y = list(range(10))
    y[::2] = [-1] * 5
    print(y)
    y[1:8:3] = [100, 200, 300]
    print(y)
    del y[::3]
    print(y)
    try:
        y[::2] = [1]
    except ValueError:
        print('sizes differ')
    d = {'a': 1, 'b': 2}
    del d['a']
    print(d)
    try:
        del d['zz']
    except KeyError as e:
        print('no', e)
    v = Vector(1, 2)
    print(v @ Vector(3, 4))
    v += Vector(10, 20)
    print(v)
    b = Box()
    b.items[1] += 10
    b.count -= 5
    b.names['a'] <<= 4
    b.items += [4]
    b.items *= 2
    print(b.items, b.count, b.names)
    n = 7
    n //= 2
    n **= 3
    n %= 10
    n |= 8
    n &= 13
    n ^= 3
    print(n)
    s = 'a'
    s += 'b'
    s *= 3
    print(s)
    f = 1.0
    f /= 4
    print(f)
    t = (1,)
    t2 = t + (2, 3)
    print(t2, 'ab' 'cd')
    log = []
    [0, 0][order(log, 'index', 1)] = order(log, 'value', 5)
    print(log)
    z = 5
    del z
    z = 6
    print(z)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
