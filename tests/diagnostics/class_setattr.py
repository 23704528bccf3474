class Logged:
    def __setattr__(self, name, value):
        print('set', name)
        object.__setattr__(self, name, value)


LOGGED = Logged()


def entry_point(argv):
    LOGGED.count = len(argv)
    return LOGGED.count


def target(driver, args):
    return entry_point
