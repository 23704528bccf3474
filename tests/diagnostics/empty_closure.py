def make():
    def function(argv):
        return later
    if function is None:
        later = 1
    return function


entry = make()


def entry_point(argv):
    return entry(argv)


def target(driver, args):
    return entry_point
