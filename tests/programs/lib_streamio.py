"""`rpython.rlib.streamio`: towers of streams over files."""

import os

from rpython.rlib import streamio
from rpython.rlib.streamio import StreamErrors, fdopen_as_stream, open_file_as_stream


def write_and_read(path):
    stream = open_file_as_stream(path, 'w')
    for i in range(1000):
        stream.write('line %d\n' % i)
    print(stream.tell())
    stream.close()
    stream = open_file_as_stream(path)
    print(repr(stream.readline()), repr(stream.read(10)), repr(stream.readline()), stream.tell())
    stream.seek(-5, os.SEEK_END)
    print(repr(stream.readall()), repr(stream.read(5)), repr(stream.readline()))
    stream.seek(0, os.SEEK_SET)
    total = 0
    while True:
        line = stream.readline()
        if not line:
            break
        total += len(line)
    print(total)
    stream.seek(6, os.SEEK_SET)
    stream.read(1)
    stream.seek(2, os.SEEK_CUR)
    print(repr(stream.readline()), repr(stream.peek()[:7]), stream.count_buffered_bytes() > 0)
    print(stream.try_to_find_file_descriptor() > 2)
    stream.close()


def update(path):
    stream = open_file_as_stream(path, 'w+')
    stream.write('0123456789')
    stream.seek(3, os.SEEK_SET)
    print(stream.read(3), stream.tell())
    stream.write('xyz')
    stream.seek(0, os.SEEK_SET)
    print(stream.readall())
    stream.truncate(5)
    stream.close()
    stream = open_file_as_stream(path, 'a')
    stream.write('!')
    print(stream.tell())
    stream.close()
    print(open_file_as_stream(path, 'rb').readall())


def line_ends(path):
    stream = open_file_as_stream(path, 'wb', 0)
    stream.write('unix\ndos\r\nmac\rboth\r\n\rend')
    stream.close()
    stream = open_file_as_stream(path, 'U')
    lines = []
    while True:
        line = stream.readline()
        if not line:
            break
        lines.append(line)
    print(lines, stream.getnewlines())
    stream.close()
    stream = streamio.TextOutputFilter(open_file_as_stream(path, 'w'), '\r\n')
    stream.write('one\ntwo\n')
    stream.close()
    print(repr(open_file_as_stream(path, 'r', 3).readall()))


def line_buffered(path):
    stream = fdopen_as_stream(os.open(path, os.O_WRONLY | os.O_TRUNC), 'w', 1)
    reading = os.open(path, os.O_RDONLY)
    stream.write('no newline yet')
    stream.write(', now\nand more')
    print(os.read(reading, 100))
    stream.flush()
    print(os.read(reading, 100), stream.flushable())
    stream.close()
    print(os.read(reading, 100))
    os.close(reading)


def errors(path):
    try:
        open_file_as_stream('/does/not/exist')
    except StreamErrors as error:
        print(str(error))
    try:
        open_file_as_stream(path, 'q')
    except ValueError as error:
        print(str(error))
    try:
        streamio.Stream().read(1)
    except streamio.StreamError as error:
        print(str(error))
    stream = open_file_as_stream(path)
    stream.close()
    try:
        stream.read(100000)
    except OSError as error:
        print(error.errno)


def entry_point(argv):
    path = 'stream'
    write_and_read(path)
    update(path)
    line_ends(path)
    line_buffered(path)
    errors(path)
    os.unlink(path)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
