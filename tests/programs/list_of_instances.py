"""Lists that hold instances, some of them None."""


class Shape:
    def __init__(self, name):
        self.name = name

    def area(self):
        raise NotImplementedError


class Square(Shape):
    def __init__(self, side):
        Shape.__init__(self, 'square')
        self.side = side

    def area(self):
        return self.side * self.side


class Rectangle(Shape):
    def __init__(self, width, height):
        Shape.__init__(self, 'rectangle')
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height


def largest(shapes):
    best = None
    for shape in shapes:
        if shape is None:
            continue
        if best is None or shape.area() > best.area():
            best = shape
    return best


def describe(shape):
    if shape is None:
        return 'nothing'
    return shape.name + ' of ' + str(shape.area())


def entry_point(argv):
    shapes = [Square(3), None, Rectangle(2, 6), Square(2)]
    for shape in shapes:
        print(describe(shape))
    print(describe(largest(shapes)))
    print(describe(largest([None, None])))
    slots = [None] * 4
    slots[2] = Rectangle(1, 1)
    slots[0] = slots[2]
    print(' '.join([describe(slot) for slot in slots]))
    print(str(slots[0] is slots[2]) + str(slots[0] in slots))
    print(str(slots.index(slots[2])) + str(shapes.count(None)))
    slots.remove(slots[2])
    print(str(len(slots)) + str(slots[0] is None))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
