# typing.NamedTuple and collections.namedtuple.
from collections import namedtuple
from typing import NamedTuple


class Point(NamedTuple):
    x: int
    y: int = 5

    def norm(self):
        return abs(self.x) + abs(self.y)

    @property
    def swapped(self):
        return Point(self.y, self.x)


Pair = namedtuple('Pair', ['left', 'right'])

ORIGIN = Point(0, 0)


def main():
    p = Point(3)
    print(p, p.x, p.y, p[0], p[1], len(p), p.norm(), p.swapped, ORIGIN)
    x, y = p
    print(x, y, p == Point(3, 5), p < Point(4, 0), p == (3, 5), p in [Point(3, 5)])
    d = {Point(1, 2): 'a'}
    print(d[Point(1, 2)], d[(1, 2)], hash(p) == hash((3, 5)))
    q = Pair('l', 2.5)
    print(q, q.left, q.right)
    for a, b in [Point(1, 2), Point(3, 4)]:
        print(a, b, end=' ')
    print(Point(y=1, x=2), sorted([Point(2, 1), Point(1, 9)]))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
