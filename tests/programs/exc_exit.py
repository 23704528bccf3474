# sys.exit raises SystemExit: it runs `finally`, can be caught, and sets the status.
import sys


def leave(code):
    try:
        print('leaving with', code)
        sys.exit(code)
    finally:
        print('cleaning up')


def caught():
    try:
        leave(3)
    except SystemExit as e:
        print('caught', e.code)
    try:
        raise SystemExit(7)
    except Exception:
        print('not reached')
    except BaseException as e:
        print('a base exception', isinstance(e, SystemExit))


def entry_point(argv):
    caught()
    try:
        leave(5)
    except ValueError:
        print('no')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
