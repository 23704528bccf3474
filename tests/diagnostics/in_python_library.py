import textwrap


def entry_point(argv):
    print(textwrap.dedent(argv[0]))
    return 0


def target(driver, args):
    return entry_point
