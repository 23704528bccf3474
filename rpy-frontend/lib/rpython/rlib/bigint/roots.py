"""Powers, roots, logarithms and common divisors, on the numbers themselves."""

import math

from rpython.rlib.objectmodel import always_inline


def power(base, exponent: int):
    """Return a power, by repeated squaring."""
    if base.bit_count() == 1:
        result = base.fromint(1).lshift((base.bit_length() - 1) * exponent)
        return result.neg() if base.get_sign() < 0 and exponent & 1 else result
    result = base.fromint(1)
    bit = 1
    while bit <= exponent >> 1:
        bit <<= 1
    while bit > 0:
        result = result.mul(result)
        if exponent & bit:
            result = result.mul(base)
        bit >>= 1
    return result


def logarithm(n, base: float) -> float:
    """Return the logarithm of a positive number; base 0 is the natural one's."""
    # That of the topmost bits, and of the power of two below them.
    shift = max(n.bit_length() - 64, 0)
    result = math.log(n.rshift(shift).tofloat()) + float(shift) * math.log(2.0)
    return result / math.log(base) if base != 0.0 else result


def square_root(n):
    """Return the whole part of the square root of a positive number.

    The root of the upper half of the bits is right in its own upper half, and
    one of Newton's steps doubles that.
    """
    bits = n.bit_length()
    if bits <= 30:
        return n.fromint(_small_root(n.toint()))
    # The number of bits left is even, and more than half are.
    shift = (bits - 1) // 4
    estimate = square_root(n.rshift(2 * shift)).int_add(1).lshift(shift)
    # Never below the root, before and after each step.
    while True:
        better = estimate.add(n.floordiv(estimate)).rshift(1)
        if better.ge(estimate):
            return estimate
        estimate = better


def _small_root(n: int) -> int:
    root = int(float(n) ** 0.5)
    while root * root > n:
        root -= 1
    while (root + 1) * (root + 1) <= n:
        root += 1
    return root


@always_inline
def _leading(n, shift):
    return n.rshift(shift).toint()


def greatest_common_divisor(a, b):
    """Return the greatest common divisor of two numbers that are not negative.

    Lehmer's method: many steps of Euclid's at a time, on the leading bits of
    both numbers. (Knuth, volume 2, 4.5.2, algorithm L.)
    """
    if a.lt(b):
        a, b = b, a
    while not b.fits_int():
        shift = a.bit_length() - 30
        x = _leading(a, shift)
        y = _leading(b, shift)
        a_of_a, b_of_a, a_of_b, b_of_b = 1, 0, 0, 1
        while y + a_of_b != 0 and y + b_of_b != 0:
            quotient = (x + a_of_a) // (y + a_of_b)
            if quotient != (x + b_of_a) // (y + b_of_b):
                break
            a_of_a, a_of_b = a_of_b, a_of_a - quotient * a_of_b
            b_of_a, b_of_b = b_of_b, b_of_a - quotient * b_of_b
            x, y = y, x - quotient * y
        if b_of_a == 0:
            a, b = b, a.mod(b)
        else:
            a, b = (a.int_mul(a_of_a).add(b.int_mul(b_of_a)),
                    a.int_mul(a_of_b).add(b.int_mul(b_of_b)))
    small = b.toint()
    if small == 0:
        return a
    other = a.int_mod(small).toint()
    while other != 0:
        small, other = other, small % other
    return a.fromint(small)
