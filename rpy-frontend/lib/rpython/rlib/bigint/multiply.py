"""Products of big integers.

Schoolbook multiplication for short numbers, Karatsuba and Ofman's method with
three products of half the length for longer ones, and Toom and Cook's with
five of a third of the length above that. (Knuth, The Art of Computer
Programming, volume 2, 4.3.3; Bodrato and Zanoni, "Integer and polynomial
multiplication: towards optimal Toom-Cook matrices", 2007.)
"""

from rpython.rlib.bigint.words import (
    ZERO, add, add_digit, add_same, carry_of, clear_digits, compare, copy_digits, mul_add_digit,
    mul_digit, mul_high, new_digits, shift_digits_left, shift_digits_right, shift_left,
    shift_right, sub, sub_absolute, sub_same)
from rpython.rlib.objectmodel import dont_inline
from rpython.rlib.rarithmetic import LONG_BIT, r_uint

# Digits from which on a method pays.
KARATSUBA = 32
KARATSUBA_SQUARE = 48
TOOM = 160


def multiply(r, ro, a, ao, an, b, bo, bn):
    """r = a * b, of an + bn digits; an >= bn > 0. r overlaps neither."""
    if bn < KARATSUBA:
        _schoolbook(r, ro, a, ao, an, b, bo, bn)
    elif an == bn:
        scratch = new_digits(_scratch_size(an))
        if a == b and ao == bo:
            _square_same(r, ro, a, ao, an, scratch, 0)
        else:
            _multiply_same(r, ro, a, ao, b, bo, an, scratch, 0)
    else:
        _multiply_unequal(r, ro, a, ao, an, b, bo, bn)


def square(r, ro, a, ao, n):
    """r = a * a, of 2n digits; n > 0. r does not overlap a."""
    if n < KARATSUBA_SQUARE:
        _schoolbook_square(r, ro, a, ao, n)
    else:
        _square_same(r, ro, a, ao, n, new_digits(_scratch_size(n)), 0)


def _scratch_size(n):
    # Each level takes less than 2n + 8 digits, or 4n + 40 from TOOM on, and hands on the rest;
    # the next is at most half, or a third, as long.
    return 6 * n + 512


# ____________________________________________________________
# Schoolbook


@dont_inline
def _schoolbook(r, ro, a, ao, an, b, bo, bn):
    r[ro + an] = mul_digit(r, ro, a, ao, an, b[bo], ZERO)
    i = 1
    while i < bn:
        r[ro + an + i] = mul_add_digit(r, ro + i, a, ao, an, b[bo + i])
        i += 1


@dont_inline
def _schoolbook_square(r, ro, a, ao, n):
    # The products of different digits once, doubled, and the squares.
    if n > 1:
        r[ro] = ZERO
        r[ro + n] = mul_digit(r, ro + 1, a, ao + 1, n - 1, a[ao], ZERO)
        i = 1
        while i < n - 1:
            r[ro + n + i] = mul_add_digit(r, ro + 2 * i + 1, a, ao + i + 1, n - i - 1, a[ao + i])
            i += 1
        r[ro + 2 * n - 1] = ZERO
    else:
        clear_digits(r, ro, 2)
    carry = ZERO
    falls_out = ZERO
    i = 0
    while i < n:
        x = a[ao + i]
        low = r[ro + 2 * i]
        high = r[ro + 2 * i + 1]
        doubled = shift_left(low, 1) | falls_out
        doubled_high = shift_left(high, 1) | shift_right(low, LONG_BIT - 1)
        falls_out = shift_right(high, LONG_BIT - 1)
        total = x * x + carry
        upper = mul_high(x, x) + carry_of(total < carry)
        doubled += total
        r[ro + 2 * i] = doubled
        upper_carry = carry_of(doubled < total)
        partial = doubled_high + upper
        carry = carry_of(partial < upper)
        upper = partial + upper_carry
        carry += carry_of(upper < partial)
        r[ro + 2 * i + 1] = upper
        i += 1


def _multiply_unequal(r, ro, a, ao, an, b, bo, bn):
    """Cut the longer number into pieces of the shorter one's length."""
    scratch = new_digits(_scratch_size(bn))
    product = new_digits(2 * bn)
    _multiply_same(r, ro, a, ao, b, bo, bn, scratch, 0)
    done = bn
    while an - done >= bn:
        _multiply_same(product, 0, a, ao + done, b, bo, bn, scratch, 0)
        _add_piece(r, ro + done, product, bn, bn)
        done += bn
    rest = an - done
    if rest > 0:
        multiply(product, 0, b, bo, bn, a, ao + done, rest)
        _add_piece(r, ro + done, product, bn, rest)


def _add_piece(r, ro, product, overlap, more):
    """Add a product to the top `overlap` digits; its `more` others are new."""
    carry = add_same(r, ro, r, ro, product, 0, overlap)
    add_digit(r, ro + overlap, product, overlap, more, carry)


