"""Numbers, their text and their formatting against Python's own."""

import math
import random
import struct

import pytest

from rpython.rlib.rarithmetic import intmask, maxint, r_int32, r_uint
from rpython.rtyper import formatspec, rfloat, rformat, rint
from rpython.rtyper.annlowlevel import hlstr, llstr

LOWEST = -maxint - 1
INTS = [0, 1, -1, 2, -2, 3, 7, -7, 10, 99, 100, 101, 999, 1000, 9999, 10000, 12345, 99999, 100000,
        1 << 31, -(1 << 31), 1 << 62, maxint, maxint - 1, LOWEST, LOWEST + 1, 10 ** 18, -10 ** 18]


def some_floats(rng, count):
    result = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -0.5, 1e16, 1e15, 123456789.125, 0.1, 1e-5, 1e-4,
              5e-324, 1.7976931348623157e308, math.inf, -math.inf, math.nan, 1e22, 100.0, 12.0]
    for _ in range(count):
        result.append(rng.uniform(-1, 1) * 10.0 ** rng.randrange(-20, 20))
        result.append(struct.unpack('<d', rng.randbytes(8))[0])
        result.append(float(rng.randrange(-1000, 1000)))
        result.append(rng.randrange(-1000, 1000) / 8)
    return result


def equal(x, y):
    if isinstance(x, float) and isinstance(y, float):
        return struct.pack('<d', x) == struct.pack('<d', y) or (x != x and y != y)
    return x == y


def same(compute, expect, message=True):
    try:
        expected = expect()
    except Exception as error:
        with pytest.raises(type(error)) as caught:
            compute()
        assert not message or str(caught.value) == str(error)
    else:
        got = compute()
        assert equal(got, expected), (got, expected)


