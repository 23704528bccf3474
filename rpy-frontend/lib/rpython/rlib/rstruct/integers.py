"""Integers as bytes of either order: up to a word, and of eight bytes."""

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import LONG_BIT, intmask, r_longlong, r_uint, r_ulonglong

WORD = LONG_BIT // 8


def read_unsigned(s: str, position: int, size: int, big_endian: bool):
    """Return the integer in some bytes of a string, as an unsigned word."""
    result = r_uint(0)
    for i in range(size):
        place = i if big_endian else size - 1 - i
        result = (result << 8) | r_uint(ord(s[position + place]))
    return result


def read_signed(s: str, position: int, size: int, big_endian: bool) -> int:
    """Return the integer in some bytes of a string, which has a sign."""
    shift = LONG_BIT - 8 * size
    return intmask(read_unsigned(s, position, size, big_endian) << shift) >> shift


def read_wide(s: str, position: int, big_endian: bool):
    """Return the signed integer in eight bytes of a string."""
    result = r_ulonglong(0)
    for i in range(8):
        place = i if big_endian else 7 - i
        result = (result << 8) | r_ulonglong(ord(s[position + place]))
    return r_longlong(result)


@specialize.argtype(1)
def write_integer(builder, value, size: int, big_endian: bool) -> None:
    """Append the lowest bytes of an integer of any type to a string builder; there may be more than it has."""
    wide = r_longlong(value)
    for i in range(size):
        place = size - 1 - i if big_endian else i
        builder.append(chr(intmask(wide >> (8 * place)) & 0xff))
