def double(value):
    return value + value


def entry_point(argv):
    print(double(21))
    print(double('x'))
    return 0


def target(driver, args):
    return entry_point
