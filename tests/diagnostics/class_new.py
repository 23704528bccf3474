class Symbol:
    table = {}

    def __new__(cls, name):
        if name not in cls.table:
            cls.table[name] = object.__new__(cls)
        return cls.table[name]

    def __init__(self, name):
        self.name = name


KNOWN = Symbol('known')  # while importing, it is Python's business


def entry_point(argv):
    print(KNOWN.name)
    print(Symbol(argv[0]).name)
    return 0


def target(driver, args):
    return entry_point
