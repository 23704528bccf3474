class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def entry_point(argv):
    point = Point(1, 2, 3)
    return point.x


def target(driver, args):
    return entry_point
