"""Integers as text: writing them in any base, and reading them."""

from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.characters import KINDS, SPACE, is_kind, ll_digit_value
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    INT64, UINT64, Bool, Char, Signed, malloc_uncleared, typeOf)
from rpython.rtyper.rstr import STR, ll_chr2str, ll_repr_str

# The digits of all numbers below 100.
_PAIRS = ''.join(f'{n:02d}' for n in range(100))
_DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'
_UPPER_DIGITS = _DIGITS.upper()
_BILLION = 10 ** 9


@always_inline
def needs_two_words(i):
    """Is this an integer of a type that is wider than a word? A compile-time constant."""
    T = typeOf(i)
    if T == INT64 or T == UINT64:
        return LONG_BIT < 64
    else:
        return False


@always_inline
def ll_magnitude(i):
    """Return the absolute value of any integer, to be read as an unsigned number.

    It is a Signed where that is wide enough, otherwise an INT64.
    """
    if needs_two_words(i):
        wide = llop.cast_int(INT64, i)
        return llop.int_neg(INT64, wide) if i < 0 else wide
    else:
        word = llop.cast_int(Signed, i)
        return llop.int_neg(Signed, word) if i < 0 else word


def _count_digits(magnitude):
    """Count the decimal digits of an unsigned number."""
    T = typeOf(magnitude)
    count = 1
    while llop.uint_ge(Bool, magnitude, llop.cast_int(T, 10000)):
        magnitude = llop.uint_div(T, magnitude, llop.cast_int(T, 10000))
        count += 4
    if magnitude >= 100:
        return count + 3 if magnitude >= 1000 else count + 2
    return count + 1 if magnitude >= 10 else count


def _write_decimal(result, end, magnitude):
    """Write the digits of an unsigned number backwards from `end`."""
    if needs_two_words(magnitude):
        # Most of the work on words: dividing two is a call.
        position = end
        billion = llop.cast_int(INT64, _BILLION)
        while llop.uint_ge(Bool, magnitude, billion):
            lowest = llop.cast_int(Signed, llop.uint_mod(INT64, magnitude, billion))
            magnitude = llop.uint_div(INT64, magnitude, billion)
            i = 0
            while i < 9:
                position -= 1
                result.chars[position] = llop.cast_int_to_char(Char, llop.uint_mod(Signed, lowest, 10) + 48)
                lowest = llop.uint_div(Signed, lowest, 10)
                i += 1
        _write_decimal_word(result, position, llop.cast_int(Signed, magnitude))
    else:
        _write_decimal_word(result, end, magnitude)


def _write_decimal_word(result, end, magnitude):
    position = end
    while llop.uint_ge(Bool, magnitude, 100):
        pair = 2 * llop.uint_mod(Signed, magnitude, 100)
        magnitude = llop.uint_div(Signed, magnitude, 100)
        position -= 2
        result.chars[position] = llstr(_PAIRS).chars[pair]
        result.chars[position + 1] = llstr(_PAIRS).chars[pair + 1]
    if magnitude >= 10:
        result.chars[position - 2] = llstr(_PAIRS).chars[2 * magnitude]
        result.chars[position - 1] = llstr(_PAIRS).chars[2 * magnitude + 1]
    else:
        result.chars[position - 1] = llop.cast_int_to_char(Char, magnitude + 48)


def ll_int_str(i):
    """`str(i)` of an integer of any type."""
    if llop.uint_lt(Bool, i, llop.cast_int(typeOf(i), 10)):
        return ll_chr2str(llop.cast_int_to_char(Char, llop.cast_int(Signed, i) + 48))
    magnitude = ll_magnitude(i)
    length = _count_digits(magnitude)
    if i < 0:
        length += 1
    result = malloc_uncleared(STR, length)
    if i < 0:
        result.chars[0] = '-'
    _write_decimal(result, length, magnitude)
    return result


def ll_decimal_digits(magnitude):
    """Return the decimal digits of a magnitude."""
    length = _count_digits(magnitude)
    result = malloc_uncleared(STR, length)
    _write_decimal(result, length, magnitude)
    return result


