import math
import random
import struct

import pytest

from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rstruct import ieee
from rpython.rlib.rstruct.error import StructError, StructOverflowError
from rpython.rlib.rstruct.formatiterator import PackFormatIterator, UnpackFormatIterator, calcsize
from rpython.rlib.rstruct.runpack import runpack


class Unpacker(UnpackFormatIterator):
    def __init__(self, input):
        super().__init__(input)
        self.values = []

    def append_int(self, value):
        self.values.append(value)

    append_uint = append_float = append_bool = append_str = append_int


class Packer(PackFormatIterator):
    def __init__(self, values):
        super().__init__()
        self.values = list(values)

    def accept_int(self):
        return self.values.pop(0)

    accept_float = accept_bool = accept_str = accept_int

    def accept_uint(self):
        return r_uint(self.values.pop(0))


CASES = [
    ('<bBhHiIlLqQ', (-5, 200, -300, 60000, -70000, 4000000000, -1, 2, -2 ** 63, 2 ** 64 - 1)),
    ('>bBhHiIlLqQ', (-5, 200, -300, 60000, -70000, 4000000000, -1, 2, -2 ** 63, 2 ** 64 - 1)),
    ('!hd', (1, 0.1)), ('=if', (7, 0.5)), ('@bhilqP', (1, 2, 3, 4, 5, 6)), ('bd', (1, 2.5)), ('nNb', (-1, 1, 0)),
    ('3s5s0sx2x', ('abc', 'de\0\0\0', '')), ('c??', ('x', True, False)), ('<6p2p', ('hello', 'h')),
    ('> 2h 3i', (1, 2, 3, 4, 5)), ('', ()), ('<efd', (1.5, -2.25, 1e300)), ('b0i', (1,)),
]


@pytest.mark.parametrize('fmt, values', CASES)
def test_like_python(fmt, values):
    raw = [v.encode('latin-1') if isinstance(v, str) else v for v in values]
    data = struct.pack(fmt, *raw).decode('latin-1')
    assert calcsize(fmt) == struct.calcsize(fmt) == len(data)
    packer = Packer(values)
    packer.interpret(fmt)
    assert packer.build() == data
    unpacker = Unpacker(data)
    unpacker.interpret(fmt)
    expected = [v.decode('latin-1') if isinstance(v, bytes) else v for v in struct.unpack(fmt, data.encode('latin-1'))]
    assert unpacker.values == expected
    assert list(runpack(fmt, data)) == expected


@pytest.mark.parametrize('fmt', ['y', '3', '<n', '12345678901234567890s', '1000000000000q', '<@i'])
def test_malformed_formats(fmt):
    with pytest.raises(StructError):
        calcsize(fmt)


def test_mismatches():
    for data in ('abc', 'abcde'):
        with pytest.raises(StructError):
            runpack('<i', data)
        with pytest.raises(StructError):
            Unpacker(data).interpret('<i')
    for fmt, value in [('b', 128), ('b', -129), ('B', 256), ('B', -1), ('<i', 2 ** 31), ('<I', 2 ** 32)]:
        with pytest.raises(StructOverflowError):
            Packer([value]).interpret(fmt)
    with pytest.raises(StructError):
        Packer(['ab']).interpret('c')


@pytest.mark.parametrize('fmt, size', [('e', 2), ('f', 4), ('d', 8)])
def test_floats(fmt, size):
    rnd = random.Random(9)
    values = [0.0, -0.0, 1.0, -1.5, 65504.0, 65519.99, 65520.0, 1e-8, 6e-8, 2.0 ** -24, 2.0 ** -25, 1.5 * 2.0 ** -25,
              2.0 ** -14, 3.4028234663852886e38, 3.4028235677973366e38, 1e39, 1e-45, 7e-46, 2.0 ** -126, 1e308, 5e-324,
              math.inf, -math.inf, 2049.0, 2051.0, 1 + 2.0 ** -24, 1 + 3 * 2.0 ** -24, 0.1]
    values += [rnd.uniform(-1, 1) * 10.0 ** rnd.randint(-45, 38) for _ in range(200)]
    for x in values:
        for big in (False, True):
            order = '>' if big else '<'
            builder = StringBuilder()
            try:
                expected = struct.pack(order + fmt, x)
            except OverflowError:
                with pytest.raises(OverflowError):
                    ieee.pack_float(builder, x, size, big)
                continue
            ieee.pack_float(builder, x, size, big)
            data = builder.build()
            assert data.encode('latin-1') == expected, x
            assert ieee.unpack_float(data, big) == struct.unpack(order + fmt, expected)[0]
    builder = StringBuilder()
    ieee.pack_float(builder, math.nan, size, True)
    assert math.isnan(ieee.unpack_float(builder.build(), True))
