"""Units of two and four bytes in a string."""

from rpython.rlib.rstring import StringBuilder


def unit_at(s: str, pos: int, width: int, is_big: bool) -> int:
    result = 0
    for i in range(width):
        byte = ord(s[pos + i])
        result |= byte << 8 * (width - 1 - i if is_big else i)
    return result


def append_unit(builder: StringBuilder, unit: int, width: int, is_big: bool) -> None:
    for i in range(width):
        builder.append(chr(unit >> 8 * (width - 1 - i if is_big else i) & 0xff))
