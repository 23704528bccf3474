import math
import random
import struct

import pytest

from rpython.rlib.rdtoa import decimal_digits, dtoa, dtoa_formatd, strtod
from rpython.rlib.rfloat import DTSF_ADD_DOT_0, DTSF_ALT, DTSF_CUT_EXP_0, DTSF_SIGN
from rpython.rtyper.annlowlevel import hlstr
from rpython.rtyper.shortest import ll_shortest_text

FLOATS = [0.0, -0.0, 1.0, -1.5, 0.1, 1 / 3, 100.0, 1e15, 1e16, 1e17, 123456.789, 0.0001, 0.00012345, 1e-5, 1e22, 1e23,
          5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 9007199254740993.0, 2.0 ** 70, 4.35, 0.5, 2.5, 999999.5]


def random_floats(count):
    rnd = random.Random(8)
    for _ in range(count):
        yield struct.unpack('<d', struct.pack('<Q', rnd.getrandbits(64)))[0]
        yield rnd.random()
        yield round(rnd.random() * 10.0 ** rnd.randint(-6, 18), rnd.randint(0, 6))


def test_shortest_digits():
    powers = [2.0 ** e for e in range(-1074, 1024, 7)] + [1.5 * 2.0 ** e for e in range(-1070, 1020, 11)]
    for x in FLOATS + powers + [math.inf, -math.inf, math.nan] + list(random_floats(300)):
        assert hlstr(ll_shortest_text(x, 0)) == repr(x)
    assert hlstr(ll_shortest_text(1.5, ord('+'))) == '+1.5'
    assert hlstr(ll_shortest_text(-1.5, ord('+'))) == '-1.5'
    assert hlstr(ll_shortest_text(math.inf, ord(' '))) == ' inf'


@pytest.mark.parametrize('code', 'eEfFgG')
@pytest.mark.parametrize('precision', [0, 1, 2, 5, 17, 30])
def test_styles(code, precision):
    for x in FLOATS + [math.inf, -math.inf, math.nan]:
        assert dtoa_formatd(x, code, precision, 0) == f'%.{precision}{code}' % x
        assert dtoa_formatd(x, code, precision, DTSF_ALT) == f'%#.{precision}{code}' % x or not math.isfinite(x)
        if not math.isnan(x):
            assert dtoa_formatd(x, code, precision, DTSF_SIGN) == f'%+.{precision}{code}' % x


def test_repr_style():
    for x in FLOATS + list(random_floats(50)):
        if math.isfinite(x):
            assert dtoa(x, 'r', 0, 0, DTSF_ADD_DOT_0) == repr(x)
    assert dtoa(3.0) == '3'
    assert dtoa(1e22, flags=DTSF_CUT_EXP_0) == '1e22'
    assert dtoa(1e-7, upper=True) == '1E-07'
    assert dtoa(math.inf, special_strings=['oo', '-oo', '?']) == 'oo'


def test_digits():
    assert decimal_digits(0.00125, 0, 0) == ('125', -2)
    assert decimal_digits(123.456, 2, 4) == ('1235', 3)
    assert decimal_digits(123.456, 3, 1) == ('1235', 3)
    assert decimal_digits(1200.0, 0, 0) == ('12', 4)
    assert decimal_digits(0.0, 2, 5) == ('0', 1)


def test_strtod():
    for x in FLOATS + list(random_floats(50)):
        if x == x:
            assert strtod(repr(x)) == x
            assert strtod('  %.25e\n' % x) == x
    assert math.isnan(strtod('nan'))
    for text in ('', 'x', '1e', '1 2', '0x10', '1_0'):
        with pytest.raises(ValueError):
            strtod(text)
