"""Both kinds of rbigint: of Python's ints, and of digits in simulated memory."""

import math
import operator
import random
import struct
import sys

import pytest

from rpython.rlib import rbigint as plain
from rpython.rlib.bigint import divide, multiply, number, power, radix
from rpython.rlib.rarithmetic import NumberStringParser, maxint, most_neg_value, r_int32, r_uint
from rpython.rlib.rstring import ParseStringError
from rpython.rtyper.lltypesystem.lltype import Unsigned


@pytest.fixture(params=['plain', 'digits'])
def rbigint(request, monkeypatch):
    """The class; with thresholds so low that small numbers go through everything."""
    if request.param == 'plain':
        return plain.rbigint
    for module, name, value in [
            (multiply, 'KARATSUBA', 4), (multiply, 'KARATSUBA_SQUARE', 5), (multiply, 'TOOM', 12),
            (divide, 'RECURSIVE', 4), (radix, 'TO_TEXT', 3), (radix, 'FROM_TEXT', 3)]:
        monkeypatch.setattr(module, name, value)
    return number.rbigint


@pytest.fixture
def big(rbigint):
    """Makes a number of a Python int."""
    def make(value):
        made = plain.rbigint.fromlong(value)
        if rbigint is plain.rbigint:
            return made
        made._cleanup_()
        return number.make(made._digits, made._size)
    return make


def value_of(n):
    if isinstance(n, plain.rbigint):
        return n.tolong()
    magnitude = sum(int(n.udigit(i)) << (64 * i) for i in range(abs(n._size)))
    assert n._size == 0 or n.udigit(abs(n._size) - 1) != 0
    return magnitude if n._size >= 0 else -magnitude


def some_numbers(count=12, longest=24):
    rnd = random.Random(count)
    numbers = [0, 1, -1, 2, 10, -10, maxint, most_neg_value, 2 ** 64 - 1, 2 ** 64, -2 ** 64,
               2 ** 128 - 1, -2 ** 127, 10 ** 19, 10 ** 38, 3 ** 200]
    for _ in range(count):
        bits = rnd.choice([7, 63, 64, 65, 128, 64 * rnd.randint(1, longest)])
        n = rnd.getrandbits(bits)
        if rnd.random() < 0.3:
            n = (1 << bits) - (n >> (bits - 5))
        numbers.append(n if rnd.random() < 0.6 else -n)
    return numbers


NUMBERS = some_numbers()
MACHINE = [0, 1, -1, 2, -3, 10, 1000, maxint, most_neg_value]


def outcome(function, *args):
    try:
        return function(*args)
    except (ZeroDivisionError, OverflowError, ValueError) as e:
        return type(e)


@pytest.mark.parametrize('name, expected', [
    ('add', operator.add), ('sub', operator.sub), ('mul', operator.mul),
    ('floordiv', operator.floordiv), ('div', operator.floordiv), ('mod', operator.mod),
    ('and_', operator.and_), ('or_', operator.or_), ('xor', operator.xor), ('gcd', math.gcd)])
def test_binary(big, name, expected):
    for a in NUMBERS:
        for b in NUMBERS:
            result = outcome(getattr(big(a), name), big(b))
            if not isinstance(result, type):
                result = value_of(result)
            assert result == outcome(expected, a, b), (a, b)


@pytest.mark.parametrize('name, expected', [
    ('int_add', operator.add), ('int_sub', operator.sub), ('int_mul', operator.mul),
    ('int_floordiv', operator.floordiv), ('int_div', operator.floordiv), ('int_mod', operator.mod),
    ('int_and_', operator.and_), ('int_or_', operator.or_), ('int_xor', operator.xor)])
def test_with_machine_integer(big, name, expected):
    for a in NUMBERS:
        for b in MACHINE:
            result = outcome(getattr(big(a), name), b)
            if not isinstance(result, type):
                result = value_of(result)
            assert result == outcome(expected, a, b), (a, b)


