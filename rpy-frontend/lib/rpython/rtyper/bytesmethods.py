"""The methods of `bytes`. They share the representation of `str`.

Methods that look at what characters mean know ASCII only. `decode` and
`encode` of Latin-1 cost nothing.
"""

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import maxint
from rpython.rtyper import characters
from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.characters import ASCII_KINDS, is_kind
from rpython.rtyper.lltypesystem.lltype import malloc
from rpython.rtyper.registration import bytes_methods, method
from rpython.rtyper.rstr import STR, ll_strlen, ll_substring
from rpython.rtyper.sizes import missing_to
from rpython.rtyper.strmethods import (
    ll_pad, ll_translate, str_count, str_endswith, str_find,
    str_lstrip, str_partition, str_replace, str_rfind, str_rpartition,
    str_rsplit, str_rstrip, str_split, str_startswith, str_strip,
    str_zfill)

ASCII_SPACES = ' \t\n\r\x0b\x0c'


def _text(b: bytes) -> str:
    return b.decode('latin-1')


@method(bytes_methods, 'find')
def bytes_find(self: bytes, sub: bytes, start: int = 0, end: int = maxint) -> int:
    return str_find(_text(self), _text(sub), start, end)


@method(bytes_methods, 'rfind')
def bytes_rfind(self: bytes, sub: bytes, start: int = 0, end: int = maxint) -> int:
    return str_rfind(_text(self), _text(sub), start, end)


@method(bytes_methods, 'index')
def bytes_index(self: bytes, sub: bytes, start: int = 0, end: int = maxint) -> int:
    position = bytes_find(self, sub, start, end)
    if position < 0:
        raise ValueError('subsection not found')
    return position


@method(bytes_methods, 'rindex')
def bytes_rindex(self: bytes, sub: bytes, start: int = 0, end: int = maxint) -> int:
    position = bytes_rfind(self, sub, start, end)
    if position < 0:
        raise ValueError('subsection not found')
    return position


@method(bytes_methods, 'count')
def bytes_count(self: bytes, sub: bytes, start: int = 0, end: int = maxint) -> int:
    return str_count(_text(self), _text(sub), start, end)


@method(bytes_methods, 'startswith')
def bytes_startswith(self: bytes, prefix: bytes, start: int = 0, end: int = maxint) -> bool:
    return str_startswith(_text(self), _text(prefix), start, end)


@method(bytes_methods, 'endswith')
def bytes_endswith(self: bytes, suffix: bytes, start: int = 0, end: int = maxint) -> bool:
    return str_endswith(_text(self), _text(suffix), start, end)


# ____________________________________________________________
# Splitting and joining


def _all_bytes(strings):
    return [item.encode('latin-1') for item in strings]


def _word_end(s, position, end):
    while position < end and not is_kind(ASCII_KINDS, s.chars[position], characters.SPACE):
        position += 1
    return position


def _spaces_end(s, position, end):
    while position < end and is_kind(ASCII_KINDS, s.chars[position], characters.SPACE):
        position += 1
    return position


def _word_start(s, position):
    while position > 0 and not is_kind(ASCII_KINDS, s.chars[position - 1], characters.SPACE):
        position -= 1
    return position


def _spaces_start(s, position):
    while position > 0 and is_kind(ASCII_KINDS, s.chars[position - 1], characters.SPACE):
        position -= 1
    return position


@method(bytes_methods, 'split')
def bytes_split(self: bytes, sep: bytes | None = None, maxsplit: int = -1):
    if sep is not None:
        return _all_bytes(str_split(_text(self), _text(sep), maxsplit))
    limit = maxsplit if maxsplit >= 0 else maxint
    s = llstr(_text(self))
    length = len(s.chars)
    result = []
    start = _spaces_end(s, 0, length)
    while start < length:
        stop = _word_end(s, start, length) if limit > 0 else length
        result.append(hlstr(ll_substring(s, start, stop)).encode('latin-1'))
        start = _spaces_end(s, stop, length)
        limit -= 1
    return result


@method(bytes_methods, 'rsplit')
def bytes_rsplit(self: bytes, sep: bytes | None = None, maxsplit: int = -1):
    if sep is not None:
        return _all_bytes(str_rsplit(_text(self), _text(sep), maxsplit))
    limit = maxsplit if maxsplit >= 0 else maxint
    s = llstr(_text(self))
    result = []
    end = _spaces_start(s, len(s.chars))
    while end > 0:
        start = _word_start(s, end) if limit > 0 else 0
        result.append(hlstr(ll_substring(s, start, end)).encode('latin-1'))
        end = _spaces_start(s, start)
        limit -= 1
    result.reverse()
    return result


