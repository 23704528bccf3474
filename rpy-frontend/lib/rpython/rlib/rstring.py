"""Building, splitting and searching strings.

Apart from the builder's storage this is ordinary restricted code.
"""

from rpython.rlib.objectmodel import newlist_hint

INIT_SIZE = 100
_NO_LIMIT = 0x7fffffff


class ParseStringError(Exception):
    """A string does not look like the number it should be."""

    def __init__(self, msg: str):
        self.msg = msg

    def __str__(self):
        return self.msg


class InvalidBaseError(ParseStringError):
    """The base to parse a number in is out of range."""


class ParseStringOverflowError(Exception):
    """A number is too big for a machine word."""

    def __init__(self, parser):
        self.parser = parser


class StringBuilder:
    """Collect pieces of a string, then join them once."""

    def __init__(self, init_size: int = INIT_SIZE):
        self._parts = []
        self._length = 0

    def append(self, s: str) -> None:
        """Add a string (or character) at the end."""
        self._parts.append(s)
        self._length += len(s)

    def append_slice(self, s: str, start: int, end: int) -> None:
        """Add `s[start:end]`; the bounds must lie in the string."""
        assert 0 <= start <= end <= len(s)
        self.append(s[start:end])

    def append_multiple_char(self, c: str, times: int) -> None:
        """Add the character `times` times."""
        assert len(c) == 1
        if times > 0:
            self.append(c * times)

    def getlength(self) -> int:
        """Return how many characters were added so far."""
        return self._length

    def build(self) -> str:
        """Return everything that was added. More may be added afterwards."""
        result = ''.join(self._parts)
        self._parts = [result]
        return result


class ByteListBuilder:
    """Collects characters in a list, which `build` returns."""

    def __init__(self, init_size: int = INIT_SIZE):
        self._characters = newlist_hint(init_size)

    def append(self, s: str) -> None:
        """Add the characters of a string."""
        for c in s:
            self._characters.append(c)

    def append_slice(self, s: str, start: int, end: int) -> None:
        """Add `s[start:end]`; the bounds must lie in the string."""
        assert 0 <= start <= end <= len(s)
        for i in range(start, end):
            self._characters.append(s[i])

    def append_multiple_char(self, c: str, times: int) -> None:
        """Add the character `times` times."""
        assert len(c) == 1
        for _ in range(times):
            self._characters.append(c[0])

    def getlength(self) -> int:
        """Return how many characters were added so far."""
        return len(self._characters)

    def build(self) -> list[str]:
        """Return the list, which is the caller's from now on."""
        return self._characters


def _is_space(c: str) -> bool:
    return c == ' ' or '\t' <= c <= '\r'


def _split_spaces(value: str, maxsplit: int):
    result = []
    length = len(value)
    i = 0
    while True:
        while i < length and _is_space(value[i]):
            i += 1
        if i == length:
            return result
        if maxsplit == 0:
            result.append(value[i:])
            return result
        start = i
        while i < length and not _is_space(value[i]):
            i += 1
        result.append(value[start:i])
        maxsplit -= 1


def _rsplit_spaces(value: str, maxsplit: int):
    result = []
    end = len(value)
    while True:
        while end > 0 and _is_space(value[end - 1]):
            end -= 1
        if end == 0:
            break
        if maxsplit == 0:
            result.append(value[:end])
            break
        start = end
        while start > 0 and not _is_space(value[start - 1]):
            start -= 1
        result.append(value[start:end])
        end = start
        maxsplit -= 1
    result.reverse()
    return result


def split(value: str, by=None, maxsplit: int = -1):
    """Split at each `by`, or at runs of white space if it is None.

    At most `maxsplit` times, unless that is negative.
    """
    if by is None:
        return _split_spaces(value, maxsplit)
    if not by:
        raise ValueError('empty separator')
    result = []
    start = 0
    while maxsplit != 0:
        found = value.find(by, start)
        if found < 0:
            break
        result.append(value[start:found])
        start = found + len(by)
        maxsplit -= 1
    result.append(value[start:])
    return result


