def size_of(names) -> str:
    return len(names)


def entry_point(argv):
    print(size_of(argv))
    return 0


def target(driver, args):
    return entry_point
