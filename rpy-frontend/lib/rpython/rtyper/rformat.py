"""Formatting: the `%` operator, and format specifications of f-strings.

The typer takes constant formats apart and passes their parts:

    fill, align, sign, type   characters, '\\0' where not given
    grouping                  ',' or '_' between groups of digits, or '\\0'
    alternate, zero           bools: '#' and '0' were given
    positive_zero             bool: 'z', zero has no minus sign
    width, precision          -1 where not given

and for `%`: the conversion character, and the sum of the flags below.
"""

from rpython.rlib.objectmodel import always_inline
from rpython.rtyper import libm
from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.floattext import format_float
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Signed, Void, malloc
from rpython.rtyper.numbertext import (
    ll_binary_digits, ll_decimal_digits, ll_int_str, ll_magnitude)
from rpython.rtyper.rstr import STR, ll_chr2str, ll_str_fill, ll_strconcat, ll_substring
from rpython.rtyper.textlayout import ll_pad
from rpython.rtyper.strsearch import ll_find_char

LEFT = 1        # %-d
SIGN = 2        # %+d
SPACE = 4       # '% d'
ALTERNATE = 8   # %#x
ZERO = 16       # %05d

NOTHING = '\x00'


def _align(s, fill, align, width):
    """Pad to the width; the text goes to the '<' left, '>' right or '^' middle."""
    missing = width - len(s.chars)
    if missing <= 0:
        return s
    if align == '<':
        return ll_pad(s, 0, missing, fill)
    if align == '^':
        return ll_pad(s, missing >> 1, missing - (missing >> 1), fill)
    return ll_pad(s, missing, 0, fill)


def _put_together(sign, prefix, digits, fill, align, width):
    """Return sign, prefix and digits; '=' pads in front of the digits."""
    sign_length = 0 if sign == NOTHING else 1
    prefix_length = len(prefix.chars)
    digits_length = len(digits.chars)
    padding = 0
    if align == '=':
        padding = width - sign_length - prefix_length - digits_length
        padding = padding if padding > 0 else 0
    result = malloc(STR, sign_length + prefix_length + padding + digits_length)
    if sign != NOTHING:
        result.chars[0] = sign
    position = sign_length
    llop.tailcopy(Void, prefix, 0, result, position, prefix_length)
    position += prefix_length
    while padding > 0:
        result.chars[position] = fill
        position += 1
        padding -= 1
    llop.tailcopy(Void, digits, 0, result, position, digits_length)
    if align == '=':
        return result
    return _align(result, fill, align, width)


@always_inline
def _sign_char(is_negative, sign):
    """Return the sign to write; `sign` says what positive numbers get."""
    if is_negative:
        return '-'
    if sign == '+' or sign == ' ':
        return sign
    return NOTHING


def ll_format_str(s, fill, align, width, precision):
    """`f'{s:...}'` of a string."""
    if precision >= 0 and precision < len(s.chars):
        s = ll_substring(s, 0, precision)
    return _align(s, _default(fill, ' '), _default(align, '<'), width)


@always_inline
def _default(c, default):
    return default if c == NOTHING else c


def ll_str_format(s, flags, width, precision):
    """`'%s' % s`."""
    return ll_format_str(s, ' ', '<' if flags & LEFT else '>', width, precision)


@always_inline
def ll_star_flags(flags, width):
    """The flags, where the width is a value given by `*`: a negative one means `-`."""
    return flags | LEFT if width < 0 else flags


@always_inline
def ll_star_width(width):
    return llop.int_neg(Signed, width) if width < 0 else width


@always_inline
def ll_star_precision(precision):
    return precision if precision > 0 else 0


def ll_percent_char(code):
    """The character of `'%c' % code`."""
    if not 0 <= code < 256:
        raise OverflowError('%c arg not in range(256)')
    return chr(code)


def ll_char_format(c, flags, width):
    """`'%c' % c`."""
    return ll_str_format(ll_chr2str(c), flags, width, -1)


def ll_str_pad(s, width, left):
    """Pad a string with spaces; `left`: the text stays to the left."""
    return _align(s, ' ', '<' if left else '>', width)


# ____________________________________________________________
# Integers