# ____________________________________________________________
# Karatsuba


def _multiply_same(r, ro, a, ao, b, bo, n, scratch, so):
    """r = a * b, of n digits each."""
    if n < KARATSUBA:
        _schoolbook(r, ro, a, ao, n, b, bo, n)
    elif n < TOOM:
        _karatsuba(r, ro, a, ao, b, bo, n, scratch, so)
    else:
        _toom(r, ro, a, ao, b, bo, n, scratch, so)


def _square_same(r, ro, a, ao, n, scratch, so):
    """r = a * a, of n digits."""
    if n < KARATSUBA_SQUARE:
        _schoolbook_square(r, ro, a, ao, n)
    elif n < TOOM:
        _karatsuba_square(r, ro, a, ao, n, scratch, so)
    else:
        _toom_square(r, ro, a, ao, n, scratch, so)


def _karatsuba(r, ro, a, ao, b, bo, n, scratch, so):
    # With a = a1 B + a0 and so on, the middle digits are a0 b0 + a1 b1 - (a0 - a1)(b0 - b1).
    low = (n + 1) // 2
    high = n - low
    differs = _half_difference(r, ro, a, ao, low, high)
    if _half_difference(r, ro + low, b, bo, low, high):
        differs = not differs
    _multiply_same(scratch, so, r, ro, r, ro + low, low, scratch, so + 2 * low)
    _multiply_same(r, ro, a, ao, b, bo, low, scratch, so + 2 * low)
    _multiply_same(r, ro + 2 * low, a, ao + low, b, bo + low, high, scratch, so + 2 * low)
    _karatsuba_sum(r, ro, low, high, scratch, so, differs)


def _karatsuba_square(r, ro, a, ao, n, scratch, so):
    low = (n + 1) // 2
    high = n - low
    _half_difference(r, ro, a, ao, low, high)
    _square_same(scratch, so, r, ro, low, scratch, so + 2 * low)
    _square_same(r, ro, a, ao, low, scratch, so + 2 * low)
    _square_same(r, ro + 2 * low, a, ao + low, high, scratch, so + 2 * low)
    _karatsuba_sum(r, ro, low, high, scratch, so, False)


def _half_difference(r, ro, a, ao, low, high):
    """r = |lower half - upper half|; return whether that was negative."""
    if low == high:
        return sub_absolute(r, ro, a, ao, a, ao + low, low)
    if a[ao + high] == ZERO and compare(a, ao, a, ao + low, high) < 0:
        sub_same(r, ro, a, ao + low, a, ao, high)
        r[ro + high] = ZERO
        return True
    sub(r, ro, a, ao, low, a, ao + low, high)
    return False


def _karatsuba_sum(r, ro, low, high, scratch, so, differs):
    """Add the middle product, in scratch, to the outer ones, in r."""
    middle = so + 2 * low
    # middle = r0 + r2 -/+ scratch
    carry = add(scratch, middle, r, ro, 2 * low, r, ro + 2 * low, 2 * high)
    if differs:
        carry += add_same(scratch, middle, scratch, middle, scratch, so, 2 * low)
    else:
        carry -= sub_same(scratch, middle, scratch, middle, scratch, so, 2 * low)
    carry += add_same(r, ro + low, r, ro + low, scratch, middle, 2 * low)
    add_digit(r, ro + 3 * low, r, ro + 3 * low, 2 * high - low, carry)


# ____________________________________________________________
# Toom-3: the product as a polynomial of degree 4, from its values at 0, 1, -1, 2 and infinity

_THREE = r_uint(3)
_THIRD = r_uint(pow(3, -1, 1 << LONG_BIT))


def _toom(r, ro, a, ao, b, bo, n, scratch, so):
    third = (n + 2) // 3
    top = n - 2 * third
    width = 2 * third + 2
    at_one = so
    at_minus_one = so + width
    at_two = so + 2 * width
    x = so + 3 * width
    y = x + third + 1
    free = y + third + 1
    _sum_of_outer(scratch, x, a, ao, third, top)
    _sum_of_outer(scratch, y, b, bo, third, top)
    is_negative = _subtract_middle(scratch, at_two, x, a, ao, third)
    if _subtract_middle(scratch, at_two + third + 1, y, b, bo, third):
        is_negative = not is_negative
    _multiply_same(scratch, at_minus_one, scratch, at_two, scratch, at_two + third + 1, third + 1, scratch, free)
    _add_middle(scratch, x, a, ao, third)
    _add_middle(scratch, y, b, bo, third)
    _multiply_same(scratch, at_one, scratch, x, scratch, y, third + 1, scratch, free)
    _value_at_two(scratch, x, a, ao, third, top)
    _value_at_two(scratch, y, b, bo, third, top)
    _multiply_same(scratch, at_two, scratch, x, scratch, y, third + 1, scratch, free)
    _multiply_same(r, ro, a, ao, b, bo, third, scratch, free)
    _multiply_same(r, ro + 4 * third, a, ao + 2 * third, b, bo + 2 * third, top, scratch, free)
    _interpolate(r, ro, third, top, scratch, at_one, at_minus_one, at_two, is_negative)


