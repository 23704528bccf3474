# Dataclasses that derive from others, with class variables, InitVar, methods and several options.
from dataclasses import InitVar, dataclass, field
from typing import ClassVar, Optional


@dataclass
class Shape:
    name: str
    count: ClassVar[int] = 0

    def area(self) -> float:
        return 0.0

    def describe(self):
        return f'{self.name}: {self.area():.1f}'


@dataclass
class Rect(Shape):
    width: float = 1.0
    height: float = 1.0

    def area(self):
        return self.width * self.height


@dataclass
class Circle(Shape):
    radius: float = 1.0

    def area(self):
        return 3.0 * self.radius ** 2


@dataclass
class Scaled:
    base: int
    factor: InitVar[int] = 2
    value: int = field(init=False, default=0)

    def __post_init__(self, factor):
        self.value = self.base * factor


@dataclass
class Tree:
    value: int
    left: Optional['Tree'] = None
    right: Optional['Tree'] = None

    def total(self) -> int:
        result = self.value
        if self.left is not None:
            result += self.left.total()
        if self.right is not None:
            result += self.right.total()
        return result


@dataclass(eq=False)
class ById:
    n: int


@dataclass
class Custom:
    n: int

    def __repr__(self):
        return f'<{self.n}>'

    def __eq__(self, other):
        return self.n % 10 == other.n % 10


def main():
    shapes = [Rect('r', 2.0, 3.0), Circle('c', 2.0), Shape('s')]
    for s in shapes:
        print(s.describe(), s)
    print(shapes[0] == Rect('r', 2.0, 3.0), shapes[0] == shapes[1], Shape('s') == shapes[2])
    print(Scaled(5), Scaled(5, 3).value, Scaled(base=1, factor=9))
    t = Tree(1, Tree(2), Tree(3, None, Tree(4)))
    print(t.total(), t == Tree(1, Tree(2), Tree(3, None, Tree(4))))
    print(t)
    a = ById(1)
    print(a == ById(1), a == a, {a: 'x'}[a])
    print(Custom(3), Custom(13) == Custom(3), [Custom(1)])
    Shape.count += 2
    print(Shape.count, Rect.count)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
