"""Sorting lists of strings.

Comparing two strings means to fetch both from wherever they are. So what is
sorted first is numbers: in the upper bits the next few characters behind what
all strings begin with, in the lower ones the string's place, which keeps the
order of equal ones. Strings whose characters were equal so far are sorted in
the same way by what follows. This is the caching of Ng and Kakehi's radix sort
("Cache efficient radix sort for string sorting", 2007) with our merge sort in
the place of the radix sort.
"""

from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import GcArray, Signed, Void, malloc_uncleared, typeOf
from rpython.rtyper.rlist import ll_items, ll_length
from rpython.rtyper.robject import ll_str_less
from rpython.rtyper.rsort import insertion_sort, ll_sort_items

_NUMBERS = GcArray(Signed)

_CHARACTERS = 4
"""How many characters are in a number."""

_BITS = 9
"""For each: 0 for the end of the string, or a character and 1."""

_PLACE_BITS = 27
_PLACES = 1 << _PLACE_BITS

_FEW = 24
"""Fewer strings are compared as they are."""

_DEEPEST = 40
"""So often in a row are equal characters set aside."""


def ll_sort_strings(l):
    """`l.sort()` for strings."""
    items = ll_items(l)
    length = ll_length(l)
    i = 1
    while i < length and not ll_str_less(items[i], items[i - 1]):
        i += 1
    if i < length:
        _sort(items, 0, length, 0)


def _sort(items, start, stop, depth):
    count = stop - start
    if count < _FEW:
        insertion_sort(items, start, start + 1, stop, ll_str_less)
    elif LONG_BIT < 64 or count > _PLACES or depth > _DEEPEST:
        _sort_comparing(items, start, count)
    else:
        keys = malloc_uncleared(_NUMBERS, count)
        _make_keys(items, start, count, keys)
        ll_sort_items(keys, count, None)
        _arrange(items, start, count, keys)
        _sort_equal_ones(items, start, count, keys, depth)


def _sort_comparing(items, start, count):
    """Sort with nothing but comparisons."""
    work = malloc_uncleared(typeOf(items).TO, count)
    llop.arraycopy(Void, items, start, work, 0, count)
    ll_sort_items(work, count, ll_str_less)
    llop.arraycopy(Void, work, 0, items, start, count)


def _common_prefix(items, start, count):
    """Return how many characters all strings begin with."""
    first = items[start]
    result = len(first.chars)
    i = 1
    while i < count and result > 0:
        s = items[start + i]
        if len(s.chars) < result:
            result = len(s.chars)
        if llop.tailcompare(Signed, s, 0, first, 0, result) != 0:
            k = 0
            while s.chars[k] == first.chars[k]:
                k += 1
            result = k
        i += 1
    return result


def _make_keys(items, start, count, keys):
    prefix = _common_prefix(items, start, count)
    i = 0
    while i < count:
        s = items[start + i]
        length = len(s.chars)
        key = 0
        k = prefix
        while k < prefix + _CHARACTERS:
            key <<= _BITS
            if k < length:
                key += ord(s.chars[k]) + 1
            k += 1
        keys[i] = key << _PLACE_BITS | i
        i += 1


def _arrange(items, start, count, keys):
    """Put the strings where their keys are."""
    work = malloc_uncleared(typeOf(items).TO, count)
    llop.arraycopy(Void, items, start, work, 0, count)
    i = 0
    while i < count:
        items[start + i] = work[keys[i] & (_PLACES - 1)]
        i += 1


def _sort_equal_ones(items, start, count, keys, depth):
    i = 0
    while i < count:
        key = keys[i] >> _PLACE_BITS
        stop = i + 1
        while stop < count and keys[stop] >> _PLACE_BITS == key:
            stop += 1
        # Strings that ended among those characters are equal.
        if stop - i > 1 and key & ((1 << _BITS) - 1) != 0:
            _sort(items, start + i, start + stop, depth + 1)
        i = stop
