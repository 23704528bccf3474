from helper import widen


def entry_point(argv):
    print(widen(argv[0], 10))
    return 0


def target(driver, args):
    return entry_point
