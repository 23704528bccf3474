"""Between digits of the machine and digits of a text, in any base.

Long numbers are cut in halves by dividing by a power of the base, and put
together from halves by multiplying with one; so the time is that of few long
products rather than of many short ones. (Knuth, volume 2, 4.4.)
"""

from rpython.rlib.bigint.divide import divide, divide_prepared, reciprocal
from rpython.rlib.bigint.multiply import multiply, square
from rpython.rlib.bigint.words import (
    ZERO, add, copy_digits, leading_zeros, mul_digit, new_digits, shift_digits_left,
    shift_digits_right, shift_left, shift_right, significant)
from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rlib.rarithmetic import LONG_BIT, r_uint
from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Char, Signed, Unsigned, malloc
from rpython.rtyper.rstr import STR, ll_substring

# Digits of the machine from which on numbers are cut in halves.
TO_TEXT = 30
FROM_TEXT = 160


class Radix:
    """A base, and the largest power of it that is one digit of the machine."""

    _immutable_fields_ = ['base', 'chunk', 'chunk_power', 'shift', 'divisor', 'v']

    def __init__(self, base: int):
        chunk = 1
        power = base
        # As long as the next product fits.
        while llop.uint_mul_high(Unsigned, r_uint(power), r_uint(base)) == ZERO:
            power = int_of(r_uint(power) * r_uint(base))
            chunk += 1
        self.base = base
        self.chunk = chunk
        self.chunk_power = r_uint(power)
        self.shift = leading_zeros(self.chunk_power)
        self.divisor = shift_left(self.chunk_power, self.shift)
        self.v = reciprocal(self.divisor)


@always_inline
def int_of(digit):
    """Return a digit's bits as an int."""
    return llop.cast_int(Signed, digit)


DECIMAL = Radix(10)


class Power:
    """The base to the power of `width`."""

    _immutable_fields_ = ['width', 'digits', 'n', 'shift']

    def __init__(self, width: int, digits, n: int):
        self.width = width
        self.digits = digits
        self.n = n
        self.shift = leading_zeros(digits[n - 1])

    def shifted(self):
        """Return its digits with the topmost bit set, to divide by."""
        result = new_digits(self.n)
        shift_digits_left(result, 0, self.digits, 0, self.n, self.shift)
        return result


def _first_power(radix: Radix):
    digits = new_digits(1)
    digits[0] = radix.chunk_power
    return Power(radix.chunk, digits, 1)


def _squared(power: Power):
    digits = new_digits(2 * power.n)
    square(digits, 0, power.digits, 0, power.n)
    return Power(2 * power.width, digits, significant(digits, 0, 2 * power.n))


# ____________________________________________________________
# To text


def to_text(radix: Radix, alphabet: str, a, n: int, prefix: str) -> str:
    """Return a positive number as text after `prefix`."""
    powers = [_first_power(radix)]
    while 2 * powers[-1].n - 1 <= n:
        powers.append(_squared(powers[-1]))
    divisors = [power.shifted() for power in powers]
    # The number is less than the square of the last power.
    width = 2 * powers[-1].width
    text = malloc(STR, len(prefix) + width)
    copy = new_digits(n + 1)
    copy_digits(a, 0, copy, 0, n)
    _write(radix, alphabet, powers, divisors, len(powers) - 1, copy, 0, n, text, len(prefix), width)
    start = len(prefix)
    while start < len(prefix) + width - 1 and text.chars[start] == alphabet[0]:
        start += 1
    start -= len(prefix)
    for i in range(len(prefix)):
        text.chars[start + i] = prefix[i]
    return hlstr(ll_substring(text, start, len(text.chars)))


def _write(radix, alphabet, powers, divisors, level, a, ao, n, text, at, width):
    """Write exactly `width` characters. Destroys a, and the digit above."""
    n = significant(a, ao, n)
    if n <= TO_TEXT or level == 0:
        _write_short(radix, alphabet, a, ao, n, text, at, width)
        return
    power = powers[level]
    if n < power.n:
        half = width - power.width
        _fill(alphabet[0], text, at, half)
        _write(radix, alphabet, powers, divisors, level - 1, a, ao, n, text, at + half, power.width)
        return
    a[ao + n] = shift_digits_left(a, ao, a, ao, n, power.shift)
    # The quotient may be as long as the next level needs, and one digit more.
    quotient = new_digits(n - power.n + 2)
    divide(quotient, 0, a, ao, n + 1, divisors[level], 0, power.n)
    shift_digits_right(a, ao, a, ao, power.n, power.shift)
    half = width - power.width
    _write(radix, alphabet, powers, divisors, level - 1, quotient, 0, n - power.n + 1, text, at, half)
    _write(radix, alphabet, powers, divisors, level - 1, a, ao, power.n, text, at + half, power.width)


def _fill(char, text, at, width):
    i = 0
    while i < width:
        text.chars[at + i] = char
        i += 1


@dont_inline
def _write_short(radix, alphabet, a, ao, n, text, at, width):
    end = at + width
    while n > 0:
        rest = divide_prepared(a, ao, a, ao, n, radix.divisor, radix.shift, radix.v)
        if a[ao + n - 1] == ZERO:
            n -= 1
        stop = end - radix.chunk
        if stop < at:
            stop = at
        if radix.base == 10:
            _write_decimal_chunk(rest, text, stop, end)
        else:
            _write_chunk(r_uint(radix.base), alphabet, rest, text, stop, end)
        end = stop
    _fill(alphabet[0], text, at, end - at)


