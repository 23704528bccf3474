"""What kinds of characters there are, and their case: tables of 256.

`str` holds code points 0 to 255 and classifies them as Python does; `bytes`
knows ASCII only. Each table is a string indexed by the character's code.
Python's answer does not fit in 8 bits for the upper case of three letters
(micro, sharp s, y with diaeresis), which stay as they are.
"""

from rpython.rlib.objectmodel import always_inline
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool

ALPHA, DIGIT, DECIMAL, SPACE, UPPER, LOWER, PRINTABLE, LINE_END = (1 << i for i in range(8))
ALNUM_ALSO, IDENTIFIER_START, IDENTIFIER_REST, NUMERIC = 1, 2, 4, 8


def _table(describe) -> str:
    return ''.join(chr(describe(chr(code))) for code in range(256))


def _kinds(c: str) -> int:
    return (ALPHA * c.isalpha() | DIGIT * c.isdigit() | DECIMAL * c.isdecimal()
            | SPACE * c.isspace() | UPPER * c.isupper() | LOWER * c.islower()
            | PRINTABLE * c.isprintable() | LINE_END * (len(f'{c}x'.splitlines()) == 2))


def _other_kinds(c: str) -> int:
    return (ALNUM_ALSO * (c.isalnum() and not c.isalpha() and not c.isdigit())
            | IDENTIFIER_START * c.isidentifier()
            | IDENTIFIER_REST * f'a{c}'.isidentifier() | NUMERIC * c.isnumeric())


def _ascii_kinds(c: str) -> int:
    b = c.encode('latin-1')
    return (ALPHA * b.isalpha() | (DIGIT | DECIMAL) * b.isdigit() | SPACE * b.isspace()
            | UPPER * b.isupper() | LOWER * b.islower()
            | PRINTABLE * (' ' <= c <= '~') | LINE_END * (c in '\r\n'))


def _single(c: str, converted: str) -> int:
    return ord(converted) if len(converted) == 1 and ord(converted) < 256 else ord(c)


KINDS = _table(_kinds)
OTHER_KINDS = _table(_other_kinds)
TO_UPPER = _table(lambda c: _single(c, c.upper()))
TO_LOWER = _table(lambda c: _single(c, c.lower()))
TO_SWAPPED = _table(lambda c: _single(c, c.swapcase()))
ASCII_KINDS = _table(_ascii_kinds)
ASCII_UPPER = _table(lambda c: c.encode('latin-1').upper()[0])
ASCII_LOWER = _table(lambda c: c.encode('latin-1').lower()[0])
ASCII_SWAPPED = _table(lambda c: c.encode('latin-1').swapcase()[0])


@always_inline
def look_up(table, c):
    """Return the table's entry, a character, for a character."""
    return llstr(table).chars[ord(c)]


@always_inline
def is_kind(kinds, c, kind):
    """Does the table say that the character is of one of these kinds?"""
    return ord(llstr(kinds).chars[ord(c)]) & kind != 0


def ll_char_isalpha(c):
    return is_kind(KINDS, c, ALPHA)


def ll_char_isdigit(c):
    return is_kind(KINDS, c, DIGIT)


def ll_char_isdecimal(c):
    return is_kind(KINDS, c, DECIMAL)


def ll_char_isalnum(c):
    return is_kind(KINDS, c, ALPHA | DIGIT) or is_kind(OTHER_KINDS, c, ALNUM_ALSO)


def ll_char_isspace(c):
    return is_kind(KINDS, c, SPACE)


def ll_char_isupper(c):
    return is_kind(KINDS, c, UPPER)


def ll_char_islower(c):
    return is_kind(KINDS, c, LOWER)


def ll_char_isprintable(c):
    return is_kind(KINDS, c, PRINTABLE)


def ll_char_isidentifier(c):
    return is_kind(OTHER_KINDS, c, IDENTIFIER_START)


def ll_char_isascii(c):
    return llop.char_lt(Bool, c, '\x80')


def ll_char_upper(c):
    return look_up(TO_UPPER, c)


def ll_char_lower(c):
    return look_up(TO_LOWER, c)


def ll_char_swapcase(c):
    return look_up(TO_SWAPPED, c)


@always_inline
def ll_digit_value(c):
    """Return the value of a digit in any base up to 36, or 36."""
    if '0' <= c <= '9':
        return ord(c) - 48
    if 'a' <= c <= 'z':
        return ord(c) - 87
    if 'A' <= c <= 'Z':
        return ord(c) - 55
    return 36