@method(bytes_methods, 'splitlines')
def bytes_splitlines(self: bytes, keepends: bool = False):
    s = llstr(_text(self))
    length = len(s.chars)
    result = []
    start = 0
    while start < length:
        end = start
        while end < length and s.chars[end] != '\n' and s.chars[end] != '\r':
            end += 1
        after = end
        if end < length:
            after = end + 1
            if s.chars[end] == '\r' and after < length and s.chars[after] == '\n':
                after += 1
        result.append(hlstr(ll_substring(s, start, after if keepends else end)).encode('latin-1'))
        start = after
    return result


@method(bytes_methods, 'partition')
def bytes_partition(self: bytes, sep: bytes):
    head, middle, tail = str_partition(_text(self), _text(sep))
    return head.encode('latin-1'), middle.encode('latin-1'), tail.encode('latin-1')


@method(bytes_methods, 'rpartition')
def bytes_rpartition(self: bytes, sep: bytes):
    head, middle, tail = str_rpartition(_text(self), _text(sep))
    return head.encode('latin-1'), middle.encode('latin-1'), tail.encode('latin-1')


@method(bytes_methods, 'join')
@specialize.argtype(1)
def bytes_join(self: bytes, items) -> bytes:
    return _text(self).join([item.decode('latin-1') for item in items]).encode('latin-1')


@method(bytes_methods, 'replace')
def bytes_replace(self: bytes, old: bytes, new: bytes, count: int = -1) -> bytes:
    return str_replace(_text(self), _text(old), _text(new), count).encode('latin-1')


# ____________________________________________________________
# Stripping and padding


def _strip_set(chars: bytes | None) -> str:
    return ASCII_SPACES if chars is None else chars.decode('latin-1')


@method(bytes_methods, 'strip')
def bytes_strip(self: bytes, chars: bytes | None = None) -> bytes:
    return str_strip(_text(self), _strip_set(chars)).encode('latin-1')


@method(bytes_methods, 'lstrip')
def bytes_lstrip(self: bytes, chars: bytes | None = None) -> bytes:
    return str_lstrip(_text(self), _strip_set(chars)).encode('latin-1')


@method(bytes_methods, 'rstrip')
def bytes_rstrip(self: bytes, chars: bytes | None = None) -> bytes:
    return str_rstrip(_text(self), _strip_set(chars)).encode('latin-1')


@method(bytes_methods, 'ljust')
def bytes_ljust(self: bytes, width: int) -> bytes:
    return hlstr(ll_pad(llstr(_text(self)), 0, missing_to(width, len(self)), ' ')).encode('latin-1')


@method(bytes_methods, 'rjust')
def bytes_rjust(self: bytes, width: int) -> bytes:
    return hlstr(ll_pad(llstr(_text(self)), missing_to(width, len(self)), 0, ' ')).encode('latin-1')


@method(bytes_methods, 'zfill')
def bytes_zfill(self: bytes, width: int) -> bytes:
    return str_zfill(_text(self), width).encode('latin-1')


# ____________________________________________________________
# Case and predicates


@method(bytes_methods, 'upper')
def bytes_upper(self: bytes) -> bytes:
    return hlstr(ll_translate(llstr(_text(self)), characters.ASCII_UPPER)).encode('latin-1')


@method(bytes_methods, 'lower')
def bytes_lower(self: bytes) -> bytes:
    return hlstr(ll_translate(llstr(_text(self)), characters.ASCII_LOWER)).encode('latin-1')


@method(bytes_methods, 'swapcase')
def bytes_swapcase(self: bytes) -> bytes:
    return hlstr(ll_translate(llstr(_text(self)), characters.ASCII_SWAPPED)).encode('latin-1')


def _all_ascii_kind(s, kind):
    length = ll_strlen(s)
    i = 0
    while i < length:
        if not is_kind(ASCII_KINDS, s.chars[i], kind):
            return False
        i += 1
    return length > 0


@method(bytes_methods, 'isalpha')
def bytes_isalpha(self: bytes) -> bool:
    return _all_ascii_kind(llstr(_text(self)), characters.ALPHA)


@method(bytes_methods, 'isdigit')
def bytes_isdigit(self: bytes) -> bool:
    return _all_ascii_kind(llstr(_text(self)), characters.DIGIT)


@method(bytes_methods, 'isalnum')
def bytes_isalnum(self: bytes) -> bool:
    return _all_ascii_kind(llstr(_text(self)), characters.ALPHA | characters.DIGIT)


@method(bytes_methods, 'isspace')
def bytes_isspace(self: bytes) -> bool:
    return _all_ascii_kind(llstr(_text(self)), characters.SPACE)


_HEX_DIGITS = '0123456789abcdef'


@method(bytes_methods, 'hex')
def bytes_hex(self: bytes) -> str:
    s = llstr(_text(self))
    length = len(s.chars)
    result = malloc(STR, 2 * length)
    i = 0
    while i < length:
        byte = ord(s.chars[i])
        result.chars[2 * i] = llstr(_HEX_DIGITS).chars[byte >> 4]
        result.chars[2 * i + 1] = llstr(_HEX_DIGITS).chars[byte & 15]
        i += 1
    return hlstr(result)
