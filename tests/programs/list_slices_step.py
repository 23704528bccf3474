"""Slices of lists and strings with a step."""


def show(items):
    print('[' + ', '.join([str(item) for item in items]) + ']')


def entry_point(argv):
    items = [i for i in range(10)]
    show(items[::2])
    show(items[1::3])
    show(items[::-1])
    show(items[8:2:-2])
    show(items[2:8:3])
    text = 'abcdefgh'
    print(text[::-1] + ' ' + text[::2] + ' ' + text[5:1:-1])
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
