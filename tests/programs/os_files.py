"""Writing a file, reading it back, and what happens if there is none."""

import os


def write_file(path, text):
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    data = text.encode('latin-1')
    while data:
        written = os.write(fd, data)
        data = data[written:]
    os.close(fd)


def read_file(path):
    fd = os.open(path, os.O_RDONLY, 0o666)
    parts = []
    while True:
        data = os.read(fd, 100)
        if not data:
            break
        parts.append(data.decode('latin-1'))
    os.close(fd)
    return ''.join(parts)


def try_to_read(path):
    try:
        return read_file(path)
    except OSError:
        return 'can not read'


def entry_point(argv):
    path = 'file'
    text = ''
    for i in range(200):
        text += 'line %d of the file\n' % i
    text += '\xe9\xff\x00'
    write_file(path, text)
    again = read_file(path)
    print(f'{len(text)} {len(again)} {text == again}')
    print(str(ord(again[-3])))
    write_file(path, 'short')
    print(try_to_read(path))
    os.unlink(path)
    print(try_to_read(path))
    print(try_to_read('/does/not/exist'))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
