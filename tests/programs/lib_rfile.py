"""`rpython.rlib.rfile`."""

import os

from rpython.rlib.rfile import create_fdopen_rfile, create_file, create_temp_rfile


def entry_point(argv):
    path = 'file'
    f = create_file(path, 'w')
    f.write('one\ntwo\nthree')
    print(f.tell(), f.closed)
    print(f.close(), f.closed)
    with create_file(path) as f:
        print(repr(f.readline()), repr(f.readline(2)), repr(f.read(3)), repr(f.read()), repr(f.read()))
        f.seek(-3, 2)
        print(repr(f.read(2)), f.tell())
        f.seek(0)
        for line in f:
            print(repr(line))
    f = create_file(path, 'r+')
    f.read(4)
    f.write('TWO')
    f.seek(0)
    print(repr(f.read()))
    f.truncate(5)
    f.close()
    f = create_file(path, 'a+')
    f.write('end')
    f.flush()
    f.seek(0)
    print(repr(f.read()))
    f.close()
    sender = create_fdopen_rfile(os.open(path, os.O_WRONLY | os.O_TRUNC), 'w', 0)
    sender.write('at once')
    reading = os.open(path, os.O_RDONLY)
    print(os.read(reading, 100))
    sender.close()
    os.close(reading)
    f = create_temp_rfile()
    f.write('temporary')
    f.seek(0)
    print(f.read(), f.isatty(), f.fileno() > 2)
    f.close()
    for mode in ('q', ''):
        try:
            create_file(path, mode)
        except ValueError as error:
            print(str(error))
    try:
        f.read()
    except ValueError as error:
        print(str(error))
    os.unlink(path)
    try:
        create_file(path)
    except OSError as error:
        print(error.strerror)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