@pytest.mark.parametrize('name', ['eq', 'ne', 'lt', 'le', 'gt', 'ge'])
def test_comparisons(big, name):
    compare = getattr(operator, name)
    for a in NUMBERS:
        for b in NUMBERS:
            assert getattr(big(a), name)(big(b)) == compare(a, b)
        for b in MACHINE:
            assert getattr(big(a), 'int_' + name)(b) == compare(a, b)


def test_divmod(big):
    for a in NUMBERS:
        for b in NUMBERS:
            if b:
                quotient, rest = big(a).divmod(big(b))
                assert (value_of(quotient), value_of(rest)) == divmod(a, b)
        for b in MACHINE:
            if b:
                quotient, rest = big(a).int_divmod(b)
                assert (value_of(quotient), value_of(rest)) == divmod(a, b)
                assert big(a).int_mod_int_result(b) == a % b
    with pytest.raises(ZeroDivisionError):
        big(1).divmod(big(0))
    with pytest.raises(ZeroDivisionError):
        big(1).int_divmod(0)


def test_division_of_close_numbers(big):
    rnd = random.Random(2)
    for _ in range(60):
        b = rnd.getrandbits(64 * rnd.randint(1, 12)) | 1
        q = rnd.choice([(1 << 64 * rnd.randint(1, 12)) - 1, rnd.getrandbits(300)])
        for a in (b * q - 1, b * q, b * q + b - 1):
            quotient, rest = big(a).divmod(big(b))
            assert (value_of(quotient), value_of(rest)) == divmod(a, b)


def test_long_products(big):
    rnd = random.Random(3)
    for _ in range(25):
        a = rnd.getrandbits(64 * rnd.randint(1, 60))
        b = rnd.getrandbits(64 * rnd.randint(1, 60))
        assert value_of(big(a).mul(big(b))) == a * b
        same = big(a)
        assert value_of(same.mul(same)) == a * a


