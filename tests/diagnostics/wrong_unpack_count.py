def entry_point(argv):
    left, right = 1, len(argv), 3
    return left + right


def target(driver, args):
    return entry_point
