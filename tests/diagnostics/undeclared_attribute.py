class Point:
    __slots__ = ('x', 'y')


class Cell:
    _attrs_ = ['value']


class Free(Point):
    pass


def entry_point(argv):
    point = Point()
    point.x = 1
    point.z = 2
    cell = Cell()
    cell.value = 3
    cell.name = 'cell'
    free = Free()
    free.z = 5
    return point.z


def target(driver, args):
    return entry_point
