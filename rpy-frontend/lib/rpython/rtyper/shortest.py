"""The shortest decimal digits that read back as a float.

Three products with a power of ten, of which 128 bits are known, give the
float and the middles between it and its neighbours; among the numbers of few
digits in between, the right one is found by division. (Giulietti, "The
Schubfach way to render doubles", 2020.)
"""

from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rarithmetic import r_ulonglong
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool, Char, Float, GcArray, Signed, malloc, typeOf
from rpython.rtyper.rstr import STR, ll_substring

_MANTISSA_BITS = 52
_LEAST_POWER = -292
_GREATEST_POWER = 324
_DIGITS = typeOf(r_ulonglong(0))
_ZERO = r_ulonglong(0)
_ONE = r_ulonglong(1)
_TEN = r_ulonglong(10)

# From these powers of ten on texts have an exponent.
_LEAST_POINT = -4
_GREATEST_POINT = 16
_LONGEST = 32
_INFINITY = float('inf')


def _power_bits(k: int) -> int:
    """Return the topmost 128 bits of a power of ten, rounded up."""
    if k >= 0:
        power = 10 ** k
        shift = power.bit_length() - 128
        return power << -shift if shift <= 0 else -(-power >> shift)
    power = 10 ** -k
    # Powers of ten are no powers of two: the quotient has 128 bits.
    return (1 << (power.bit_length() + 127)) // power + 1


def _power_table():
    table = malloc(GcArray(_DIGITS), 2 * (_GREATEST_POWER - _LEAST_POWER + 1))
    for k in range(_LEAST_POWER, _GREATEST_POWER + 1):
        bits = _power_bits(k)
        position = 2 * (k - _LEAST_POWER)
        table[position] = r_ulonglong(bits >> 64)
        table[position + 1] = r_ulonglong(bits)
    return table


_POWERS = _power_table()


@always_inline
def _high(x, y):
    return llop.uint_mul_high(_DIGITS, x, y)


@always_inline
def _product(power_high, power_low, x):
    """Return the topmost 64 bits of the product of 192, the last one set if any below is."""
    middle = power_high * x
    total = middle + _high(power_low, x)
    result = _high(power_high, x)
    if total < middle:
        result += _ONE
    if total > _ONE:
        result |= _ONE
    return result


def shortest_digits(x):
    """Return a decimal number and the power of ten to multiply it with, for finite x above 0."""
    bits = llop.cast_float_to_bits(_DIGITS, x)
    fraction = bits & r_ulonglong((1 << _MANTISSA_BITS) - 1)
    exponent = llop.cast_int(Signed, bits >> _MANTISSA_BITS) & 0x7ff
    if exponent != 0:
        mantissa = fraction | r_ulonglong(1 << _MANTISSA_BITS)
        power_of_two = exponent - 1075
        if -_MANTISSA_BITS <= power_of_two <= 0:
            whole = mantissa >> -power_of_two
            if whole << -power_of_two == mantissa:
                return whole, 0
    else:
        mantissa = fraction
        power_of_two = -1074
    is_even = mantissa & _ONE == _ZERO
    # Powers of two are closer to the float below them than to the one above.
    is_power = fraction == _ZERO and exponent > 1
    # The floor of a logarithm, as a product with it.
    k = (power_of_two * 1262611 - (524031 if is_power else 0)) >> 22
    shift = power_of_two + ((-k * 1741647) >> 19) + 1
    position = 2 * (-k - _LEAST_POWER)
    power_high = _POWERS[position]
    power_low = _POWERS[position + 1]
    center = mantissa << 2
    value = _product(power_high, power_low, center << shift)
    lower = _product(power_high, power_low, (center - (_ONE if is_power else r_ulonglong(2))) << shift)
    upper = _product(power_high, power_low, (center + r_ulonglong(2)) << shift)
    # The interval's ends belong to it if the float is even.
    if not is_even:
        lower += _ONE
        upper -= _ONE
    digits = value >> 2
    if digits >= _TEN:
        fewer = llop.uint_div(_DIGITS, digits, _TEN)
        below = fewer * r_ulonglong(40)
        is_below_inside = lower <= below
        is_above_inside = below + r_ulonglong(40) <= upper
        if is_below_inside != is_above_inside:
            return fewer + _ONE if is_above_inside else fewer, k + 1
    below = digits << 2
    is_below_inside = lower <= below
    is_above_inside = below + r_ulonglong(4) <= upper
    if is_below_inside != is_above_inside:
        return digits + _ONE if is_above_inside else digits, k
    middle = below + r_ulonglong(2)
    if value > middle or (value == middle and digits & _ONE != _ZERO):
        return digits + _ONE, k
    return digits, k


