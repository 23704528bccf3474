def shifted(numbers, offset):
    result = (number + offset for number in numbers)
    offset += 1
    return list(result)


def entry_point(argv):
    return len(shifted([1, 2], len(argv)))


def target(driver, args):
    return entry_point
