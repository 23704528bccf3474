"""The methods of `bytes`: those it shares with `str`, and its own.

Both have one representation. Methods that look at what characters mean know
ASCII only.
"""

from rpython.rlib.objectmodel import always_inline, specialize
from rpython.rtyper import characters
from rpython.rtyper.annlowlevel import hlbytes, hlstr, llstr
from rpython.rtyper.characters import (
    ASCII_KINDS, KINDS, SPACE, is_kind, ll_digit_value, look_up)
from rpython.rtyper.lltypesystem.lltype import Bool, malloc
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.registration import bytes_methods, method, refuse, replaces
from rpython.rtyper.rstr import STR, ll_chr2str, ll_substring
from rpython.rtyper.strsearch import ll_find_char
from rpython.rtyper.textcase import ll_all_of_kind
from rpython.rtyper.textmethods import Flavour, define_methods


@specialize.argtype(0)
@always_inline
def bytes_argument(b):
    """An argument that must be bytes, as the pointer to them."""
    if isinstance(b, bytes):
        return llstr(b)
    if b is None:
        raise TypeError("a bytes-like object is required, not 'NoneType'")
    if isinstance(b, (bytearray, memoryview)):
        return llstr(bytes(b))
    return refuse('bytes are needed here, not {}', b)


@specialize.argtype(0)
@always_inline
def _needle(sub):
    """What to search for: bytes, or an int for one byte."""
    if isinstance(sub, int):
        if not 0 <= sub < 256:
            raise ValueError('byte must be in range(0, 256)')
        return ll_chr2str(chr(sub))
    return bytes_argument(sub)


define_methods(Flavour(
    bytes, bytes_methods, hlbytes, bytes_argument, _needle, ASCII_KINDS, characters.ASCII_UPPER,
    characters.ASCII_LOWER, characters.ASCII_SWAPPED, 'subsection not found'))


@method(bytes_methods, 'isalnum')
def bytes_isalnum(self: bytes) -> bool:
    return ll_all_of_kind(llstr(self), ASCII_KINDS, characters.ALPHA | characters.DIGIT)


# ____________________________________________________________
# Replacing bytes


@method(bytes_methods, 'translate')
@specialize.argtype(1)
def bytes_translate(self: bytes, table, delete: bytes = b'') -> bytes:
    s = llstr(self)
    deleted = llstr(delete)
    if table is not None and len(bytes_argument(table).chars) != 256:
        raise ValueError('translation table must be 256 characters long')
    result = malloc(STR, len(s.chars))
    count = 0
    i = 0
    while i < len(s.chars):
        c = s.chars[i]
        if ll_find_char(deleted, c, 0, len(deleted.chars)) < 0:
            result.chars[count] = c if table is None else look_up(table, c)
            count += 1
        i += 1
    return hlbytes(ll_substring(result, 0, count))


_IDENTITY = bytes(range(256))


@replaces(bytes.maketrans)
def bytes_maketrans(frm: bytes, to: bytes) -> bytes:
    if len(frm) != len(to):
        raise ValueError('maketrans arguments must have same length')
    result = malloc(STR, 256)
    i = 0
    while i < 256:
        result.chars[i] = chr(i)
        i += 1
    for i in range(len(frm)):
        result.chars[frm[i]] = chr(to[i])
    return hlbytes(result)


# ____________________________________________________________
# Hexadecimal


_HEX_DIGITS = '0123456789abcdef'


@method(bytes_methods, 'hex')
@specialize.argtype(1)
def bytes_hex(self: bytes, sep=None, bytes_per_sep: int = 1) -> str:
    s = llstr(self)
    length = len(s.chars)
    if sep is None or bytes_per_sep == 0 or length == 0:
        return _hex(s, '\x00', 0, True)
    separator = llstr(sep)
    if len(separator.chars) != 1:
        raise ValueError('sep must be length 1.')
    if bytes_per_sep < 0:
        return _hex(s, separator.chars[0], -bytes_per_sep, False)
    return _hex(s, separator.chars[0], bytes_per_sep, True)


def _hex(s, separator, group: int, from_right: bool) -> str:
    """Write two digits for each byte, with separators between groups."""
    length = len(s.chars)
    gaps = (length - 1) // group if group > 0 else 0
    result = malloc(STR, 2 * length + gaps)
    position = 0
    i = 0
    while i < length:
        if group > 0 and i > 0 and (length - i if from_right else i) % group == 0:
            result.chars[position] = separator
            position += 1
        byte = ord(s.chars[i])
        result.chars[position] = llstr(_HEX_DIGITS).chars[byte >> 4]
        result.chars[position + 1] = llstr(_HEX_DIGITS).chars[byte & 15]
        position += 2
        i += 1
    return hlstr(result)


@replaces(bytes.fromhex)
def bytes_fromhex(string: str) -> bytes:
    s = llstr(string)
    length = len(s.chars)
    result = malloc(STR, length >> 1)
    count = 0
    i = 0
    while i < length:
        if is_kind(ASCII_KINDS, s.chars[i], SPACE):
            i += 1
            continue
        high = ll_digit_value(s.chars[i])
        low = ll_digit_value(s.chars[i + 1]) if i + 1 < length else 36
        if high >= 16 or low >= 16:
            bad = i if high >= 16 else i + 1
            raise ValueError('non-hexadecimal number found in fromhex() arg at position ' + str(bad))
        result.chars[count] = chr(high << 4 | low)
        count += 1
        i += 2
    return hlbytes(ll_substring(result, 0, count))


# ____________________________________________________________
# bytes(...)


@specialize.argtype(0)
def bytes_of(source) -> bytes:
    """`bytes(source)`: so many zeros, a copy, or the integers of an iterable."""
    if isinstance(source, bytes):
        return source
    elif isinstance(source, (bytearray, memoryview)):
        return bytes(source)
    elif isinstance(source, int):
        if source < 0:
            raise ValueError('negative count')
        result = malloc(STR, source)
        i = 0
        while i < source:
            result.chars[i] = '\x00'
            i += 1
        return hlbytes(result)
    elif isinstance(source, str):
        return refuse('bytes() of {} needs an encoding', source)
    else:
        return _bytes_of_items([item for item in source])


@specialize.argtype(0)
def _bytes_of_items(items) -> bytes:
    result = malloc(STR, len(items))
    i = 0
    for item in items:
        if llop.unlikely(Bool, not 0 <= item < 256):
            raise ValueError('bytes must be in range(0, 256)')
        result.chars[i] = chr(item)
        i += 1
    return hlbytes(result)
