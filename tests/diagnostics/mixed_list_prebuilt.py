ROW = ['total', 12]


def entry_point(argv):
    return len(ROW[0])


def target(driver, args):
    return entry_point
