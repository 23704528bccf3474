"""An exception that nobody catches ends the program with status 1."""


class Unexpected(Exception):
    def __init__(self, reason):
        self.reason = reason


def process(items):
    total = 0
    for item in items:
        if item < 0:
            raise Unexpected('negative item')
        total += item
    return total


def entry_point(argv):
    print(str(process([1, 2, 3])))
    try:
        process([1, -1])
    except Unexpected as error:
        print(error.reason)
    try:
        print('before')
        print(str(process([5, -5])))
    finally:
        print('cleaning up')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
