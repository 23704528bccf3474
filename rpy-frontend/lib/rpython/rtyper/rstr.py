"""Strings: 8-bit characters behind a length and a cached hash.

`str` and `bytes` share this. The null pointer is None. A string is never
changed once anything else can see it.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rlib.rarithmetic import intmask, r_ulonglong
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.characters import (
    KINDS, PRINTABLE, is_kind, ll_char_isalnum, ll_char_isalpha,
    ll_char_isascii, ll_char_isdecimal, ll_char_isdigit, ll_char_isidentifier,
    ll_char_islower, ll_char_isprintable, ll_char_isspace, ll_char_isupper,
    ll_char_lower, ll_char_swapcase, ll_char_upper)
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    Array, Bool, Char, GcArray, GcStruct, Ptr, Signed, Void, is_array, malloc,
    malloc_uncleared, typeOf)
from rpython.rtyper.rslice import (
    clamp_bound, raise_zero_step, step_count, step_start, step_stop)
from rpython.rtyper.sizes import add_sizes, multiply_sizes
from rpython.rtyper.strsearch import (
    ll_contains, ll_contains_char, ll_count, ll_count_char, ll_endswith,
    ll_find, ll_find_char, ll_rfind, ll_rfind_char, ll_startswith)

STR = GcStruct('string', ('hash', Signed), ('chars', Array(Char)))
STRING = Ptr(STR)
STRINGS = GcArray(STRING)

# The last one keeps these from being typed as single characters.
_STRING_OF_CHAR = [chr(code) for code in range(256)] + ['']


@always_inline
def ll_strlen(s):
    """`len(s)`."""
    return len(s.chars)


@always_inline
def ll_str_is_true(s):
    """Is the string neither None nor empty?"""
    return bool(s) and len(s.chars) != 0


# ____________________________________________________________
# Characters


@always_inline
def ll_stritem(s, i):
    """`s[i]` for any index."""
    if llop.unlikely(Bool, llop.uint_ge(Bool, i, len(s.chars))):
        i = _fix_index(i, len(s.chars))
    return s.chars[i]


@always_inline
def ll_stritem_nonneg(s, i):
    """`s[i]` for an index that is not negative."""
    if llop.unlikely(Bool, llop.uint_ge(Bool, i, len(s.chars))):
        raise_string_index()
    return s.chars[i]


@always_inline
def ll_stritem_unchecked(s, i):
    """`s[i]` for an index that is in bounds, counting from either end."""
    if llop.unlikely(Bool, i < 0):
        i += len(s.chars)
    return s.chars[i]


@always_inline
def ll_stritem_fast(s, i):
    """`s[i]` for an index that is in bounds and not negative."""
    return s.chars[i]


@dont_inline
def _fix_index(i: int, length: int) -> int:
    if i < 0:
        i += length
    if llop.uint_ge(Bool, i, length):
        raise_string_index()
    return i


@dont_inline
def raise_string_index():
    raise IndexError('string index out of range')


@always_inline
def ll_bytes_item(s, i):
    """`s[i]` of bytes: an integer."""
    if llop.unlikely(Bool, llop.uint_ge(Bool, i, len(s.chars))):
        i = _fix_bytes_index(i, len(s.chars))
    return ord(s.chars[i])


@always_inline
def ll_bytes_item_nonneg(s, i):
    """`s[i]` of bytes for an index that is not negative."""
    if llop.unlikely(Bool, llop.uint_ge(Bool, i, len(s.chars))):
        raise_bytes_index()
    return ord(s.chars[i])


@always_inline
def ll_bytes_item_unchecked(s, i):
    """`s[i]` of bytes for an index that is in bounds."""
    return ord(ll_stritem_unchecked(s, i))


@always_inline
def ll_bytes_item_fast(s, i):
    """`s[i]` of bytes for an index that is in bounds and not negative."""
    return ord(s.chars[i])


@dont_inline
def _fix_bytes_index(i: int, length: int) -> int:
    if i < 0:
        i += length
    if llop.uint_ge(Bool, i, length):
        raise_bytes_index()
    return i


@dont_inline
def raise_bytes_index():
    raise IndexError('index out of range')


@always_inline
def ll_chr2str(c):
    """Return the string of one character; it is not allocated."""
    return llstr(_STRING_OF_CHAR[ord(c)])


def ll_str2char(s):
    """Return the only character of a string, as `ord` wants it."""
    if len(s.chars) != 1:
        raise TypeError('ord() expected a character')
    return s.chars[0]


# ____________________________________________________________
# Comparing and hashing


@always_inline
def ll_streq(s1, s2):
    """`s1 == s2`; either may be null."""
    if s1 == s2:
        return True
    return _differing_pointers_equal(s1, s2)


def _differing_pointers_equal(s1, s2):
    if not s1 or not s2:
        return False
    length = len(s1.chars)
    if length != len(s2.chars):
        return False
    return llop.tailcompare(Signed, s1, 0, s2, 0, length) == 0


@always_inline
def ll_streq_char(s, c):
    """Is this string just the character?"""
    return bool(s) and len(s.chars) == 1 and s.chars[0] == c


def ll_strcmp(s1, s2):
    """Return a number below, equal to or above 0, as `s1` is to `s2`."""
    length1 = len(s1.chars)
    length2 = len(s2.chars)
    order = llop.tailcompare(Signed, s1, 0, s2, 0, length1 if length1 < length2 else length2)
    if order != 0:
        return order
    return length1 - length2


_FNV_OFFSET = r_ulonglong(0xcbf29ce484222325)
_FNV_PRIME = r_ulonglong(0x100000001b3)
_INSTEAD_OF_ZERO = 29872897


@always_inline
def ll_strhash(s):
    """Return the hash of a string; it is computed once."""
    if not s:
        return 0
    hash = s.hash
    if llop.unlikely(Bool, hash == 0):
        hash = _compute_hash(s)
    return hash


@dont_inline
def _compute_hash(s):
    """FNV-1a by Fowler, Noll and Vo, 64 bits on every machine."""
    x = _FNV_OFFSET
    i = 0
    length = len(s.chars)
    while i < length:
        x = (x ^ r_ulonglong(ord(s.chars[i]))) * _FNV_PRIME
        i += 1
    hash = intmask(x ^ (x >> 32))
    if hash == -1:
        hash = -2
    elif hash == 0:
        hash = _INSTEAD_OF_ZERO
    s.hash = hash
    return hash


def string_hash(s) -> int:
    """Compute what `ll_strhash` gives, while translating."""
    x = 0xcbf29ce484222325
    for code in s.encode('latin-1') if isinstance(s, str) else s:
        x = ((x ^ code) * 0x100000001b3) & 0xffffffffffffffff
    hash = intmask(x ^ (x >> 32))
    if hash == -1:
        return -2
    return hash or _INSTEAD_OF_ZERO


# ____________________________________________________________
# Building


def ll_strconcat(s1, s2):
    """`s1 + s2`."""
    length1 = len(s1.chars)
    length2 = len(s2.chars)
    if length1 == 0:
        return s2
    if length2 == 0:
        return s1
    result = malloc_uncleared(STR, length1 + length2)
    llop.tailcopy(Void, s1, 0, result, 0, length1)
    llop.tailcopy(Void, s2, 0, result, length1, length2)
    return result


def ll_concat_array(pieces):
    """Return the strings in a GcArray of string pointers, one after the other."""
    count = len(pieces)
    total = 0
    i = 0
    while i < count:
        total = add_sizes(total, len(pieces[i].chars))
        i += 1
    result = malloc_uncleared(STR, total)
    position = 0
    i = 0
    while i < count:
        length = len(pieces[i].chars)
        llop.tailcopy(Void, pieces[i], 0, result, position, length)
        position += length
        i += 1
    return result


def ll_strconcat3(s1, s2, s3):
    """`s1 + s2 + s3`."""
    length1 = len(s1.chars)
    length2 = len(s2.chars)
    length3 = len(s3.chars)
    result = malloc_uncleared(STR, length1 + length2 + length3)
    llop.tailcopy(Void, s1, 0, result, 0, length1)
    llop.tailcopy(Void, s2, 0, result, length1, length2)
    llop.tailcopy(Void, s3, 0, result, length1 + length2, length3)
    return result


def ll_join(separator, l):
    """`separator.join(l)` for a list of strings or of characters."""
    if is_array(typeOf(l).TO):
        return _join_items(separator, l, len(l))
    else:
        return _join_items(separator, l.items, l.length)


def _join_items(separator, items, count):
    if count == 0:
        return llstr('')
    if typeOf(items).TO.OF == Char:
        return _join_chars(separator, items, count)
    else:
        return _join_strings(separator, items, count)


def _join_chars(separator, items, count):
    gap = len(separator.chars)
    result = malloc_uncleared(STR, add_sizes(count, multiply_sizes(gap, count - 1)))
    if gap == 0:
        i = 0
        while i < count:
            result.chars[i] = items[i]
            i += 1
        return result
    result.chars[0] = items[0]
    position = 1
    i = 1
    while i < count:
        llop.tailcopy(Void, separator, 0, result, position, gap)
        position += gap
        result.chars[position] = items[i]
        position += 1
        i += 1
    return result


def _join_strings(separator, items, count):
    if count == 1:
        return items[0]
    gap = len(separator.chars)
    total = multiply_sizes(gap, count - 1)
    i = 0
    while i < count:
        total = add_sizes(total, len(items[i].chars))
        i += 1
    result = malloc_uncleared(STR, total)
    position = 0
    i = 0
    while i < count:
        if i > 0 and gap > 0:
            llop.tailcopy(Void, separator, 0, result, position, gap)
            position += gap
        length = len(items[i].chars)
        llop.tailcopy(Void, items[i], 0, result, position, length)
        position += length
        i += 1
    return result


def ll_str_fill(c, count):
    """Return `count` copies of a character; none if that is negative."""
    if count <= 0:
        return llstr('')
    result = malloc_uncleared(STR, count)
    i = 0
    while i < count:
        result.chars[i] = c
        i += 1
    return result


def ll_str_mul(s, count):
    """`s * count`."""
    length = len(s.chars)
    if count <= 0 or length == 0:
        return llstr('')
    if length == 1:
        return ll_str_fill(s.chars[0], count)
    total = multiply_sizes(length, count)
    result = malloc_uncleared(STR, total)
    llop.tailcopy(Void, s, 0, result, 0, length)
    done = length
    while done < total:
        piece = done if done < total - done else total - done
        llop.tailcopy(Void, result, 0, result, done, piece)
        done += piece
    return result


# ____________________________________________________________
# Slices


def ll_substring(s, start, stop):
    """`s[start:stop]` for bounds that lie in the string."""
    length = stop - start
    if length == len(s.chars):
        return s
    if length == 1:
        return ll_chr2str(s.chars[start])
    if length <= 0:
        return llstr('')
    result = malloc_uncleared(STR, length)
    llop.tailcopy(Void, s, start, result, 0, length)
    return result


def ll_getslice(s, start, stop):
    """`s[start:stop]`; a missing bound is 0 or the greatest integer."""
    length = len(s.chars)
    return ll_substring(s, clamp_bound(start, length), clamp_bound(stop, length))


def ll_getslice_step(s, start, has_start, stop, has_stop, step):
    """`s[start:stop:step]`."""
    if step == 0:
        raise_zero_step()
    length = len(s.chars)
    first = step_start(start, has_start, length, step)
    count = step_count(first, step_stop(stop, has_stop, length, step), step)
    result = malloc_uncleared(STR, count)
    position = first
    i = 0
    while i < count:
        result.chars[i] = s.chars[position]
        position = llop.int_add(Signed, position, step)
        i += 1
    return result


# ____________________________________________________________
# repr


_HEXADECIMAL = '0123456789abcdef'


def ll_repr_str(s):
    """`repr(s)` of a str; None gives 'None'."""
    if not s:
        return llstr('None')
    return _repr(s, False)


def ll_repr_bytes(s):
    """`repr(s)` of bytes; None gives 'None'."""
    if not s:
        return llstr('None')
    return _repr(s, True)


@always_inline
def _repr_width(c, quote, is_bytes):
    """Return how many characters stand for this one."""
    if c == quote or c == '\\' or c == '\n' or c == '\r' or c == '\t':
        return 2
    if not is_kind(KINDS, c, PRINTABLE) or (is_bytes and c >= '\x80'):
        return 4
    return 1


def ll_escape_non_ascii(s):
    """`ascii(x)`, for the text that `repr(x)` gave."""
    length = len(s.chars)
    total = length
    i = 0
    while i < length:
        if s.chars[i] >= '\x80':
            total += 3
        i += 1
    if total == length:
        return s
    result = malloc_uncleared(STR, total)
    position = 0
    i = 0
    while i < length:
        c = s.chars[i]
        if c >= '\x80':
            _write_escape(result, position, c)
            position += 4
        else:
            result.chars[position] = c
            position += 1
        i += 1
    return result


def _write_escape(result, position, c):
    """Write `\\xNN`."""
    result.chars[position] = '\\'
    result.chars[position + 1] = 'x'
    result.chars[position + 2] = llstr(_HEXADECIMAL).chars[ord(c) >> 4]
    result.chars[position + 3] = llstr(_HEXADECIMAL).chars[ord(c) & 15]


def _repr(s, is_bytes):
    length = len(s.chars)
    quote = "'"
    if ll_contains_char(s, "'") and not ll_contains_char(s, '"'):
        quote = '"'
    total = 3 if is_bytes else 2
    i = 0
    while i < length:
        total += _repr_width(s.chars[i], quote, is_bytes)
        i += 1
    result = malloc_uncleared(STR, total)
    position = 0
    if is_bytes:
        result.chars[0] = 'b'
        position = 1
    result.chars[position] = quote
    position += 1
    i = 0
    while i < length:
        c = s.chars[i]
        width = _repr_width(c, quote, is_bytes)
        if width == 1:
            result.chars[position] = c
        elif width == 2:
            result.chars[position] = '\\'
            result.chars[position + 1] = _escape_letter(c)
        else:
            _write_escape(result, position, c)
        position += width
        i += 1
    result.chars[position] = quote
    return result


def _escape_letter(c):
    if c == '\n':
        return 'n'
    if c == '\r':
        return 'r'
    if c == '\t':
        return 't'
    return c


def ll_repr_char(c):
    """`repr` of a single character."""
    return _repr(ll_chr2str(c), False)


def ll_str_or_none(s):
    """`str(s)`: the string itself, or 'None'."""
    return s if s else llstr('None')


def ll_null_terminated(s):
    """Return a copy of the characters with a NUL at the end, for C."""
    length = len(s.chars)
    result = malloc(STR, length + 1)
    llop.tailcopy(Void, s, 0, result, 0, length)
    return result
