import math


def entry_point(argv):
    print(str(math.sqroot(2.0)))
    return 0


def target(driver, args):
    return entry_point