def rsplit(value: str, by=None, maxsplit: int = -1):
    """Like `split`, but starting from the right."""
    if by is None:
        return _rsplit_spaces(value, maxsplit)
    if not by:
        raise ValueError('empty separator')
    result = []
    end = len(value)
    while maxsplit != 0:
        found = value.rfind(by, 0, end)
        if found < 0:
            break
        result.append(value[found + len(by):end])
        end = found
        maxsplit -= 1
    result.append(value[:end])
    result.reverse()
    return result


def replace(input: str, sub: str, by: str, maxsplit: int = -1) -> str:
    """Replace `sub` with `by`, the first `maxsplit` times if not negative."""
    return replace_count(input, sub, by, maxsplit)[0]


def replace_count(input: str, sub: str, by: str, maxsplit: int = -1):
    """Like `replace`, but return how often it was replaced, too."""
    builder = StringBuilder(len(input))
    start = 0
    limit = maxsplit
    if not sub:
        while start < len(input) and maxsplit != 0:
            builder.append(by)
            builder.append(input[start])
            start += 1
            maxsplit -= 1
        builder.append(input[start:])
        if maxsplit != 0:
            builder.append(by)
            maxsplit -= 1
        return builder.build(), limit - maxsplit
    while maxsplit != 0:
        found = input.find(sub, start)
        if found < 0:
            break
        builder.append_slice(input, start, found)
        builder.append(by)
        start = found + len(sub)
        maxsplit -= 1
    builder.append_slice(input, start, len(input))
    return builder.build(), limit - maxsplit


def _clamp(index: int, length: int) -> int:
    if index < 0:
        index += length
        if index < 0:
            return 0
    return index


def startswith(u: str, prefix: str, start: int = 0,
               end: int = _NO_LIMIT) -> bool:
    """Does `u[start:end]` begin with `prefix`?"""
    length = len(u)
    start = _clamp(start, length)
    end = min(_clamp(end, length), length)
    if start + len(prefix) > end:
        return False
    for i in range(len(prefix)):
        if u[start + i] != prefix[i]:
            return False
    return True


def endswith(u: str, suffix: str, start: int = 0,
             end: int = _NO_LIMIT) -> bool:
    """Does `u[start:end]` end with `suffix`?"""
    length = len(u)
    start = _clamp(start, length)
    end = min(_clamp(end, length), length)
    begin = end - len(suffix)
    if begin < start:
        return False
    for i in range(len(suffix)):
        if u[begin + i] != suffix[i]:
            return False
    return True


def find(value: str, other: str, start: int = 0,
         end: int = _NO_LIMIT) -> int:
    """Return where `other` first occurs in `value[start:end]`, or -1."""
    return value.find(other, start, end)


def rfind(value: str, other: str, start: int = 0,
          end: int = _NO_LIMIT) -> int:
    """Return where `other` last occurs in `value[start:end]`, or -1."""
    return value.rfind(other, start, end)


def count(value: str, other: str, start: int = 0,
          end: int = _NO_LIMIT) -> int:
    """Count the occurrences in `value[start:end]` that do not overlap."""
    return value.count(other, start, end)


SEARCH_COUNT = 0
SEARCH_FIND = 1
SEARCH_RFIND = 2


def search(value: str, other: str, start: int, end: int, mode: int) -> int:
    """Do what `count`, `find` or `rfind` does, by `mode`: SEARCH_COUNT, SEARCH_FIND or SEARCH_RFIND."""
    if mode == SEARCH_COUNT:
        return value.count(other, start, end)
    if mode == SEARCH_FIND:
        return value.find(other, start, end)
    return value.rfind(other, start, end)


def strip_spaces(s: str) -> str:
    """Remove white space from both ends."""
    start = 0
    end = len(s)
    while start < end and _is_space(s[start]):
        start += 1
    while end > start and _is_space(s[end - 1]):
        end -= 1
    return s[start:end]


