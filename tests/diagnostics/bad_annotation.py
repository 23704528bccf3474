def entry_point(argv):
    size: Sise = len(argv)
    return size


def target(driver, args):
    return entry_point
