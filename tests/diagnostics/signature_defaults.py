def put(text):
    return len(text)


def buffered(text, flush=False):
    return len(text) + 1


WRITERS = [put, buffered]


def entry_point(argv):
    total = 0
    for writer in WRITERS:
        total += writer(argv[0])
    return total


def target(driver, args):
    return entry_point
