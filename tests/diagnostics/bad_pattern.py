class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def entry_point(argv):
    match Point(len(argv), 2):
        case Point(1, y):
            return y
    return 0


def target(driver, args):
    return entry_point
