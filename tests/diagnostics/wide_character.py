def entry_point(argv):
    print('price: 3 €')
    return 0


def target(driver, args):
    return entry_point
