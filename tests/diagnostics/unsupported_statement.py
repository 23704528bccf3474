def forget(names):
    global current
    for name in names:
        current = name
    return len(names)


def entry_point(argv):
    return forget(argv)


def target(driver, args):
    return entry_point
