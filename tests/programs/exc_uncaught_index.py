"""An index that is out of range ends the program with an error."""
# test: checked-only


def third(items):
    return items[2]


def entry_point(argv):
    print(str(third([1, 2, 3])))
    print(str(third([1, 2])))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
