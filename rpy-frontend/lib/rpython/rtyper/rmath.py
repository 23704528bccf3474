"""The `math` module, and `rpython.rlib.rfloat` where it uses more of Python.

Errors are CPython's: ValueError where a result is not defined, OverflowError
where it is too large.
"""

import math

from rpython.rlib import rfloat
from rpython.rlib.objectmodel import always_inline, dont_inline, specialize
from rpython.rlib.rarithmetic import intmask
from rpython.rlib.rstring import ParseStringError
from rpython.rtyper import floattext, libm
from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import INT64, Float
from rpython.rtyper.registration import replaces
from rpython.rtyper.rfloat import (
    ll_float_isfinite, ll_float_to_int, ll_parse_float, ll_round_digits)

_INFINITY = float('inf')
_DEGREES = 180.0 / math.pi


@dont_inline
def raise_domain_error():
    raise ValueError('math domain error')


@dont_inline
def raise_range_error():
    raise OverflowError('math range error')


@always_inline
def check_domain(result: float, x: float) -> float:
    """Refuse results that are not finite for a finite argument."""
    if not ll_float_isfinite(result) and ll_float_isfinite(x):
        raise_domain_error()
    if result != result and x == x:
        raise_domain_error()
    return result


@always_inline
def check_range(result: float, x: float) -> float:
    """The same, for functions that can overflow."""
    if not ll_float_isfinite(result) and ll_float_isfinite(x):
        if result != result:
            raise_domain_error()
        raise_range_error()
    return result


# ____________________________________________________________
# Kinds of numbers, signs


@replaces(math.isinf, rfloat.isinf)
@always_inline
def math_isinf(x: float) -> bool:
    return x == _INFINITY or x == -_INFINITY


@replaces(math.isnan, rfloat.isnan)
@always_inline
def math_isnan(x: float) -> bool:
    return x != x


@replaces(math.isfinite, rfloat.isfinite)
@always_inline
def math_isfinite(x: float) -> bool:
    return ll_float_isfinite(x)


@replaces(math.fabs)
@always_inline
def math_fabs(x: float) -> float:
    return llop.float_abs(Float, x)


@replaces(math.copysign, rfloat.copysign)
def math_copysign(x: float, y: float) -> float:
    return libm.copysign(x, y)


# ____________________________________________________________
# To integers


@replaces(math.floor)
def math_floor(x: float) -> int:
    return ll_float_to_int(llop.float_floor(Float, x))


@replaces(math.ceil)
def math_ceil(x: float) -> int:
    return ll_float_to_int(llop.float_ceil(Float, x))


@replaces(math.trunc)
def math_trunc(x: float) -> int:
    return ll_float_to_int(x)


@replaces(math.isqrt)
def math_isqrt(n: int) -> int:
    if n < 0:
        raise ValueError('isqrt() argument must be nonnegative')
    root = int(llop.float_sqrt(Float, float(n)))
    # The float was rounded: correct the last digit. `n // root` can not overflow.
    while root > 0 and root > n // root:
        root -= 1
    while root + 1 <= n // (root + 1):
        root += 1
    return root


# ____________________________________________________________
# Powers and logarithms


@replaces(math.sqrt)
def math_sqrt(x: float) -> float:
    if x < 0.0:
        raise_domain_error()
    return llop.float_sqrt(Float, x)


@replaces(math.exp)
def math_exp(x: float) -> float:
    return check_range(libm.exp(x), x)


@replaces(math.expm1)
def math_expm1(x: float) -> float:
    return check_range(libm.expm1(x), x)


def _check_log_argument(x: float):
    if x <= 0.0:
        raise_domain_error()


@replaces(math.log)
@specialize.call_location()
def math_log(x, base=None):
    if base is None:
        return _log(float(x))
    else:
        return _log(float(x)) / _log(float(base))


def _log(x: float) -> float:
    _check_log_argument(x)
    return libm.log(x)


