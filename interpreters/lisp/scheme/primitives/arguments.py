"""Checked access to what is inside of arguments."""

from scheme.errors import SchemeError
from scheme.values import (
    W_Character, W_Float, W_Integer, W_Number, W_Pair, W_String, W_Symbol,
    W_Vector, to_text)


def bad_argument(who, expected, w_value):
    return SchemeError('%s: expected %s, not %s' % (
        who, expected, to_text(w_value, True)))


def as_integer(w_value, who):
    if isinstance(w_value, W_Integer):
        return w_value.value
    raise bad_argument(who, 'an integer', w_value)


def as_float(w_value, who):
    if isinstance(w_value, W_Float):
        return w_value.value
    if isinstance(w_value, W_Integer):
        return float(w_value.value)
    raise bad_argument(who, 'a number', w_value)


def as_number(w_value, who):
    if isinstance(w_value, W_Number):
        return w_value
    raise bad_argument(who, 'a number', w_value)


def as_pair(w_value, who):
    if isinstance(w_value, W_Pair):
        return w_value
    raise bad_argument(who, 'a pair', w_value)


def as_text(w_value, who):
    if isinstance(w_value, W_String):
        return w_value.text
    raise bad_argument(who, 'a string', w_value)


def as_character(w_value, who):
    if isinstance(w_value, W_Character):
        return w_value.value
    raise bad_argument(who, 'a character', w_value)


def as_symbol(w_value, who):
    if isinstance(w_value, W_Symbol):
        return w_value
    raise bad_argument(who, 'a symbol', w_value)


def as_vector(w_value, who):
    if isinstance(w_value, W_Vector):
        return w_value
    raise bad_argument(who, 'a vector', w_value)


def as_index(w_value, length, who):
    """Return an index from 0 to `length - 1`."""
    index = as_integer(w_value, who)
    if index < 0 or index >= length:
        raise SchemeError('%s: %d is not an index below %d' % (
            who, index, length))
    return index


def as_range(args_w, first, length, who):
    """Return the optional start and end that `args_w[first:]` give."""
    start = 0
    end = length
    if len(args_w) > first:
        start = as_integer(args_w[first], who)
    if len(args_w) > first + 1:
        end = as_integer(args_w[first + 1], who)
    if not 0 <= start <= end <= length:
        raise SchemeError('%s: from %d to %d is not a part of 0 to %d' % (
            who, start, end, length))
    return start, end
