HANDLER = None


def entry_point(argv):
    HANDLER(argv)
    return 0


def target(driver, args):
    return entry_point