def test_unary(big):
    for a in NUMBERS:
        assert value_of(big(a).neg()) == -a
        assert value_of(big(a).abs()) == abs(a)
        assert value_of(big(a).invert()) == ~a
        assert big(a).bit_length() == a.bit_length()
        assert big(a).bit_count() == a.bit_count()
        assert big(a).tobool() == bool(a)
        assert big(a).is_odd() == bool(a & 1)
        assert big(a).sign == big(a).get_sign() == (a > 0) - (a < 0)
        assert big(a).hash() == hash(a)
        assert big(a).numdigits() == max((a.bit_length() + 63) // 64, 1)
        assert big(a).udigit(0) == r_uint(abs(a))


def test_shifts(big):
    for a in NUMBERS:
        for count in (0, 1, 5, 63, 64, 65, 128, 200, 5000):
            assert value_of(big(a).lshift(count)) == a << count
            assert value_of(big(a).rshift(count)) == a >> count
            assert value_of(big(a).lqshift(count)) == a << count
            assert value_of(big(a).rqshift(count)) == a >> count
            assert big(a).abs_rshift_and_mask(r_uint(count), 0xff) == (abs(a) >> count) & 0xff
    with pytest.raises(ValueError):
        big(1).lshift(-1)
    with pytest.raises(ValueError):
        big(1).rshift(-1)


def test_text(rbigint, big):
    for a in NUMBERS:
        assert big(a).str() == str(a)
        assert big(a).repr() == f'{a}L'
        assert big(a).format('0123456789') == str(a)
        assert big(a).format('01234567', '0o') == oct(a)
        assert big(a).format('0123456789abcdef', '0x', 'h') == hex(a) + 'h'
        assert big(a).format('01', 'b') == f'{a:b}'.replace('-', '-b') if a < 0 else f'b{a:b}'
        threes = big(a).format('abc', '<', '>')
        assert value_of(rbigint.fromstr(threes.strip('<>').translate(
            {ord('a'): '0', ord('b'): '1', ord('c'): '2', ord('<'): None}), 3)) == a
        assert value_of(rbigint.fromdecimalstr(str(a))) == a
        assert value_of(rbigint.fromstr(str(a))) == a
        assert value_of(rbigint.fromstr(hex(a), 0)) == a
        assert value_of(rbigint.fromstr(f'{a}L')) == a


@pytest.mark.parametrize('text, base, expected', [
    ('0', 0, 0), ('-0', 0, 0), (' 12 ', 0, 12), ('0x1F', 16, 31), ('0b101', 0, 5), ('+0o17', 0, 15),
    ('zz', 36, 35 * 36 + 35), ('1' * 100, 2, 2 ** 100 - 1), ('0' * 50 + '7', 10, 7), ('12L', 10, 12),
    ('l', 22, 21), ('', 10, None), ('-', 10, None), ('12a', 10, None), ('9', 8, None), ('1 2', 10, None)])
def test_parsing(rbigint, text, base, expected):
    if expected is None:
        with pytest.raises(ParseStringError):
            rbigint.fromstr(text, base)
    else:
        assert value_of(rbigint.fromstr(text, base)) == expected


def test_underscores(rbigint):
    assert value_of(rbigint.fromstr('1_000_000', 10, allow_underscores=True)) == 1000000
    assert value_of(rbigint.fromstr('-0x_ff', 0, allow_underscores=True)) == -255
    for text in ('_1', '1_', '1__0', '-_1'):
        with pytest.raises(ParseStringError):
            rbigint.fromstr(text, 10, allow_underscores=True)


def test_parse_digit_string(rbigint):
    parse = plain.parse_digit_string if rbigint is plain.rbigint else number.parse_digit_string
    parser = NumberStringParser('-' + '9' * 60, '', 10, 'long')
    assert value_of(parse(parser)) == -int('9' * 60)


def test_machine_integers(rbigint, big):
    for n in MACHINE:
        assert value_of(rbigint.fromint(n)) == n
        assert rbigint.fromint(n).toint() == n
        assert rbigint.fromint(n).tolonglong() == n
        assert value_of(rbigint.fromrarith_int(n)) == n
        assert value_of(rbigint.fromrarith_int(r_uint(n))) == n % 2 ** 64
    assert value_of(rbigint.fromrarith_int(r_int32(-5))) == -5
    assert value_of(rbigint.frombool(True)) == 1
    for n in (maxint + 1, most_neg_value - 1, 2 ** 64, -2 ** 100):
        with pytest.raises(OverflowError):
            big(n).toint()
        assert not big(n).fits_int()
    for n in NUMBERS:
        assert big(n).uintmask() == big(n).ulonglongmask() == r_uint(n)
        if n < 0:
            with pytest.raises(ValueError):
                big(n).touint()
        elif n >= 2 ** 64:
            with pytest.raises(OverflowError):
                big(n).toulonglong()
        else:
            assert big(n).touint() == n


FLOATS = [0.0, 1.0, -1.5, 2.0 ** 53, 2.0 ** 53 + 2, -1e20, 1.7976931348623157e308, 123456789.987]


def test_floats(rbigint, big):
    for x in FLOATS:
        assert value_of(rbigint.fromfloat(x)) == int(x)
    with pytest.raises(OverflowError):
        rbigint.fromfloat(float('inf'))
    with pytest.raises(ValueError):
        rbigint.fromfloat(float('nan'))
    ties = [2 ** 53 + 1, 2 ** 53 + 3, 2 ** 54 + 2, 2 ** 100 + 2 ** 47, 2 ** 100 + 2 ** 47 + 1,
            2 ** 1024 - 2 ** 970 - 1, 3 * 2 ** 200 + 1]
    for n in NUMBERS + ties:
        assert outcome(big(n).tofloat) == outcome(float, n), n
    for n in (2 ** 1024, 2 ** 1024 - 2 ** 970, -2 ** 2000):
        with pytest.raises(OverflowError):
            big(n).tofloat()


def test_truediv(big):
    rnd = random.Random(4)
    cases = [(a, b) for a in NUMBERS for b in NUMBERS]
    for _ in range(100):
        b = rnd.getrandbits(rnd.randint(1, 1200)) + 1
        cases.append((rnd.getrandbits(rnd.randint(1, 1300)), b))
        cases.append((rnd.getrandbits(60), b << rnd.randint(900, 1100)))
        cases.append((3, 1 << rnd.randint(1070, 1080)))
    for a, b in cases:
        assert outcome(big(a).truediv, big(b)) == outcome(operator.truediv, a, b), (a, b)


def test_pow(big):
    for a in (0, 1, -1, 2, -2, 7, 10, -10 ** 20, 3 ** 50):
        for e in (0, 1, 2, 3, 17, 64):
            assert value_of(big(a).pow(big(e))) == a ** e
            assert value_of(big(a).int_pow(e)) == a ** e
    with pytest.raises(ValueError):
        big(2).pow(big(-1))
    assert value_of(big(1).pow(big(2 ** 100))) == 1
    assert value_of(big(-1).pow(big(2 ** 100 + 1))) == -1
    assert value_of(big(0).pow(big(2 ** 100))) == 0


@pytest.mark.parametrize('longest_montgomery', [300, 0])
def test_pow_modulo(big, monkeypatch, longest_montgomery):
    monkeypatch.setattr(power, 'LONGEST_MONTGOMERY', longest_montgomery)
    rnd = random.Random(5)
    for _ in range(25):
        m = rnd.getrandbits(rnd.choice([3, 64, 65, 300])) + 1
        a = rnd.getrandbits(rnd.choice([5, 70, 400])) * rnd.choice([1, -1])
        e = rnd.getrandbits(rnd.choice([2, 30, 100]))
        m *= rnd.choice([1, -1])
        assert value_of(big(a).pow(big(e), big(m))) == pow(a, e, m), (a, e, m)
        assert value_of(big(a).int_pow(e & 0xffff, big(m))) == pow(a, e & 0xffff, m)
    with pytest.raises(ValueError):
        big(1).pow(big(1), big(0))
    with pytest.raises(TypeError):
        big(1).pow(big(-1), big(5))


def test_roots(big):
    for n in NUMBERS + [n * n for n in NUMBERS] + [n * n - 1 for n in NUMBERS if n]:
        if n >= 0:
            assert value_of(big(n).isqrt()) == math.isqrt(n)
    with pytest.raises(ValueError):
        big(-1).isqrt()


def test_log(big):
    for n in NUMBERS:
        if n > 0:
            assert abs(big(n).log(10.0) - math.log10(n)) < 1e-9
            assert abs(big(n).log(0.0) - math.log(n)) < 1e-9
    with pytest.raises(ValueError):
        big(0).log(2.0)


def test_bytes(rbigint, big):
    for n in NUMBERS:
        for order in ('big', 'little'):
            size = n.bit_length() // 8 + 1
            for count in (size - 1, size, size + 1, size + 9):
                for signed in (True, False):
                    if n < 0 and not signed:
                        with pytest.raises(plain.InvalidSignednessError):
                            big(n).tobytes(count, order, signed)
                        continue
                    try:
                        expected = n.to_bytes(count, order, signed=signed)
                        assert expected or not n
                    except (OverflowError, AssertionError):
                        with pytest.raises(OverflowError):
                            big(n).tobytes(count, order, signed)
                        continue
                    text = big(n).tobytes(count, order, signed)
                    assert text.encode('latin-1') == expected
                    assert value_of(rbigint.frombytes(text, order, signed)) == n
    assert value_of(rbigint.frombytes('\xff\x00', 'little', False)) == 255
    assert value_of(rbigint.frombytes('\xff\xff', 'big', True)) == -1
    with pytest.raises(plain.InvalidEndiannessError):
        rbigint.frombytes('a', 'middle', False)


def test_both_have_the_same_api():
    def names(cls):
        return {name for name in vars(cls) if not name.startswith('_')}
    assert names(plain.rbigint) - {'fromlong', 'tolong'} == names(number.rbigint) - {'uintmask_as_int'}


def test_prebuilt_numbers_keep_their_value():
    n = plain.rbigint.fromlong(-12345678901234567890123)
    n._cleanup_()
    assert n.tolong() == -12345678901234567890123
    n._cleanup_()
    assert n.add(plain.ONERBIGINT).tolong() == -12345678901234567890122
