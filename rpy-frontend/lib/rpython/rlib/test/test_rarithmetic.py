import pytest

from rpython.rlib import rarithmetic as ra
from rpython.rlib.rarithmetic import (
    LONG_BIT, byteswap, highest_bit, int_between, int_c_div, int_c_mod,
    intmask, is_valid_int, maxint, most_neg_value, ovfcheck,
    ovfcheck_float_to_int, r_int32, r_longlong, r_uint, r_uint32, r_ulonglong,
    string_to_int, uint_mul_high, widen)
from rpython.rlib.rstring import (
    InvalidBaseError, ParseStringError, ParseStringOverflowError)


def test_intmask():
    assert intmask(maxint + 1) == most_neg_value
    assert intmask(r_uint(-1)) == -1
    assert type(intmask(r_uint(1))) is int


def test_ovfcheck():
    assert ovfcheck(maxint) == maxint
    with pytest.raises(OverflowError):
        ovfcheck(maxint + 1)
    with pytest.raises(OverflowError):
        ovfcheck(most_neg_value - 1)
    assert ovfcheck_float_to_int(1e9) == 10 ** 9
    with pytest.raises(OverflowError):
        ovfcheck_float_to_int(1e30)


def test_unsigned_wraps():
    x = r_uint(0) - 1
    assert type(x) is r_uint and x == 2 ** LONG_BIT - 1
    assert type(1 + r_uint(1)) is r_uint
    assert 5 - r_uint(6) == 2 ** LONG_BIT - 1
    assert ~r_uint(0) == r_uint(-1)
    assert -r_uint(1) == r_uint(-1)
    assert r_uint(1) << (LONG_BIT - 1) == 2 ** (LONG_BIT - 1)
    assert (r_uint(1) << (LONG_BIT - 1)) << 1 == 0
    assert r_uint(-1) >> 60 == 15
    assert r_uint(7) // 2 == 3 and r_uint(7) % 4 == 3
    assert type(1 << r_uint(3)) is int


def test_result_types():
    assert type(r_int32(1) + r_uint32(1)) is r_uint32
    assert type(r_int32(1) + r_longlong(1)) is r_longlong
    assert type(r_uint32(1) + r_ulonglong(1)) is r_ulonglong
    assert r_int32(2 ** 31 - 1) + 1 == -2 ** 31
    assert r_int32(2 ** 32 + 5) == 5
    assert type(widen(r_int32(1))) is int
    assert type(widen(r_uint(1))) is r_uint


def test_behaves_like_a_number():
    x = r_uint(5)
    assert str(x) == '5' and '%d %s %x' % (x, x, x) == '5 5 5'
    assert f'{x}' == '5' and repr(x) == 'r_uint(5)'
    assert x == 5 and x < 6 and hash(x) == hash(5) and x and not r_uint(0)
    assert [1, 2, 3][r_uint(1)] == 2
    assert int(x) == 5 and type(int(x)) is int
    assert float(x) == 5.0


def test_small_helpers():
    assert is_valid_int(maxint) and not is_valid_int(maxint + 1)
    assert highest_bit(1 << 9) == 9
    assert int_between(1, 1, 2) and not int_between(1, 2, 2)
    assert int_c_div(-7, 2) == -3 and int_c_mod(-7, 2) == -1
    assert uint_mul_high(r_uint(-1), r_uint(2)) == 1
    assert byteswap(r_int32(0x01020304)) == 0x04030201
    assert byteswap(1) == 1 << (LONG_BIT - 8)


@pytest.mark.parametrize('text, base, expected', [
    ('0', 10, 0), ('-12', 10, -12), ('+7', 10, 7), ('  42\n', 10, 42),
    ('ff', 16, 255), ('0xFF', 16, 255), ('0xff', 0, 255), ('0o17', 0, 15),
    ('0b101', 0, 5), ('0b1', 16, 0xb1), ('zz', 36, 35 * 36 + 35),
    ('9223372036854775807', 10, 2 ** 63 - 1),
    ('-9223372036854775808', 10, -2 ** 63),
])
def test_string_to_int(text, base, expected):
    assert string_to_int(text, base) == expected


def test_string_to_int_errors():
    for text in ('', ' ', '-', '1x', '0x', '1 2', '9a'):
        with pytest.raises(ParseStringError):
            string_to_int(text)
    for text in ('9223372036854775808', '-9223372036854775809', '1' * 30):
        with pytest.raises(ParseStringOverflowError):
            string_to_int(text)
    with pytest.raises(InvalidBaseError):
        string_to_int('1', 37)


def test_single_float():
    assert float(ra.r_singlefloat(0.1)) == 0.10000000149011612
    assert float(ra.r_singlefloat(1e300)) == float('inf')
    assert ra.r_singlefloat(ra.r_singlefloat(0.5)) == ra.r_singlefloat(0.5)
    assert ra.r_singlefloat(0.5) != 0.5


def test_string_to_int_options():
    assert ra.string_to_int('1_000', 10, True) == 1000
    assert ra.string_to_int('017', 0) == 15
    assert ra.string_to_int('017', 0, no_implicit_octal=True) == 17


def test_types():
    assert ra.normalizedinttype(bool) is int and ra.signedtype(int) and not ra.signedtype(ra.r_uint)
