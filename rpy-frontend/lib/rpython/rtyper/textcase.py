"""Case, and what kinds of characters there are: methods that `str` and `bytes` share."""

from rpython.rtyper import characters
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.characters import is_kind, look_up
from rpython.rtyper.lltypesystem.lltype import malloc_uncleared
from rpython.rtyper.rstr import STR


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


def define_case(flavour):
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


def define_predicates(flavour):
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
