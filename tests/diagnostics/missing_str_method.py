def entry_point(argv):
    print(argv[0].uper())
    return 0


def target(driver, args):
    return entry_point
