def entry_point(argv):
    size = len(argv)
    return size[0]


def target(driver, args):
    return entry_point
