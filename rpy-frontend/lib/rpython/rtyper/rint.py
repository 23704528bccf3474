"""Integers: division, shifts and powers by Python's rules; overflow checks.

Functions take integers of any width, both of the same type, unless they say
otherwise; the results wrap. `_ovf` raises OverflowError where the exact
result does not fit; `_nonneg` is for operands that are not negative.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rlib.rarithmetic import LONG_BIT, r_longlong, r_ulonglong
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, Bool, Char, Float,
    Signed, Unsigned, typeOf)
from rpython.rtyper.numbertext import (
    ll_int_bin, ll_int_hex, ll_int_oct, ll_int_str, ll_magnitude, ll_parse_int,
    ll_parse_int_chars)
from rpython.rtyper.rformat import ll_format_int_spec, ll_int_format
from rpython.rtyper.rhash import ll_hash_int


@dont_inline
def raise_division_by_zero():
    raise ZeroDivisionError('integer division or modulo by zero')


@dont_inline
def raise_modulo_by_zero():
    raise ZeroDivisionError('integer modulo by zero')


@dont_inline
def raise_true_division_by_zero():
    raise ZeroDivisionError('division by zero')


@dont_inline
def raise_overflow():
    raise OverflowError('signed integer expression did overflow')


@dont_inline
def raise_negative_shift():
    raise ValueError('negative shift count')


@always_inline
def bits_of(x):
    """Return the width of an integer's type. A compile-time constant."""
    T = typeOf(x)
    if T == Signed or T == Unsigned:
        return LONG_BIT
    elif T == INT64 or T == UINT64:
        return 64
    elif T == INT32 or T == UINT32:
        return 32
    elif T == INT16 or T == UINT16:
        return 16
    else:
        return 8


@always_inline
def _lowest(x):
    """Return the least integer of a signed type."""
    return llop.int_lshift(typeOf(x), llop.cast_int(typeOf(x), 1),
                           llop.cast_int(typeOf(x), bits_of(x) - 1))


# ____________________________________________________________
# Division


@always_inline
def ll_int_floordiv(x, y):
    """`x // y` for a signed type."""
    if llop.unlikely(Bool, y == 0):
        raise_division_by_zero()
    return _floordiv(x, y)


@always_inline
def _floordiv(x, y):
    # The processor traps if the lowest integer is divided by -1.
    if llop.unlikely(Bool, y == -1):
        return llop.int_neg(typeOf(x), x)
    quotient = llop.int_div(typeOf(x), x, y)
    product = llop.int_mul(typeOf(x), quotient, y)
    if y < 0:
        return quotient - 1 if product < x else quotient
    return quotient - 1 if x < product else quotient


@always_inline
def ll_int_mod(x, y):
    """`x % y` for a signed type."""
    if llop.unlikely(Bool, y == 0):
        raise_modulo_by_zero()
    if llop.unlikely(Bool, y == -1):
        return llop.int_sub(typeOf(x), x, x)
    remainder = llop.int_mod(typeOf(x), x, y)
    if y < 0:
        return remainder + y if remainder > 0 else remainder
    return remainder + y if remainder < 0 else remainder


@always_inline
def ll_int_floordiv_nonneg(x, y):
    """`x // y` for a signed type and operands that are not negative."""
    if llop.unlikely(Bool, y == 0):
        raise_division_by_zero()
    return llop.uint_div(typeOf(x), x, y)


@always_inline
def ll_int_mod_nonneg(x, y):
    """`x % y` for a signed type and operands that are not negative."""
    if llop.unlikely(Bool, y == 0):
        raise_modulo_by_zero()
    return llop.uint_mod(typeOf(x), x, y)


@always_inline
def ll_uint_floordiv(x, y):
    """`x // y` for an unsigned type."""
    if llop.unlikely(Bool, y == 0):
        raise_division_by_zero()
    return llop.uint_div(typeOf(x), x, y)


@always_inline
def ll_uint_mod(x, y):
    """`x % y` for an unsigned type."""
    if llop.unlikely(Bool, y == 0):
        raise_modulo_by_zero()
    return llop.uint_mod(typeOf(x), x, y)


@always_inline
def ll_int_floordiv_ovf(x, y):
    """`ovfcheck(x // y)`."""
    if llop.unlikely(Bool, y == 0):
        raise_division_by_zero()
    if llop.unlikely(Bool, y == -1):
        if x == _lowest(x):
            raise_overflow()
    return _floordiv(x, y)


ll_int_mod_ovf = ll_int_mod


_EXACT = r_ulonglong(1 << 53)


@always_inline
def has_exact_float(x):
    """Is every integer of this type a float, too? A compile-time constant."""
    return bits_of(x) <= 32


