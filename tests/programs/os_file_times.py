# test: not --target=wasm32-wasi: Node sets whole seconds
"""When files were used and changed."""

import os


def entry_point(argv):
    path = 'file'
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT))
    os.utime(path, (1000.5, 2000.25))
    found = os.stat(path)
    print(f'{found.st_atime} {found.st_mtime} {found.st_mtime_ns} {found[8]}')
    os.unlink(path)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
