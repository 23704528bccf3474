def make_counter():
    count = 0

    def increment():
        nonlocal count
        count += 1
        return count

    return increment


counter = make_counter()


def entry_point(argv):
    return counter()


def target(driver, args):
    return entry_point
