"""The methods of `str`, as functions of the string and the arguments.

They are ordinary restricted functions over strings; where it matters for
speed they work on the characters directly.
"""

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import maxint
from rpython.rtyper import characters
from rpython.rtyper.annlowlevel import hlstr, llstr, llstr_or_null
from rpython.rtyper.characters import KINDS, OTHER_KINDS, is_kind, look_up
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Void, malloc_uncleared
from rpython.rtyper.registration import method, string_methods
from rpython.rtyper.rstr import STR, ll_substring
from rpython.rtyper.sizes import add_sizes, missing_to, multiply_sizes
from rpython.rtyper.strsearch import (
    ll_count, ll_count_from, ll_endswith, ll_find, ll_find_char, ll_rfind,
    ll_rsearch, ll_search, ll_startswith)

# ____________________________________________________________
# Searching


@method(string_methods, 'find')
def str_find(self: str, sub: str, start: int = 0, end: int = maxint) -> int:
    return ll_find(llstr(self), llstr(sub), start, end)


@method(string_methods, 'rfind')
def str_rfind(self: str, sub: str, start: int = 0, end: int = maxint) -> int:
    return ll_rfind(llstr(self), llstr(sub), start, end)


@method(string_methods, 'index')
def str_index(self: str, sub: str, start: int = 0, end: int = maxint) -> int:
    position = ll_find(llstr(self), llstr(sub), start, end)
    if position < 0:
        raise ValueError('substring not found')
    return position


@method(string_methods, 'rindex')
def str_rindex(self: str, sub: str, start: int = 0, end: int = maxint) -> int:
    position = ll_rfind(llstr(self), llstr(sub), start, end)
    if position < 0:
        raise ValueError('substring not found')
    return position


@method(string_methods, 'count')
def str_count(self: str, sub: str, start: int = 0, end: int = maxint) -> int:
    return ll_count(llstr(self), llstr(sub), start, end)


@method(string_methods, 'startswith')
def str_startswith(self: str, prefix: str, start: int = 0, end: int = maxint) -> bool:
    return ll_startswith(llstr(self), llstr(prefix), start, end)


@method(string_methods, 'endswith')
def str_endswith(self: str, suffix: str, start: int = 0, end: int = maxint) -> bool:
    return ll_endswith(llstr(self), llstr(suffix), start, end)


# ____________________________________________________________
# Splitting and joining


@method(string_methods, 'split')
def str_split(self: str, sep: str | None = None, maxsplit: int = -1):
    limit = maxsplit if maxsplit >= 0 else maxint
    if sep is None:
        return _split_spaces(self, limit)
    if len(sep) == 0:
        raise ValueError('empty separator')
    s = llstr(self)
    separator = llstr(sep)
    length = len(s.chars)
    gap = len(separator.chars)
    result = []
    start = 0
    while limit > 0:
        found = ll_search(s, separator, start, length)
        if found < 0:
            break
        result.append(hlstr(ll_substring(s, start, found)))
        start = found + gap
        limit -= 1
    result.append(hlstr(ll_substring(s, start, length)))
    return result


def _skip_spaces(s, position, end):
    while position < end and is_kind(KINDS, s.chars[position], characters.SPACE):
        position += 1
    return position


def _skip_word(s, position, end):
    while position < end and not is_kind(KINDS, s.chars[position], characters.SPACE):
        position += 1
    return position


def _skip_spaces_back(s, position, start):
    while position > start and is_kind(KINDS, s.chars[position - 1], characters.SPACE):
        position -= 1
    return position


def _skip_word_back(s, position, start):
    while position > start and not is_kind(KINDS, s.chars[position - 1], characters.SPACE):
        position -= 1
    return position