def assert_str0(s: str) -> str:
    """Return `s`, which is promised to contain no '\\x00'."""
    assert '\x00' not in s
    return s


def check_str0(s: str) -> None:
    """Have the translator verify that `s` contains no '\\x00'."""
    assert '\x00' not in s


# ____________________________________________________________
# Numbers


class NumberStringParser:
    """Read the digits of a number one by one."""

    def __init__(self, s: str, literal: str, base: int, fname: str, allow_underscores: bool = False,
                 no_implicit_octal: bool = False, start: int = 0, end: int = -1):
        self.fname = fname
        self.literal = literal
        self.original_base = base
        self.sign = 1
        self.allow_underscores = allow_underscores
        self.no_implicit_octal = no_implicit_octal
        self.start = start
        self.end = len(s) if end < 0 else end
        self.s = s
        self._strip_spaces()
        self._read_sign()
        self.base = self._read_prefix(base)
        self.position = self.start
        if self.start == self.end or not self._has_good_underscores():
            self.error()

    def _has_good_underscores(self) -> bool:
        """Is each underscore between two digits, or behind the prefix?"""
        is_behind_digit = self.has_prefix
        for i in range(self.start, self.end):
            if self.s[i] != '_':
                is_behind_digit = True
            elif not self.allow_underscores or not is_behind_digit or i + 1 == self.end:
                return False
            else:
                is_behind_digit = False
        return True

    def _strip_spaces(self) -> None:
        while self.start < self.end and self.s[self.start].isspace():
            self.start += 1
        while self.end > self.start and self.s[self.end - 1].isspace():
            self.end -= 1

    def _read_sign(self) -> None:
        if self.start < self.end:
            c = self.s[self.start]
            if c == '-':
                self.sign = -1
                self.start += 1
            elif c == '+':
                self.start += 1

    def _read_prefix(self, base: int) -> int:
        found = 0
        if self.end - self.start >= 2 and self.s[self.start] == '0':
            c = self.s[self.start + 1]
            if c == 'x' or c == 'X':
                found = 16
            elif c == 'o' or c == 'O':
                found = 8
            elif c == 'b' or c == 'B':
                found = 2
            elif not self.no_implicit_octal and base == 0:
                base = 8
        if base == 0:
            base = found if found else 10
        elif base < 2 or base > 36:
            raise InvalidBaseError(
                '%s() base must be >= 2 and <= 36' % self.fname)
        self.has_prefix = found != 0 and found == base
        if self.has_prefix:
            self.start += 2
        return base

    def error(self) -> None:
        """Complain about the literal."""
        raise ParseStringError("invalid literal for %s() with base %d: '%s'" % (
            self.fname, self.original_base, self.literal))

    def rewind(self) -> None:
        """Start over at the first digit."""
        self.position = self.start

    def next_digit(self) -> int:
        """Return the next digit, or -1 at the end."""
        if self.position >= self.end:
            return -1
        if self.s[self.position] == '_':
            self.position += 1
        digit = self._digit(self.s[self.position])
        self.position += 1
        return digit

    def prev_digit(self) -> int:
        """Go back over a digit and return it; -1 at the first one."""
        if self.position <= self.start:
            return -1
        self.position -= 1
        if self.s[self.position] == '_':
            self.position -= 1
        return self._digit(self.s[self.position])

    def _digit(self, c: str) -> int:
        digit = 99
        if '0' <= c <= '9':
            digit = ord(c) - ord('0')
        elif 'a' <= c <= 'z':
            digit = ord(c) - ord('a') + 10
        elif 'A' <= c <= 'Z':
            digit = ord(c) - ord('A') + 10
        if digit >= self.base:
            self.error()
        return digit


def __getattr__(name: str):
    # It builds strings of Unicode characters, which are made of what is here.
    if name == 'UnicodeBuilder':
        from rpython.rlib.runistr import UnicodeBuilder
        return UnicodeBuilder
    raise AttributeError(name)
