"""Text files made by `open`."""

import os
import sys


def entry_point(argv):
    path = 'text'
    with open(path, 'w') as f:
        print(f.write('first\n'), f.writable(), f.readable(), f.closed, f.mode)
        f.writelines(['second\n', 'third'])
        print('and', 4, 'more', file=f, sep='-')
        print(f.tell())
    print(f.closed)
    with open(path) as f:
        for line in f:
            print(repr(line))
    with open(path, 'r') as f:
        print(repr(f.readline()), repr(f.read(3)), f.tell(), repr(f.readline(2)), repr(f.read()), repr(f.read()))
        f.seek(0)
        print(f.readlines())
        f.seek(2)
        print(repr(f.readline()))
    with open(path, 'a') as f:
        f.write('appended\n')
    with open(path, 'r+') as f:
        print(repr(f.readline()))
        f.seek(0, os.SEEK_END)
        f.write('at the end\n')
        f.seek(0)
        f.write('FIRST')
    with open(path) as f:
        print(repr(f.read()))
    with open(path, 'wb') as f:
        f.write(b'one\r\ntwo\rthree\n\r\nfour\r')
    with open(path) as f:
        print(f.readlines())
    with open(path) as f:
        print(repr(f.read()))
    with open(path, newline='') as f:
        print(repr(f.read(5)))
    errors(path)
    big(path)
    os.unlink(path)
    return 0


def errors(path):
    try:
        open('/does/not/exist')
    except FileNotFoundError as error:
        print(str(error), error.errno, error.filename)
    try:
        open('/tmp')
    except IsADirectoryError as error:
        print(str(error))
    try:
        open(path, 'x')
    except FileExistsError as error:
        print(error.errno)
    f = open(path)
    f.close()
    f.close()
    try:
        f.read()
    except ValueError as error:
        print(str(error))
    f = open(path)
    try:
        f.write('x')
    except OSError as error:
        print(str(error))
    f.close()


def big(path):
    with open(path, 'w') as f:
        for i in range(20000):
            print(i, 'x' * (i % 50), file=f)
    total = 0
    lines = 0
    with open(path) as f:
        for line in f:
            total += len(line)
            lines += 1
    print(lines, total, os.path.getsize(path))
    with open(path) as f:
        count = 0
        while True:
            text = f.read(1000)
            if not text:
                break
            count += text.count('x')
        print(count)


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