@replaces(math.log2)
def math_log2(x: float) -> float:
    _check_log_argument(x)
    return libm.log2(x)


@replaces(math.log10)
def math_log10(x: float) -> float:
    _check_log_argument(x)
    return libm.log10(x)


@replaces(math.log1p)
def math_log1p(x: float) -> float:
    if x <= -1.0:
        raise_domain_error()
    return libm.log1p(x)


@replaces(math.pow)
def math_pow(x: float, y: float) -> float:
    result = libm.pow(x, y)
    if not ll_float_isfinite(result) and ll_float_isfinite(x) and ll_float_isfinite(y):
        if result != result or x == 0.0:
            raise_domain_error()
        raise_range_error()
    return result


@replaces(math.fmod)
def math_fmod(x: float, y: float) -> float:
    result = libm.fmod(x, y)
    if result != result and x == x and y == y:
        raise_domain_error()
    return result


# ____________________________________________________________
# Angles


@replaces(math.sin)
def math_sin(x: float) -> float:
    return check_domain(libm.sin(x), x)


@replaces(math.cos)
def math_cos(x: float) -> float:
    return check_domain(libm.cos(x), x)


@replaces(math.tan)
def math_tan(x: float) -> float:
    return check_domain(libm.tan(x), x)


@replaces(math.asin)
def math_asin(x: float) -> float:
    return check_domain(libm.asin(x), x)


@replaces(math.acos)
def math_acos(x: float) -> float:
    return check_domain(libm.acos(x), x)


@replaces(math.atan)
def math_atan(x: float) -> float:
    return libm.atan(x)


@replaces(math.atan2)
def math_atan2(y: float, x: float) -> float:
    return libm.atan2(y, x)


@replaces(math.sinh)
def math_sinh(x: float) -> float:
    return check_range(libm.sinh(x), x)


@replaces(math.cosh)
def math_cosh(x: float) -> float:
    return check_range(libm.cosh(x), x)


@replaces(math.tanh)
def math_tanh(x: float) -> float:
    return libm.tanh(x)


@replaces(math.degrees)
def math_degrees(x: float) -> float:
    return x * _DEGREES


@replaces(math.radians)
def math_radians(x: float) -> float:
    return x * (math.pi / 180.0)


# ____________________________________________________________
# Taking floats apart


@replaces(math.frexp)
def math_frexp(x: float):
    """Return `m` from 0.5 to 1 and `e` with `x == m * 2**e`."""
    if x == 0.0 or not ll_float_isfinite(x):
        return x, 0
    exponent = 0
    scaled = x
    if llop.float_abs(Float, x) < 2.2250738585072014e-308:
        scaled = x * 18014398509481984.0  # 2**54
        exponent = -54
    bits = llop.cast_float_to_bits(INT64, scaled)
    exponent += (intmask(bits >> 52) & 0x7ff) - 1022
    return scaled * _power_of_two(1022 - (intmask(bits >> 52) & 0x7ff)), exponent


def _power_of_two(exponent: int) -> float:
    """Return `2.0**exponent`, exactly."""
    result = 1.0
    factor = 2.0 if exponent >= 0 else 0.5
    rest = exponent if exponent >= 0 else -exponent
    while rest > 0:
        if rest & 1:
            result *= factor
        factor *= factor
        rest >>= 1
    return result


@replaces(math.ldexp)
def math_ldexp(x: float, exponent: int) -> float:
    """Return `x * 2**exponent`, rounded once: musl's scalbn."""
    if x == 0.0 or not ll_float_isfinite(x):
        return x
    result = x
    rest = exponent
    if rest > 2200:
        rest = 2200
    if rest < -2200:
        rest = -2200
    while rest > 1023:
        result *= 8.98846567431158e307  # 2**1023
        rest -= 1023
    # Steps that keep 53 bits above the least number round only in the last one.
    while rest < -1022:
        result *= 2.00416836000897278e-292  # 2**(53 - 1022)
        rest += 1022 - 53
    result *= _power_of_two(rest)
    if not ll_float_isfinite(result):
        raise_range_error()
    return result


