"""Classes as values: picked from tables and instantiated."""


class Shape:
    sides = 0

    def __init__(self, size):
        self.size = size

    def perimeter(self):
        return self.sides * self.size


class Triangle(Shape):
    sides = 3


class Square(Shape):
    sides = 4


class Circle(Shape):
    def perimeter(self):
        return self.size * 44 // 7


CLASSES = {'triangle': Triangle, 'square': Square, 'circle': Circle}


def make(name, size):
    return CLASSES[name](size)


def count(shapes, cls):
    total = 0
    for shape in shapes:
        if isinstance(shape, cls):
            total += 1
    return total


def class_name(shape):
    if type(shape) is Square:
        return 'square'
    return shape.__class__.__name__


def entry_point(argv):
    shapes = [make(name, i + 1) for i, name in enumerate(
        ['triangle', 'square', 'circle', 'square'])]
    for shape in shapes:
        print(str(shape.perimeter()))
    for cls in [Triangle, Square, Circle]:
        print(str(cls(7).perimeter()) + ' ' + str(cls.sides))
    print(f'{count(shapes, Square)} {count(shapes, Shape)}')
    print(' '.join([class_name(shape) for shape in shapes]))
    print(str(shapes[1].__class__ is shapes[3].__class__)
          + str(type(shapes[0]) is type(shapes[1])))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
