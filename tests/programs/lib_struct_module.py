"""The module struct: constant formats, buffers, Struct objects, errors."""

import struct


HEADER = struct.Struct('>2sHI')
def show(data):
    print(len(data), data)
def attempt(i):
    try:
        if i == 0: struct.pack('<b', 100 + i + 50)
        elif i == 1: struct.pack('<B', -i)
        elif i == 2: struct.pack('H', 70000 + i)
        elif i == 3: struct.pack('<h', 2**15 - 3 + i)
        elif i == 4: struct.pack('<Q', -i)
        elif i == 5: struct.pack('c', b'abc'[:i])
        elif i == 6: struct.unpack('<i', b'abcdefg'[:i])
        elif i == 7: struct.unpack_from('<i', b'abcd', i - 5)
        elif i == 8: struct.unpack_from('<i', b'abcd', -2)
        elif i == 9: struct.unpack_from('<i', b'abcd', -20)
        elif i == 10: struct.pack_into('<i', bytearray(4), 2, i)
        elif i == 11: struct.pack_into('<i', bytearray(4), -2, i)
        elif i == 12: print(list(struct.iter_unpack('<i', b'abc')))
        elif i == 13: struct.pack('f', 1e300)
    except struct.error as e:
        print(i, 'struct.error:', e)
    except OverflowError as e:
        print(i, 'OverflowError:', e)


def formats():
    n = len('abc')
    show(struct.pack('<bhiq', -1, 2 * n, 3, -4))
    show(struct.pack('>BHIQ', 255, 2, 3, 4))
    show(struct.pack('@bih', 1, n, 3))
    show(struct.pack('=5s2x3pc?', b'ab', b'hello', b'z', n > 2))
    show(struct.pack('!efd', 1.5, 0.1, n))
    print(struct.calcsize('@bih'), struct.calcsize('=bih'), struct.calcsize('3s') * n)
    print(struct.unpack('<bhiq', struct.pack('<bhiq', -1, 2, 3, -4)))
    a, b, c = struct.unpack('>BHI', bytearray(b'\xff\x01\x02\x80\x00\x00\x00'))
    print(a + b, c)
    print(struct.unpack('=5s2x3pc?', struct.pack('=5s2x3pc?', b'ab', b'hello', b'z', True)))
    print(struct.unpack('<efd', struct.pack('<efd', 1.5, 0.5, 0.1)))
    print(str(struct.unpack('<Q', b'\xff' * 8)[0]))
    print(struct.unpack_from('<h', b'abcdef', 2), struct.unpack_from('<h', b'abcdef', -2))
    buffer = bytearray(8)
    struct.pack_into('>H', buffer, 3, 0x4142)
    print(buffer, [x for x, in struct.iter_unpack('<h', b'aabbcc')])
    print(HEADER.size, HEADER.pack(b'PK', 7, n), HEADER.unpack(b'PK\0\7\0\0\0\3'), HEADER.unpack_from(b'xPK\0\7\0\0\0\3', 1))
    for i in range(14):
        attempt(i)


def entry_point(argv):
    formats()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
