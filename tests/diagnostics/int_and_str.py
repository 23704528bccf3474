def parse(text):
    if text.startswith('#'):
        value = len(text)
    else:
        value = text
    return value


def entry_point(argv):
    print(parse(argv[0]))
    return 0


def target(driver, args):
    return entry_point
