LIMIT = 10 ** 30


def entry_point(argv):
    if len(argv) > LIMIT:
        return 1
    return 0


def target(driver, args):
    return entry_point
