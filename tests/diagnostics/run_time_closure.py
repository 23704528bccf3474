def adder(amount):
    def add(number):
        return number + amount
    return add


def entry_point(argv):
    return adder(len(argv))(1)


def target(driver, args):
    return entry_point
