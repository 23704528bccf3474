def double(number):
    return number * 2


class Node:
    pass


def entry_point(argv):
    print(double)
    print('class', [Node])
    print('%s' % {1: 2}.keys())
    return 0


def target(driver, args):
    return entry_point
