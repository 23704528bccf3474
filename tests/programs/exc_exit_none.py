# sys.exit without a value is status 0.
import sys


def entry_point(argv):
    print('before')
    if len(argv) < 100:
        sys.exit()
    print('after')
    return 4


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
