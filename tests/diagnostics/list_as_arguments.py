def total(*numbers):
    return len(numbers)


def entry_point(argv):
    return total(*argv) + max(*argv)


def target(driver, args):
    return entry_point
