"""The methods that `str` and `bytes` share, made once for each of the two.

A method is an ordinary restricted function of the string and its arguments;
where it matters for speed it works on the characters directly. What differs
between the two types is in a `Flavour`.
"""

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import maxint
from rpython.rtyper import characters
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.characters import is_kind, look_up
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Void, malloc_uncleared, nullptr
from rpython.rtyper.rstr import STR, ll_substring
from rpython.rtyper.sizes import add_sizes, missing_to, multiply_sizes
from rpython.rtyper.strsearch import (
    ll_count, ll_count_from, ll_endswith, ll_find, ll_find_char,
    ll_rfind, ll_rsearch, ll_search, ll_startswith)


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
    _define_splitting(flavour)
    _define_splitting_from_the_right(flavour)
    _define_lines_and_partition(flavour)
    _define_joining(flavour)
    _define_stripping(flavour)
    _define_padding(flavour)
    _define_case(flavour)
    _define_predicates(flavour)


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


# ____________________________________________________________
# Splitting and joining


def _skip(s, position, end, kinds, is_space):
    """Return the first position from there that is (or is not) white space."""
    while position < end and is_kind(kinds, s.chars[position], characters.SPACE) == is_space:
        position += 1
    return position


def _skip_back(s, position, kinds, is_space):
    while position > 0 and is_kind(kinds, s.chars[position - 1], characters.SPACE) == is_space:
        position -= 1
    return position


def _define_splitting(flavour):
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


def _define_splitting_from_the_right(flavour):
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


def _define_lines_and_partition(flavour):
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


def _define_joining(flavour):
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


# ____________________________________________________________
# Stripping and padding


def _belongs(c, chars, kinds):
    """Is the character one to strip? `chars` is null for white space."""
    if not chars:
        return is_kind(kinds, c, characters.SPACE)
    return ll_find_char(chars, c, 0, len(chars.chars)) >= 0


def _first_kept(s, chars, kinds):
    length = len(s.chars)
    i = 0
    while i < length and _belongs(s.chars[i], chars, kinds):
        i += 1
    return i


def _last_kept(s, chars, start, kinds):
    i = len(s.chars)
    while i > start and _belongs(s.chars[i - 1], chars, kinds):
        i -= 1
    return i


def _define_stripping(flavour):
    text, view, kinds, argument = flavour.type, flavour.view, flavour.kinds, flavour.argument

    @specialize.argtype(0)
    def strip_set(chars):
        return nullptr(STR) if chars is None else argument(chars)

    @flavour.method
    @specialize.argtype(1)
    def strip(self: text, chars=None) -> text:
        s = llstr(self)
        stripped = strip_set(chars)
        start = _first_kept(s, stripped, kinds)
        return view(ll_substring(s, start, _last_kept(s, stripped, start, kinds)))

    @flavour.method
    @specialize.argtype(1)
    def lstrip(self: text, chars=None) -> text:
        s = llstr(self)
        return view(ll_substring(s, _first_kept(s, strip_set(chars), kinds), len(s.chars)))

    @flavour.method
    @specialize.argtype(1)
    def rstrip(self: text, chars=None) -> text:
        s = llstr(self)
        return view(ll_substring(s, 0, _last_kept(s, strip_set(chars), 0, kinds)))


def ll_pad(s, left, right, fill):
    """Put `left` and `right` fill characters around a string."""
    left = left if left > 0 else 0
    right = right if right > 0 else 0
    if left == 0 and right == 0:
        return s
    length = len(s.chars)
    result = malloc_uncleared(STR, left + length + right)
    i = 0
    while i < left:
        result.chars[i] = fill
        i += 1
    llop.tailcopy(Void, s, 0, result, left, length)
    i = left + length
    end = i + right
    while i < end:
        result.chars[i] = fill
        i += 1
    return result


def _ll_fill_char(fill):
    if len(fill.chars) != 1:
        raise TypeError('The fill character must be exactly one character long')
    return fill.chars[0]


def _define_padding(flavour):
    text, view, argument = flavour.type, flavour.view, flavour.argument
    space = view(llstr(' '))

    @flavour.method
    @specialize.argtype(2)
    def ljust(self: text, width: int, fillchar=space) -> text:
        return view(ll_pad(llstr(self), 0, missing_to(width, len(self)), _ll_fill_char(argument(fillchar))))

    @flavour.method
    @specialize.argtype(2)
    def rjust(self: text, width: int, fillchar=space) -> text:
        return view(ll_pad(llstr(self), missing_to(width, len(self)), 0, _ll_fill_char(argument(fillchar))))

    @flavour.method
    @specialize.argtype(2)
    def center(self: text, width: int, fillchar=space) -> text:
        missing = missing_to(width, len(self))
        if missing <= 0:
            return self
        # CPython puts the odd character to the left if the width is odd.
        left = (missing >> 1) + (missing & width & 1)
        return view(ll_pad(llstr(self), left, missing - left, _ll_fill_char(argument(fillchar))))

    @flavour.method
    def zfill(self: text, width: int) -> text:
        s = llstr(self)
        length = len(s.chars)
        missing = missing_to(width, length)
        if missing <= 0:
            return self
        result = ll_pad(s, missing, 0, '0')
        if length > 0 and (s.chars[0] == '-' or s.chars[0] == '+'):
            result.chars[0] = s.chars[0]
            result.chars[missing] = '0'
        return view(result)

    @flavour.method
    def expandtabs(self: text, tabsize: int = 8) -> text:
        return view(_expand_tabs(llstr(self), tabsize))


