from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self):
        """Return the area."""


class Square(Shape):
    def area(self):
        return 4


def entry_point(argv):
    shape = Shape() if len(argv) > 1 else Square()
    return shape.area()


def target(driver, args):
    return entry_point
