"""OSError called with an error number makes an instance of the subclass for that number."""

import errno
import os


def attempt(number):
    try:
        raise OSError(number, os.strerror(number))
    except FileNotFoundError as error:
        print('not found', error.errno, error)
    except (PermissionError, FileExistsError) as error:
        print('permission or exists', error.errno, error.strerror, isinstance(error, PermissionError))
    except OSError as error:
        print('other', error.errno, error, isinstance(error, BrokenPipeError))


def with_name(number, name):
    try:
        raise OSError(number, 'message', name)
    except OSError as error:
        print(error, error.filename, isinstance(error, FileNotFoundError))


def main():
    for number in [errno.ENOENT, errno.EACCES, errno.EEXIST, errno.EPIPE, errno.EINVAL]:
        attempt(number)
    with_name(errno.ENOENT, 'a')
    with_name(errno.ENOSPC, 'b')
    error = OSError('text only')
    print(error, isinstance(error, FileNotFoundError))
    try:
        os.open('/no/such/file', os.O_RDONLY, 0)
    except OSError as failed:
        print(failed.errno, isinstance(failed, FileNotFoundError))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
