"""Bytes: what os.read gives and os.write takes."""

import os


def dump(data):
    return ' '.join(['%02x' % data[i] for i in range(len(data))])


def checksum(data):
    total = 0
    for byte in data:
        total = (total * 256 + byte) % 65521
    return total


def entry_point(argv):
    data = b'hello\x00\xff'
    print(str(len(data)))
    print(str(data[0]) + ' ' + str(data[-1]))
    print(dump(data))
    print(str(checksum(data)))
    text = data.decode('latin-1')
    print(str(len(text)) + ' ' + str(ord(text[6])))
    again = text.encode('latin-1')
    print(str(again == data) + str(again != b'hello'))
    print(dump(data[1:4]) + '|' + dump(data[5:]) + '|' + dump(data + b'!'))
    print(str(b'ell' in data) + str(data.find(b'l')))
    print(str(data.startswith(b'he')))
    message = 'written with os.write\n'
    # What print holds back is not ordered against os.write.
    written = os.write(2, message.encode('latin-1'))
    print(str(written == len(message)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
