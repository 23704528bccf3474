def configure(width, **options):
    return width


def entry_point(argv):
    return configure(len(argv))


def target(driver, args):
    return entry_point
