# weft: weft build SPEC -o OUTPUT --quiet
def narrow(text, width=8):
    return len(text) + width


def wide(text, width=20):
    return len(text) * width


WRITERS = [narrow, wide]


def entry_point(argv):
    total = 0
    for writer in WRITERS:
        total += writer(argv[0])
    return total


def target(driver, args):
    return entry_point
