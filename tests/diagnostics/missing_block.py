def entry_point(argv):
    for a in argv:
        if a:

    return 0


def target(driver, args):
    return entry_point
