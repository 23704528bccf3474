"""Empty tuples that are made at run time: slices, sums, items of lists, what generators keep."""

from rpython.rlib.objectmodel import specialize


@specialize.call_location()
def countdown(places):
    if len(places) == 0:
        yield 5
    else:
        for rest in countdown(places[1:]):
            yield rest + 1


def empties(count):
    for _ in range(count):
        yield ()


class Holder:
    def __init__(self, items):
        self.items = items


def entry_point(argv):
    pair = (len(argv), 'x')
    print(pair[2:], len(pair[:0]), pair[2:] == (), () + pair[2:])
    holders = [Holder(pair[2:]) for _ in range(1000)]
    print(len(holders), holders[999].items, bool(holders[0].items))
    print([item for item in empties(3)], list(countdown((0, 0))), list(countdown(())))
    print({(): 1}[pair[2:]], hash(pair[2:]) == hash(()))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
