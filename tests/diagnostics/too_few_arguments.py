def clamp(value, low, high):
    if value < low:
        return low
    if value > high:
        return high
    return value


def entry_point(argv):
    return clamp(len(argv), 3)


def target(driver, args):
    return entry_point