def ll_binary_digits(magnitude, shift, is_upper):
    """Return the digits of a magnitude in base `2**shift`."""
    T = typeOf(magnitude)
    bits = llop.cast_int(T, shift)
    length = 1
    rest = llop.uint_rshift(T, magnitude, bits)
    while rest != 0:
        length += 1
        rest = llop.uint_rshift(T, rest, bits)
    result = malloc_uncleared(STR, length)
    mask = llop.int_lshift(Signed, 1, shift) - 1
    rest = magnitude
    position = length
    while position > 0:
        position -= 1
        digit = llop.cast_int(Signed, rest) & mask
        if is_upper:
            result.chars[position] = llstr(_UPPER_DIGITS).chars[digit]
        else:
            result.chars[position] = llstr(_DIGITS).chars[digit]
        rest = llop.uint_rshift(T, rest, bits)
    return result


def _with_prefix(i, letter, shift):
    """Write an integer like `-0x1f`."""
    digits = ll_binary_digits(ll_magnitude(i), shift, False)
    count = len(digits.chars)
    start = 3 if i < 0 else 2
    result = malloc_uncleared(STR, start + count)
    if i < 0:
        result.chars[0] = '-'
    result.chars[start - 2] = '0'
    result.chars[start - 1] = letter
    position = 0
    while position < count:
        result.chars[start + position] = digits.chars[position]
        position += 1
    return result


def ll_int_hex(i):
    """`hex(i)` of an integer of any type."""
    return _with_prefix(i, 'x', 4)


def ll_int_oct(i):
    """`oct(i)` of an integer of any type."""
    return _with_prefix(i, 'o', 3)


def ll_int_bin(i):
    """`bin(i)` of an integer of any type."""
    return _with_prefix(i, 'b', 1)


# ____________________________________________________________
# Reading


def _raise_invalid_literal(s, base):
    raise ValueError('invalid literal for int() with base ' + hlstr(ll_int_str(base))
                     + ': ' + hlstr(ll_repr_str(s)))


def _prefix_base(s, position, end):
    """Return the base that a prefix like `0x` stands for, or 0."""
    if position + 1 < end and s.chars[position] == '0':
        letter = s.chars[position + 1]
        if letter == 'x' or letter == 'X':
            return 16
        if letter == 'o' or letter == 'O':
            return 8
        if letter == 'b' or letter == 'B':
            return 2
    return 0


def ll_parse_int(s, base):
    """`int(s, base)`: white space, sign, prefix, underscores as in Python.

    OverflowError if the number does not fit in a word.
    """
    if base != 0 and (base < 2 or base > 36):
        raise ValueError('int() base must be >= 2 and <= 36, or 0')
    position = 0
    end = len(s.chars)
    while position < end and is_kind(KINDS, s.chars[position], SPACE):
        position += 1
    while end > position and is_kind(KINDS, s.chars[end - 1], SPACE):
        end -= 1
    is_negative = False
    if position < end and (s.chars[position] == '-' or s.chars[position] == '+'):
        is_negative = s.chars[position] == '-'
        position += 1
    real_base = base
    prefix = _prefix_base(s, position, end)
    if prefix != 0 and (base == 0 or base == prefix):
        real_base = prefix
        position += 2
        if position < end and s.chars[position] == '_':
            position += 1
    elif base == 0:
        real_base = 10
        if position < end and s.chars[position] == '0' and not _all_zeros(s, position, end):
            _raise_invalid_literal(s, base)
    return _parse_digits(s, position, end, base, real_base, is_negative)


def ll_parse_int_chars(s):
    """`int(s)`."""
    return ll_parse_int(s, 10)


def _all_zeros(s, position, end):
    while position < end:
        if s.chars[position] != '0' and s.chars[position] != '_':
            return False
        position += 1
    return True


def _parse_digits(s, start, end, base, real_base, is_negative):
    # Counting downwards reaches the most negative word, too.
    result = 0
    position = start
    overflowed = False
    after_digit = False
    while position < end:
        c = s.chars[position]
        position += 1
        if c == '_' and after_digit and position < end:
            after_digit = False
            continue
        digit = ll_digit_value(c)
        if digit >= real_base:
            _raise_invalid_literal(s, base)
        if llop.int_mul_overflows(Bool, result, real_base):
            overflowed = True
        result = llop.int_mul(Signed, result, real_base)
        if llop.int_sub_overflows(Bool, result, digit):
            overflowed = True
        result = llop.int_sub(Signed, result, digit)
        after_digit = True
    if not after_digit:
        _raise_invalid_literal(s, base)
    if not is_negative:
        if llop.int_sub_overflows(Bool, 0, result):
            overflowed = True
        result = llop.int_neg(Signed, result)
    if overflowed:
        raise OverflowError('integer does not fit in a machine word')
    return result