def _write_decimal_chunk(rest, text, start, end):
    # The division is by a constant, which is a multiplication.
    while end > start:
        end -= 1
        upper = llop.uint_div(Unsigned, rest, r_uint(10))
        text.chars[end] = llop.cast_int_to_char(Char, int_of(rest - upper * r_uint(10)) + 48)
        rest = upper


def _write_chunk(base, alphabet, rest, text, start, end):
    while end > start:
        end -= 1
        upper = llop.uint_div(Unsigned, rest, base)
        text.chars[end] = alphabet[int_of(rest - upper * base)]
        rest = upper


def to_text_of_bits(bits: int, alphabet: str, a, n: int, prefix: str) -> str:
    """Return a positive number as text in base 2 to the power of `bits`."""
    width = (n * LONG_BIT - leading_zeros(a[n - 1]) + bits - 1) // bits
    text = malloc(STR, len(prefix) + width)
    for i in range(len(prefix)):
        text.chars[i] = prefix[i]
    mask = r_uint((1 << bits) - 1)
    end = len(prefix) + width
    position = 0
    for i in range(width):
        index = position // LONG_BIT
        shift = position % LONG_BIT
        digit = shift_right(a[index], shift)
        if shift + bits > LONG_BIT and index + 1 < n:
            digit |= shift_left(a[index + 1], LONG_BIT - shift)
        text.chars[end - 1 - i] = alphabet[int_of(digit & mask)]
        position += bits
    return hlstr(text)


# ____________________________________________________________
# From text: the values of the characters are the characters of a string, the first one on top


@always_inline
def _value_at(values, position):
    return llop.cast_char_to_int(Unsigned, values.chars[position])


def _value_of(c: str) -> str:
    return chr(int(c, 36)) if c.isascii() and c.isalnum() else '\xff'


# The value of each character; none for those that are no digits.
_VALUES = llstr(''.join([_value_of(chr(i)) for i in range(256)]))


def values_of(parser):
    """Return the values of the digits that a NumberStringParser would give."""
    start = parser.position
    text = llstr(parser.s)
    values = malloc(STR, parser.end - start)
    for i in range(parser.end - start):
        c = _VALUES.chars[llop.cast_char_to_int(Signed, text.chars[start + i])]
        if llop.cast_char_to_int(Signed, c) >= parser.base:
            parser.error()
        values.chars[i] = c
    return values


def from_values(radix: Radix, values, count: int):
    """Return an array with the number, of `digits_needed` digits."""
    n = digits_needed(radix, count)
    result = new_digits(n)
    if n <= FROM_TEXT:
        _read_short(radix, values, 0, count, result, 0, n)
        return result
    powers = [_first_power(radix)]
    while powers[-1].width * 2 < count:
        powers.append(_squared(powers[-1]))
    _read(radix, powers, len(powers) - 1, values, 0, count, result, 0)
    return result


def digits_needed(radix: Radix, count: int) -> int:
    """Return how many digits are enough for numbers of `count` characters."""
    return (count + radix.chunk - 1) // radix.chunk + 1


def _read(radix, powers, level, values, start, end, r, ro):
    """r = the number in these characters; all of its `digits_needed` are written."""
    count = end - start
    n = digits_needed(radix, count)
    if n <= FROM_TEXT:
        _read_short(radix, values, start, end, r, ro, n)
        return
    while powers[level].width >= count:
        level -= 1
    power = powers[level]
    middle = end - power.width
    upper_n = digits_needed(radix, middle - start)
    lower_n = digits_needed(radix, power.width)
    upper = new_digits(upper_n)
    lower = new_digits(lower_n)
    product = new_digits(upper_n + power.n)
    _read(radix, powers, level, values, start, middle, upper, 0)
    _read(radix, powers, level, values, middle, end, lower, 0)
    used = significant(upper, 0, upper_n)
    if used >= power.n:
        multiply(product, 0, upper, 0, used, power.digits, 0, power.n)
    elif used > 0:
        multiply(product, 0, power.digits, 0, power.n, upper, 0, used)
    product_n = significant(product, 0, used + power.n)
    lower_n = significant(lower, 0, lower_n)
    if product_n >= lower_n:
        carry = add(product, 0, product, 0, product_n, lower, 0, lower_n)
        _copy_padded(product, product_n, carry, r, ro, n)
    else:
        _copy_padded(lower, lower_n, ZERO, r, ro, n)


def _copy_padded(a, n, above, r, ro, room):
    copy_digits(a, 0, r, ro, n)
    i = n
    while i < room:
        r[ro + i] = above
        above = ZERO
        i += 1


def _read_short(radix, values, start, end, r, ro, room):
    base = r_uint(radix.base)
    used = 0
    position = start
    # The first chunk is short, if any is.
    stop = start + (end - start - 1) % radix.chunk + 1
    while position < end:
        chunk = ZERO
        while position < stop:
            chunk = chunk * base + _value_at(values, position)
            position += 1
        r[ro + used] = mul_digit(r, ro, r, ro, used, radix.chunk_power, chunk)
        used += 1
        stop += radix.chunk
    _copy_padded(r, 0, ZERO, r, ro + used, room - used)


def from_bits(bits: int, values, count: int):
    """Return an array with the number in base 2 to the power of `bits`."""
    result = new_digits(count * bits // LONG_BIT + 1)
    position = 0
    i = count - 1
    while i >= 0:
        digit = _value_at(values, i)
        index = position // LONG_BIT
        shift = position % LONG_BIT
        result[index] |= shift_left(digit, shift)
        if shift + bits > LONG_BIT:
            result[index + 1] |= shift_right(digit, LONG_BIT - shift)
        position += bits
        i -= 1
    return result
