def checked(function):
    raise ValueError('not today')


def entry_point(argv):
    @checked
    def run():
        return 0
    return run()


def target(driver, args):
    return entry_point
