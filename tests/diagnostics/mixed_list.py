def collect(words):
    items = [1, 2, 3]
    for word in words:
        items.append(word)
    return len(items)


def entry_point(argv):
    return collect(argv)


def target(driver, args):
    return entry_point
