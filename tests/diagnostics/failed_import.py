def entry_point(argv):
    import a_module_that_does_not_exist
    return a_module_that_does_not_exist.run(argv)


def target(driver, args):
    return entry_point
