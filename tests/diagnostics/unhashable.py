def entry_point(argv):
    seen = {}
    seen[[1, 2]] = 1
    return len(seen)


def target(driver, args):
    return entry_point
