class Unused(Exception):
    pass


def entry_point(argv):
    try:
        return len(argv[5])
    except IndexError as error:
        print(error.args)
    except Unused as error:
        print(error.args)
    return 0


def target(driver, args):
    return entry_point
