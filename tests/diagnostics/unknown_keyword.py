def pad(text, width=8):
    while len(text) < width:
        text += ' '
    return text


def entry_point(argv):
    print(pad(argv[0], widht=12))
    return 0


def target(driver, args):
    return entry_point
