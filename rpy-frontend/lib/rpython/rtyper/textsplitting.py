"""Splitting and joining: methods that `str` and `bytes` share."""

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import maxint
from rpython.rtyper import characters
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.characters import is_kind
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Void, malloc_uncleared
from rpython.rtyper.rstr import STR, ll_substring
from rpython.rtyper.sizes import add_sizes, multiply_sizes
from rpython.rtyper.strsearch import ll_find_char, ll_rsearch, ll_search


def _skip(s, position, end, kinds, is_space):
    """Return the first position from there that is (or is not) white space."""
    while position < end and is_kind(kinds, s.chars[position], characters.SPACE) == is_space:
        position += 1
    return position


def _skip_back(s, position, kinds, is_space):
    while position > 0 and is_kind(kinds, s.chars[position - 1], characters.SPACE) == is_space:
        position -= 1
    return position


def define_splitting(flavour):
    text, view, kinds, argument = flavour.type, flavour.view, flavour.kinds, flavour.argument

    @flavour.method
    @specialize.argtype(1)
    def split(self: text, sep=None, maxsplit: int = -1):
        limit = maxsplit if maxsplit >= 0 else maxint
        if sep is None:
            return split_spaces(self, limit)
        separator = argument(sep)
        gap = len(separator.chars)
        if gap == 0:
            raise ValueError('empty separator')
        if gap == 1 and limit == maxint:
            return split_at_each(self, separator.chars[0])
        s = llstr(self)
        length = len(s.chars)
        result = []
        start = 0
        while limit > 0:
            found = ll_search(s, separator, start, length)
            if found < 0:
                break
            result.append(view(ll_substring(s, start, found)))
            start = found + gap
            limit -= 1
        result.append(view(ll_substring(s, start, length)))
        return result

    def split_at_each(self: text, c):
        s = llstr(self)
        length = len(s.chars)
        result = []
        start = 0
        found = ll_find_char(s, c, 0, length)
        while found >= 0:
            result.append(view(ll_substring(s, start, found)))
            start = found + 1
            found = ll_find_char(s, c, start, length)
        result.append(view(ll_substring(s, start, length)))
        return result

    def split_spaces(self: text, limit: int):
        s = llstr(self)
        length = len(s.chars)
        result = []
        start = _skip(s, 0, length, kinds, True)
        while start < length:
            if limit == 0:
                result.append(view(ll_substring(s, start, length)))
                break
            stop = _skip(s, start, length, kinds, False)
            result.append(view(ll_substring(s, start, stop)))
            start = _skip(s, stop, length, kinds, True)
            limit -= 1
        return result


def define_splitting_from_the_right(flavour):
    text, view, kinds, argument = flavour.type, flavour.view, flavour.kinds, flavour.argument

    @flavour.method
    @specialize.argtype(1)
    def rsplit(self: text, sep=None, maxsplit: int = -1):
        limit = maxsplit if maxsplit >= 0 else maxint
        if sep is None:
            return rsplit_spaces(self, limit)
        separator = argument(sep)
        gap = len(separator.chars)
        if gap == 0:
            raise ValueError('empty separator')
        s = llstr(self)
        result = []
        end = len(s.chars)
        while limit > 0:
            found = ll_rsearch(s, separator, 0, end)
            if found < 0:
                break
            result.append(view(ll_substring(s, found + gap, end)))
            end = found
            limit -= 1
        result.append(view(ll_substring(s, 0, end)))
        result.reverse()
        return result

    def rsplit_spaces(self: text, limit: int):
        s = llstr(self)
        result = []
        end = _skip_back(s, len(s.chars), kinds, True)
        while end > 0:
            if limit == 0:
                result.append(view(ll_substring(s, 0, end)))
                break
            start = _skip_back(s, end, kinds, False)
            result.append(view(ll_substring(s, start, end)))
            end = _skip_back(s, start, kinds, True)
            limit -= 1
        result.reverse()
        return result


def define_lines_and_partition(flavour):
    text, view, kinds, argument = flavour.type, flavour.view, flavour.kinds, flavour.argument
    empty = flavour.empty

    @flavour.method
    def splitlines(self: text, keepends: bool = False):
        s = llstr(self)
        length = len(s.chars)
        result = []
        start = 0
        while start < length:
            end = start
            while end < length and not is_kind(kinds, s.chars[end], characters.LINE_END):
                end += 1
            after = end
            if end < length:
                after = end + 1
                if s.chars[end] == '\r' and after < length and s.chars[after] == '\n':
                    after += 1
            result.append(view(ll_substring(s, start, after if keepends else end)))
            start = after
        return result

    @flavour.method
    @specialize.argtype(1)
    def partition(self: text, sep):
        s = llstr(self)
        separator = argument(sep)
        length = len(s.chars)
        gap = len(separator.chars)
        if gap == 0:
            raise ValueError('empty separator')
        found = ll_search(s, separator, 0, length)
        if found < 0:
            return self, empty, empty
        return (view(ll_substring(s, 0, found)), view(separator),
                view(ll_substring(s, found + gap, length)))

    @flavour.method
    @specialize.argtype(1)
    def rpartition(self: text, sep):
        s = llstr(self)
        separator = argument(sep)
        length = len(s.chars)
        gap = len(separator.chars)
        if gap == 0:
            raise ValueError('empty separator')
        found = ll_rsearch(s, separator, 0, length)
        if found < 0:
            return empty, empty, self
        return (view(ll_substring(s, 0, found)), view(separator),
                view(ll_substring(s, found + gap, length)))


def define_joining(flavour):
    text, view, argument = flavour.type, flavour.view, flavour.argument

    @flavour.method
    @specialize.argtype(1)
    def join(self: text, items) -> text:
        if isinstance(items, list):
            return join_list(self, items)
        return join_list(self, [item for item in items])

    @specialize.argtype(1)
    def join_list(self: text, items) -> text:
        count = len(items)
        separator = llstr(self)
        gap = len(separator.chars)
        total = multiply_sizes(gap, count - 1) if count > 0 else 0
        for item in items:
            total = add_sizes(total, len(argument(item).chars))
        result = malloc_uncleared(STR, total)
        position = 0
        for item in items:
            piece = argument(item)
            length = len(piece.chars)
            llop.tailcopy(Void, piece, 0, result, position, length)
            position += length
            if position < total:
                llop.tailcopy(Void, separator, 0, result, position, gap)
                position += gap
        return view(result)