def ll_int_truediv(x, y):
    """`x / y` of integers of any types: the float nearest to the quotient."""
    if y == 0:
        raise_true_division_by_zero()
    if has_exact_float(x) and has_exact_float(y):
        return llop.float_div(Float, float(x), float(y))
    else:
        dividend = r_ulonglong(ll_magnitude(x))
        divisor = r_ulonglong(ll_magnitude(y))
        if dividend <= _EXACT and divisor <= _EXACT:
            quotient = llop.float_div(Float, float(r_longlong(dividend)), float(r_longlong(divisor)))
        else:
            quotient = _divide_exactly(dividend, divisor)
        return -quotient if (x < 0) != (y < 0) else quotient


def _divide_exactly(dividend, divisor) -> float:
    """Divide unsigned numbers of 64 bits by long division, to more bits than a float has."""
    T = typeOf(dividend)
    quotient = llop.uint_div(T, dividend, divisor)
    rest = llop.uint_mod(T, dividend, divisor)
    scale = 1.0
    while rest != 0 and quotient < _ENOUGH:
        # Twice the rest may need a bit more than there is room for.
        digit = rest >= divisor - rest
        rest = rest + rest
        quotient = quotient + quotient
        if digit:
            rest = rest - divisor
            quotient = quotient + r_ulonglong(1)
        scale *= 0.5
    if rest != 0:
        quotient = quotient | r_ulonglong(1)  # so that what looks half-way is rounded up
    return llop.cast_int_to_float(Float, quotient) * scale


_ENOUGH = r_ulonglong(1 << 55)


# ____________________________________________________________
# Shifts. The count is Signed.


@always_inline
def ll_int_lshift(x, count):
    """`x << count` for any type."""
    if llop.unlikely(Bool, llop.uint_ge(Bool, count, bits_of(x))):
        _check_shift_count(count)
        return llop.int_sub(typeOf(x), x, x)
    return llop.int_lshift(typeOf(x), x, llop.cast_int(typeOf(x), count))


@always_inline
def ll_int_rshift(x, count):
    """`x >> count` for a signed type."""
    if llop.unlikely(Bool, llop.uint_ge(Bool, count, bits_of(x))):
        _check_shift_count(count)
        count = bits_of(x) - 1
    return llop.int_rshift(typeOf(x), x, llop.cast_int(typeOf(x), count))


@always_inline
def ll_uint_rshift(x, count):
    """`x >> count` for an unsigned type."""
    if llop.unlikely(Bool, llop.uint_ge(Bool, count, bits_of(x))):
        _check_shift_count(count)
        return llop.int_sub(typeOf(x), x, x)
    return llop.uint_rshift(typeOf(x), x, llop.cast_int(typeOf(x), count))


ll_uint_lshift = ll_int_lshift


@dont_inline
def _check_shift_count(count: int):
    if count < 0:
        raise_negative_shift()


@always_inline
def ll_int_lshift_ovf(x, count):
    """`ovfcheck(x << count)`."""
    if llop.unlikely(Bool, llop.uint_ge(Bool, count, bits_of(x))):
        _check_shift_count(count)
        if x != 0:
            raise_overflow()
        return x
    shift = llop.cast_int(typeOf(x), count)
    result = llop.int_lshift(typeOf(x), x, shift)
    if llop.unlikely(Bool, llop.int_rshift(typeOf(x), result, shift) != x):
        raise_overflow()
    return result


# ____________________________________________________________
# Checked arithmetic


@always_inline
def ll_int_add_ovf(x, y):
    """`ovfcheck(x + y)`."""
    if llop.unlikely(Bool, llop.int_add_overflows(Bool, x, y)):
        raise_overflow()
    return llop.int_add(typeOf(x), x, y)


@always_inline
def ll_int_sub_ovf(x, y):
    """`ovfcheck(x - y)`."""
    if llop.unlikely(Bool, llop.int_sub_overflows(Bool, x, y)):
        raise_overflow()
    return llop.int_sub(typeOf(x), x, y)


@always_inline
def ll_int_mul_ovf(x, y):
    """`ovfcheck(x * y)`."""
    if llop.unlikely(Bool, llop.int_mul_overflows(Bool, x, y)):
        raise_overflow()
    return llop.int_mul(typeOf(x), x, y)


@always_inline
def ll_int_neg_ovf(x):
    """`ovfcheck(-x)`."""
    if llop.unlikely(Bool, x == _lowest(x)):
        raise_overflow()
    return llop.int_neg(typeOf(x), x)


@always_inline
def ll_int_abs(x):
    """`abs(x)`."""
    return llop.int_neg(typeOf(x), x) if x < 0 else x


@always_inline
def ll_int_abs_ovf(x):
    """`ovfcheck(abs(x))`."""
    return ll_int_neg_ovf(x) if x < 0 else x


# ____________________________________________________________
# Powers


