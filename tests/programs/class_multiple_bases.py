# Several bases: abstract protocols, and second bases that have no attributes of their own.
import abc
from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self):
        """Return the area."""

    @property
    @abstractmethod
    def name(self):
        """Return what it is called."""

    def describe(self):
        return f'{self.name} of area {self.area()}'


class Printable:
    def show(self):
        return '<' + self.text() + '>'

    def text(self):
        return 'printable'


class Comparable:
    def is_less(self, other):
        return self.key() < other.key()

    def key(self):
        return 0


class Square(Shape, Printable, Comparable):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side

    @property
    def name(self):
        return 'square'

    def text(self):
        return 'square ' + str(self.side)

    def key(self):
        return self.side


class Strip(Shape, Comparable):
    def __init__(self, length):
        self.length = length

    def area(self):
        return self.length

    @property
    def name(self):
        return 'strip'

    def key(self):
        return -self.length


class Node(metaclass=abc.ABCMeta):
    @abstractmethod
    def evaluate(self): ...


class Number(Node):
    def __init__(self, value):
        self.value = value

    def evaluate(self):
        return self.value


class Sum(Node):
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def evaluate(self):
        return self.left.evaluate() + self.right.evaluate()


def main():
    shapes = [Square(3), Strip(4), Square(1)]
    for shape in shapes:
        print(shape.describe(), isinstance(shape, Shape), isinstance(shape, Printable))
    square = Square(7)
    print(square.show(), square.is_less(Square(8)), square.is_less(Square(2)))
    print(Strip(3).is_less(Strip(2)), Printable().show())
    print(Sum(Number(3), Sum(Number(4), Number(5))).evaluate())


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
