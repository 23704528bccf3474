"""Powers modulo a big integer.

The exponent is read a window of bits at a time (Menezes, van Oorschot and
Vanstone, Handbook of Applied Cryptography, 14.85). For odd moduli of moderate
length the remainders are Montgomery's, which take no division ("Modular
multiplication without trial division", Mathematics of Computation, 1985).
"""

from rpython.rlib.bigint.divide import divide, divide_prepared, reciprocal
from rpython.rlib.bigint.multiply import multiply, square
from rpython.rlib.bigint.words import (
    ONE, ZERO, add_same, clear_digits, compare, copy_digits, leading_zeros, mul_add_digit,
    new_digits, shift_digits_left, shift_digits_right, shift_right, sub_same)
from rpython.rlib.objectmodel import dont_inline
from rpython.rlib.rarithmetic import LONG_BIT, r_uint

# Digits of the modulus from which on dividing is faster than Montgomery's way.
LONGEST_MONTGOMERY = 300


class Modulus:
    """Multiplies numbers modulo another; both have `n` digits."""

    def __init__(self, m, n: int):
        self.m = m
        self.n = n
        self.product = new_digits(2 * n + 1)
        self.is_montgomery = (m[0] & ONE) != ZERO and n < LONGEST_MONTGOMERY
        self.inverse = ZERO
        self.shift = leading_zeros(m[n - 1])
        self.divisor = new_digits(n)
        self.quotient = new_digits(n + 1)
        shift_digits_left(self.divisor, 0, m, 0, n, self.shift)
        if self.is_montgomery:
            self.inverse = ZERO - _inverse_digit(m[0])

    def enter(self, r, a):
        """Convert a number below the modulus to its form here."""
        n = self.n
        if not self.is_montgomery:
            copy_digits(a, 0, r, 0, n)
            return
        clear_digits(self.product, 0, n)
        copy_digits(a, 0, self.product, n, n)
        self._remainder(r)

    def leave(self, r, a):
        """Undo `enter`."""
        if not self.is_montgomery:
            copy_digits(a, 0, r, 0, self.n)
            return
        copy_digits(a, 0, self.product, 0, self.n)
        clear_digits(self.product, self.n, self.n)
        self._reduce(r)

    def multiply(self, r, a, b):
        """r = a * b."""
        multiply(self.product, 0, a, 0, self.n, b, 0, self.n)
        self._after_product(r)

    def square(self, r, a):
        """r = a * a."""
        square(self.product, 0, a, 0, self.n)
        self._after_product(r)

    def _after_product(self, r):
        if self.is_montgomery:
            self._reduce(r)
        else:
            self._remainder(r)

    def _remainder(self, r):
        n = self.n
        product = self.product
        product[2 * n] = shift_digits_left(product, 0, product, 0, 2 * n, self.shift)
        if n == 1:
            divisor = self.divisor[0]
            product[0] = divide_prepared(product, 0, product, 0, 3, divisor, 0, reciprocal(divisor))
        else:
            divide(self.quotient, 0, product, 0, 2 * n + 1, self.divisor, 0, n)
        shift_digits_right(r, 0, product, 0, n, self.shift)

    @dont_inline
    def _reduce(self, r):
        """r = the product times the inverse of the base to the power of n."""
        product = self.product
        m = self.m
        n = self.n
        i = 0
        while i < n:
            # The lowest digit becomes 0; the carry takes its place until the end.
            product[i] = mul_add_digit(product, i, m, 0, n, product[i] * self.inverse)
            i += 1
        carry = add_same(r, 0, product, n, product, 0, n)
        if carry != ZERO or compare(r, 0, m, 0, n) >= 0:
            sub_same(r, 0, r, 0, m, 0, n)


def _inverse_digit(x):
    """Return the inverse of an odd digit modulo the base, by Newton's iteration."""
    result = x  # right for 3 bits
    bits = 3
    while bits < LONG_BIT:
        result *= r_uint(2) - x * result
        bits *= 2
    return result


def _window_width(bits: int) -> int:
    if bits < 24:
        return 1
    if bits < 80:
        return 3
    if bits < 240:
        return 4
    if bits < 672:
        return 5
    return 6


def power_modulo(r, a, e, en: int, m, n: int):
    """r = a ** e % m, of n digits; a is below m, e positive and of en digits."""
    modulus = Modulus(m, n)
    bits = en * LONG_BIT - leading_zeros(e[en - 1])
    width = _window_width(bits)
    # a to the powers of 1, 3, 5, ...
    odd_powers = [new_digits(n)]
    modulus.enter(odd_powers[0], a)
    if width > 1:
        squared = new_digits(n)
        modulus.square(squared, odd_powers[0])
        for i in range((1 << (width - 1)) - 1):
            following = new_digits(n)
            modulus.multiply(following, odd_powers[i], squared)
            odd_powers.append(following)
    result = new_digits(n)
    is_one = True
    position = bits - 1
    while position >= 0:
        if not _bit(e, position):
            modulus.square(result, result)
            position -= 1
            continue
        # The longest window that ends with a one bit.
        last = position - width + 1
        if last < 0:
            last = 0
        while not _bit(e, last):
            last += 1
        value = 0
        while position >= last:
            value = 2 * value + (1 if _bit(e, position) else 0)
            if not is_one:
                modulus.square(result, result)
            position -= 1
        if is_one:
            copy_digits(odd_powers[value >> 1], 0, result, 0, n)
            is_one = False
        else:
            modulus.multiply(result, result, odd_powers[value >> 1])
    modulus.leave(r, result)


def _bit(e, position) -> bool:
    return (shift_right(e[position // LONG_BIT], position % LONG_BIT) & ONE) != ZERO