def _split_spaces(self: str, limit: int):
    s = llstr(self)
    length = len(s.chars)
    result = []
    start = _skip_spaces(s, 0, length)
    while start < length:
        if limit == 0:
            result.append(hlstr(ll_substring(s, start, length)))
            break
        stop = _skip_word(s, start, length)
        result.append(hlstr(ll_substring(s, start, stop)))
        start = _skip_spaces(s, stop, length)
        limit -= 1
    return result


@method(string_methods, 'rsplit')
def str_rsplit(self: str, sep: str | None = None, maxsplit: int = -1):
    limit = maxsplit if maxsplit >= 0 else maxint
    if sep is None:
        return _rsplit_spaces(self, limit)
    if len(sep) == 0:
        raise ValueError('empty separator')
    s = llstr(self)
    separator = llstr(sep)
    gap = len(separator.chars)
    result = []
    end = len(s.chars)
    while limit > 0:
        found = ll_rsearch(s, separator, 0, end)
        if found < 0:
            break
        result.append(hlstr(ll_substring(s, found + gap, end)))
        end = found
        limit -= 1
    result.append(hlstr(ll_substring(s, 0, end)))
    result.reverse()
    return result


def _rsplit_spaces(self: str, limit: int):
    s = llstr(self)
    result = []
    end = _skip_spaces_back(s, len(s.chars), 0)
    while end > 0:
        if limit == 0:
            result.append(hlstr(ll_substring(s, 0, end)))
            break
        start = _skip_word_back(s, end, 0)
        result.append(hlstr(ll_substring(s, start, end)))
        end = _skip_spaces_back(s, start, 0)
        limit -= 1
    result.reverse()
    return result


@method(string_methods, 'splitlines')
def str_splitlines(self: str, keepends: bool = False):
    s = llstr(self)
    length = len(s.chars)
    result = []
    start = 0
    while start < length:
        end = start
        while end < length and not is_kind(KINDS, s.chars[end], characters.LINE_END):
            end += 1
        after = end
        if end < length:
            after = end + 1
            if s.chars[end] == '\r' and after < length and s.chars[after] == '\n':
                after += 1
        result.append(hlstr(ll_substring(s, start, after if keepends else end)))
        start = after
    return result


@method(string_methods, 'partition')
def str_partition(self: str, sep: str):
    s = llstr(self)
    length = len(s.chars)
    gap = len(sep)
    if gap == 0:
        raise ValueError('empty separator')
    found = ll_search(s, llstr(sep), 0, length)
    if found < 0:
        return self, '', ''
    return (hlstr(ll_substring(s, 0, found)), sep, hlstr(ll_substring(s, found + gap, length)))


@method(string_methods, 'rpartition')
def str_rpartition(self: str, sep: str):
    s = llstr(self)
    length = len(s.chars)
    gap = len(sep)
    if gap == 0:
        raise ValueError('empty separator')
    found = ll_rsearch(s, llstr(sep), 0, length)
    if found < 0:
        return '', '', self
    return (hlstr(ll_substring(s, 0, found)), sep, hlstr(ll_substring(s, found + gap, length)))


@method(string_methods, 'join')
@specialize.argtype(1)
def str_join(self: str, items) -> str:
    """Join the items of anything that can be looped over.

    For a list the typer calls `rstr.ll_join` instead.
    """
    strings = [item for item in items]
    count = len(strings)
    if count == 0:
        return ''
    separator = llstr(self)
    gap = len(separator.chars)
    total = multiply_sizes(gap, count - 1)
    for item in strings:
        total = add_sizes(total, len(item))
    result = malloc_uncleared(STR, total)
    position = 0
    for item in strings:
        length = len(item)
        llop.tailcopy(Void, llstr(item), 0, result, position, length)
        position += length
        if position < total:
            llop.tailcopy(Void, separator, 0, result, position, gap)
            position += gap
    return hlstr(result)


@method(string_methods, 'replace')
def str_replace(self: str, old: str, new: str, count: int = -1) -> str:
    return hlstr(ll_replace(llstr(self), llstr(old), llstr(new), count if count >= 0 else maxint))


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
# Stripping and padding


