# function: gcd


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def entry_point(argv):
    return gcd(1071 + len(argv), 462)


def target(driver, args):
    return entry_point
