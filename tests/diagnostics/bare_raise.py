def fail():
    raise


def entry_point(argv):
    try:
        return len(argv) // (len(argv) - 1)
    except ZeroDivisionError:
        fail()
    return 0


def target(driver, args):
    return entry_point
