# OSError carries errno, strerror and the file's name.
import errno
import os


def main():
    try:
        os.open('/nonexistent/file', os.O_RDONLY, 0)
    except OSError as e:
        print(e.errno == errno.ENOENT, e.errno, isinstance(e, OSError))
    try:
        raise OSError(13, 'Permission denied')
    except OSError as e:
        print(e.errno, e.strerror, str(e))
    try:
        raise OSError(2, 'No such file or directory', 'some/name')
    except OSError as e:
        print(e.errno, e.filename, str(e))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
