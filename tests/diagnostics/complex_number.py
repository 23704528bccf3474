ROOT = 1j


def entry_point(argv):
    return len(argv) + ROOT


def target(driver, args):
    return entry_point
