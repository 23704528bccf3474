import pytest

from rpython.rlib import rfloat
from rpython.rlib.rstring import ParseStringError


def test_special_values():
    assert rfloat.isinf(rfloat.INFINITY) and rfloat.isinf(-rfloat.INFINITY)
    assert rfloat.isnan(rfloat.NAN) and not rfloat.isnan(1.0)
    assert rfloat.isfinite(1.0) and not rfloat.isfinite(rfloat.NAN)


def test_formatd():
    assert rfloat.formatd(3.14159, 'f', 2) == '3.14'
    assert rfloat.formatd(1e100, 'g', 12) == '1e+100'
    assert rfloat.formatd(2.0, 'r', 0) == '2'
    assert rfloat.formatd(2.0, 'r', 0, rfloat.DTSF_ADD_DOT_0) == '2.0'
    assert rfloat.formatd(0.1, 'r', 0) == '0.1'
    assert rfloat.formatd(1.5, 'f', 1, rfloat.DTSF_SIGN) == '+1.5'
    assert rfloat.formatd(1e100, 'g', 12, rfloat.DTSF_CUT_EXP_0) == '1e100'
    assert rfloat.double_to_string(rfloat.NAN, 'r', 0, 0) == (
        'nan', rfloat.DIST_NAN)


def test_string_to_float():
    assert rfloat.string_to_float(' 1.5 ') == 1.5
    for bad in ('', ' ', 'x', '1_0', '1.5x'):
        with pytest.raises(ParseStringError):
            rfloat.string_to_float(bad)


def test_rounding():
    assert rfloat.round_away(2.5) == 3.0
    assert rfloat.round_away(-2.5) == -3.0
    assert rfloat.round_away(0.49999999999999994) == 0.0
    assert rfloat.round_double(2.675, 2) == 2.67
    assert rfloat.round_double(0.125, 2) == 0.13
    assert rfloat.round_double(0.125, 2, half_even=True) == 0.12
    assert rfloat.round_double(1250.0, -2) == 1300.0