def _belongs(c, chars):
    """Is the character one to strip? `chars` is null for white space."""
    if not chars:
        return is_kind(KINDS, c, characters.SPACE)
    return ll_find_char(chars, c, 0, len(chars.chars)) >= 0


def _first_kept(s, chars):
    length = len(s.chars)
    i = 0
    while i < length and _belongs(s.chars[i], chars):
        i += 1
    return i


def _last_kept(s, chars, start):
    i = len(s.chars)
    while i > start and _belongs(s.chars[i - 1], chars):
        i -= 1
    return i


@method(string_methods, 'strip')
def str_strip(self: str, chars: str | None = None) -> str:
    s = llstr(self)
    start = _first_kept(s, llstr_or_null(chars))
    return hlstr(ll_substring(s, start, _last_kept(s, llstr_or_null(chars), start)))


@method(string_methods, 'lstrip')
def str_lstrip(self: str, chars: str | None = None) -> str:
    s = llstr(self)
    return hlstr(ll_substring(s, _first_kept(s, llstr_or_null(chars)), len(s.chars)))


@method(string_methods, 'rstrip')
def str_rstrip(self: str, chars: str | None = None) -> str:
    s = llstr(self)
    return hlstr(ll_substring(s, 0, _last_kept(s, llstr_or_null(chars), 0)))


@method(string_methods, 'removeprefix')
def str_removeprefix(self: str, prefix: str) -> str:
    s = llstr(self)
    length = len(s.chars)
    if ll_startswith(s, llstr(prefix), 0, length):
        return hlstr(ll_substring(s, len(prefix), length))
    return self


@method(string_methods, 'removesuffix')
def str_removesuffix(self: str, suffix: str) -> str:
    s = llstr(self)
    length = len(s.chars)
    if ll_endswith(s, llstr(suffix), 0, length):
        return hlstr(ll_substring(s, 0, length - len(suffix)))
    return self


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


def _fill_char(fillchar: str):
    if len(fillchar) != 1:
        raise TypeError('The fill character must be exactly one character long')
    return fillchar[0]


@method(string_methods, 'ljust')
def str_ljust(self: str, width: int, fillchar: str = ' ') -> str:
    return hlstr(ll_pad(llstr(self), 0, missing_to(width, len(self)), _fill_char(fillchar)))


@method(string_methods, 'rjust')
def str_rjust(self: str, width: int, fillchar: str = ' ') -> str:
    return hlstr(ll_pad(llstr(self), missing_to(width, len(self)), 0, _fill_char(fillchar)))


@method(string_methods, 'center')
def str_center(self: str, width: int, fillchar: str = ' ') -> str:
    missing = missing_to(width, len(self))
    if missing <= 0:
        return self
    # CPython puts the odd character to the left if the width is odd.
    left = (missing >> 1) + (missing & width & 1)
    return hlstr(ll_pad(llstr(self), left, missing - left, _fill_char(fillchar)))


@method(string_methods, 'zfill')
def str_zfill(self: str, width: int) -> str:
    s = llstr(self)
    length = len(s.chars)
    missing = missing_to(width, length)
    if missing <= 0:
        return self
    result = ll_pad(s, missing, 0, '0')
    if length > 0 and (s.chars[0] == '-' or s.chars[0] == '+'):
        result.chars[0] = s.chars[0]
        result.chars[missing] = '0'
    return hlstr(result)


@method(string_methods, 'expandtabs')
def str_expandtabs(self: str, tabsize: int = 8) -> str:
    s = llstr(self)
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
    return hlstr(result)


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


@method(string_methods, 'upper')
def str_upper(self: str) -> str:
    return hlstr(ll_translate(llstr(self), characters.TO_UPPER))


@method(string_methods, 'lower')
def str_lower(self: str) -> str:
    return hlstr(ll_translate(llstr(self), characters.TO_LOWER))


