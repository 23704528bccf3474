"""`is` between values of different types: never."""


class Handler:
    def __init__(self, action, name):
        self.action = action
        self.name = name


class Counter:
    def add(self, x):
        return x + 1


def twice(x):
    return 2 * x


HALF = 0.5


def entry_point(argv):
    for handler in [Handler(Counter().add, 'add'), Handler(twice, None)]:
        if handler.action is not HALF:
            print(handler.action(len(argv)))
        print(handler.name is HALF, handler.name is not argv, [handler] is handler, handler is handler.name)
        print(argv is (argv,), handler.action is argv, len(argv) is handler, handler.name is None)
    return 0


def target(driver, args):
    return entry_point