@replaces(math.modf)
def math_modf(x: float):
    """Return the fraction and the whole part, both with the sign of `x`."""
    if not ll_float_isfinite(x):
        return (0.0 if x == x else x), x
    whole = llop.float_floor(Float, x) if x >= 0.0 else llop.float_ceil(Float, x)
    return libm.copysign(x - whole, x), libm.copysign(whole, x)


# ____________________________________________________________
# rpython.rlib.rfloat


@replaces(rfloat.formatd)
def rfloat_formatd(x: float, code: str, precision: int, flags: int = 0) -> str:
    c_flags = 0
    if flags & rfloat.DTSF_SIGN:
        c_flags |= libm.FORMAT_SIGN
    if flags & rfloat.DTSF_ALT:
        c_flags |= libm.FORMAT_ALTERNATE
    result = hlstr(floattext.format_float(x, code[0], precision, c_flags))
    if not ll_float_isfinite(x):
        return result
    if code[0] == 'r' and result.endswith('.0') and not flags & rfloat.DTSF_ADD_DOT_0:
        result = result[:-2]
    if flags & rfloat.DTSF_ADD_DOT_0 and '.' not in result and (
            'e' not in result and 'E' not in result):
        result += '.0'
    if flags & rfloat.DTSF_CUT_EXP_0:
        result = _cut_exponent_zeros(result)
    return result


def _cut_exponent_zeros(text: str) -> str:
    position = text.find('e')
    if position < 0:
        position = text.find('E')
    if position < 0:
        return text
    return text[:position + 1] + str(int(text[position + 1:]))


@replaces(rfloat.double_to_string)
def rfloat_double_to_string(value: float, tp: str, precision: int, flags: int):
    kind = rfloat.DIST_FINITE
    if value != value:
        kind = rfloat.DIST_NAN
    elif not ll_float_isfinite(value):
        kind = rfloat.DIST_INFINITY
    return rfloat_formatd(value, tp, precision, flags), kind


@replaces(rfloat.string_to_float)
def rfloat_string_to_float(s: str) -> float:
    stripped = s.strip()
    if len(stripped) == 0:
        raise ParseStringError('empty string for float()')
    if '_' in stripped:
        raise ParseStringError('invalid literal for float()')
    try:
        return ll_parse_float(llstr(stripped))
    except ValueError:
        raise ParseStringError('invalid literal for float()')


@replaces(rfloat.round_double)
def rfloat_round_double(value: float, ndigits: int, half_even: bool = False) -> float:
    if not ll_float_isfinite(value) or value == 0.0:
        return value
    if ndigits < 0 and not half_even:
        power = _power_of_ten(-ndigits)
        return libm.copysign(rfloat_round_away(value / power) * power, value)
    result = ll_round_digits(value, ndigits)
    if not half_even and ndigits <= 22 and abs(result) < abs(value) and _is_half(value, ndigits):
        return ll_round_digits(2.0 * value - result, ndigits)
    return result


def _power_of_ten(exponent: int) -> float:
    return ll_parse_float(llstr('1e' + str(exponent)))


_HALF = '5' + 29 * '0'


def _is_half(value: float, ndigits: int) -> bool:
    """Is a float exactly between two decimal numbers with `ndigits` digits?"""
    text = hlstr(floattext.format_float(value, 'f', ndigits + 30, 0))
    return text.endswith(_HALF)


@replaces(rfloat.round_away)
def rfloat_round_away(x: float) -> float:
    absolute = llop.float_abs(Float, x)
    if not absolute < 4503599627370496.0:
        return x
    rounded = llop.float_floor(Float, absolute)
    if absolute - rounded >= 0.5:
        rounded += 1.0
    return libm.copysign(rounded, x)