def test_int_arithmetic():
    for x in INTS:
        for y in INTS:
            same(lambda: rint.ll_int_floordiv(x, y), lambda: intmask(x // y))
            same(lambda: rint.ll_int_mod(x, y), lambda: x % y)
            if x >= 0 and y >= 0:
                same(lambda: rint.ll_int_floordiv_nonneg(x, y), lambda: x // y)
                same(lambda: rint.ll_int_mod_nonneg(x, y), lambda: x % y)
            for name, exact in (('add', lambda: x + y), ('sub', lambda: x - y),
                                ('mul', lambda: x * y), ('floordiv', lambda: x // y)):
                compute = getattr(rint, f'll_int_{name}_ovf')
                try:
                    expected = exact()
                except ZeroDivisionError:
                    continue
                if LOWEST <= expected <= maxint:
                    assert compute(x, y) == expected
                else:
                    with pytest.raises(OverflowError):
                        compute(x, y)
            if abs(x) < 2 ** 53 and abs(y) < 2 ** 53:
                same(lambda: rint.ll_int_truediv(x, y), lambda: x / y)
            u, v = r_uint(x), r_uint(y)
            same(lambda: rint.ll_uint_floordiv(u, v), lambda: u // v, message=False)
            same(lambda: rint.ll_uint_mod(u, v), lambda: u % v, message=False)
        assert rint.ll_int_abs(x) == intmask(abs(x))
        assert rint.ll_bit_length(x) == x.bit_length()
        if x == LOWEST:
            with pytest.raises(OverflowError):
                rint.ll_int_neg_ovf(x)
        else:
            assert rint.ll_int_neg_ovf(x) == -x
            assert rint.ll_int_abs_ovf(x) == abs(x)


def test_narrow_integers():
    for x in (-2 ** 31, -7, 7, 2 ** 31 - 1):
        for y in (-2, -1, 2, 3):
            assert rint.ll_int_floordiv(r_int32(x), r_int32(y)) == r_int32(x // y)
            assert rint.ll_int_mod(r_int32(x), r_int32(y)) == x % y
        assert rint.ll_int_lshift(r_int32(x), 31) == r_int32(x << 31)
        assert rint.ll_int_lshift(r_int32(x), 32) == 0
        assert rint.ll_int_rshift(r_int32(x), 40) == x >> 40


def test_shifts():
    for x in INTS:
        for count in (0, 1, 5, 62, 63, 64, 65, 1000, -1):
            same(lambda: rint.ll_int_lshift(x, count), lambda: intmask(x << count))
            same(lambda: rint.ll_int_rshift(x, count), lambda: x >> count)
            same(lambda: rint.ll_uint_rshift(r_uint(x), count), lambda: r_uint(x) >> count)
            if count >= 0:
                if LOWEST <= x << count <= maxint:
                    assert rint.ll_int_lshift_ovf(x, count) == x << count
                else:
                    with pytest.raises(OverflowError):
                        rint.ll_int_lshift_ovf(x, count)


def test_int_powers():
    for x in (-3, -1, 0, 1, 2, 7, 10, maxint):
        for y in list(range(12)) + [31, 62, 63, 64, 69]:
            assert rint.ll_int_pow(x, y) == intmask(x ** y)
            if LOWEST <= x ** y <= maxint:
                assert rint.ll_int_pow_ovf(x, y) == x ** y
            for z in (1, -1, 7, -7, 1000003, maxint, LOWEST):
                assert rint.ll_int_pow_mod(x, y, z) == pow(x, y, z)


def test_int_text():
    rng = random.Random(1)
    for i in INTS + [rng.randrange(LOWEST, maxint) >> rng.randrange(64) for _ in range(200)]:
        assert hlstr(rint.ll_int_str(i)) == str(i)
        assert hlstr(rint.ll_int_hex(i)) == hex(i)
        assert hlstr(rint.ll_int_oct(i)) == oct(i)
        assert hlstr(rint.ll_int_bin(i)) == bin(i)
        u = r_uint(i)
        assert hlstr(rint.ll_int_str(u)) == str(int(u))
        assert hlstr(rint.ll_int_hex(u)) == hex(int(u))


def fit(n):
    if not LOWEST <= n <= maxint:
        raise OverflowError('integer does not fit in a machine word')
    return n


def test_parse_int():
    texts = ['', ' ', '0', '00', '-0', '+5', '- 5', '--5', ' 12\n', '1_000', '_1', '1_', '1__0', '12a',
             'ff', '0xff', '0xFF', '0x', '0x_f', '0b101', '0o17', '017', '0_0', '-0x10', 'z', 'Zz',
             '9223372036854775807', '-9223372036854775808', '\xa05\xa0', "it's", '\xb2', '0_7', '00_0']
    for text in texts:
        for base in (10, 0, 16, 2, 8, 36, 1, 37):
            same(lambda: rint.ll_parse_int(llstr(text), base), lambda: fit(int(text, base)))
    for text in ('9223372036854775808', '-9223372036854775809', '99999999999999999999999'):
        with pytest.raises(OverflowError):
            rint.ll_parse_int(llstr(text), 10)
    rng = random.Random(2)
    for _ in range(2000):
        text = ''.join(rng.choice('01_ -+x9') for _ in range(rng.randrange(6)))
        same(lambda: rint.ll_parse_int(llstr(text), 10), lambda: int(text))
        same(lambda: rint.ll_parse_int(llstr(text), 0), lambda: int(text, 0))


def test_float_arithmetic():
    rng = random.Random(3)
    values = some_floats(rng, 12)
    for x in values:
        for y in values:
            same(lambda: rfloat.ll_float_truediv(x, y), lambda: x / y)
            same(lambda: rfloat.ll_float_floordiv(x, y), lambda: x // y)
            same(lambda: rfloat.ll_float_mod(x, y), lambda: x % y)
            if x < 0 and math.isfinite(x) and math.isfinite(y) and y != int(y):
                with pytest.raises(ValueError):
                    rfloat.ll_float_pow(x, y)
                continue
            try:
                expected = x ** y
            except (OverflowError, ZeroDivisionError) as error:
                with pytest.raises(type(error)):
                    rfloat.ll_float_pow(x, y)
            else:
                assert equal(rfloat.ll_float_pow(x, y), expected), (x, y)


def test_float_to_int():
    for x in some_floats(random.Random(4), 100):
        for compute, exact in ((rfloat.ll_float_to_int, int), (rfloat.ll_round, round)):
            if math.isfinite(x) and not LOWEST <= exact(x) <= maxint:
                with pytest.raises(OverflowError):
                    compute(x)
            else:
                same(lambda: compute(x), lambda: exact(x))


def test_round_digits():
    rng = random.Random(5)
    for x in some_floats(rng, 300) + [2.675, 1.005, 0.15, 25.0, 15.0, 5.0, 55.0, 95.0, 1e23, 4.5]:
        for digits in (0, 1, 2, 3, 10, -1, -2, -5, -15, 20, 400, -400):
            same(lambda: rfloat.ll_round_digits(x, digits), lambda: round(x, digits))


def test_float_text():
    rng = random.Random(6)
    for x in some_floats(rng, 200):
        assert hlstr(rfloat.ll_float_str(x)) == str(x)
        assert equal(rfloat.ll_parse_float(llstr(str(x))), x)
    for text in ('', ' ', '1', ' 1.5\n', '.5', '5.', '.', '1e', '1e5', '1_0.5', '1__0', '_1', '1_',
                 '1_.5', '1._5', 'inf', '-Infinity', 'nan', '+nan', 'infi', '0x10', '1e400', '--1',
                 '1 2', "'", '1e+_5', '1e1_0', '\xa01'):
        same(lambda: rfloat.ll_parse_float(llstr(text)), lambda: float(text))


FLAG_CHARS = {'-': rformat.LEFT, '+': rformat.SIGN, ' ': rformat.SPACE, '#': rformat.ALTERNATE,
              '0': rformat.ZERO}


def test_percent():
    rng = random.Random(7)
    values = some_floats(rng, 10)
    for _ in range(2000):
        chars = ''.join(c for c in FLAG_CHARS if rng.random() < 0.3)
        flags = sum(FLAG_CHARS[c] for c in chars)
        width = rng.choice([-1, 1, 5, 12])
        precision = rng.choice([-1, 0, 1, 3, 8])
        spec = f'%{chars}{"" if width < 0 else width}{"" if precision < 0 else f".{precision}"}'
        i, x = rng.choice(INTS), rng.choice(values)
        c = rng.choice('diuxXo')
        got = rformat.ll_int_format(i, c, flags, width, precision)
        assert hlstr(got) == (spec + c) % i, (spec, c, i)
        c = rng.choice('feEgGF')
        got = rformat.ll_float_format(x, c, flags, width, precision)
        assert hlstr(got) == (spec + c) % x, (spec, c, x)
        got = rformat.ll_str_format(llstr('abcd'), flags, width, precision)
        assert hlstr(got) == (spec + 's') % 'abcd'


def test_format_specifications():
    rng = random.Random(8)
    values = some_floats(rng, 30)
    for _ in range(3000):
        spec = rng.choice(['', '<', '>', '^', '=', '*<', '*>', 'x^', '0=', '_='])
        spec += rng.choice(['', '', '+', '-', ' ']) + rng.choice(['', '', '', 'z']) + rng.choice(['', '', '#'])
        spec += rng.choice(['', '', '0']) + rng.choice(['', '1', '8', '15']) + rng.choice(['', '', ',', '_', ',_'])
        kind = rng.choice(['', 'd', 'x', 'X', 'o', 'b', 'c', 'n', 's', 'q', 'f', 'e', 'E', 'g', 'G', '%', '..'])
        int_spec = spec + rng.choice(['', '', '', '.2']) + kind
        i = rng.choice(INTS)
        if kind != 'c' or 0 <= i < 256:
            same(lambda: formatspec.format_int(i, int_spec), lambda: format(i, int_spec))
        float_spec = spec + rng.choice(['', '.0', '.1', '.3', '.10']) + kind
        x = rng.choice(values)
        same(lambda: formatspec.format_float(x, float_spec), lambda: format(x, float_spec))
        text = rng.choice(['', 'a', 'abc', 'abcdefghij'])
        same(lambda: formatspec.format_str(text, float_spec), lambda: format(text, float_spec))
