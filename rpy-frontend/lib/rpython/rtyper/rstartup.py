"""Between the operating system and the entry point; and `print`."""

from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Char, Void, malloc
from rpython.rtyper.rlist import ll_items, ll_newlist
from rpython.rtyper.ros import weft_stdout_write
from rpython.rtyper.rstr import STR

_POINTER_SIZE = LONG_BIT // 8


def ll_string_from_c(characters):
    """Make a string of characters in C's memory, up to a NUL."""
    length = 0
    while llop.raw_load(Char, characters, length) != '\x00':
        length += 1
    result = malloc(STR, length)
    i = 0
    while i < length:
        result.chars[i] = llop.raw_load(Char, characters, i)
        i += 1
    return result


def ll_arguments(LIST, count, values):
    """Make the list of the command line's arguments."""
    result = ll_newlist(LIST, count)
    items = ll_items(result)
    i = 0
    while i < count:
        items[i] = ll_string_from_c(llop.raw_load(Address, values, i * _POINTER_SIZE))
        i += 1
    return result


def ll_print(s):
    """Write a string to the standard output, through its buffer."""
    weft_stdout_write(llop.tailaddress(Address, s), len(s.chars))
    llop.keepalive(Void, s)
