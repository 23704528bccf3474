import a_module_that_does_not_exist


def entry_point(argv):
    return 0


def target(driver, args):
    return entry_point
