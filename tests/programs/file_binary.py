"""Binary files made by `open` and `os.fdopen`."""

import os


def entry_point(argv):
    path = 'binary'
    data = bytes([i * 7 & 255 for i in range(3000)])
    with open(path, 'wb') as f:
        for i in range(10):
            f.write(data)
        print(f.tell())
    with open(path, 'rb') as f:
        print(f.read(5))
        print(f.seek(29990), f.read(), f.read(1))
        f.seek(-3, os.SEEK_END)
        print(f.read(10), f.tell())
        f.seek(10)
        f.seek(5, os.SEEK_CUR)
        print(f.tell(), f.read(2))
    with open(path, 'r+b') as f:
        f.seek(100)
        f.write(b'\x00\x01\n\xff')
        f.seek(98)
        print(f.read(8))
        print(f.truncate(200))
    with open(path, 'rb') as f:
        print(len(f.read()))
    with open(path, 'wb') as f:
        f.write(b'line\nother\n\nlast')
    with open(path, 'rb') as f:
        for line in f:
            print(line)
    sender = os.fdopen(os.open(path, os.O_WRONLY | os.O_TRUNC), 'wb')
    sender.write(b'through a file\nand more')
    sender.close()
    receiver = os.fdopen(os.open(path, os.O_RDONLY), 'rb')
    print(receiver.readline(), receiver.read())
    receiver.close()
    os.unlink(path)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
