def entry_point(argv):
    print(f'{argv[0]:d}')
    return 0


def target(driver, args):
    return entry_point
