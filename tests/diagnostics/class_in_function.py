def entry_point(argv):
    class Pair:
        def __init__(self, left, right):
            self.left = left
            self.right = right

    return Pair(len(argv), 2).left


def target(driver, args):
    return entry_point
