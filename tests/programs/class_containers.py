# Objects that behave as containers, functions and context managers.
class Grid:
    def __init__(self, width, height):
        self.width = width
        self.cells = [0] * (width * height)

    def __getitem__(self, key):
        x, y = key
        return self.cells[y * self.width + x]

    def __setitem__(self, key, value):
        x, y = key
        self.cells[y * self.width + x] = value

    def __len__(self):
        return len(self.cells)

    def __contains__(self, value):
        return value in self.cells

    def __iter__(self):
        return iter(self.cells)


class Bag:
    def __init__(self):
        self.items = {}

    def __getitem__(self, key):
        return self.items.get(key, 0)

    def __setitem__(self, key, value):
        self.items[key] = value

    def __delitem__(self, key):
        del self.items[key]

    def __len__(self):
        return len(self.items)


class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, y=0):
        return self.n + x + y


class Scaler(Adder):
    def __call__(self, x, y=1):
        return self.n * x * y


class Section:
    def __init__(self, log, name, swallow=False):
        self.log = log
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        self.log.append('enter ' + self.name)
        return self

    def __exit__(self, kind, error, trace):
        self.log.append('exit ' + self.name + (' with error' if kind is not None else ''))
        return self.swallow


class Words:
    def __init__(self, text):
        self.text = text

    def __iter__(self):
        return iter(self.text.split())


class Tree:
    def __init__(self, value, children):
        self.value = value
        self.children = children

    def __str__(self):
        if not self.children:
            return str(self.value)
        return str(self.value) + '(' + ' '.join([str(c) for c in self.children]) + ')'

    def __repr__(self):
        return '<' + str(self) + '>'


def apply(f, x):
    return f(x)


def main():
    g = Grid(3, 2)
    g[1, 1] = 7
    g[2, 0] += 5
    print(g[1, 1], g[2, 0], len(g), 7 in g, 8 in g, 8 not in g, [x for x in g], sum(g.cells))
    b = Bag()
    b['x'] = 3
    b['x'] += 4
    b['y'] += 1
    del b['y']
    print(b['x'], b['zz'], len(b), bool(b), bool(Bag()))
    for f in [Adder(10), Scaler(3)]:
        print(f(5), f(5, 2), f(x=1, y=4), apply(f, 6))
    log = []
    with Section(log, 'a') as a, Section(log, 'b'):
        log.append('in ' + a.name)
    with Section(log, 'c', swallow=True):
        raise ValueError('swallowed')
    try:
        with Section(log, 'd'):
            raise KeyError('k')
    except KeyError:
        log.append('caught')
    for line in log:
        print(line)
    for i, w in enumerate(Words('the quick fox')):
        print(i, w, end=';')
    print()
    t = Tree(1, [Tree(2, []), Tree(3, [Tree(4, [])])])
    print(t, [t], (t, 5), {1: t}, repr(t), f'{t} {t!r} {t!s:>12}|', '%s %r' % (t, t))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
