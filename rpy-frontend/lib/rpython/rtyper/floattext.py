"""Floats as text, through the C runtime."""

from rpython.rtyper import libm
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, malloc
from rpython.rtyper.rstr import STR, ll_substring

_USUAL_SIZE = 32


def format_float(x, code, precision, flags):
    """Format a float as the `%` operator does with this conversion character.

    `r` is `repr`. Flags are libm.FORMAT_...
    """
    buffer = malloc(STR, _USUAL_SIZE)
    length = libm.format_double(x, ord(code), precision, flags,
                                llop.tailaddress(Address, buffer), _USUAL_SIZE)
    if length > _USUAL_SIZE:
        buffer = malloc(STR, length)
        libm.format_double(x, ord(code), precision, flags,
                           llop.tailaddress(Address, buffer), length)
    return ll_substring(buffer, 0, length)


def ll_float_str(x):
    """`str(x)`: the shortest text that reads back as the same float."""
    return format_float(x, 'r', 0, 0)


def parse_number(s):
    """Read a float from text that is known to be one."""
    return libm.strtod(llop.tailaddress(Address, s), len(s.chars))
