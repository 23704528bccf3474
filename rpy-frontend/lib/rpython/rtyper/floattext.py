"""Floats as text; with a number of digits that is asked for, through the C runtime."""

from rpython.rtyper import libm
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, malloc
from rpython.rtyper.rstr import STR, ll_substring
from rpython.rtyper.shortest import ll_shortest_text

_USUAL_SIZE = 32


def format_float(x, code, precision, flags):
    """Format a float as the `%` operator does with this conversion character.

    `r` is `repr`. Flags are libm.FORMAT_...
    """
    if code == 'r':
        return ll_shortest_text(x, _sign_character(flags))
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
    return ll_shortest_text(x, 0)


def _sign_character(flags):
    """Return what flags put in front of positive numbers, or 0."""
    if flags & libm.FORMAT_SIGN:
        return ord('+')
    if flags & libm.FORMAT_SPACE:
        return ord(' ')
    return 0


def parse_number(s):
    """Read a float from text that is known to be one."""
    return libm.strtod(llop.tailaddress(Address, s), len(s.chars))
