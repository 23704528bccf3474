"""Slices and copies whose items are held in another way than those of the list they come from."""


def letters(count):
    return [['a' for _ in range(count)][:20], ['']]


def numbers(given):
    parts = [given[1:], given[:], given[::2], given[:-1], given.copy(), list(given)]
    parts.append([0.5])
    return parts


def entry_point(argv):
    print(letters(3))
    ones = ['x', 'y']
    longer = ones[1:]
    longer.append('long')
    print(ones, longer)
    copied = ones.copy()
    copied.append('copied')
    print(ones, copied)
    for part in numbers([1, 2, 3]):
        print(len(part), sum(part) / 2.0)
    return 0


def target(driver, args):
    return entry_point