def _toom_square(r, ro, a, ao, n, scratch, so):
    third = (n + 2) // 3
    top = n - 2 * third
    width = 2 * third + 2
    at_one = so
    at_minus_one = so + width
    at_two = so + 2 * width
    x = so + 3 * width
    free = x + third + 1
    _sum_of_outer(scratch, x, a, ao, third, top)
    _subtract_middle(scratch, at_two, x, a, ao, third)
    _square_same(scratch, at_minus_one, scratch, at_two, third + 1, scratch, free)
    _add_middle(scratch, x, a, ao, third)
    _square_same(scratch, at_one, scratch, x, third + 1, scratch, free)
    _value_at_two(scratch, x, a, ao, third, top)
    _square_same(scratch, at_two, scratch, x, third + 1, scratch, free)
    _square_same(r, ro, a, ao, third, scratch, free)
    _square_same(r, ro + 4 * third, a, ao + 2 * third, top, scratch, free)
    _interpolate(r, ro, third, top, scratch, at_one, at_minus_one, at_two, False)


def _sum_of_outer(r, ro, a, ao, third, top):
    """r = a0 + a2, of third + 1 digits like all values."""
    r[ro + third] = add(r, ro, a, ao, third, a, ao + 2 * third, top)


def _add_middle(r, ro, a, ao, third):
    """r += a1."""
    r[ro + third] += add_same(r, ro, r, ro, a, ao + third, third)


def _subtract_middle(r, ro, outer, a, ao, third):
    """r = |outer - a1|, where `outer` is a place in r; return whether that was negative."""
    if r[outer + third] == ZERO and compare(r, outer, a, ao + third, third) < 0:
        sub_same(r, ro, a, ao + third, r, outer, third)
        r[ro + third] = ZERO
        return True
    sub(r, ro, r, outer, third + 1, a, ao + third, third)
    return False


def _value_at_two(r, ro, a, ao, third, top):
    """r = a0 + 2 a1 + 4 a2."""
    clear_digits(r, ro + top, third + 1 - top)
    r[ro + top] = shift_digits_left(r, ro, a, ao + 2 * third, top, 1)
    add(r, ro, r, ro, third + 1, a, ao + third, third)
    shift_digits_left(r, ro, r, ro, third + 1, 1)
    add(r, ro, r, ro, third + 1, a, ao, third)


def _interpolate(r, ro, third, top, v, at_one, at_minus_one, at_two, is_negative):
    """Find the middle coefficients from the values in v, and add them to r."""
    width = 2 * third + 2
    infinity = ro + 4 * third
    if is_negative:
        add_same(v, at_two, v, at_two, v, at_minus_one, width)
        add_same(v, at_minus_one, v, at_one, v, at_minus_one, width)
    else:
        sub_same(v, at_two, v, at_two, v, at_minus_one, width)
        sub_same(v, at_minus_one, v, at_one, v, at_minus_one, width)
    _divide_by_three(v, at_two, width)
    shift_digits_right(v, at_minus_one, v, at_minus_one, width, 1)  # now c1 + c3
    sub(v, at_one, v, at_one, width, r, ro, 2 * third)  # c1 + c2 + c3 + c4
    sub_same(v, at_two, v, at_two, v, at_one, width)
    shift_digits_right(v, at_two, v, at_two, width, 1)  # c3 + 2 c4
    sub_same(v, at_one, v, at_one, v, at_minus_one, width)
    sub(v, at_one, v, at_one, width, r, infinity, 2 * top)  # c2
    sub(v, at_two, v, at_two, width, r, infinity, 2 * top)
    sub(v, at_two, v, at_two, width, r, infinity, 2 * top)  # c3
    sub_same(v, at_minus_one, v, at_minus_one, v, at_two, width)  # c1
    copy_digits(v, at_one, r, ro + 2 * third, 2 * third)
    add(r, infinity, r, infinity, 2 * top, v, at_one + 2 * third, 2)
    add(r, ro + third, r, ro + third, 3 * third + 2 * top, v, at_minus_one, width)
    room = third + 2 * top
    add(r, ro + 3 * third, r, ro + 3 * third, room, v, at_two, min(width, room))


def _divide_by_three(r, ro, n):
    """r //= 3, where nothing is left over: each digit is one product away."""
    borrow = ZERO
    i = 0
    while i < n:
        x = r[ro + i]
        quotient = (x - borrow) * _THIRD
        r[ro + i] = quotient
        borrow = carry_of(x < borrow) + mul_high(quotient, _THREE)
        i += 1
