# test: not --target=wasm32-wasi: it has no pipes
"""Files made of the ends of a pipe, in which nobody can seek."""

import os

from rpython.rlib.streamio import fdopen_as_stream


def buffered():
    reading, writing = os.pipe()
    sender = os.fdopen(writing, 'wb')
    sender.write(b'through a pipe\nand more')
    sender.close()
    receiver = os.fdopen(reading, 'rb')
    print(receiver.readline(), receiver.read())
    receiver.close()


def streams():
    reading, writing = os.pipe()
    sender = fdopen_as_stream(writing, 'w', 1)
    receiver = fdopen_as_stream(reading, 'r')
    sender.write('one\ntwo')
    print(repr(receiver.readline()))
    sender.close()
    print(repr(receiver.readall()))
    receiver.close()


def entry_point(argv):
    buffered()
    streams()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