@always_inline
def _without_last_digit(digits):
    return llop.uint_div(_DIGITS, digits, _TEN)


@always_inline
def _last_digit(digits):
    return llop.cast_int(Signed, digits - _without_last_digit(digits) * _TEN)


@always_inline
def _put(p, position, c):
    p.chars[position] = llop.cast_int_to_char(Char, c)
    return position + 1


def _put_three(p, position, a, b, c):
    p.chars[position] = a
    p.chars[position + 1] = b
    p.chars[position + 2] = c
    return position + 3


def _put_zeros(p, position, count):
    while count > 0:
        position = _put(p, position, 48)
        count -= 1
    return position


def _put_digits(p, position, digits, count):
    """Write so many digits."""
    i = position + count - 1
    while i >= position:
        _put(p, i, 48 + _last_digit(digits))
        digits = _without_last_digit(digits)
        i -= 1
    return position + count


def count_digits(digits):
    """Return how many decimal digits a number has."""
    result = 0
    while digits != _ZERO:
        digits = _without_last_digit(digits)
        result += 1
    return result


def ll_shortest_text(x, sign):
    """Return `repr(x)`, after the sign character where it is positive and `sign` is not 0."""
    p = malloc(STR, _LONGEST)
    end = 0
    is_negative = x == x and (llop.cast_float_to_bits(_DIGITS, x) >> 63) != _ZERO
    if is_negative:
        end = _put(p, 0, 45)
        x = llop.float_neg(Float, x)
    elif sign != 0:
        end = _put(p, 0, sign)
    if x != x:
        return ll_substring(p, 0, _put_three(p, end, 'n', 'a', 'n'))
    if x == _INFINITY:
        return ll_substring(p, 0, _put_three(p, end, 'i', 'n', 'f'))
    if x == 0.0:
        return ll_substring(p, 0, _put_three(p, end, '0', '.', '0'))
    digits, exponent = shortest_digits(x)
    while _last_digit(digits) == 0:
        digits = _without_last_digit(digits)
        exponent += 1
    count = count_digits(digits)
    point = count + exponent
    if _LEAST_POINT < point <= _GREATEST_POINT:
        end = _put_positional(p, end, digits, count, point)
    else:
        end = _put_scientific(p, end, digits, count, point - 1)
    return ll_substring(p, 0, end)


def _put_positional(p, end, digits, count, point):
    """Write with the decimal point behind `point` digits."""
    if point <= 0:
        end = _put(p, _put(p, end, 48), 46)
        return _put_digits(p, _put_zeros(p, end, -point), digits, count)
    if point >= count:
        end = _put_zeros(p, _put_digits(p, end, digits, count), point - count)
        return _put(p, _put(p, end, 46), 48)
    # All of them one place to the right; then the first ones back.
    _put_digits(p, end + 1, digits, count)
    i = end
    while i < end + point:
        p.chars[i] = p.chars[i + 1]
        i += 1
    _put(p, i, 46)
    return end + count + 1


def _put_scientific(p, end, digits, count, exponent):
    """Write one digit, the point, the others, and the exponent in two digits at least."""
    if count == 1:
        end = _put_digits(p, end, digits, 1)
    else:
        end = _put_positional(p, end, digits, count, 1)
    end = _put(p, end, 101)
    end = _put(p, end, 45 if exponent < 0 else 43)
    magnitude = r_ulonglong(-exponent if exponent < 0 else exponent)
    return _put_digits(p, end, magnitude, max(count_digits(magnitude), 2))
