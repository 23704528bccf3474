"""The rest of the `math` module: functions of several numbers, of integers, and of neighbouring floats."""

import math

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import ovfcheck
from rpython.rtyper import libm
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import INT64, Float
from rpython.rtyper.registration import replaces
from rpython.rtyper.rfloat import ll_float_isfinite

# ____________________________________________________________
# Integers. OverflowError where a result does not fit in a word.


@replaces(math.gcd)
@specialize.call_location()
def math_gcd(*integers):
    result = 0
    for each in integers:
        result = _gcd(result, each)
    return result


def _gcd(a: int, b: int) -> int:
    while b != 0:
        a, b = b, a % b
    return ovfcheck(-a) if a < 0 else a


@replaces(math.lcm)
@specialize.call_location()
def math_lcm(*integers):
    result = 1
    for each in integers:
        result = _lcm(result, each)
    return result


def _lcm(a: int, b: int) -> int:
    if a == 0 or b == 0:
        return 0
    multiple = ovfcheck((a // _gcd(a, b)) * b)
    return ovfcheck(-multiple) if multiple < 0 else multiple


@replaces(math.factorial)
def math_factorial(n: int) -> int:
    if n < 0:
        raise ValueError('factorial() not defined for negative values')
    result = 1
    for i in range(2, n + 1):
        result = ovfcheck(result * i)
    return result


@replaces(math.comb)
def math_comb(n: int, k: int) -> int:
    if n < 0:
        raise ValueError('n must be a non-negative integer')
    if k < 0:
        raise ValueError('k must be a non-negative integer')
    if k > n:
        return 0
    if k > n - k:
        k = n - k
    result = 1
    for i in range(1, k + 1):
        # What divides the product is taken out first.
        divisor = _gcd(result, i)
        result = ovfcheck((result // divisor) * ((n - k + i) // (i // divisor)))
    return result


@replaces(math.perm)
@specialize.call_location()
def math_perm(n, k=None):
    if k is None:
        return math_factorial(n)
    else:
        return _perm(n, k)


def _perm(n: int, k: int) -> int:
    if n < 0:
        raise ValueError('n must be a non-negative integer')
    if k < 0:
        raise ValueError('k must be a non-negative integer')
    if k > n:
        return 0
    result = 1
    for i in range(k):
        result = ovfcheck(result * (n - i))
    return result


# ____________________________________________________________
# Several numbers


@replaces(math.prod)
@specialize.call_location()
def math_prod(iterable, start=1):
    result = start
    for each in iterable:
        result = result * each
    return result


@replaces(math.isclose)
def math_isclose(a: float, b: float, rel_tol: float = 1e-09, abs_tol: float = 0.0) -> bool:
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError('tolerances must be non-negative')
    if a == b:
        return True
    if not ll_float_isfinite(a) or not ll_float_isfinite(b):
        return False
    difference = abs(b - a)
    return difference <= abs(rel_tol * b) or difference <= abs(rel_tol * a) or difference <= abs_tol


# ____________________________________________________________
# Neighbouring floats


@replaces(math.nextafter)
def math_nextafter(x: float, y: float) -> float:
    if x != x or y != y:
        return x + y
    if x == y:
        return y
    if x == 0.0:
        return libm.copysign(5e-324, y)
    bits = llop.cast_float_to_bits(INT64, x)
    # Floats of one sign are in the order of their bits.
    if (x < y) == (x > 0.0):
        return llop.cast_bits_to_float(Float, bits + 1)
    return llop.cast_bits_to_float(Float, bits - 1)


@replaces(math.ulp)
def math_ulp(x: float) -> float:
    if not ll_float_isfinite(x):
        return abs(x)
    x = abs(x)
    above = math_nextafter(x, float('inf'))
    if not ll_float_isfinite(above):
        return x - math_nextafter(x, 0.0)
    return above - x


# ____________________________________________________________
# Powers


@replaces(math.cbrt)
def math_cbrt(x: float) -> float:
    return libm.cbrt(x)
