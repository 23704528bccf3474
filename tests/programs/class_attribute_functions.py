# getattr, setattr and hasattr with names that are known while translating.
class Options:
    verbose = False

    def __init__(self):
        self.level = 3
        self.name = 'opt'

    def reset(self):
        self.level = 0


FIELDS = ('level', 'name', 'verbose')


def main():
    o = Options()
    print(getattr(o, 'level'), getattr(o, 'name'), getattr(o, 'verbose'))
    setattr(o, 'level', 7)
    print(o.level, hasattr(o, 'level'), hasattr(o, 'missing'), hasattr(o, 'reset'))
    print(getattr(o, 'missing', 'none'), getattr(o, 'level', 99))
    getattr(o, 'reset')()
    print(o.level)
    if hasattr(Options, 'verbose'):
        print('class has verbose', getattr(Options, 'verbose'))
    if hasattr(Options, 'other'):
        print(Options.other)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
