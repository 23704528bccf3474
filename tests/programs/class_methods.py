# Class and static methods through the class, an instance and a subclass.
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    @classmethod
    def origin(cls):
        return cls(0, 0)

    @classmethod
    def parse(cls, text):
        x, y = text.split(',')
        return cls(int(x), int(y))

    @staticmethod
    def distance(a, b):
        return abs(a.x - b.x) + abs(a.y - b.y)

    @classmethod
    def kind(cls):
        return 'a ' + cls.label() + ' of ' + cls.__name__

    @classmethod
    def label(cls):
        return 'point'

    def show(self):
        return f'({self.x}, {self.y})'


class Point3(Point):
    def __init__(self, x, y, z=9):
        self.x = x
        self.y = y
        self.z = z

    @classmethod
    def label(cls):
        return 'space point'

    def show(self):
        return f'({self.x}, {self.y}, {self.z})'


def describe(p):
    return p.kind() + ' ' + p.show()


def main():
    p = Point.parse('3,4')
    q = Point3.parse('5,6')
    print(p.show(), q.show(), Point.origin().show(), Point3.origin().show())
    print(Point.distance(p, q), p.distance(p, q), Point3.distance(q, q))
    print(Point.kind(), Point3.kind(), p.kind(), q.kind())
    for each in [p, q]:
        print(describe(each), each.label())
        other = each.origin()
        print(other.show())
    f = Point.parse
    print(f('1,2').show())
    g = p.distance
    print(g(p, q))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