def _digits(i, conversion):
    """Return the digits of the absolute value."""
    if conversion == 'x':
        return ll_binary_digits(ll_magnitude(i), 4, False)
    if conversion == 'X':
        return ll_binary_digits(ll_magnitude(i), 4, True)
    if conversion == 'o':
        return ll_binary_digits(ll_magnitude(i), 3, False)
    if conversion == 'b':
        return ll_binary_digits(ll_magnitude(i), 1, False)
    return ll_decimal_digits(ll_magnitude(i))


def _prefix(conversion):
    """Return what '#' puts in front of the digits."""
    if conversion == 'x':
        return llstr('0x')
    if conversion == 'X':
        return llstr('0X')
    if conversion == 'o':
        return llstr('0o')
    if conversion == 'b':
        return llstr('0b')
    return llstr('')


@always_inline
def _sign_of_flags(flags):
    if flags & SIGN:
        return '+'
    if flags & SPACE:
        return ' '
    return '-'


def ll_int_format(i, conversion, flags, width, precision):
    """`'%d' % i`, and the conversions i, u, x, X, o."""
    if flags == 0 and width < 0 and precision < 0 and (
            conversion == 'd' or conversion == 'i' or conversion == 'u'):
        return ll_int_str(i)
    digits = _digits(i, conversion)
    missing = precision - len(digits.chars)
    if missing > 0:
        digits = ll_strconcat(ll_str_fill('0', missing), digits)
    prefix = _prefix(conversion) if flags & ALTERNATE else llstr('')
    sign = _sign_char(i < 0, _sign_of_flags(flags))
    if flags & LEFT:
        return _put_together(sign, prefix, digits, ' ', '<', width)
    if flags & ZERO:
        return _put_together(sign, prefix, digits, '0', '=', width)
    return _put_together(sign, prefix, digits, ' ', '>', width)


def ll_format_int_spec(i, fill, align, sign, positive_zero, alternate, zero, width, grouping,
                       precision, type):
    """`f'{i:...}'` of an integer of any type."""
    if type == 'c':
        if not 0 <= i < 256:
            raise OverflowError('%c arg not in range(256)')
        real_fill, real_align = _fill_and_align(fill, align, zero)
        return ll_format_str(ll_chr2str(chr(llop.cast_int(Signed, i))), real_fill, real_align, width, -1)
    if _is_float_type(type):
        return ll_format_float_spec(float(i), fill, align, sign, positive_zero, alternate, zero,
                                    width, grouping, precision, type)
    digits = _digits(i, type)
    prefix = _prefix(type) if alternate else llstr('')
    written_sign = _sign_char(i < 0, sign)
    group = 4 if type == 'x' or type == 'X' or type == 'o' or type == 'b' else 3
    real_fill, real_align = _fill_and_align(fill, align, zero)
    if grouping != NOTHING:
        least = 0
        if real_align == '=' and real_fill == '0':
            least = width - len(prefix.chars) - (0 if written_sign == NOTHING else 1)
        digits = _group_digits(digits, grouping, group, least)
    return _put_together(written_sign, prefix, digits, real_fill, real_align, width)


def _is_float_type(type):
    return (type == 'f' or type == 'F' or type == 'e' or type == 'E'
            or type == 'g' or type == 'G' or type == '%')


def _fill_and_align(fill, align, zero):
    """Return the fill character and alignment of a number."""
    real_fill = _default(fill, '0' if zero else ' ')
    real_align = _default(align, '=' if zero else '>')
    return real_fill, real_align


def _group_digits(digits, separator, group, least):
    """Put separators between groups, and zeros in front up to a length.

    As in Python, a separator never comes first: then there is one more zero.
    """
    count = len(digits.chars)
    length = count + (count - 1) // group
    while length < least:
        count += 1
        length = count + (count - 1) // group
    result = malloc(STR, length)
    source = len(digits.chars)
    position = length
    written = 0
    while written < count:
        if written > 0 and written % group == 0:
            position -= 1
            result.chars[position] = separator
        position -= 1
        source -= 1
        result.chars[position] = digits.chars[source] if source >= 0 else '0'
        written += 1
    return result


# ____________________________________________________________
# Floats


@always_inline
def _starts_with_minus(s):
    return s.chars[0] == '-'


