"""Floats: arithmetic and conversions by Python's rules."""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rtyper import libm
from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.characters import KINDS, SPACE, is_kind
from rpython.rtyper.floattext import (
    format_float, ll_float_str, parse_number)
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    INT64, UINT64, Address, Bool, Float, Signed, Unsigned, malloc, nullptr, typeOf)
from rpython.rtyper.rformat import ll_float_format, ll_format_float_spec
from rpython.rtyper.rhash import ll_hash_float
from rpython.rtyper.rstr import STR, ll_repr_str, ll_substring

INFINITY = float('inf')


@always_inline
def ll_float_isnan(x):
    """Is this not a number?"""
    return x != x


@always_inline
def ll_float_isfinite(x):
    """Is this neither infinite nor not a number?"""
    return llop.float_sub(Float, x, x) == 0.0


@always_inline
def ll_float_signbit(x):
    """Is the sign negative? Tells zeros apart, too."""
    return llop.cast_float_to_bits(INT64, x) < 0


# ____________________________________________________________
# Arithmetic


@dont_inline
def raise_float_division():
    raise ZeroDivisionError('float division by zero')


@dont_inline
def raise_float_floor_division():
    raise ZeroDivisionError('float floor division by zero')


@dont_inline
def raise_float_modulo():
    raise ZeroDivisionError('float modulo')


@always_inline
def ll_float_truediv(x, y):
    """`x / y`."""
    if llop.unlikely(Bool, y == 0.0):
        raise_float_division()
    return llop.float_div(Float, x, y)


def ll_float_mod(x, y):
    """`x % y`, with the sign of `y`; CPython's float_rem."""
    if y == 0.0:
        raise_float_modulo()
    result = libm.fmod(x, y)
    if result == 0.0:
        return libm.copysign(0.0, y)
    if (y < 0.0) != (result < 0.0):
        return result + y
    return result


def ll_float_floordiv(x, y):
    """`x // y`; CPython's _float_div_mod."""
    if y == 0.0:
        raise_float_floor_division()
    remainder = libm.fmod(x, y)
    quotient = llop.float_div(Float, x - remainder, y)
    if remainder != 0.0 and (y < 0.0) != (remainder < 0.0):
        quotient -= 1.0
    if quotient == 0.0:
        return libm.copysign(0.0, llop.float_div(Float, x, y))
    floor = llop.float_floor(Float, quotient)
    if quotient - floor > 0.5:
        floor += 1.0
    return floor


def ll_float_pow(x, y):
    """`x ** y`; exceptions where Python raises them."""
    if y == 2.0:
        result = x * x
    else:
        if x == 0.0 and y < 0.0 and ll_float_isfinite(y):
            raise ZeroDivisionError('0.0 cannot be raised to a negative power')
        if x < 0.0 and ll_float_isfinite(x) and ll_float_isfinite(y) and (
                llop.float_floor(Float, y) != y):
            raise ValueError('negative number cannot be raised to a fractional power')
        result = libm.pow(x, y)
    if not ll_float_isfinite(result) and ll_float_isfinite(x) and ll_float_isfinite(y):
        raise OverflowError("(34, 'Numerical result out of range')")
    return result


# ____________________________________________________________
# To integers


_TOO_LARGE = 2.0 ** (LONG_BIT - 1)
_HALF_OF_64_BITS = 2.0 ** 63


@always_inline
def ll_float_to_int(x):
    """`int(x)`."""
    if llop.unlikely(Bool, not (x < _TOO_LARGE and x >= -_TOO_LARGE)):
        _raise_not_an_integer(x)
    return llop.cast_float_to_int(Signed, x)


@dont_inline
def _raise_not_an_integer(x):
    if x != x:
        raise ValueError('cannot convert float NaN to integer')
    if x == INFINITY or x == -INFINITY:
        raise OverflowError('cannot convert float infinity to integer')
    raise OverflowError('integer does not fit in a machine word')


def ll_float_to_wrapped(x):
    """The lowest 64 bits of `int(x)`: `r_uint(x)` and its kind take as many of them as they have."""
    if llop.unlikely(Bool, not (x < _HALF_OF_64_BITS and x >= -_HALF_OF_64_BITS)):
        if x != x or x == INFINITY or x == -INFINITY:
            _raise_not_an_integer(x)
        x = libm.fmod(x, 2.0 * _HALF_OF_64_BITS)
        if x >= _HALF_OF_64_BITS:
            x -= 2.0 * _HALF_OF_64_BITS
        elif x < -_HALF_OF_64_BITS:
            x += 2.0 * _HALF_OF_64_BITS
    return llop.cast_float_to_int(INT64, x)


