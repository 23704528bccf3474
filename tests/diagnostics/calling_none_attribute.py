class Machine:
    def __init__(self):
        self.on_exit = None

    def stop(self):
        self.on_exit()


def entry_point(argv):
    Machine().stop()
    return 0


def target(driver, args):
    return entry_point
