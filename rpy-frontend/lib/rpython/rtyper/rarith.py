"""`rpython.rlib.rarithmetic` where it uses more of Python than the language has."""

from rpython.rlib import rarithmetic
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import LONG_BIT, intmask, most_neg_value, r_longlong
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import INT64, Bool, Signed, Unsigned, typeOf
from rpython.rtyper.registration import replaces
from rpython.rtyper.rfloat import ll_float_to_int
from rpython.rtyper.rint import bits_of, ll_mul_mod, raise_division_by_zero, raise_overflow

_WORD_LIMIT = 2.0 ** (LONG_BIT - 1)
_LONGLONG_LIMIT = 2.0 ** 63


@replaces(rarithmetic.longlongmask)
@specialize.argtype(0)
def arith_longlongmask(n):
    return r_longlong(n)


@replaces(rarithmetic.ovfcheck_float_to_int)
def arith_ovfcheck_float_to_int(x: float) -> int:
    if x != x:
        raise OverflowError('not a number')
    if x < -_WORD_LIMIT or x >= _WORD_LIMIT:
        raise OverflowError('float out of range')
    return ll_float_to_int(x)


@replaces(rarithmetic.ovfcheck_float_to_longlong)
def arith_ovfcheck_float_to_longlong(x: float):
    if x != x:
        raise OverflowError('not a number')
    if x < -_LONGLONG_LIMIT or x >= _LONGLONG_LIMIT:
        raise OverflowError('float out of range')
    return r_longlong(x)


def _check_int32(n) -> int:
    if n != r_longlong(rarithmetic.r_int32(n)):
        raise_overflow()
    return intmask(n)


@replaces(rarithmetic.ovfcheck_int32_add)
def arith_ovfcheck_int32_add(x: int, y: int) -> int:
    return _check_int32(r_longlong(x) + r_longlong(y))


@replaces(rarithmetic.ovfcheck_int32_sub)
def arith_ovfcheck_int32_sub(x: int, y: int) -> int:
    return _check_int32(r_longlong(x) - r_longlong(y))


@replaces(rarithmetic.ovfcheck_int32_mul)
def arith_ovfcheck_int32_mul(x: int, y: int) -> int:
    return _check_int32(r_longlong(x) * r_longlong(y))


@replaces(rarithmetic.is_valid_int)
@specialize.argtype(0)
def arith_is_valid_int(r) -> bool:
    return isinstance(r, bool) or typeOf(r) == Signed


@replaces(rarithmetic.is_signed_integer_type)
@specialize.argtype(0)
def arith_is_signed_integer_type(n) -> bool:
    return llop.cast_int(typeOf(n), -1) < 0


@replaces(rarithmetic.most_neg_value_of)
@specialize.argtype(0)
def arith_most_neg_value_of(n):
    if not arith_is_signed_integer_type(n):
        return llop.int_sub(typeOf(n), n, n)
    return llop.int_lshift(typeOf(n), llop.cast_int(typeOf(n), 1), llop.cast_int(typeOf(n), bits_of(n) - 1))


@replaces(rarithmetic.int_c_div)
def arith_int_c_div(x: int, y: int) -> int:
    _check_c_division(x, y)
    return llop.int_div(Signed, x, y)


@replaces(rarithmetic.int_c_mod)
def arith_int_c_mod(x: int, y: int) -> int:
    _check_c_division(x, y)
    return llop.int_mod(Signed, x, y)


def _check_c_division(x: int, y: int):
    if y == 0:
        raise_division_by_zero()
    if y == -1 and x == most_neg_value:
        raise_overflow()


@replaces(rarithmetic.uint_mul_high)
@specialize.argtype(0, 1)
def arith_uint_mul_high(x, y):
    return llop.uint_mul_high(Unsigned, rarithmetic.r_uint(x), rarithmetic.r_uint(y))


@replaces(rarithmetic.mulmod)
def arith_mulmod(a: int, b: int, c: int) -> int:
    return ll_mul_mod(a, b, c)


@replaces(rarithmetic.byteswap)
@specialize.argtype(0)
def arith_byteswap(arg):
    rest = llop.cast_int(Unsigned, arg)
    result = rarithmetic.r_uint(0)
    for _ in range(bits_of(arg) // 8):
        result = (result << 8) | (rest & 255)
        rest >>= 8
    return llop.cast_int(typeOf(arg), result)
