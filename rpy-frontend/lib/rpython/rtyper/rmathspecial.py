"""More of the `math` module: inverse hyperbolic functions, the error function, sums without rounding errors."""

import math

from rpython.rlib.objectmodel import specialize
from rpython.rtyper import libm
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Float
from rpython.rtyper.registration import replaces
from rpython.rtyper.rfloat import ll_float_isfinite
from rpython.rtyper.rmath import check_domain, check_range, math_frexp, math_ldexp, raise_domain_error, raise_range_error

_INFINITY = float('inf')

# ____________________________________________________________
# Functions of C


@replaces(math.asinh)
def math_asinh(x: float) -> float:
    return libm.asinh(x)


@replaces(math.acosh)
def math_acosh(x: float) -> float:
    return check_domain(libm.acosh(x), x)


@replaces(math.atanh)
def math_atanh(x: float) -> float:
    return check_domain(libm.atanh(x), x)


@replaces(math.erf)
def math_erf(x: float) -> float:
    return libm.erf(x)


@replaces(math.erfc)
def math_erfc(x: float) -> float:
    return libm.erfc(x)


@replaces(math.exp2)
def math_exp2(x: float) -> float:
    return check_range(libm.exp2(x), x)


@replaces(math.remainder)
def math_remainder(x: float, y: float) -> float:
    result = libm.remainder(x, y)
    if result != result and x == x and y == y:
        raise_domain_error()
    return result


@replaces(math.gamma)
def math_gamma(x: float) -> float:
    if x == -_INFINITY or (x <= 0.0 and x == llop.float_floor(Float, x)):
        raise_domain_error()
    if 1.0 <= x <= 23.0 and x == llop.float_floor(Float, x):
        # Factorials that floats hold exactly.
        result = 1.0
        factor = 2.0
        while factor < x:
            result *= factor
            factor += 1.0
        return result
    return check_range(libm.tgamma(x), x)


@replaces(math.lgamma)
def math_lgamma(x: float) -> float:
    if x <= 0.0 and x == llop.float_floor(Float, x) and ll_float_isfinite(x):
        raise_domain_error()
    return check_range(libm.lgamma(x), x)


# ____________________________________________________________
# Sums
#
# After Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997: a sum is kept
# as floats that do not overlap, the least first.


@replaces(math.fsum)
@specialize.call_location()
def math_fsum(seq):
    parts: list[float] = []
    special = 0.0
    infinities = 0.0
    for item in seq:
        x = float(item)
        if ll_float_isfinite(x):
            _add_exactly(parts, x)
        else:
            special += x
            if x == x:
                infinities += x
    if special != 0.0:
        if infinities != infinities:
            raise ValueError('-inf + inf in fsum')
        return special
    return _rounded(parts)


def _add_exactly(parts: list[float], x: float) -> None:
    kept = 0
    for y in parts:
        if llop.float_abs(Float, x) < llop.float_abs(Float, y):
            x, y = y, x
        high = x + y
        low = y - (high - x)
        if low != 0.0:
            parts[kept] = low
            kept += 1
        x = high
    if not ll_float_isfinite(x):
        raise OverflowError('intermediate overflow in fsum')
    del parts[kept:]
    if x != 0.0:
        parts.append(x)


def _rounded(parts: list[float]) -> float:
    """Add parts that do not overlap, rounding once."""
    if not parts:
        return 0.0
    position = len(parts) - 1
    total = parts[position]
    error = 0.0
    while position > 0 and error == 0.0:
        position -= 1
        part = parts[position]
        before = total
        total = before + part
        error = part - (total - before)
    # Exactly between two floats the even one was taken: what is below decides otherwise.
    if position > 0 and ((error < 0.0 and parts[position - 1] < 0.0) or (error > 0.0 and parts[position - 1] > 0.0)):
        doubled = error * 2.0
        further = total + doubled
        if doubled == further - total:
            return further
    return total


# ____________________________________________________________
# Lengths of vectors


@replaces(math.hypot)
@specialize.call_location()
def math_hypot(*coordinates):
    if len(coordinates) == 2:
        return _hypot(coordinates[0], coordinates[1])
    else:
        return _length([float(each) for each in coordinates])


def _hypot(x: float, y: float) -> float:
    result = libm.hypot(x, y)
    if not ll_float_isfinite(result) and ll_float_isfinite(x) and ll_float_isfinite(y):
        raise_range_error()
    return result


@replaces(math.dist)
@specialize.call_location()
def math_dist(p, q):
    if len(p) != len(q):
        raise ValueError('both points must have the same number of dimensions')
    return _length([float(a) - float(b) for a, b in zip(p, q)])


def _length(coordinates: list[float]) -> float:
    """Return the root of the sum of the squares, correct to the last digit but for rare cases."""
    greatest = 0.0
    is_nan = False
    for x in coordinates:
        if x != x:
            is_nan = True
        greatest = max(greatest, llop.float_abs(Float, x))
    if greatest == _INFINITY:
        return _INFINITY
    if is_nan:
        return float('nan')
    if greatest == 0.0:
        return 0.0
    # With the greatest near 1 no square overflows, and those that vanish do not matter.
    exponent = math_frexp(greatest)[1]
    parts: list[float] = []
    for x in coordinates:
        _add_square(parts, math_ldexp(x, -exponent), 1.0)
    root = llop.float_sqrt(Float, _rounded(parts))
    # One step of Newton's method with the exact difference.
    _add_square(parts, root, -1.0)
    root += _rounded(parts) / (2.0 * root)
    return math_ldexp(root, exponent)


def _add_square(parts: list[float], x: float, sign: float) -> None:
    """Add `sign * x * x` exactly, as products of halves of `x` (Dekker 1971)."""
    split = x * 134217729.0  # 2**27 + 1
    high = split - (split - x)
    low = x - high
    _add_exactly(parts, sign * high * high)
    _add_exactly(parts, sign * 2.0 * high * low)
    _add_exactly(parts, sign * low * low)
