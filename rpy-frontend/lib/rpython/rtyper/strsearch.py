"""Finding a string in a string.

One character is found by C's `memchr`, whose vector code no loop here can be
turned into. A longer needle is first looked for at the places where its first
character is. When those turn out to be many, the search goes on as the one that
Fredrik Lundh wrote for CPython's "stringlib", a mix of Boyer-Moore-Horspool and
Sunday: compare the last character, then the rest; after a failure look at the
character behind the window. If a bit mask says that the needle does not have it
(with certainty, like a Bloom filter), the whole window moves past it.
"""

from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import INT32, Address, Signed, Void
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.rslice import clamp_bound


_FEW = 16
"""Below this number of characters a loop is as fast as a call."""


def _simulate_memchr(text, code, size):
    found = text.read_bytes(size).find(int(code))
    return text + found if found >= 0 else llmemory.NULL


memchr = external('memchr', [Address, INT32, Signed], Address, python=_simulate_memchr)


def ll_find_char(s, c, start, stop):
    """Return the first position of a character from `start` to `stop`, or -1."""
    if stop - start >= _FEW:
        return _find_char_far(s, c, start, stop)
    i = start
    while i < stop:
        if s.chars[i] == c:
            return i
        i += 1
    return -1


def _find_char_far(s, c, start, stop):
    text = llop.tailaddress(Address, s)
    found = memchr(text + start, llop.cast_int(INT32, ord(c)), stop - start)
    position = found - text if found else -1
    llop.keepalive(Void, s)
    return position


def ll_rfind_char(s, c, start, stop):
    """Return the last position of a character from `start` to `stop`, or -1."""
    i = stop
    while i > start:
        i -= 1
        if s.chars[i] == c:
            return i
    return -1


def ll_count_char(s, c, start, stop):
    """Count a character from `start` to `stop`."""
    result = 0
    i = start
    while i < stop:
        if s.chars[i] == c:
            result += 1
        i += 1
    return result


@always_inline
def _mask_bit(c):
    return llop.int_lshift(Signed, 1, ord(c) & (LONG_BIT - 1))


def ll_search(s, sub, start, stop):
    """Return where `sub` first is in `s` from `start` to `stop`, or -1.

    The bounds must lie in the string.
    """
    length = len(sub.chars)
    last = length - 1
    if length <= 1:
        if length == 1:
            return ll_find_char(s, sub.chars[0], start, stop)
        return start if start <= stop else -1
    first_char = sub.chars[0]
    position = start
    failures = 0
    while failures * _FEW <= position - start + _FEW * _FEW:
        position = ll_find_char(s, first_char, position, stop - last)
        if position < 0:
            return -1
        if llop.tailcompare(Signed, s, position + 1, sub, 1, last) == 0:
            return position
        position += 1
        failures += 1
    return _search_skipping(s, sub, position, stop)


def _search_skipping(s, sub, start, stop):
    """The same for a needle of two characters at least, whose first one is common."""
    length = len(sub.chars)
    last = length - 1
    # `skip`: how far to move when only the last character matched.
    mask = 0
    skip = last - 1
    last_char = sub.chars[last]
    i = 0
    while i < last:
        mask |= _mask_bit(sub.chars[i])
        if sub.chars[i] == last_char:
            skip = last - i - 1
        i += 1
    mask |= _mask_bit(last_char)
    position = start
    final = stop - length
    while position <= final:
        if s.chars[position + last] == last_char:
            if llop.tailcompare(Signed, s, position, sub, 0, last) == 0:
                return position
            if position < final and mask & _mask_bit(s.chars[position + length]) == 0:
                position += length
            else:
                position += skip
        elif position < final and mask & _mask_bit(s.chars[position + length]) == 0:
            position += length
        position += 1
    return -1


def ll_rsearch(s, sub, start, stop):
    """Return where `sub` last is in `s` from `start` to `stop`, or -1."""
    length = len(sub.chars)
    if length == 1:
        return ll_rfind_char(s, sub.chars[0], start, stop)
    if length == 0:
        return stop if start <= stop else -1
    first_char = sub.chars[0]
    mask = 0
    i = 0
    while i < length:
        mask |= _mask_bit(sub.chars[i])
        i += 1
    position = stop - length
    while position >= start:
        if s.chars[position] == first_char and (
                llop.tailcompare(Signed, s, position, sub, 0, length) == 0):
            return position
        if position > start and mask & _mask_bit(s.chars[position - 1]) == 0:
            position -= length
        position -= 1
    return -1


def ll_count_from(s, sub, start, stop, limit):
    """Count where `sub` is without overlapping, at most up to `limit`."""
    length = len(sub.chars)
    if length == 1 and limit >= stop - start:
        return ll_count_char(s, sub.chars[0], start, stop)
    result = 0
    position = start
    while result < limit:
        position = ll_search(s, sub, position, stop)
        if position < 0:
            break
        result += 1
        position += length if length > 0 else 1
    return result


# ____________________________________________________________
# With Python's bounds


def ll_find(s, sub, start, stop):
    """`str.find`."""
    length = len(s.chars)
    if start > length:
        return -1
    return ll_search(s, sub, clamp_bound(start, length), clamp_bound(stop, length))


def ll_rfind(s, sub, start, stop):
    """`str.rfind`."""
    length = len(s.chars)
    if start > length:
        return -1
    return ll_rsearch(s, sub, clamp_bound(start, length), clamp_bound(stop, length))


def ll_count(s, sub, start, stop):
    """`str.count`."""
    length = len(s.chars)
    if start > length:
        return 0
    return ll_count_from(s, sub, clamp_bound(start, length), clamp_bound(stop, length), length + 1)


def ll_startswith(s, prefix, start, stop):
    """`str.startswith`."""
    length = len(s.chars)
    if start > length:
        return False
    first = clamp_bound(start, length)
    size = len(prefix.chars)
    if size > clamp_bound(stop, length) - first:
        return False
    return llop.tailcompare(Signed, s, first, prefix, 0, size) == 0


def ll_endswith(s, suffix, start, stop):
    """`str.endswith`."""
    length = len(s.chars)
    if start > length:
        return False
    end = clamp_bound(stop, length)
    size = len(suffix.chars)
    if size > end - clamp_bound(start, length):
        return False
    return llop.tailcompare(Signed, s, end - size, suffix, 0, size) == 0


def ll_contains(s, sub):
    """`sub in s`."""
    return ll_search(s, sub, 0, len(s.chars)) >= 0


def ll_contains_char(s, c):
    """`c in s`."""
    return ll_find_char(s, c, 0, len(s.chars)) >= 0
