"""Quotients and remainders of big integers.

By one digit and in the schoolbook way with reciprocals in place of the
processor's division (Möller and Granlund, "Improved division by invariant
integers", IEEE Transactions on Computers, 2011); from some length on
recursively, so that most of the work is multiplication (Burnikel and Ziegler,
"Fast recursive division", MPI-I-98-1-022, 1998).
"""

from rpython.rlib.bigint.multiply import multiply
from rpython.rlib.bigint.words import (
    ALL_ONES, ONE, ZERO, add_same, carry_of, compare, leading_zeros, mul_high, mul_sub_digit,
    new_digits, shift_digits_left, shift_digits_right, shift_left, shift_right, sub_digit, sub_same)
from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rlib.rarithmetic import LONG_BIT, r_uint
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool, Unsigned

# Digits from which on recursive division pays.
RECURSIVE = 60

_HALF = LONG_BIT // 2
_HALF_MASK = r_uint((1 << _HALF) - 1)


# ____________________________________________________________
# By one digit. All divisors have their topmost bit set.


@dont_inline
def reciprocal(d):
    """Return the quotient of all ones, two digits long, and d, less the digits' base."""
    # (~d, ~0) / d, half a digit at a time.
    upper = shift_right(d, _HALF)
    high, rest = _divide_half(~d, _HALF_MASK, d, upper)
    low, rest = _divide_half(rest, _HALF_MASK, d, upper)
    return shift_left(high, _HALF) | low


@always_inline
def _divide_half(high, next_half, d, upper):
    """Divide a digit and a half by a digit: half a digit, and the rest."""
    lower = d & _HALF_MASK
    quotient = llop.uint_div(Unsigned, high, upper)
    rest = high - quotient * upper
    product = quotient * lower
    while quotient > _HALF_MASK or product > (shift_left(rest, _HALF) | next_half):
        quotient -= ONE
        product -= lower
        rest += upper
        if rest > _HALF_MASK:
            break
    return quotient, (shift_left(high, _HALF) | next_half) - quotient * d


@always_inline
def divide_step(high, low, d, v):
    """Divide two digits, high < d, by d with reciprocal v: a digit, and the rest."""
    fraction = v * high
    quotient = mul_high(v, high) + high + ONE
    fraction += low
    quotient += carry_of(fraction < low)
    rest = low - quotient * d
    if rest > fraction:
        quotient -= ONE
        rest += d
    if llop.unlikely(Bool, rest >= d):
        quotient += ONE
        rest -= d
    return quotient, rest


def divide_digit(q, qo, a, ao, n, d):
    """q = a // d for any d but 0; return the remainder. q may be a."""
    shift = leading_zeros(d)
    return divide_prepared(q, qo, a, ao, n, shift_left(d, shift), shift, reciprocal(shift_left(d, shift)))


@dont_inline
def divide_prepared(q, qo, a, ao, n, d, shift, v):
    """Like `divide_digit`, with d << shift and its reciprocal v."""
    rest = ZERO
    if n == 0:
        return rest
    if shift == 0:
        i = n - 1
        while i >= 0:
            digit, rest = divide_step(rest, a[ao + i], d, v)
            q[qo + i] = digit
            i -= 1
        return rest
    back = LONG_BIT - shift
    x = a[ao + n - 1]
    rest = shift_right(x, back)
    i = n - 1
    while i >= 0:
        lower = a[ao + i - 1] if i > 0 else ZERO
        digit, rest = divide_step(rest, shift_left(x, shift) | shift_right(lower, back), d, v)
        q[qo + i] = digit
        x = lower
        i -= 1
    return shift_right(rest, shift)


def remainder_digit(a, ao, n, d):
    """Return a % d for any d but 0."""
    shift = leading_zeros(d)
    divisor = shift_left(d, shift)
    v = reciprocal(divisor)
    rest = ZERO
    i = n - 1
    # a << shift, whose digits straddle those of a.
    above = ZERO
    while i >= 0:
        x = a[ao + i]
        digit = shift_left(above, shift)
        if shift > 0:
            digit |= shift_right(x, LONG_BIT - shift)
            _, rest = divide_step(rest, digit, divisor, v)
        else:
            _, rest = divide_step(rest, x, divisor, v)
        above = x
        i -= 1
    if shift > 0:
        _, rest = divide_step(rest, shift_left(above, shift), divisor, v)
    return shift_right(rest, shift)


# ____________________________________________________________
# Schoolbook


def _reciprocal_of_two(d1, d0):
    """Return the quotient of all ones, three digits long, and d1 d0, less the digits' base."""
    v = reciprocal(d1)
    p = d1 * v + d0
    if p < d0:
        v -= ONE
        if p >= d1:
            v -= ONE
            p -= d1
        p -= d1
    high = mul_high(v, d0)
    low = v * d0
    p += high
    if p < high:
        v -= ONE
        if p > d1 or (p == d1 and low >= d0):
            v -= ONE
    return v


@always_inline
def _quotient_digit(n2, n1, n0, d1, d0, v):
    """Divide three digits by two, n2 n1 < d1 d0."""
    quotient = mul_high(v, n2)
    fraction = v * n2
    fraction += n1
    quotient += n2 + carry_of(fraction < n1)
    # The rest, modulo the square of the base.
    r1 = n1 - quotient * d1
    r0 = n0 - d0
    r1 -= d1 + carry_of(n0 < d0)
    low = d0 * quotient
    r1 -= mul_high(d0, quotient) + carry_of(r0 < low)
    r0 -= low
    quotient += ONE
    if r1 >= fraction:
        quotient -= ONE
        r0 += d0
        r1 += d1 + carry_of(r0 < d0)
    if llop.unlikely(Bool, r1 >= d1):
        if r1 > d1 or r0 >= d0:
            quotient += ONE
    return quotient


