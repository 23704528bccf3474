def entry_point(argv):
    print('arguments: ' + len(argv))
    return 0


def target(driver, args):
    return entry_point
