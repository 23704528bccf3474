# test: not --target=wasm32-wasi: its files have no permissions
"""Who may do what with files."""

import os
import stat


def permissions(path):
    return oct(stat.S_IMODE(os.stat(path).st_mode))


def entry_point(argv):
    path = 'file'
    old = os.umask(0o22)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o666))
    print(permissions(path))
    os.chmod(path, 0o640)
    print(permissions(path))
    os.unlink(path)
    print(oct(os.umask(0o77)))
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o666))
    print(permissions(path))
    os.unlink(path)
    os.umask(old)
    try:
        os.chmod(path, 0o640)
    except FileNotFoundError as error:
        print(error.errno)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
