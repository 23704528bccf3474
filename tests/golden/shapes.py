# function: total
"""Classes, virtual calls and exceptions."""

from rpython.rlib.objectmodel import dont_inline


class Shape:
    def area(self):
        raise ValueError


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side


class Rectangle(Shape):
    def __init__(self, width, height):
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height


@dont_inline
def total(shapes):
    result = 0
    for shape in shapes:
        try:
            result += shape.area()
        except ValueError:
            result -= 1
    return result


def entry_point(argv):
    return total([Square(len(argv)), Rectangle(2, 3), Shape()])


def target(driver, args):
    return entry_point
