"""Properties, computed and checked."""


class Rectangle:
    def __init__(self, width, height):
        self._width = width
        self.height = height

    @property
    def area(self):
        return self.width * self.height

    @property
    def width(self):
        return self._width

    @width.setter
    def width(self, value):
        if value < 0:
            raise ValueError('negative width')
        self._width = value


class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side)

    @property
    def area(self):
        return self._width * self._width


class Celsius:
    def __init__(self):
        self.reads = 0
        self.kelvin = 273

    @property
    def degrees(self):
        self.reads += 1
        return self.kelvin - 273

    @degrees.setter
    def degrees(self, value):
        self.kelvin = value + 273


def entry_point(argv):
    shape = Rectangle(3, 4)
    print(str(shape.area))
    shape.width = 10
    shape.width += 1
    shape.height *= 2
    print(f'{shape.width} {shape.area}')
    try:
        shape.width = -1
    except ValueError:
        print('refused')
    print(str(shape.area))
    shapes = [shape, Square(5)]
    print(str(sum([s.area for s in shapes])))
    temperature = Celsius()
    temperature.degrees = 20
    print(f'{temperature.degrees} {temperature.kelvin} {temperature.degrees} '
          f'{temperature.reads}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
