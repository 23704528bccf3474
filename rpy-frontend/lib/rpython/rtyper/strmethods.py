"""The methods of `str`: those it shares with `bytes`, and its own."""

from rpython.rlib.objectmodel import always_inline, specialize
from rpython.rlib.rstring import StringBuilder
from rpython.rtyper import characters
from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.characters import KINDS, OTHER_KINDS, is_kind
from rpython.rtyper.registration import method, refuse, replaces, string_methods
from rpython.rtyper.textcase import ll_all_of_kind, ll_translate
from rpython.rtyper.textmethods import Flavour, define_methods


@specialize.argtype(0)
@always_inline
def str_argument(s):
    """An argument that must be a string, as the pointer to it."""
    if isinstance(s, str):
        return llstr(s)
    if s is None:
        raise TypeError('must be str, not None')
    return refuse('a str is needed here, not {}', s)


define_methods(Flavour(
    str, string_methods, hlstr, str_argument, str_argument, KINDS, characters.TO_UPPER,
    characters.TO_LOWER, characters.TO_SWAPPED, 'substring not found'))


@method(string_methods, 'casefold')
def str_casefold(self: str) -> str:
    return hlstr(ll_translate(llstr(self), characters.TO_LOWER))


# ____________________________________________________________
# Replacing characters


@method(string_methods, 'translate')
@specialize.argtype(1)
def str_translate(self: str, table) -> str:
    """By a dict from codes to codes, strings or None, or by a string."""
    builder = StringBuilder(len(self))
    for c in self:
        code = ord(c)
        if isinstance(table, dict):
            if code in table:
                _append_translation(builder, table[code])
            else:
                builder.append(c)
        elif code < len(table):
            _append_translation(builder, table[code])
        else:
            builder.append(c)
    return builder.build()


@specialize.argtype(1)
def _append_translation(builder, value):
    if isinstance(value, int):
        builder.append(chr(value))
    elif value is not None:
        builder.append(value)


@replaces(str.maketrans)
@specialize.call_location()
def str_maketrans(x, y=None, z=None):
    if y is None:
        return _codes_of(x)
    if len(x) != len(y):
        raise ValueError('the first two maketrans arguments must have equal length')
    if z is None:
        result = {}
        for i in range(len(x)):
            result[ord(x[i])] = ord(y[i])
        return result
    else:
        # Characters to delete have no code: the others are strings here.
        translations = {}
        for i in range(len(x)):
            translations[ord(x[i])] = y[i]
        for c in z:
            translations[ord(c)] = None
        return translations


@specialize.argtype(0)
def _codes_of(mapping):
    result = {}
    for key, value in mapping.items():
        if isinstance(key, int):
            result[key] = value
        else:
            result[ord(key)] = value
    return result


# ____________________________________________________________
# Predicates


@method(string_methods, 'isdecimal')
def str_isdecimal(self: str) -> bool:
    return ll_all_of_kind(llstr(self), KINDS, characters.DECIMAL)


@method(string_methods, 'isnumeric')
def str_isnumeric(self: str) -> bool:
    return ll_all_of_kind(llstr(self), OTHER_KINDS, characters.NUMERIC)


@method(string_methods, 'isprintable')
def str_isprintable(self: str) -> bool:
    return len(self) == 0 or ll_all_of_kind(llstr(self), KINDS, characters.PRINTABLE)


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
