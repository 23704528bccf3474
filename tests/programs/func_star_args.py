"""Functions with any number of arguments, and calls that spread a tuple."""


def total(*numbers):
    result = 0
    for number in numbers:
        result += number
    return result


def label(prefix, *rest):
    return prefix + str(len(rest))


def area(width, height):
    return width * height


def forward(*args):
    return area(*args)


class Shape:
    def __init__(self, name, *sizes):
        self.name = name
        self.total = total(*sizes)


def entry_point(argv):
    print(f'{total(1, 2, 3)} {total(5)} {total()}')
    print(label('a') + label('b', 1) + label('c', 'x', 2.5))
    pair = (3, 4)
    print(f'{area(*pair)} {forward(5, 6)} {forward(*pair)}')
    print(f'{Shape("none").total} {Shape("box", 1, 2, 3).total}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
