def describe(a, /, b, *, sep='-', end='!'):
    return str(a) + sep + str(b) + end


def only(*, x, y=2):
    return x * 10 + y


class Shape:
    def __init__(self, *, width, height=1):
        self.width = width
        self.height = height

    def area(self, *, scale=1):
        return self.width * self.height * scale


class Square(Shape):
    def __init__(self, side):
        super().__init__(width=side, height=side)

    def area(self, *, scale=2):
        return self.width * self.width * scale


def shared(item, into=[]):
    into.append(item)
    return into


def options(a, b=1, c=2, d=3):
    return a * 1000 + b * 100 + c * 10 + d


def pick(n):
    if n > 1:
        return describe
    return describe2


def describe2(a, b, *, end='?', sep='+'):
    return str(b) + sep + str(a) + end


def entry_point(argv):
    print(describe(1, 2), describe(1, b=3, sep='+'), describe(4, 5, end=''))
    print(only(x=1), only(y=5, x=3))
    print(Shape(width=3).area(), Shape(height=2, width=4).area(scale=3))
    shapes = [Shape(width=2), Square(3)]
    for s in shapes:
        print(s.area(), s.area(scale=10))
    print(shared(1), shared(2), shared(3, [9]))
    print(options(1), options(1, c=7), options(d=4, a=2), options(1, 2, d=9))
    f = pick(len(argv))
    print(f(1, 2, sep='/'))
    g = pick(len(argv) + 1)
    print(g(1, 2, sep='/', end='.'))
    h = lambda a, b=5, *rest, k=7: a + b + k + len(rest)
    print(h(1), h(1, 2), h(1, 2, 3, 4), h(1, k=0))
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))

