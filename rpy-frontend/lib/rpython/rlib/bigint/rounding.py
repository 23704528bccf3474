"""Between big integers and floats: to the nearest, ties to even."""

import math

from rpython.rlib.bigint.bits import bit_length
from rpython.rlib.bigint.words import (
    ONE, ZERO, new_digits, shift_digits_right, shift_left, shift_right)
from rpython.rlib.rarithmetic import LONG_BIT, r_uint
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Signed

_MANTISSA_BITS = 53
_LOWEST_EXPONENT = -1074


def to_float(a, n, exponent, is_inexact) -> float:
    """Return a * 2 ** exponent; `is_inexact`: it is a little more than that.

    Raise OverflowError if it is too large.
    """
    length = bit_length(a, n)
    if length == 0:
        return 0.0
    excess = length - _MANTISSA_BITS
    if excess + exponent < _LOWEST_EXPONENT:
        excess = _LOWEST_EXPONENT - exponent
    if excess <= 0:
        return _scaled(_value(a, n), exponent)
    # The bits that stay, and whether what goes is less, more, or exactly half.
    whole = excess // LONG_BIT
    if whole >= n:
        half_bit = False
        kept = 0.0
        is_odd = False
        if excess == length:
            half_bit = True
    else:
        mantissa = new_digits(n - whole)
        shift_digits_right(mantissa, 0, a, whole, n - whole, excess % LONG_BIT)
        kept = _value(mantissa, n - whole)
        is_odd = (mantissa[0] & ONE) != ZERO
        half_bit = _bit(a, n, excess - 1)
    if half_bit and (is_odd or is_inexact or _any_below(a, n, excess - 1)):
        kept += 1.0
    return _scaled(kept, exponent + excess)


def _bit(a, n, position) -> bool:
    index = position // LONG_BIT
    return index < n and (shift_right(a[index], position % LONG_BIT) & ONE) != ZERO


def _any_below(a, n, position) -> bool:
    """Is one of the bits below `position` set?"""
    whole = position // LONG_BIT
    i = 0
    while i < whole and i < n:
        if a[i] != ZERO:
            return True
        i += 1
    if whole >= n:
        return False
    return (a[whole] & (shift_left(ONE, position % LONG_BIT) - ONE)) != ZERO


def _value(a, n) -> float:
    """Return a number of 53 bits at most."""
    result = 0.0
    i = n - 1
    while i >= 0:
        digit = a[i]
        if LONG_BIT == 64:
            result = result * 4294967296.0 * 4294967296.0 + float(llop.cast_int(Signed, digit))
        else:
            result = result * 4294967296.0 + float(llop.cast_int(Signed, shift_right(digit, 16))) * 65536.0
            result += float(llop.cast_int(Signed, digit & r_uint(0xffff)))
        i -= 1
    return result


def _scaled(mantissa: float, exponent: int) -> float:
    try:
        return math.ldexp(mantissa, exponent)
    except OverflowError:
        raise OverflowError('int too large to convert to float')
