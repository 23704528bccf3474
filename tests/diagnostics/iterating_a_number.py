def entry_point(argv):
    total = 0
    for number in len(argv):
        total += number
    return total


def target(driver, args):
    return entry_point