def ll_compare_int_float(i, x):
    """Compare exactly: -1, 0 or 1 as `i` is less, equal or greater; 2 if `x` is no number."""
    rounded = float(i)
    if rounded < x:
        return -1
    if rounded > x:
        return 1
    if rounded != x:
        return 2
    # The integer was rounded to just this float, which is whole then.
    if x >= _above_all(i):
        return -1
    exact = llop.cast_float_to_int(typeOf(i), x)
    if i < exact:
        return -1
    return 1 if i > exact else 0


@always_inline
def _above_all(i):
    """Return the least float above all integers of the type."""
    T = typeOf(i)
    if T == INT64:
        return _HALF_OF_64_BITS
    elif T == UINT64:
        return 2.0 * _HALF_OF_64_BITS
    elif T == Unsigned:
        return 2.0 * _TOO_LARGE
    else:
        return _TOO_LARGE


def ll_round_half_even(x):
    """Return the nearest integer as a float; halves go to the even one."""
    absolute = llop.float_abs(Float, x)
    if not absolute < 4503599627370496.0:  # 2**52: already an integer
        return x
    # Adding 2**52 makes the processor round away the fraction.
    rounded = (absolute + 4503599627370496.0) - 4503599627370496.0
    return libm.copysign(rounded, x)


def ll_round(x):
    """`round(x)`: an integer."""
    return ll_float_to_int(ll_round_half_even(x))


def ll_round_digits(x, digits):
    """`round(x, digits)`: the decimal number nearest to the exact value."""
    if x == 0.0 or not ll_float_isfinite(x):
        return x
    # Beyond these limits nothing or everything is rounded away.
    if digits > 323:
        return x
    if digits < -308:
        return libm.copysign(0.0, x)
    if digits >= 0:
        result = parse_number(format_float(x, 'f', digits, 0))
    else:
        result = _round_to_tens(x, -digits)
    if not ll_float_isfinite(result):
        raise OverflowError('rounded value too large to represent')
    return result


def _round_to_tens(x, zeros):
    """Round to a multiple of `10**zeros`."""
    # How many digits stay after the first; the 17 do not round up to a power of ten.
    precision = _exponent(format_float(x, 'e', 17, 0)) - zeros
    if precision >= 0:
        return parse_number(format_float(x, 'e', precision, 0))
    unit = parse_number(llstr('1e' + str(zeros)))
    if precision == -1 and llop.float_abs(Float, x) > unit / 2.0:
        return libm.copysign(unit, x)
    return libm.copysign(0.0, x)


def _exponent(text):
    """Return the exponent of a number in scientific notation."""
    position = len(text.chars) - 1
    result = 0
    unit = 1
    while text.chars[position] != '+' and text.chars[position] != '-':
        result += unit * (ord(text.chars[position]) - 48)
        unit *= 10
        position -= 1
    return -result if text.chars[position] == '-' else result


# ____________________________________________________________
# From strings


def ll_parse_float(s):
    """`float(s)`: white space and underscores as in Python."""
    start = 0
    end = len(s.chars)
    while start < end and is_kind(KINDS, s.chars[start], SPACE):
        start += 1
    while end > start and is_kind(KINDS, s.chars[end - 1], SPACE):
        end -= 1
    digits = _without_underscores(ll_substring(s, start, end))
    if not digits or len(digits.chars) == 0:
        _raise_not_a_float(s)
    result = libm.strtod(llop.tailaddress(Address, digits), len(digits.chars))
    if libm.strtod_end() != len(digits.chars):
        _raise_not_a_float(s)
    return result


def _raise_not_a_float(s):
    raise ValueError('could not convert string to float: ' + hlstr(ll_repr_str(s)))


@always_inline
def _is_digit(c):
    return '0' <= c <= '9'


def _without_underscores(s):
    """Drop underscores between digits; null if there are others."""
    length = len(s.chars)
    underscores = 0
    i = 0
    while i < length:
        if s.chars[i] == '_':
            underscores += 1
            if i == 0 or i == length - 1 or not (
                    _is_digit(s.chars[i - 1]) and _is_digit(s.chars[i + 1])):
                return nullptr(STR)
        i += 1
    if underscores == 0:
        return s
    result = malloc(STR, length - underscores)
    position = 0
    i = 0
    while i < length:
        if s.chars[i] != '_':
            result.chars[position] = s.chars[i]
            position += 1
        i += 1
    return result
