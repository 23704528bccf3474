"""Packed data: formats that are constants, and formats read at run time."""

from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rstruct.error import StructError
from rpython.rlib.rstruct.formatiterator import PackFormatIterator, UnpackFormatIterator, calcsize
from rpython.rlib.rstruct.ieee import pack_float, unpack_float
from rpython.rlib.rstruct.runpack import runpack


class Texts(UnpackFormatIterator):
    """Unpacks into texts."""

    def __init__(self, input):
        UnpackFormatIterator.__init__(self, input)
        self.values = []

    def append_int(self, value):
        self.values.append(str(value))

    def append_uint(self, value):
        self.values.append(str(value) + 'u')

    def append_float(self, value):
        self.values.append(repr(value))

    def append_str(self, value):
        self.values.append(repr(value))

    def append_bool(self, value):
        self.values.append(str(value))


class Counting(PackFormatIterator):
    """Packs numbers that go up, in whatever type is asked for."""

    def __init__(self, start):
        PackFormatIterator.__init__(self)
        self.value = start

    def accept_int(self):
        self.value += 1
        return self.value

    def accept_uint(self):
        return r_uint(self.accept_int())

    def accept_float(self):
        return float(self.accept_int()) / 4.0

    def accept_str(self):
        return 'v' + str(self.accept_int())

    def accept_bool(self):
        return self.accept_int() % 2 == 0


def hexadecimal(s):
    return ''.join(['%02x' % ord(c) for c in s])


def round_trip(fmt, start):
    try:
        packer = Counting(start)
        packer.interpret(fmt)
        data = packer.build()
        unpacker = Texts(data)
        unpacker.interpret(fmt)
        print(fmt, calcsize(fmt), hexadecimal(data), ' '.join(unpacker.values))
    except StructError as e:
        print(fmt, 'StructError:', e.msg)


def packed(x, size):
    builder = StringBuilder()
    try:
        pack_float(builder, x, size, True)
    except OverflowError as e:
        return str(e)
    data = builder.build()
    return hexadecimal(data) + ' ' + repr(unpack_float(data, True))


def entry_point(argv):
    for fmt in ('<bhiq', '>bhiq', '=BHIQ', '!LQ', '@bhq', 'bd', '3s 2x 10s', '4p?c', '2h3i', '<efd', '', 'y', '3', '<n',
                'nNP', '99999999999999999999s'):
        round_trip(fmt, 40)
    round_trip('<b', 127)
    round_trip('<B', 255)
    round_trip('<B', -5)
    for size in (2, 4, 8):
        for x in (0.0, -1.5, 65504.0, 65520.0, 1e-8, 0.1, 3.4028234663852886e38, 1e39, 1e-45, float('inf'), -0.0):
            print(size, packed(x, size))
    name, version, size, ratio, flag = runpack('<4sBid?', 'WEFT\x03\xff\xff\xff\xff' + '\x00' * 6 + '\xe0?\x01')
    print(name, version, size, ratio, flag)
    big, small, word = runpack('>qHQ', '\x80' + '\x00' * 7 + '\xff\xfe' + '\xff' * 8)
    print(big, small, word)
    text, char = runpack('6pc', '\x03abcdez')
    print(text, char)
    try:
        runpack('<i', 'abc')
    except StructError as e:
        print(e.msg)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
