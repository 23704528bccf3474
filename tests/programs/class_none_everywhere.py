# test: checked-only
# Everything that is held by reference can be None.
class Thing:
    def __init__(self, n):
        self.n = n

    def twice(self):
        return self.n * 2


def maybe(n):
    if n > 0:
        return Thing(n)
    return None


def pick(n, f, g):
    if n == 0:
        return f
    if n == 1:
        return g
    return None


def add(x):
    return x + 1


def sub(x):
    return x - 1


class Holder:
    def __init__(self):
        self.text = None
        self.items = None
        self.table = None
        self.pair = None
        self.thing = None
        self.cls = None
        self.method = None

    def fill(self):
        self.text = 't'
        self.items = [1]
        self.table = {'k': 2}
        self.pair = (1, 'x')
        self.thing = Thing(3)
        self.cls = Thing
        self.method = self.thing.twice

    def show(self):
        print(self.text is None, self.items is None, self.table is None, self.pair is None, self.thing is None,
              self.cls is None, self.method is None)
        print(self.text, self.items, self.table, self.pair)


def main():
    for n in range(-1, 2):
        t = maybe(n)
        print('none' if t is None else str(t.n), t is not None and t.twice() > 1)
    for n in range(3):
        f = pick(n, add, sub)
        print(f(10) if f is not None else -1)
    h = Holder()
    h.show()
    h.fill()
    h.show()
    if h.method is not None and h.cls is not None:
        print(h.method(), h.cls(9).n)
    things = [maybe(1), maybe(0), maybe(2)]
    print([t.n if t else -1 for t in things], things.count(None), None in things)
    try:
        print(things[1].n)
    except AttributeError as e:
        print('attribute error:', e)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