def _expand_tabs(s, tabsize):
    length = len(s.chars)
    result = malloc_uncleared(STR, _expanded_length(s, tabsize))
    position = 0
    column = 0
    i = 0
    while i < length:
        c = s.chars[i]
        if c == '\t':
            spaces = tabsize - column % tabsize if tabsize > 0 else 0
            column += spaces
            while spaces > 0:
                result.chars[position] = ' '
                position += 1
                spaces -= 1
        else:
            column = 0 if c == '\n' or c == '\r' else column + 1
            result.chars[position] = c
            position += 1
        i += 1
    return result


def _expanded_length(s, tabsize):
    total = 0
    column = 0
    i = 0
    while i < len(s.chars):
        c = s.chars[i]
        if c == '\t':
            spaces = tabsize - column % tabsize if tabsize > 0 else 0
            column = add_sizes(column, spaces)
            total = add_sizes(total, spaces)
        else:
            column = 0 if c == '\n' or c == '\r' else add_sizes(column, 1)
            total = add_sizes(total, 1)
        i += 1
    return total


# ____________________________________________________________
# Case


def ll_translate(s, table):
    """Replace each character by the table's entry."""
    length = len(s.chars)
    result = malloc_uncleared(STR, length)
    i = 0
    while i < length:
        result.chars[i] = look_up(table, s.chars[i])
        i += 1
    return result


def _define_case(flavour):
    text, view, kinds = flavour.type, flavour.view, flavour.kinds
    to_upper, to_lower, to_swapped = flavour.upper, flavour.lower, flavour.swapped

    @flavour.method
    def upper(self: text) -> text:
        return view(ll_translate(llstr(self), to_upper))

    @flavour.method
    def lower(self: text) -> text:
        return view(ll_translate(llstr(self), to_lower))

    @flavour.method
    def swapcase(self: text) -> text:
        return view(ll_translate(llstr(self), to_swapped))

    @flavour.method
    def capitalize(self: text) -> text:
        if len(self) == 0:
            return self
        result = ll_translate(llstr(self), to_lower)
        result.chars[0] = look_up(to_upper, llstr(self).chars[0])
        return view(result)

    @flavour.method
    def title(self: text) -> text:
        return view(_title(llstr(self), kinds, to_upper, to_lower))


def _title(s, kinds, to_upper, to_lower):
    length = len(s.chars)
    result = malloc_uncleared(STR, length)
    in_word = False
    i = 0
    while i < length:
        c = s.chars[i]
        result.chars[i] = look_up(to_lower, c) if in_word else look_up(to_upper, c)
        in_word = is_kind(kinds, c, characters.UPPER | characters.LOWER)
        i += 1
    return result


# ____________________________________________________________
# Predicates


def ll_all_of_kind(s, kinds, kind):
    """Is there a character, and are all of one of these kinds?"""
    length = len(s.chars)
    i = 0
    while i < length:
        if not is_kind(kinds, s.chars[i], kind):
            return False
        i += 1
    return length > 0


def _cased_only(s, kinds, wanted, unwanted):
    """Is there a character of the wanted case, and none of the other?"""
    length = len(s.chars)
    found = False
    i = 0
    while i < length:
        if is_kind(kinds, s.chars[i], unwanted):
            return False
        if is_kind(kinds, s.chars[i], wanted):
            found = True
        i += 1
    return found


def _is_title(s, kinds):
    in_word = False
    found = False
    i = 0
    while i < len(s.chars):
        c = s.chars[i]
        if is_kind(kinds, c, characters.UPPER):
            if in_word:
                return False
            in_word = True
            found = True
        elif is_kind(kinds, c, characters.LOWER):
            if not in_word:
                return False
        else:
            in_word = False
        i += 1
    return found


def _is_ascii(s):
    i = 0
    while i < len(s.chars):
        if s.chars[i] >= '\x80':
            return False
        i += 1
    return True


def _define_predicates(flavour):
    text, kinds = flavour.type, flavour.kinds

    @flavour.method
    def isalpha(self: text) -> bool:
        return ll_all_of_kind(llstr(self), kinds, characters.ALPHA)

    @flavour.method
    def isdigit(self: text) -> bool:
        return ll_all_of_kind(llstr(self), kinds, characters.DIGIT)

    @flavour.method
    def isspace(self: text) -> bool:
        return ll_all_of_kind(llstr(self), kinds, characters.SPACE)

    @flavour.method
    def isupper(self: text) -> bool:
        return _cased_only(llstr(self), kinds, characters.UPPER, characters.LOWER)

    @flavour.method
    def islower(self: text) -> bool:
        return _cased_only(llstr(self), kinds, characters.LOWER, characters.UPPER)

    @flavour.method
    def istitle(self: text) -> bool:
        return _is_title(llstr(self), kinds)

    @flavour.method
    def isascii(self: text) -> bool:
        return _is_ascii(llstr(self))
