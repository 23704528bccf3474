# sys.exit with a text: the text goes to stderr, the status is 1.
import sys


def entry_point(argv):
    print('before')
    try:
        sys.exit('something is wrong')
    finally:
        print('finally')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
