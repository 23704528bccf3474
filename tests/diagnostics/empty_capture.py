def adder(amount):
    scale = amount
    del scale

    def add(number):
        return number + scale
    return add


def entry_point(argv):
    return adder(len(argv))(1)


def target(driver, args):
    return entry_point
