"""Loops over the digits of big integers: add, subtract, multiply by a digit, shift.

Everything else about big integers ends here. The loops take four digits at a
time, so that carries stay in registers.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rlib.rarithmetic import LONG_BIT, r_uint
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool, GcArray, Signed, Unsigned, Void, malloc

DIGITS = GcArray(Unsigned)

ZERO = r_uint(0)
ONE = r_uint(1)
ALL_ONES = r_uint(-1)


@always_inline
def carry_of(condition):
    """Return 1 or 0 as a digit."""
    return llop.cast_bool_to_int(Unsigned, condition)


@always_inline
def mul_high(x, y):
    """Return the upper digit of a product."""
    return llop.uint_mul_high(Unsigned, x, y)


@always_inline
def leading_zeros(x):
    """Count the zero bits above the topmost one bit of a digit."""
    return llop.cast_int(Signed, llop.uint_leading_zeros(Unsigned, x))


@always_inline
def shift_left(x, count):
    """Shift a digit by less than its width."""
    return llop.int_lshift(Unsigned, x, llop.cast_int(Unsigned, count))


@always_inline
def shift_right(x, count):
    """Shift a digit by less than its width."""
    return llop.uint_rshift(Unsigned, x, llop.cast_int(Unsigned, count))


def copy_digits(a, ao, r, ro, n):
    """Copy `n` digits. The places may overlap."""
    llop.arraycopy(Void, a, ao, r, ro, n)


def clear_digits(r, ro, n):
    """Set `n` digits to zero."""
    llop.arrayclear(Void, r, ro, n)


def new_digits(n):
    """Return an array of zeros."""
    return malloc(DIGITS, n)


def significant(a, ao, n):
    """Return how many of `n` digits are left without zeros at the top."""
    while n > 0 and a[ao + n - 1] == ZERO:
        n -= 1
    return n


def compare(a, ao, b, bo, n):
    """Return -1, 0 or 1 as a number of `n` digits is less, equal or greater."""
    i = n - 1
    while i >= 0:
        x = a[ao + i]
        y = b[bo + i]
        if x != y:
            return -1 if x < y else 1
        i -= 1
    return 0


# ____________________________________________________________
# Sums


@always_inline
def _add_step(r, ri, x, y, carry):
    partial = x + y
    total = partial + carry
    r[ri] = total
    return carry_of(partial < x) | carry_of(total < partial)


@always_inline
def _sub_step(r, ri, x, y, borrow):
    partial = x - y
    r[ri] = partial - borrow
    return carry_of(x < y) | carry_of(partial < borrow)


@dont_inline
def add_same(r, ro, a, ao, b, bo, n):
    """r = a + b, of `n` digits each; return the carry."""
    carry = ZERO
    i = 0
    while i + 4 <= n:
        carry = _add_step(r, ro + i, a[ao + i], b[bo + i], carry)
        carry = _add_step(r, ro + i + 1, a[ao + i + 1], b[bo + i + 1], carry)
        carry = _add_step(r, ro + i + 2, a[ao + i + 2], b[bo + i + 2], carry)
        carry = _add_step(r, ro + i + 3, a[ao + i + 3], b[bo + i + 3], carry)
        i += 4
    while i < n:
        carry = _add_step(r, ro + i, a[ao + i], b[bo + i], carry)
        i += 1
    return carry


@dont_inline
def sub_same(r, ro, a, ao, b, bo, n):
    """r = a - b, of `n` digits each; return the borrow."""
    borrow = ZERO
    i = 0
    while i + 4 <= n:
        borrow = _sub_step(r, ro + i, a[ao + i], b[bo + i], borrow)
        borrow = _sub_step(r, ro + i + 1, a[ao + i + 1], b[bo + i + 1], borrow)
        borrow = _sub_step(r, ro + i + 2, a[ao + i + 2], b[bo + i + 2], borrow)
        borrow = _sub_step(r, ro + i + 3, a[ao + i + 3], b[bo + i + 3], borrow)
        i += 4
    while i < n:
        borrow = _sub_step(r, ro + i, a[ao + i], b[bo + i], borrow)
        i += 1
    return borrow


def add_digit(r, ro, a, ao, n, carry):
    """r = a + a digit; return the carry."""
    i = 0
    while i < n and carry != ZERO:
        total = a[ao + i] + carry
        carry = carry_of(total < carry)
        r[ro + i] = total
        i += 1
    # Where r is a, the other digits are there already.
    if i < n and not (r == a and ro == ao):
        copy_digits(a, ao + i, r, ro + i, n - i)
    return carry


def sub_digit(r, ro, a, ao, n, borrow):
    """r = a - a digit; return the borrow."""
    i = 0
    while i < n and borrow != ZERO:
        x = a[ao + i]
        r[ro + i] = x - borrow
        borrow = carry_of(x < borrow)
        i += 1
    if i < n and not (r == a and ro == ao):
        copy_digits(a, ao + i, r, ro + i, n - i)
    return borrow


def add(r, ro, a, ao, an, b, bo, bn):
    """r = a + b, where a is at least as long; return the carry out of `an` digits."""
    carry = add_same(r, ro, a, ao, b, bo, bn)
    return add_digit(r, ro + bn, a, ao + bn, an - bn, carry)


def sub(r, ro, a, ao, an, b, bo, bn):
    """r = a - b, where a is at least as long; return the borrow out of `an` digits."""
    borrow = sub_same(r, ro, a, ao, b, bo, bn)
    return sub_digit(r, ro + bn, a, ao + bn, an - bn, borrow)


def sub_absolute(r, ro, a, ao, b, bo, n):
    """r = |a - b|; return whether a is less than b."""
    if compare(a, ao, b, bo, n) < 0:
        sub_same(r, ro, b, bo, a, ao, n)
        return True
    sub_same(r, ro, a, ao, b, bo, n)
    return False


# ____________________________________________________________
# Products with one digit


@always_inline
def _mul_step(r, ri, x, digit, carry):
    low = x * digit
    total = low + carry
    r[ri] = total
    return mul_high(x, digit) + carry_of(total < low)


@always_inline
def _mul_add_step(r, ri, x, digit, carry):
    low = x * digit
    high = mul_high(x, digit)
    partial = low + carry
    high += carry_of(partial < low)
    total = r[ri] + partial
    r[ri] = total
    return high + carry_of(total < partial)


@always_inline
def _mul_sub_step(r, ri, x, digit, borrow):
    low = x * digit
    high = mul_high(x, digit)
    partial = low + borrow
    high += carry_of(partial < low)
    before = r[ri]
    r[ri] = before - partial
    return high + carry_of(before < partial)


@dont_inline
def mul_digit(r, ro, a, ao, n, digit, carry):
    """r = a * digit + carry; return the digit above the `n` of the result."""
    i = 0
    while i + 4 <= n:
        carry = _mul_step(r, ro + i, a[ao + i], digit, carry)
        carry = _mul_step(r, ro + i + 1, a[ao + i + 1], digit, carry)
        carry = _mul_step(r, ro + i + 2, a[ao + i + 2], digit, carry)
        carry = _mul_step(r, ro + i + 3, a[ao + i + 3], digit, carry)
        i += 4
    while i < n:
        carry = _mul_step(r, ro + i, a[ao + i], digit, carry)
        i += 1
    return carry


@dont_inline
def mul_add_digit(r, ro, a, ao, n, digit):
    """r += a * digit; return the digit above the `n` of the result."""
    carry = ZERO
    i = 0
    while i + 4 <= n:
        carry = _mul_add_step(r, ro + i, a[ao + i], digit, carry)
        carry = _mul_add_step(r, ro + i + 1, a[ao + i + 1], digit, carry)
        carry = _mul_add_step(r, ro + i + 2, a[ao + i + 2], digit, carry)
        carry = _mul_add_step(r, ro + i + 3, a[ao + i + 3], digit, carry)
        i += 4
    while i < n:
        carry = _mul_add_step(r, ro + i, a[ao + i], digit, carry)
        i += 1
    return carry


@dont_inline
def mul_sub_digit(r, ro, a, ao, n, digit):
    """r -= a * digit; return what is to be subtracted above the `n` digits."""
    borrow = ZERO
    i = 0
    while i + 4 <= n:
        borrow = _mul_sub_step(r, ro + i, a[ao + i], digit, borrow)
        borrow = _mul_sub_step(r, ro + i + 1, a[ao + i + 1], digit, borrow)
        borrow = _mul_sub_step(r, ro + i + 2, a[ao + i + 2], digit, borrow)
        borrow = _mul_sub_step(r, ro + i + 3, a[ao + i + 3], digit, borrow)
        i += 4
    while i < n:
        borrow = _mul_sub_step(r, ro + i, a[ao + i], digit, borrow)
        i += 1
    return borrow


# ____________________________________________________________
# Shifts by less than a digit. Copying is a shift by 0.


def shift_digits_left(r, ro, a, ao, n, count):
    """r = a << count, from the top down; return the digit above."""
    if count == 0:
        copy_digits(a, ao, r, ro, n)
        return ZERO
    if n == 0:
        return ZERO
    back = LONG_BIT - count
    x = a[ao + n - 1]
    above = shift_right(x, back)
    i = n - 1
    while i > 0:
        lower = a[ao + i - 1]
        r[ro + i] = shift_left(x, count) | shift_right(lower, back)
        x = lower
        i -= 1
    r[ro] = shift_left(x, count)
    return above


def shift_digits_right(r, ro, a, ao, n, count):
    """r = a >> count, from the bottom up; return the bits that fall out, at the top of a digit."""
    if count == 0:
        copy_digits(a, ao, r, ro, n)
        return ZERO
    if n == 0:
        return ZERO
    back = LONG_BIT - count
    x = a[ao]
    below = shift_left(x, back)
    i = 0
    while i < n - 1:
        upper = a[ao + i + 1]
        r[ro + i] = shift_right(x, count) | shift_left(upper, back)
        x = upper
        i += 1
    r[ro + n - 1] = shift_right(x, count)
    return below
