"""What Unicode says of characters, given as code points.

The tables are made while importing, of what Python knows: version
`unidata_version`. Characters that say the same share a record, and equal pages
of 256 characters are kept once.
"""

import unicodedata as _python

unidata_version = _python.unidata_version

ALPHABETIC = 1
DECIMAL = 2
DIGIT = 4
NUMERIC = 8
SPACE = 16
UPPER = 32
LOWER = 64
TITLE = 128
PRINTABLE = 256
IDENTIFIER_START = 512
IDENTIFIER = 1024

_PREDICATES = [
    (ALPHABETIC, str.isalpha), (DECIMAL, str.isdecimal), (DIGIT, str.isdigit), (NUMERIC, str.isnumeric),
    (SPACE, str.isspace), (UPPER, str.isupper), (LOWER, str.islower), (PRINTABLE, str.isprintable),
    (TITLE, lambda c: c.istitle() and not c.isupper()), (IDENTIFIER_START, str.isidentifier),
    (IDENTIFIER, lambda c: ('a' + c).isidentifier())]

_PAGE = 256
# There is nothing between these but characters that are not assigned or private, which are alike within a page.
_MIXED = (range(0, 0x32400), range(0xe0000, 0xe0200))


def _are_alike(characters: str) -> bool:
    """Do these characters say the same? Quick, for the many pages of which that is true."""
    if characters != characters.upper() or characters != characters.lower() or characters != characters.title():
        return False
    tests = [_python.category, lambda c: _python.digit(c, -1), *(test for _, test in _PREDICATES)]
    return all(len(set(map(test, characters))) == 1 for test in tests)


class _Tables:
    """Fills the tables."""

    def __init__(self):
        self.records = []    # (flags, category, differences to upper, lower and title case, value as a digit)
        self.numbers = {}
        self.pages = []
        self.page_numbers = {}
        self.index = []
        self.upper = {}      # code point -> several code points
        self.lower = {}
        self.title = {}
        self.categories = []
        for first in range(0, 0x110000, _PAGE):
            if not any(first in each for each in _MIXED):
                # The last two of a plane are never characters.
                page = [self.record(first)] * _PAGE
                page[-2:] = [self.record(first + _PAGE - 2), self.record(first + _PAGE - 1)]
                page = tuple(page)
            elif _are_alike(''.join(map(chr, range(first, first + _PAGE)))):
                page = (self.record(first),) * _PAGE
            else:
                page = tuple(map(self.record, range(first, first + _PAGE)))
            if page not in self.page_numbers:
                self.page_numbers[page] = len(self.pages)
                self.pages.append(page)
            self.index.append(self.page_numbers[page])

    def record(self, code: int) -> int:
        char = chr(code)
        flags = 0
        for flag, predicate in _PREDICATES:
            if predicate(char):
                flags |= flag
        category = _python.category(char)
        if category not in self.categories:
            self.categories.append(category)
        record = (flags, self.categories.index(category), self.difference(code, char.upper(), self.upper),
                  self.difference(code, char.lower(), self.lower), self.difference(code, char.title(), self.title),
                  _python.digit(char, -1))
        return self.numbers.setdefault(record, len(self.numbers))

    @staticmethod
    def difference(code: int, mapped: str, several: dict) -> int:
        if len(mapped) == 1:
            return ord(mapped) - code
        several[code] = [ord(each) for each in mapped]
        return 0


_tables = _Tables()
_records = list(_tables.numbers)
_flags = [record[0] for record in _records]
_category_numbers = [record[1] for record in _records]
_upper_differences = [record[2] for record in _records]
_lower_differences = [record[3] for record in _records]
_title_differences = [record[4] for record in _records]
_digits = [record[5] for record in _records]
_category_names = _tables.categories
_several_upper = _tables.upper
_several_lower = _tables.lower
_several_title = _tables.title
# Two characters for each number.
_page_index = ''.join(chr(number >> 8) + chr(number & 255) for number in _tables.index)
_page_records = ''.join(chr(number >> 8) + chr(number & 255) for page in _tables.pages for number in page)
del _tables


def _record(code: int) -> int:
    if code < 0 or code > 0x10ffff:
        raise ValueError('not a code point')
    at = 2 * (code >> 8)
    page = ord(_page_index[at]) << 8 | ord(_page_index[at + 1])
    at = 2 * (page << 8 | code & 255)
    return ord(_page_records[at]) << 8 | ord(_page_records[at + 1])


def flags(code: int) -> int:
    """Return what the character is: a sum of the constants above."""
    return _flags[_record(code)]


def category(code: int) -> str:
    """Return the general category: 'Lu', 'Nd', 'Zs' ..."""
    return _category_names[_category_numbers[_record(code)]]


def digit(code: int) -> int:
    """Return the character's value as a digit, or -1."""
    return _digits[_record(code)]


def toupper(code: int) -> int:
    """Return the upper case of a character, itself if that is several characters."""
    return code + _upper_differences[_record(code)]


def tolower(code: int) -> int:
    """Return the lower case of a character, itself if that is several characters."""
    return code + _lower_differences[_record(code)]


def totitle(code: int) -> int:
    """Return the title case of a character, itself if that is several characters."""
    return code + _title_differences[_record(code)]


def toupper_full(code: int) -> list[int]:
    """Return the upper case of a character, which may be several."""
    return _several_upper[code] if code in _several_upper else [toupper(code)]


def tolower_full(code: int) -> list[int]:
    """Return the lower case of a character, which may be several."""
    return _several_lower[code] if code in _several_lower else [tolower(code)]


def totitle_full(code: int) -> list[int]:
    """Return the title case of a character, which may be several."""
    return _several_title[code] if code in _several_title else [totitle(code)]


def isalpha(code: int) -> bool:
    return flags(code) & ALPHABETIC != 0


def isdecimal(code: int) -> bool:
    return flags(code) & DECIMAL != 0


def isdigit(code: int) -> bool:
    return flags(code) & DIGIT != 0


def isnumeric(code: int) -> bool:
    return flags(code) & NUMERIC != 0


def isalnum(code: int) -> bool:
    return flags(code) & (ALPHABETIC | DECIMAL | DIGIT | NUMERIC) != 0


def isspace(code: int) -> bool:
    return flags(code) & SPACE != 0


def isupper(code: int) -> bool:
    return flags(code) & UPPER != 0


def islower(code: int) -> bool:
    return flags(code) & LOWER != 0


def istitle(code: int) -> bool:
    return flags(code) & TITLE != 0


def iscased(code: int) -> bool:
    return flags(code) & (UPPER | LOWER | TITLE) != 0


def isprintable(code: int) -> bool:
    return flags(code) & PRINTABLE != 0


def isxidstart(code: int) -> bool:
    """May an identifier begin with it?"""
    return flags(code) & IDENTIFIER_START != 0


def isxidcontinue(code: int) -> bool:
    """May an identifier contain it?"""
    return flags(code) & IDENTIFIER != 0
