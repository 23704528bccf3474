"""Classes known by their numbers: methods, tests of the class, class attributes; instances without fields."""


class Shape:
    corners = 0

    def area(self):
        return 0

    def describe(self):
        return 'shape'


class Square(Shape):
    corners = 4

    def __init__(self, side):
        self.is_big = side > 100
        self.side = side
        self.is_odd = side % 2 == 1

    def area(self):
        return self.side * self.side

    def describe(self):
        return 'square ' + str(self.side)


class Nothing(Shape):
    pass


class Point(Nothing):
    corners = 1


class Rectangle(Square):
    def __init__(self, side, other):
        Square.__init__(self, side)
        self.letter = chr(97 + side % 26)
        self.other = other

    def area(self):
        return self.side * self.other


class Unused(Rectangle):
    def area(self):
        return -1


MADE_BEFORE = [Square(3), Rectangle(4, 5), Nothing(), Point()]
KINDS = [Square, Rectangle, Nothing, Point]


def make(number):
    if number % 4 == 0:
        return Square(number)
    if number % 4 == 1:
        return Rectangle(number, number + 1)
    if number % 4 == 2:
        return Nothing()
    return Point()


def kind_of(shape):
    if isinstance(shape, Unused):
        return 0
    if isinstance(shape, Rectangle):
        return 1
    if type(shape) is Square:
        return 2
    if type(shape) is Nothing:
        return 3
    return 4 if isinstance(shape, Nothing) else 5


def look_at(shapes):
    counts = [0] * 6
    area = corners = 0
    for shape in shapes:
        counts[kind_of(shape)] += 1
        area += shape.area()
        corners += shape.corners
        if isinstance(shape, Square) and shape.is_odd:
            corners += 1000
    return area, corners, counts


def fail(number):
    if number % 3 == 0:
        raise KeyError('key')
    if number % 3 == 1:
        raise IndexError('index')
    raise ZeroDivisionError


def entry_point(argv):
    shapes = MADE_BEFORE[:]
    for number in range(2000):
        shapes.append(make(number))
    print(look_at(shapes))
    print([shape.describe() for shape in shapes[:9]], type(shapes[1]).__name__, shapes[8].__class__.__name__)
    print([isinstance(shape, kind) for shape in shapes[:4] for kind in KINDS])
    same = [shapes[i].__class__ is shapes[i + 4].__class__ for i in range(8)]
    caught = []
    for number in range(6):
        try:
            fail(number)
        except LookupError as error:
            caught.append('lookup ' + ('key' if isinstance(error, KeyError) else 'index'))
        except ArithmeticError:
            caught.append('arithmetic')
    print(same, caught)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
