# Dataclasses: fields, defaults, equality, representation, factories, post-init.
from dataclasses import dataclass, field


@dataclass
class Point:
    x: int
    y: int = 0

    def shifted(self, dx):
        return Point(self.x + dx, self.y)


@dataclass
class Named(Point):
    name: str = 'none'
    tags: list[str] = field(default_factory=list)


@dataclass
class Box:
    corner: Point
    size: Point
    area: int = field(init=False, default=0)
    label: str = field(default='box', compare=False, repr=False)

    def __post_init__(self):
        self.area = self.size.x * self.size.y


@dataclass(repr=False, eq=False)
class Bare:
    value: int


@dataclass(kw_only=True)
class Options:
    verbose: bool = False
    level: int = 1
    name: str


@dataclass
class Node:
    value: int
    next: 'Node | None' = None


def main():
    p = Point(1, 2)
    print(p, Point(5), p == Point(1, 2), p != Point(1, 3), p.shifted(4))
    n = Named(1, 2, 'n')
    n.tags.append('t')
    print(n, Named(0).tags, n == Named(1, 2, 'n', ['t']))
    b = Box(Point(0, 0), Point(3, 4), label='other')
    print(b, b.area, b.label, b == Box(Point(0, 0), Point(3, 4)))
    print(Bare(3).value, Bare(3) == Bare(3))
    o = Options(name='x', level=3)
    print(o, o.verbose)
    chain = Node(1, Node(2, Node(3)))
    print(chain, chain.next == Node(2, Node(3)))
    print([Point(1), Point(2)].index(Point(2)), Point(9) in [p])
    points = {'a': p}
    print(points, (p, 1), [p])


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
