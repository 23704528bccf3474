from rpython.rlib.objectmodel import specialize


@specialize.memo()
def table_for(size):
    return [0] * size


def entry_point(argv):
    return len(table_for(len(argv)))


def target(driver, args):
    return entry_point