def ll_float_format(x, conversion, flags, width, precision):
    """`'%f' % x`, and the conversions F, e, E, g, G."""
    float_flags = libm.FORMAT_ALTERNATE if flags & ALTERNATE else 0
    text = format_float(x, conversion, precision if precision >= 0 else 6, float_flags)
    is_negative = _starts_with_minus(text)
    if is_negative:
        text = ll_substring(text, 1, len(text.chars))
    sign = _sign_char(is_negative, _sign_of_flags(flags))
    if flags & LEFT:
        return _put_together(sign, llstr(''), text, ' ', '<', width)
    if flags & ZERO:
        return _put_together(sign, llstr(''), text, '0', '=', width)
    return _put_together(sign, llstr(''), text, ' ', '>', width)


def ll_format_float_spec(x, fill, align, sign, positive_zero, alternate, zero, width, grouping,
                         precision, type):
    """`f'{x:...}'` of a float."""
    text = _float_text(x, alternate, precision, type)
    is_negative = _starts_with_minus(text)
    if is_negative:
        text = ll_substring(text, 1, len(text.chars))
        if positive_zero and _is_zero(text):
            is_negative = False
    written_sign = _sign_char(is_negative, sign)
    real_fill, real_align = _fill_and_align(fill, align, zero)
    if grouping != NOTHING:
        whole = _count_leading_digits(text)
        if whole > 0:
            rest = ll_substring(text, whole, len(text.chars))
            least = 0
            if real_align == '=' and real_fill == '0':
                least = width - len(rest.chars) - (0 if written_sign == NOTHING else 1)
            grouped = _group_digits(ll_substring(text, 0, whole), grouping, 3, least)
            text = ll_strconcat(grouped, rest)
    return _put_together(written_sign, llstr(''), text, real_fill, real_align, width)


def _is_zero(text):
    i = 0
    while i < len(text.chars):
        c = text.chars[i]
        if '1' <= c <= '9' or c == 'n':  # 'inf', 'nan'
            return False
        if c == 'e' or c == 'E':
            return True
        i += 1
    return True


def _count_leading_digits(text):
    count = 0
    while count < len(text.chars) and '0' <= text.chars[count] <= '9':
        count += 1
    return count


def _float_text(x, alternate, precision, type):
    flags = libm.FORMAT_ALTERNATE if alternate else 0
    if type == '%':
        text = format_float(x * 100.0, 'f', precision if precision >= 0 else 6, flags)
        return ll_strconcat(text, llstr('%'))
    if type == 'n':
        return format_float(x, 'g', precision if precision >= 0 else 6, flags)
    if type != NOTHING:
        return format_float(x, type, precision if precision >= 0 else 6, flags)
    if precision < 0:
        text = format_float(x, 'r', 0, flags)
        return _with_point(text) if alternate else text
    return _general_with_point(x, precision if precision > 0 else 1, flags)


def _with_point(text):
    """Put a point in front of the exponent where there is none."""
    length = len(text.chars)
    exponent = ll_find_char(text, 'e', 0, length)
    if exponent < 0 or ll_find_char(text, '.', 0, length) >= 0:
        return text
    return ll_strconcat(ll_strconcat(ll_substring(text, 0, exponent), llstr('.')),
                        ll_substring(text, exponent, length))


def _general_with_point(x, precision, flags):
    """Format without a type: as 'g', but with a digit behind the point."""
    scientific = format_float(x, 'e', precision - 1, flags)
    exponent_start = ll_find_char(scientific, 'e', 0, len(scientific.chars))
    if exponent_start < 0:
        return scientific  # infinite or not a number
    exponent = int(hlstr(ll_substring(scientific, exponent_start + 1, len(scientific.chars))))
    if exponent == precision - 1:
        # 'g' would write all digits and then no point.
        mantissa_end = exponent_start
        if flags == 0 and precision > 1:
            while scientific.chars[mantissa_end - 1] == '0':
                mantissa_end -= 1
            if scientific.chars[mantissa_end - 1] == '.':
                mantissa_end -= 1
        return ll_strconcat(
            ll_substring(scientific, 0, mantissa_end),
            ll_substring(scientific, exponent_start, len(scientific.chars)))
    text = format_float(x, 'g', precision, flags)
    length = len(text.chars)
    if ll_find_char(text, '.', 0, length) < 0 and ll_find_char(text, 'e', 0, length) < 0:
        return ll_strconcat(text, llstr('.0'))
    return text
