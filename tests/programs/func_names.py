def one(x):
    """Do one thing."""
    return x


def two(x):
    return x * 2


class Op:
    def __call__(self, x):
        return x + 100


def chooser(n):
    def local(x):
        return x + n
    if n > 5:
        return local
    return two


def entry_point(argv):
    n = len(argv)
    print(one.__name__, two.__name__, Op.__name__, chooser.__name__)
    for f in [one, two]:
        print(f.__name__, f(3))
    for f in [one, chooser(n + 10), len and abs]:
        print(f.__name__, f(3))
    print(callable(one), callable(n), callable(Op()), callable(chooser(10)))
    f = one if n > 0 else None
    g = two if n > 50 else None
    print(f is one, f is not None, g is None, f == one, f != two)
    op = Op()
    table = {'one': one, 'two': two, 'op': op, 'local': chooser(9)}
    for key in table:
        print(key, table[key](1))
    print(table['one'] is one, table['two'] is one, 'three' in table)
    missing = table.get('three')
    print(missing is None)
    seen = []
    for h in [one, two, one]:
        if h not in seen:
            seen.append(h)
    print(len(seen))
    m = op.__call__
    print(m(1))
    bound = [op.__call__, chooser(8)]
    print([b(1) for b in bound])
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))

