def entry_point(argv):
    table = {}
    table['one'] = 1
    table[2] = 2
    return len(table)


def target(driver, args):
    return entry_point