@dont_inline
def _divide_schoolbook(q, qo, a, ao, an, d, do, dn):
    """q, a = divmod(a, d), for d of 2 digits at least; return the quotient's top digit.

    q is an - dn digits; the one above them is 0 or 1.
    """
    top = ZERO
    if compare(a, ao + an - dn, d, do, dn) >= 0:
        sub_same(a, ao + an - dn, a, ao + an - dn, d, do, dn)
        top = ONE
    d1 = d[do + dn - 1]
    d0 = d[do + dn - 2]
    v = _reciprocal_of_two(d1, d0)
    j = an - dn - 1
    while j >= 0:
        n2 = a[ao + j + dn]
        n1 = a[ao + j + dn - 1]
        if n2 == d1 and n1 == d0:
            digit = ALL_ONES
        else:
            digit = _quotient_digit(n2, n1, a[ao + j + dn - 2], d1, d0, v)
        rest = n2 - mul_sub_digit(a, ao + j, d, do, dn, digit)
        while llop.unlikely(Bool, rest != ZERO):
            digit -= ONE
            rest += add_same(a, ao + j, a, ao + j, d, do, dn)
        q[qo + j] = digit
        j -= 1
    return top


# ____________________________________________________________
# Recursive


def divide(q, qo, a, ao, an, d, do, dn):
    """q, a = divmod(a, d), for d of 2 digits at least and its topmost bit set.

    q is an - dn digits; return the one above them, which is 0 or 1. The
    remainder is the lowest dn digits of a; what is above is undefined.
    """
    qn = an - dn
    if dn < RECURSIVE or qn < RECURSIVE:
        return _divide_schoolbook(q, qo, a, ao, an, d, do, dn)
    scratch = new_digits(dn)
    if qn < dn:
        return _divide_short(q, qo, a, ao, qn, d, do, dn, scratch)
    # The quotient in pieces as long as the divisor, the first of what is left over.
    done = qn // dn * dn
    first = qn - done
    if first == 0:
        done -= dn
        top = _divide_same(q, qo + done, a, ao + done, d, do, dn, scratch)
    elif first < RECURSIVE:
        top = _divide_schoolbook(q, qo + done, a, ao + done, dn + first, d, do, dn)
    else:
        top = _divide_short(q, qo + done, a, ao + done, first, d, do, dn, scratch)
    while done > 0:
        done -= dn
        _divide_same(q, qo + done, a, ao + done, d, do, dn, scratch)
    return top


def _divide_short(q, qo, a, ao, qn, d, do, dn, scratch):
    """Find a quotient of fewer digits than the divisor from as many of the divisor's."""
    rest = dn - qn
    top = _divide_same(q, qo, a, ao + rest, d, do + rest, qn, scratch)
    return _account_for_lower_digits(q, qo, qn, top, a, ao, d, do, dn, scratch)


def _divide_same(q, qo, a, ao, d, do, n, scratch):
    """Divide 2n digits by n, in two halves."""
    if n < RECURSIVE:
        return _divide_schoolbook(q, qo, a, ao, 2 * n, d, do, n)
    low = n // 2
    high = n - low
    top = _divide_same(q, qo + low, a, ao + 2 * low, d, do + low, high, scratch)
    top = _account_for_lower_digits(q, qo + low, high, top, a, ao + low, d, do, n, scratch)
    middle = _divide_same(q, qo, a, ao + high, d, do + high, low, scratch)
    _account_for_lower_digits(q, qo, low, middle, a, ao, d, do, n, scratch)
    return top


def _account_for_lower_digits(q, qo, qn, top, a, ao, d, do, dn, scratch):
    """Correct a quotient by the top qn digits of d, and the rest, for the other digits."""
    lower = dn - qn
    if qn >= lower:
        multiply(scratch, 0, q, qo, qn, d, do, lower)
    else:
        multiply(scratch, 0, d, do, lower, q, qo, qn)
    borrow = sub_same(a, ao, a, ao, scratch, 0, dn)
    if top != ZERO:
        borrow += sub_same(a, ao + qn, a, ao + qn, d, do, lower)
    while borrow != ZERO:
        top -= sub_digit(q, qo, q, qo, qn, ONE)
        borrow -= add_same(a, ao, a, ao, d, do, dn)
    return top


# ____________________________________________________________
# Any divisor


def divide_any(q, a, an, b, bn):
    """Divide by b of 2 digits at least, whose top digit is not 0; an >= bn.

    q gets an - bn + 1 digits. Return a new array with the remainder in its
    lowest bn digits.
    """
    shift = leading_zeros(b[bn - 1])
    rest = new_digits(an + 1)
    divisor = b
    if shift > 0:
        divisor = new_digits(bn)
        shift_digits_left(divisor, 0, b, 0, bn, shift)
    rest[an] = shift_digits_left(rest, 0, a, 0, an, shift)
    # With a zero on top there is no quotient digit above the an - bn + 1.
    divide(q, 0, rest, 0, an + 1, divisor, 0, bn)
    shift_digits_right(rest, 0, rest, 0, bn, shift)
    return rest
