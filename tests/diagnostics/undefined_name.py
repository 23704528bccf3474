def average(numbers):
    total = 0
    for number in numbers:
        total += number
    return totl // len(numbers)


def entry_point(argv):
    return average([1, 2, len(argv)])


def target(driver, args):
    return entry_point
