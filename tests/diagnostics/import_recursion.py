def depth(tree):
    return 1 + depth(tree)


DEPTH = depth(None)


def entry_point(argv):
    return DEPTH


def target(driver, args):
    return entry_point
