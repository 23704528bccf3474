def configure(**options):
    return len(options)


def entry_point(argv):
    return configure(width=3)


def target(driver, args):
    return entry_point
