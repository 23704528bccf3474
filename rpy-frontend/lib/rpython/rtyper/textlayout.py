"""Stripping and padding: methods that `str` and `bytes` share."""

from rpython.rlib.objectmodel import specialize
from rpython.rtyper import characters
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.characters import is_kind
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Void, malloc_uncleared, nullptr
from rpython.rtyper.rstr import STR, ll_substring
from rpython.rtyper.sizes import add_sizes, missing_to
from rpython.rtyper.strsearch import ll_find_char


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


def define_stripping(flavour):
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


def define_padding(flavour):
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
