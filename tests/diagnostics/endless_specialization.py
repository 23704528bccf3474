from rpython.rlib.objectmodel import specialize


@specialize.arg(0)
def countdown(steps, total):
    if total > 100:
        return total
    return countdown(steps + 1, total + steps)


@specialize.arg(0)
def power(exponent, base):
    return 1 if exponent == 0 else base * power(exponent - 1, base)


def entry_point(argv):
    return countdown(1, len(argv)) + power(150, 1)


def target(driver, args):
    return entry_point
