"""Bitwise operations, shifts and counts, on signed magnitudes as if they were two's complement."""

from rpython.rlib.bigint.words import (
    ALL_ONES, ONE, ZERO, add_digit, carry_of, leading_zeros, new_digits,
    shift_digits_left, shift_digits_right, shift_left, shift_right)
from rpython.rlib.objectmodel import always_inline, specialize
from rpython.rlib.rarithmetic import LONG_BIT, r_uint
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Signed


@always_inline
def _apply(operation, x, y):
    if operation == '&':
        return x & y
    elif operation == '|':
        return x | y
    else:
        return x ^ y


@specialize.arg(0)
def bitwise(operation, a, an, a_negative, b, bn, b_negative, negative):
    """Return the operation's result, of max(an, bn) + 1 digits; `negative` says its sign."""
    n = max(an, bn) + 1
    r = new_digits(n)
    # Minus a number is its complement plus one.
    a_mask = ALL_ONES if a_negative else ZERO
    b_mask = ALL_ONES if b_negative else ZERO
    r_mask = ALL_ONES if negative else ZERO
    a_carry = carry_of(a_negative)
    b_carry = carry_of(b_negative)
    r_carry = carry_of(negative)
    i = 0
    while i < n:
        x = ((a[i] if i < an else ZERO) ^ a_mask) + a_carry
        a_carry = carry_of(x < a_carry)
        y = ((b[i] if i < bn else ZERO) ^ b_mask) + b_carry
        b_carry = carry_of(y < b_carry)
        z = (_apply(operation, x, y) ^ r_mask) + r_carry
        r_carry = carry_of(z < r_carry)
        r[i] = z
        i += 1
    return r


def shifted_left(a, n, count):
    """Return a << count, of n + count // LONG_BIT + 1 digits."""
    whole = count // LONG_BIT
    r = new_digits(n + whole + 1)
    r[n + whole] = shift_digits_left(r, whole, a, 0, n, count % LONG_BIT)
    return r


def shifted_right(a, n, count, negative):
    """Return a >> count, of n - count // LONG_BIT + 1 digits, rounded towards minus infinity."""
    whole = count // LONG_BIT
    length = n - whole
    r = new_digits(length + 1)
    lost = shift_digits_right(r, 0, a, whole, length, count % LONG_BIT)
    if negative:
        i = 0
        while lost == ZERO and i < whole:
            lost = a[i]
            i += 1
        if lost != ZERO:
            add_digit(r, 0, r, 0, length + 1, ONE)
    return r


def bit_length(a, n):
    """Return the number of bits without zeros at the top."""
    if n == 0:
        return 0
    return n * LONG_BIT - leading_zeros(a[n - 1])


_PAIRS = r_uint((1 << LONG_BIT) // 3)  # 0101...
_FOURS = r_uint((1 << LONG_BIT) // 5)  # 00110011...
_BYTES = r_uint((1 << LONG_BIT) // 17)  # 00001111...
_SUMS = r_uint((1 << LONG_BIT) // 255)  # 00000001 00000001 ...


def count_ones(x):
    """Count the one bits of a digit."""
    x -= (x >> 1) & _PAIRS
    x = (x & _FOURS) + ((x >> 2) & _FOURS)
    x = (x + (x >> 4)) & _BYTES
    return llop.cast_int(Signed, (x * _SUMS) >> (LONG_BIT - 8))


def bit_count(a, n):
    """Count the one bits of the magnitude."""
    result = 0
    i = 0
    while i < n:
        result += count_ones(a[i])
        i += 1
    return result


_HASH_BITS = 61 if LONG_BIT == 64 else 31
_HASH_MODULUS = r_uint((1 << _HASH_BITS) - 1)


def hash_of(a, n):
    """Return the magnitude modulo a prime, all of whose bits are ones."""
    # In pieces of as many bits as the prime has: one such piece up is times 1.
    result = ZERO
    position = 0
    while position < n * LONG_BIT:
        index = position // LONG_BIT
        shift = position % LONG_BIT
        x = shift_right(a[index], shift)
        if shift > 0 and index + 1 < n:
            x |= shift_left(a[index + 1], LONG_BIT - shift)
        result += x & _HASH_MODULUS
        if result >= _HASH_MODULUS:
            result -= _HASH_MODULUS
        position += _HASH_BITS
    return llop.cast_int(Signed, result)
