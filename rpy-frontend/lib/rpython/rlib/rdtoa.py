"""Between floats and decimal digits, always to the nearest.

`dtoa` gives text in all the styles of `%` and `repr`, `strtod` reads it. The
digits are the shortest that read back as the same float, or as many as are
asked for.
"""

import math

from rpython.rlib.rfloat import (
    DTSF_ADD_DOT_0, DTSF_ALT, DTSF_CUT_EXP_0, DTSF_SIGN, formatd, string_to_float)
from rpython.rlib.rstring import ParseStringError

# The strings for infinity, minus infinity, not a number.
lower_special_strings = ['inf', '-inf', 'nan']
upper_special_strings = ['INF', '-INF', 'NAN']

# What `dtoa` is asked for.
SHORTEST = 0
SIGNIFICANT_DIGITS = 2
FRACTION_DIGITS = 3


def strtod(input: str) -> float:
    """Read a float; ValueError if the text is none."""
    try:
        return string_to_float(input)
    except ParseStringError as e:
        raise ValueError(e.msg)


def decimal_digits(value: float, mode: int, precision: int):
    """Return the digits of a finite float and where its point is: 0.DIGITS times 10 to that power.

    Mode 0 gives the shortest digits, mode 2 so many significant ones, mode 3
    those down to so many behind the point. There are no zeros at the end.
    """
    if mode == SHORTEST:
        text = formatd(abs(value), 'r', 0)
    elif mode == SIGNIFICANT_DIGITS:
        text = formatd(abs(value), 'e', max(precision, 1) - 1)
    else:
        text = formatd(abs(value), 'f', max(precision, 0))
    exponent = 0
    mantissa = text
    e = text.find('e')
    if e >= 0:
        mantissa = text[:e]
        exponent = int(text[e + 1:])
    point = mantissa.find('.')
    if point < 0:
        point = len(mantissa)
    digits = mantissa.replace('.', '')
    # Without zeros at either end.
    start = 0
    while start < len(digits) and digits[start] == '0':
        start += 1
    end = len(digits)
    while end > start and digits[end - 1] == '0':
        end -= 1
    if start == end:
        return '0', 1
    return digits[start:end], point - start + exponent


def dtoa(value: float, code: str = 'r', mode: int = 0, precision: int = 0, flags: int = 0,
         special_strings=None, upper: bool = False) -> str:
    """Return a float as text: style `code`, digits by `mode` and `precision`, as above.

    Style e has an exponent, f none, g one if it is small or large, r like g
    but later. Flags are those of `rfloat`.
    """
    if special_strings is None:
        special_strings = upper_special_strings if upper else lower_special_strings
    sign = '+' if flags & DTSF_SIGN else ''
    if math.isnan(value):
        return special_strings[2]
    if math.isinf(value):
        return special_strings[1] if value < 0.0 else sign + special_strings[0]
    if math.copysign(1.0, value) < 0.0:
        sign = '-'
    digits, point = decimal_digits(value, mode, precision)
    return sign + _styled(digits, point, code, precision, flags, upper)


def _styled(digits: str, point: int, code: str, precision: int, flags: int, upper: bool) -> str:
    has_exponent = False
    # How many digits are written, zeros behind the others included.
    least = len(digits)
    if code == 'e':
        has_exponent = True
        least = max(precision, 1)
    elif code == 'f':
        least = point + precision
    elif code == 'g':
        significant = max(precision, 1)
        has_exponent = point <= -4 or point > significant
        least = significant if flags & DTSF_ALT else least
    elif code == 'r':
        has_exponent = point <= -4 or point > 16
    else:
        raise ValueError('the style is one of e, f, g and r')
    exponent = point - 1
    if has_exponent:
        point = 1
    whole, fraction = _split(digits, point, max(least, len(digits)))
    result = whole
    if fraction:
        result += '.' + fraction
    elif flags & DTSF_ALT:
        result += '.'
    elif flags & DTSF_ADD_DOT_0 and not has_exponent:
        result += '.0'
    if has_exponent:
        magnitude = str(abs(exponent))
        if flags & DTSF_CUT_EXP_0:
            result += ('E' if upper else 'e') + ('-' if exponent < 0 else '') + magnitude
        else:
            result += ('E' if upper else 'e') + ('-' if exponent < 0 else '+') + magnitude.rjust(2, '0')
    return result


def _split(digits: str, point: int, count: int):
    """Return what is in front of the point and behind it, of `count` digits."""
    digits += '0' * (max(count, point) - len(digits))
    if point <= 0:
        return '0', '0' * -point + digits
    return digits[:point], digits[point:]


def dtoa_formatd(value: float, code: str, precision: int, flags: int) -> str:
    """Format as `%` does: `code` is one of e E f F g G, or r for the shortest digits."""
    upper = False
    if code == 'E' or code == 'F' or code == 'G':
        upper = True
        code = code.lower()
    if code == 'r':
        return dtoa(value, code, SHORTEST, 0, flags, None, upper)
    if code == 'f':
        return dtoa(value, code, FRACTION_DIGITS, precision, flags, None, upper)
    if code == 'e':
        precision += 1
    return dtoa(value, code, SIGNIFICANT_DIGITS, precision, flags, None, upper)
