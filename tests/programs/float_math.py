"""Functions of the math module."""

import math


def show(x):
    return '%.9f' % x


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def length(self):
        return math.sqrt(self.x * self.x + self.y * self.y)

    def angle(self):
        return math.atan2(self.y, self.x)

    def rotate(self, angle):
        c = math.cos(angle)
        s = math.sin(angle)
        return Vector(self.x * c - self.y * s, self.x * s + self.y * c)


def integrate(steps):
    width = math.pi / float(steps)
    total = 0.0
    for i in range(steps):
        total += math.sin((float(i) + 0.5) * width) * width
    return total


def entry_point(argv):
    for x in [0.25, 1.0, 2.0, 9.5]:
        print(show(math.sqrt(x)) + ' ' + show(math.log(x)) + ' '
              + show(math.exp(x)) + ' ' + show(math.sin(x)) + ' '
              + show(math.cos(x)) + ' ' + show(math.tan(x)) + ' '
              + show(math.atan(x)) + ' ' + show(math.log10(x)))
    print(show(math.pow(2.0, 0.5)) + ' ' + show(math.fmod(-7.0, 3.0)))
    print(show(math.fabs(-2.0)) + ' ' + show(math.hypot(3.0, 4.0)))
    vector = Vector(3.0, 4.0)
    for i in range(4):
        print(show(vector.length()) + ' ' + show(vector.angle()))
        vector = vector.rotate(math.pi / 2.0)
    print(show(integrate(1000)))
    try:
        math.sqrt(-1.0)
    except ValueError:
        print('no square root')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