@method(string_methods, 'casefold')
def str_casefold(self: str) -> str:
    return hlstr(ll_translate(llstr(self), characters.TO_LOWER))


@method(string_methods, 'swapcase')
def str_swapcase(self: str) -> str:
    return hlstr(ll_translate(llstr(self), characters.TO_SWAPPED))


@method(string_methods, 'capitalize')
def str_capitalize(self: str) -> str:
    if len(self) == 0:
        return self
    result = ll_translate(llstr(self), characters.TO_LOWER)
    result.chars[0] = look_up(characters.TO_UPPER, llstr(self).chars[0])
    return hlstr(result)


@method(string_methods, 'title')
def str_title(self: str) -> str:
    s = llstr(self)
    length = len(s.chars)
    result = malloc_uncleared(STR, length)
    in_word = False
    i = 0
    while i < length:
        c = s.chars[i]
        if in_word:
            result.chars[i] = look_up(characters.TO_LOWER, c)
        else:
            result.chars[i] = look_up(characters.TO_UPPER, c)
        in_word = is_kind(KINDS, c, characters.UPPER | characters.LOWER)
        i += 1
    return hlstr(result)


# ____________________________________________________________
# Predicates


def _all_of_kind(s, kind):
    length = len(s.chars)
    i = 0
    while i < length:
        if not is_kind(KINDS, s.chars[i], kind):
            return False
        i += 1
    return length > 0


@method(string_methods, 'isalpha')
def str_isalpha(self: str) -> bool:
    return _all_of_kind(llstr(self), characters.ALPHA)


@method(string_methods, 'isdigit')
def str_isdigit(self: str) -> bool:
    return _all_of_kind(llstr(self), characters.DIGIT)


@method(string_methods, 'isdecimal')
def str_isdecimal(self: str) -> bool:
    return _all_of_kind(llstr(self), characters.DECIMAL)


@method(string_methods, 'isspace')
def str_isspace(self: str) -> bool:
    return _all_of_kind(llstr(self), characters.SPACE)


@method(string_methods, 'isprintable')
def str_isprintable(self: str) -> bool:
    return len(self) == 0 or _all_of_kind(llstr(self), characters.PRINTABLE)


@method(string_methods, 'isascii')
def str_isascii(self: str) -> bool:
    for c in self:
        if c >= '\x80':
            return False
    return True


@method(string_methods, 'isalnum')
def str_isalnum(self: str) -> bool:
    for c in self:
        if not characters.ll_char_isalnum(c):
            return False
    return len(self) > 0


@method(string_methods, 'isidentifier')
def str_isidentifier(self: str) -> bool:
    if len(self) == 0 or not is_kind(OTHER_KINDS, self[0], characters.IDENTIFIER_START):
        return False
    for c in self:
        if not is_kind(OTHER_KINDS, c, characters.IDENTIFIER_REST):
            return False
    return True


def _cased_only(s, wanted, unwanted):
    """Is there a character of the wanted case, and none of the other?"""
    length = len(s.chars)
    found = False
    i = 0
    while i < length:
        if is_kind(KINDS, s.chars[i], unwanted):
            return False
        if is_kind(KINDS, s.chars[i], wanted):
            found = True
        i += 1
    return found


@method(string_methods, 'isupper')
def str_isupper(self: str) -> bool:
    return _cased_only(llstr(self), characters.UPPER, characters.LOWER)


@method(string_methods, 'islower')
def str_islower(self: str) -> bool:
    return _cased_only(llstr(self), characters.LOWER, characters.UPPER)


@method(string_methods, 'istitle')
def str_istitle(self: str) -> bool:
    in_word = False
    found = False
    for c in self:
        if is_kind(KINDS, c, characters.UPPER):
            if in_word:
                return False
            in_word = True
            found = True
        elif is_kind(KINDS, c, characters.LOWER):
            if not in_word:
                return False
        else:
            in_word = False
    return found
