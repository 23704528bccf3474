"""Floats: special values, rounding, and conversion to and from strings."""

import math
import sys

from rpython.rlib.rstring import ParseStringError, strip_spaces

INFINITY = float('inf')
NAN = float('nan')

DBL_MAX = sys.float_info.max
DBL_MIN = sys.float_info.min
DBL_EPSILON = sys.float_info.epsilon
DBL_DIG = sys.float_info.dig
DBL_MANT_DIG = sys.float_info.mant_dig
DBL_MAX_EXP = sys.float_info.max_exp
DBL_MIN_EXP = sys.float_info.min_exp
DBL_MAX_10_EXP = sys.float_info.max_10_exp
DBL_MIN_10_EXP = sys.float_info.min_10_exp

DTSF_STR_PRECISION = 12

# Flags of formatd.
DTSF_SIGN = 0x1       # write a plus sign
DTSF_ADD_DOT_0 = 0x2  # append '.0' to what looks like an integer
DTSF_ALT = 0x4        # '%#': keep the decimal point
DTSF_CUT_EXP_0 = 0x8  # 'e+07' becomes 'e7'

# Kinds of result of double_to_string.
DIST_FINITE = 1
DIST_NAN = 2
DIST_INFINITY = 3


def isinf(x: float) -> bool:
    """Is this an infinity of either sign?"""
    return x == INFINITY or x == -INFINITY


def isnan(x: float) -> bool:
    """Is this not a number?"""
    return x != x


def isfinite(x: float) -> bool:
    """Is this neither an infinity nor not a number?"""
    return x - x == 0.0


def copysign(x: float, y: float) -> float:
    """Return `x` with the sign of `y`."""
    return math.copysign(x, y)


def asinh(x: float) -> float:
    """Return the inverse hyperbolic sine."""
    return math.asinh(x)


def acosh(x: float) -> float:
    """Return the inverse hyperbolic cosine; ValueError below 1."""
    return math.acosh(x)


def atanh(x: float) -> float:
    """Return the inverse hyperbolic tangent; ValueError outside of -1 to 1."""
    return math.atanh(x)


def log1p(x: float) -> float:
    """Return the logarithm of `1 + x`; ValueError where there is none."""
    return math.log1p(x)


def expm1(x: float) -> float:
    """Return `exp(x) - 1`; OverflowError where it is too large."""
    return math.expm1(x)


def float_to_str(x: float) -> str:
    """Return the shortest string that reads back as `x`, as `str` does."""
    return str(x)


def formatd(x: float, code: str, precision: int, flags: int = 0) -> str:
    """Format as '%' would: `code` is one of e, E, f, F, g, G, or r.

    'r' gives the shortest digits that read back as `x`.
    """
    if code == 'r':
        return _finish_repr(x, flags)
    alternate = '#' if flags & DTSF_ALT else ''
    sign = '+' if flags & DTSF_SIGN else ''
    result = f'%{sign}{alternate}.{precision}{code}' % (x,)
    return _apply_flags(result, x, flags)


def _finish_repr(x: float, flags: int) -> str:
    result = repr(x)
    if result.endswith('.0') and not flags & DTSF_ADD_DOT_0:
        result = result[:-2]
    if flags & DTSF_SIGN and result[0] != '-':
        result = '+' + result
    return _apply_flags(result, x, flags)


def _apply_flags(result: str, x: float, flags: int) -> str:
    if not isfinite(x):
        return result
    if flags & DTSF_ADD_DOT_0 and not any(c in '.eE' for c in result):
        result += '.0'
    if flags & DTSF_CUT_EXP_0:
        position = max(result.find('e'), result.find('E'))
        if position >= 0:
            exponent = int(result[position + 1:])
            result = result[:position + 1] + str(exponent)
    return result


def double_to_string(value: float, tp: str, precision: int, flags: int):
    """Return `formatd`'s string and the kind of number (`DIST_...`)."""
    if isnan(value):
        kind = DIST_NAN
    elif isinf(value):
        kind = DIST_INFINITY
    else:
        kind = DIST_FINITE
    return formatd(value, tp, precision, flags), kind


def string_to_float(s: str) -> float:
    """Parse a float; raise ParseStringError if the string is none."""
    s = strip_spaces(s)
    if not s:
        raise ParseStringError('empty string for float()')
    if '_' in s:
        raise ParseStringError('invalid literal for float()')
    try:
        return float(s)
    except ValueError:
        raise ParseStringError('invalid literal for float()')


rstring_to_float = string_to_float


def round_away(x: float) -> float:
    """Round to the nearest integer, halves away from zero."""
    absolute = abs(x)
    if not absolute < 4503599627370496.0:  # 2**52: already an integer
        return x
    rounded = math.floor(absolute)
    if absolute - rounded >= 0.5:
        rounded += 1.0
    return copysign(float(rounded), x)


def round_double(value: float, ndigits: int, half_even: bool = False) -> float:
    """Round to `ndigits` decimal digits after the point.

    The decimal value decides; exact halves go away from zero, or to the
    even digit if `half_even`.
    """
    if not isfinite(value) or value == 0.0:
        return value
    if half_even:
        return float(round(value, ndigits))
    if ndigits >= 0:
        from decimal import Decimal, ROUND_HALF_UP
        if ndigits > 330:
            return value
        step = Decimal(1).scaleb(-ndigits)
        try:
            rounded = Decimal(value).quantize(step, ROUND_HALF_UP)
        except ArithmeticError:
            return value
        return float(rounded)
    power = 10.0 ** -ndigits
    return copysign(round_away(value / power) * power, value)


def __getattr__(name: str):
    # It is a function of rbigint, which programs that need none of those do not load.
    if name == 'float_as_rbigint_ratio':
        from rpython.rlib.rbigint import float_as_rbigint_ratio
        return float_as_rbigint_ratio
    raise AttributeError(name)
