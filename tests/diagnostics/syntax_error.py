def entry_point(argv):
    total = (1 + 2
    return total


def target(driver, args):
    return entry_point
