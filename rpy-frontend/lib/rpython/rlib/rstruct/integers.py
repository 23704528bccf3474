"""Integers as bytes of either order."""

from rpython.rlib.rarithmetic import LONG_BIT, intmask, r_uint


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


def write_integer(builder, value: int, size: int, big_endian: bool) -> None:
    """Append the lowest bytes of an integer to a string builder."""
    for i in range(size):
        place = size - 1 - i if big_endian else i
        builder.append(chr((value >> (8 * place)) & 0xff))
