def split(text):
    return text, len(text)


def entry_point(argv):
    left, middle, right = split(argv[0])
    print(left)
    return 0


def target(driver, args):
    return entry_point
