"""functools.cached_property: computed once for each instance, also for instances made while importing."""

import functools


class Circle:
    def __init__(self, radius):
        self.radius = radius

    @functools.cached_property
    def area(self):
        print('area of', self.radius)
        return 3 * self.radius * self.radius

    @functools.cached_property
    def name(self):
        return 'circle ' + str(self.area)


class Ring(Circle):
    def __init__(self, radius, inner):
        Circle.__init__(self, radius)
        self.inner = inner

    @functools.cached_property
    def area(self):
        print('area of ring', self.radius, self.inner)
        return 3 * (self.radius * self.radius - self.inner * self.inner)

    @functools.cached_property
    def parts(self):
        return [self.radius, self.inner]


UNIT = Circle(1)
KNOWN = Ring(5, 4)
KNOWN.__dict__['area'] = 27  # as if it had been asked for


def main():
    for shape in [UNIT, KNOWN, Circle(2), Ring(3, 1)]:
        print(shape.area, shape.name, shape.area)
        if isinstance(shape, Ring):
            print(shape.parts, shape.parts is shape.parts)
    UNIT.area = 100
    print(UNIT.area, UNIT.name)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
