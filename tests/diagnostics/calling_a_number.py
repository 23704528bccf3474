def entry_point(argv):
    size = len(argv)
    return size(argv)


def target(driver, args):
    return entry_point
