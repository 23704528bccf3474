def entry_point(argv):
    return 0


def target(driver):
    return entry_point
