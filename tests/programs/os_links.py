# test: not --target=wasm32-wasi: Node 18 looks for the target of every link in the root
"""Symbolic links, and what is behind them."""

import os


def entry_point(argv):
    os.mkdir('folder')
    os.close(os.open('folder/file', os.O_WRONLY | os.O_CREAT))
    os.symlink('file', 'folder/link')
    os.symlink('folder', 'other')
    os.symlink('link', 'other/second')
    fd = os.open('other/second', os.O_WRONLY)
    os.write(fd, b'through links')
    os.close(fd)
    print(os.stat('folder/file').st_size, os.path.getsize('folder/second'), os.lstat('folder/second').st_size)
    print(os.path.isfile('folder/link'), os.path.isdir('other'), os.path.islink('other'), os.path.islink('other/file'))
    print(sorted(os.listdir('other')))
    os.unlink('folder/link')
    print(os.path.exists('folder/second'), os.path.lexists('folder/second'))
    try:
        os.stat('other/second')
    except FileNotFoundError as error:
        print(error.errno)
    os.symlink('loop', 'loop')
    try:
        os.stat('loop')
    except OSError as error:
        print(error.strerror)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
