"""The methods that `str` and `bytes` share, made once for each of the two.

A method is an ordinary restricted function of the string and its arguments;
where it matters for speed it works on the characters directly. What differs
between the two types is in a `Flavour`.
"""

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import maxint
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Void, malloc_uncleared
from rpython.rtyper.rstr import STR, ll_substring
from rpython.rtyper.sizes import add_sizes, multiply_sizes
from rpython.rtyper.strsearch import (
    ll_count, ll_count_from, ll_endswith, ll_find, ll_find_char, ll_rfind, ll_search, ll_startswith)
from rpython.rtyper.textcase import define_case, define_predicates
from rpython.rtyper.textlayout import define_padding, define_stripping
from rpython.rtyper.textsplitting import (
    define_joining, define_lines_and_partition, define_splitting, define_splitting_from_the_right)


class Flavour:
    """One of the two types, and what its methods do differently."""

    def __init__(self, type_, methods, view, argument, needle, kinds, upper, lower, swapped,
                 not_found: str):
        self.type = type_
        self.methods = methods      # where the methods go, by name
        self.view = view            # of a pointer to STR: the type's value
        self.argument = argument    # of an argument of this type: a pointer to STR
        self.needle = needle        # of something to search for: a pointer to STR
        self.kinds = kinds          # what kinds of characters there are
        self.upper = upper
        self.lower = lower
        self.swapped = swapped
        self.not_found = not_found
        self.empty = view(llstr(''))

    def method(self, function):
        """Decorate a function that is the method of its name."""
        function.__qualname__ = f'{self.type.__name__}.{function.__name__}'
        function.__module__ = 'builtins'
        self.methods[function.__name__] = function
        return function


def define_methods(flavour: Flavour) -> None:
    """Make all methods."""
    _define_searching(flavour)
    _define_prefixes(flavour)
    define_splitting(flavour)
    define_splitting_from_the_right(flavour)
    define_lines_and_partition(flavour)
    define_joining(flavour)
    define_stripping(flavour)
    define_padding(flavour)
    define_case(flavour)
    define_predicates(flavour)


# ____________________________________________________________
# Searching


def _define_searching(flavour):
    text, needle, not_found = flavour.type, flavour.needle, flavour.not_found

    @flavour.method
    @specialize.argtype(1)
    def find(self: text, sub, start: int = 0, end: int = maxint) -> int:
        return ll_find(llstr(self), needle(sub), start, end)

    @flavour.method
    @specialize.argtype(1)
    def rfind(self: text, sub, start: int = 0, end: int = maxint) -> int:
        return ll_rfind(llstr(self), needle(sub), start, end)

    @flavour.method
    @specialize.argtype(1)
    def index(self: text, sub, start: int = 0, end: int = maxint) -> int:
        position = ll_find(llstr(self), needle(sub), start, end)
        if position < 0:
            raise ValueError(not_found)
        return position

    @flavour.method
    @specialize.argtype(1)
    def rindex(self: text, sub, start: int = 0, end: int = maxint) -> int:
        position = ll_rfind(llstr(self), needle(sub), start, end)
        if position < 0:
            raise ValueError(not_found)
        return position

    @flavour.method
    @specialize.argtype(1)
    def count(self: text, sub, start: int = 0, end: int = maxint) -> int:
        return ll_count(llstr(self), needle(sub), start, end)


def _define_prefixes(flavour):
    text, view, argument = flavour.type, flavour.view, flavour.argument

    @flavour.method
    @specialize.argtype(1)
    def startswith(self: text, prefix, start: int = 0, end: int = maxint) -> bool:
        if isinstance(prefix, tuple):
            for each in prefix:
                if ll_startswith(llstr(self), argument(each), start, end):
                    return True
            return False
        return ll_startswith(llstr(self), argument(prefix), start, end)

    @flavour.method
    @specialize.argtype(1)
    def endswith(self: text, suffix, start: int = 0, end: int = maxint) -> bool:
        if isinstance(suffix, tuple):
            for each in suffix:
                if ll_endswith(llstr(self), argument(each), start, end):
                    return True
            return False
        return ll_endswith(llstr(self), argument(suffix), start, end)

    @flavour.method
    @specialize.argtype(1)
    def removeprefix(self: text, prefix) -> text:
        s = llstr(self)
        start = argument(prefix)
        length = len(s.chars)
        if ll_startswith(s, start, 0, length):
            return view(ll_substring(s, len(start.chars), length))
        return self

    @flavour.method
    @specialize.argtype(1)
    def removesuffix(self: text, suffix) -> text:
        s = llstr(self)
        end = argument(suffix)
        length = len(s.chars)
        if ll_endswith(s, end, 0, length):
            return view(ll_substring(s, 0, length - len(end.chars)))
        return self

    @flavour.method
    @specialize.argtype(1, 2)
    def replace(self: text, old, new, count: int = -1) -> text:
        return view(ll_replace(llstr(self), argument(old), argument(new),
                               count if count >= 0 else maxint))


def ll_replace(s, old, new, limit):
    """Replace `old` up to `limit` times, allocating once."""
    length = len(s.chars)
    old_length = len(old.chars)
    new_length = len(new.chars)
    if old_length == 1 and new_length == 1 and limit >= length:
        return _replace_char(s, old.chars[0], new.chars[0])
    matches = ll_count_from(s, old, 0, length, limit)
    if matches == 0:
        return s
    result = malloc_uncleared(STR, add_sizes(length, multiply_sizes(matches, new_length - old_length)))
    start = 0
    position = 0
    i = 0
    while i < matches:
        # An empty `old` is found before each character.
        found = ll_search(s, old, start, length) if old_length > 0 else i
        llop.tailcopy(Void, s, start, result, position, found - start)
        position += found - start
        llop.tailcopy(Void, new, 0, result, position, new_length)
        position += new_length
        start = found + old_length
        i += 1
    llop.tailcopy(Void, s, start, result, position, length - start)
    return result


def _replace_char(s, old, new):
    length = len(s.chars)
    if ll_find_char(s, old, 0, length) < 0:
        return s
    result = malloc_uncleared(STR, length)
    i = 0
    while i < length:
        c = s.chars[i]
        result.chars[i] = new if c == old else c
        i += 1
    return result
