def numbers(limit):
    for number in range(limit):
        got = yield number
        if got:
            return


def entry_point(argv):
    total = 0
    for number in numbers(len(argv)):
        total += number
    return total


def target(driver, args):
    return entry_point