def ll_int_pow(x, y):
    """`x ** y` of integers of one type, by repeated squaring."""
    if y < 0:
        raise ValueError('negative exponent')
    result = llop.cast_int(typeOf(x), 1)
    base = x
    exponent = llop.cast_int(Signed, y)
    while exponent != 0:
        if exponent & 1:
            result = llop.int_mul(typeOf(x), result, base)
        base = llop.int_mul(typeOf(x), base, base)
        exponent = llop.uint_rshift(Signed, exponent, 1)
    return result


def ll_int_pow_ovf(x, y):
    """`ovfcheck(x ** y)`."""
    if y < 0:
        raise ValueError('negative exponent')
    result = 1
    base = x
    exponent = y
    while exponent > 0:
        if exponent & 1:
            result = ll_int_mul_ovf(result, base)
        exponent = llop.int_rshift(Signed, exponent, 1)
        if exponent > 0:
            base = ll_int_mul_ovf(base, base)
    return result


def ll_int_pow_mod(x, y, z):
    """`pow(x, y, z)` of Signed integers."""
    if z == 0:
        raise ValueError('pow() 3rd argument cannot be 0')
    if z == -1:
        return 0
    modulus = ll_int_abs(z)
    result = llop.uint_mod(Signed, 1, modulus)
    base = _reduce(x, modulus)
    exponent = y
    if exponent < 0:
        base = _inverse(base, modulus)
        exponent = llop.int_neg(Signed, exponent)
    while exponent > 0:
        if exponent & 1:
            result = _mul_mod(result, base, modulus)
        base = _mul_mod(base, base, modulus)
        exponent = llop.int_rshift(Signed, exponent, 1)
    if z < 0 and result != 0:
        result = llop.int_add(Signed, result, z)
    return result


@always_inline
def _reduce(x: int, modulus: int) -> int:
    """Return `x` modulo an unsigned number."""
    if x >= 0:
        return llop.uint_mod(Signed, x, modulus)
    rest = llop.uint_mod(Signed, llop.int_neg(Signed, x), modulus)
    return llop.int_sub(Signed, modulus, rest) if rest != 0 else 0


def _inverse(x: int, modulus: int) -> int:
    """Return the number whose product with `x` is 1 modulo an unsigned number.

    Euclid's algorithm, with the coefficients kept below the modulus.
    """
    previous, current = modulus, x
    before, factor = 0, llop.uint_mod(Signed, 1, modulus)
    while current != 0:
        quotient = llop.uint_div(Signed, previous, current)
        rest = llop.int_sub(Signed, previous, llop.int_mul(Signed, quotient, current))
        product = _mul_mod(_reduce(quotient, modulus), factor, modulus)
        difference = _add_mod(before, llop.int_sub(Signed, modulus, product), modulus) if (
            product != 0) else before
        previous, current = current, rest
        before, factor = factor, difference
    if previous != 1:
        raise ValueError('base is not invertible for the given modulus')
    return before


def ll_mul_mod(x, y, z):
    """`x * y % z` of Signed integers, with a product of any size."""
    if z == 0:
        raise_modulo_by_zero()
    if z == -1:
        return 0
    modulus = ll_int_abs(z)
    result = _mul_mod(_reduce(x, modulus), _reduce(y, modulus), modulus)
    if z < 0 and result != 0:
        result = llop.int_add(Signed, result, z)
    return result


def _mul_mod(x: int, y: int, modulus: int) -> int:
    """Multiply numbers below the modulus by doubling, without overflow."""
    if not llop.int_mul_overflows(Bool, x, y):
        return llop.uint_mod(Signed, llop.int_mul(Signed, x, y), modulus)
    result = 0
    while y != 0:
        if y & 1:
            result = _add_mod(result, x, modulus)
        x = _add_mod(x, x, modulus)
        y = llop.uint_rshift(Signed, y, 1)
    return result


@always_inline
def _add_mod(x: int, y: int, modulus: int) -> int:
    rest = llop.int_sub(Signed, modulus, y)
    if llop.uint_ge(Bool, x, rest):
        return llop.int_sub(Signed, x, rest)
    return llop.int_add(Signed, x, y)


# ____________________________________________________________
# The rest


@always_inline
def ll_bool_str(b):
    """`str(b)` of a bool."""
    return llstr('True') if b else llstr('False')


def ll_bit_length(x):
    """`x.bit_length()`."""
    magnitude = ll_magnitude(x)
    return bits_of(magnitude) - llop.cast_int(Signed, llop.uint_leading_zeros(typeOf(magnitude), magnitude))


@always_inline
def ll_int_to_char(x):
    """`chr(x)`."""
    if llop.unlikely(Bool, llop.uint_ge(Bool, x, 256)):
        raise_chr_range()
    return llop.cast_int_to_char(Char, x)


@dont_inline
def raise_chr_range():
    raise ValueError('chr() arg not in range(256)')
