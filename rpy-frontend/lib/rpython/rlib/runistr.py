"""Strings of Unicode characters.

    text = unicode_of_utf8('caf\\xc3\\xa9')
    print(len(text), text.upper().encode())

A `UnicodeString` never changes. It is UTF-8 inside, with the position of every
64th character once one is asked for by number, so that indexing reads no more
than 63 characters.
"""

from rpython.rlib import runicode, rutf8, unicodedata
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import codepoint_at_pos, next_codepoint_pos, unichr_as_utf8_append


class UnicodeString:
    """Text. Use the functions below to make one."""

    _immutable_fields_ = ['_utf8', '_length']

    def __init__(self, utf8: str, length: int):
        self._utf8 = utf8
        self._length = length
        self._index = None

    # ---- what it is made of

    def utf8(self) -> str:
        """Return the UTF-8, without copying."""
        return self._utf8

    def encode(self, encoding: str = 'utf-8', errors: str = 'strict') -> str:
        """Return the bytes in an encoding of `runicode`."""
        return runicode.encode(self._utf8, encoding, errors)

    def codes(self) -> list[int]:
        """Return the code points."""
        return runicode.codes_of_utf8(self._utf8)

    def is_ascii(self) -> bool:
        return self._length == len(self._utf8)

    def __len__(self) -> int:
        return self._length

    def __str__(self) -> str:
        return self._utf8

    def __repr__(self) -> str:
        quote = "'" if self._utf8.find("'") < 0 or self._utf8.find('"') >= 0 else '"'
        builder = StringBuilder(len(self._utf8) + 2)
        builder.append(quote)
        for code in self.codes():
            if code == ord(quote):
                builder.append('\\' + quote)
            elif code >= 128 and unicodedata.isprintable(code):
                unichr_as_utf8_append(builder, code, True)
            else:
                builder.append(runicode.unicode_encode_unicode_escape(rutf8.unichr_as_utf8(code, True)))
        builder.append(quote)
        return builder.build()

    # ---- characters by number

    def _position(self, index: int) -> int:
        """Return the position of the character with that index, or the end."""
        if self._length == len(self._utf8):
            return index
        if self._index is None:
            self._index = rutf8.create_utf8_index_storage(self._utf8, self._length)
        return rutf8.codepoint_position_at_index(self._utf8, self._index, index)

    def _index_of(self, position: int) -> int:
        if self._length == len(self._utf8):
            return position
        if self._index is None:
            self._index = rutf8.create_utf8_index_storage(self._utf8, self._length)
        return rutf8.codepoint_index_at_byte_position(self._utf8, self._index, position, self._length)

    def code_at(self, index: int) -> int:
        """Return the code point with that index, which may be negative."""
        if index < 0:
            index += self._length
        if index < 0 or index >= self._length:
            raise IndexError('string index out of range')
        return codepoint_at_pos(self._utf8, self._position(index))

    def __getitem__(self, index: int) -> 'UnicodeString':
        return unicode_of_code(self.code_at(index))

    def slice(self, start: int = 0, stop: int = 0x7fffffff) -> 'UnicodeString':
        """Return the characters from `start` to `stop`, by the rules of slices."""
        start = self._clamped(start)
        stop = self._clamped(stop)
        if start >= stop:
            return EMPTY
        if start == 0 and stop == self._length:
            return self
        return UnicodeString(self._utf8[self._position(start):self._position(stop)], stop - start)

    def _clamped(self, index: int) -> int:
        if index < 0:
            index += self._length
            return index if index > 0 else 0
        return index if index < self._length else self._length

    # ---- operators

    def __add__(self, other: 'UnicodeString') -> 'UnicodeString':
        return UnicodeString(self._utf8 + other._utf8, self._length + other._length)

    def __mul__(self, times: int) -> 'UnicodeString':
        return UnicodeString(self._utf8 * times, self._length * times if times > 0 else 0)

    def __eq__(self, other) -> bool:
        return isinstance(other, UnicodeString) and self._utf8 == other._utf8

    def __ne__(self, other) -> bool:
        return not self == other

    # UTF-8 sorts as code points do.

    def __lt__(self, other: 'UnicodeString') -> bool:
        return self._utf8 < other._utf8

    def __le__(self, other: 'UnicodeString') -> bool:
        return self._utf8 <= other._utf8

    def __gt__(self, other: 'UnicodeString') -> bool:
        return self._utf8 > other._utf8

    def __ge__(self, other: 'UnicodeString') -> bool:
        return self._utf8 >= other._utf8

    def __hash__(self) -> int:
        return hash(self._utf8)

    def __contains__(self, part: 'UnicodeString') -> bool:
        return self._utf8.find(part._utf8) >= 0

    def __iter__(self):
        return CharacterIterator(self._utf8)

    # ---- searching

    def find(self, part: 'UnicodeString', start: int = 0, stop: int = 0x7fffffff) -> int:
        """Return the index where `part` first is, or -1."""
        start, stop, is_range = self._range(start, stop)
        if not is_range:
            return -1
        found = self._utf8.find(part._utf8, self._position(start), self._position(stop))
        return self._index_of(found) if found >= 0 else -1

    def rfind(self, part: 'UnicodeString', start: int = 0, stop: int = 0x7fffffff) -> int:
        """Return the index where `part` last is, or -1."""
        start, stop, is_range = self._range(start, stop)
        if not is_range:
            return -1
        found = self._utf8.rfind(part._utf8, self._position(start), self._position(stop))
        return self._index_of(found) if found >= 0 else -1

    def _range(self, start: int, stop: int) -> tuple[int, int, bool]:
        is_range = start <= self._length
        start = self._clamped(start)
        stop = self._clamped(stop)
        return start, stop, is_range and start <= stop

    def index(self, part: 'UnicodeString') -> int:
        found = self.find(part)
        if found < 0:
            raise ValueError('substring not found')
        return found

    def count(self, part: 'UnicodeString') -> int:
        if len(part._utf8) == 0:
            return self._length + 1
        return self._utf8.count(part._utf8)

    def startswith(self, prefix: 'UnicodeString') -> bool:
        return self._utf8.startswith(prefix._utf8)

    def endswith(self, suffix: 'UnicodeString') -> bool:
        return self._utf8.endswith(suffix._utf8)

    # ---- taking apart and putting together

    def split(self, separator: 'UnicodeString | None' = None, maxsplit: int = -1) -> 'list[UnicodeString]':
        """Split at a separator, or at runs of white space."""
        if separator is None:
            return self._split_spaces(maxsplit)
        if len(separator._utf8) == 0:
            raise ValueError('empty separator')
        return [unicode_of_utf8(part) for part in self._utf8.split(separator._utf8, maxsplit)]

    def _split_spaces(self, maxsplit: int) -> 'list[UnicodeString]':
        result = []
        pos = self._skip(0, True)
        while pos < len(self._utf8):
            if maxsplit == 0:
                result.append(unicode_of_utf8(self._utf8[pos:]).rstrip())
                break
            end = self._skip(pos, False)
            result.append(unicode_of_utf8(self._utf8[pos:end]))
            pos = self._skip(end, True)
            maxsplit -= 1
        return result

    def _skip(self, pos: int, spaces: bool) -> int:
        """Return where what is white space, or is not, ends."""
        while pos < len(self._utf8) and rutf8.isspace(self._utf8, pos) == spaces:
            pos = next_codepoint_pos(self._utf8, pos)
        return pos

    def splitlines(self, keepends: bool = False) -> 'list[UnicodeString]':
        """Return the lines. Unicode knows ten ways to end one."""
        result = []
        utf8 = self._utf8
        start = 0
        pos = 0
        while pos < len(utf8):
            code = codepoint_at_pos(utf8, pos)
            following = next_codepoint_pos(utf8, pos)
            if 10 <= code <= 13 or 28 <= code <= 30 or code == 0x85 or code == 0x2028 or code == 0x2029:
                if code == 13 and following < len(utf8) and utf8[following] == '\n':
                    following += 1
                result.append(unicode_of_utf8(utf8[start:following if keepends else pos]))
                start = following
            pos = following
        if start < len(utf8):
            result.append(unicode_of_utf8(utf8[start:]))
        return result

    def join(self, parts: 'list[UnicodeString]') -> 'UnicodeString':
        builder = StringBuilder(0)
        length = 0
        for i in range(len(parts)):
            if i > 0:
                builder.append(self._utf8)
                length += self._length
            builder.append(parts[i]._utf8)
            length += parts[i]._length
        return UnicodeString(builder.build(), length)

    def replace(self, old: 'UnicodeString', new: 'UnicodeString', count: int = -1) -> 'UnicodeString':
        if len(old._utf8) > 0:
            return unicode_of_utf8(self._utf8.replace(old._utf8, new._utf8, count))
        # Between all characters.
        builder = rutf8.Utf8StringBuilder()
        for code in self.codes():
            if count != 0:
                builder.append_utf8(new._utf8, new._length)
                count -= 1
            builder.append_code(code)
        if count != 0:
            builder.append_utf8(new._utf8, new._length)
        return UnicodeString(builder.build(), builder.getlength())

    def strip(self) -> 'UnicodeString':
        return self.lstrip().rstrip()

    def lstrip(self) -> 'UnicodeString':
        start = self._skip(0, True)
        return self if start == 0 else unicode_of_utf8(self._utf8[start:])

    def rstrip(self) -> 'UnicodeString':
        end = len(self._utf8)
        while end > 0:
            before = rutf8.prev_codepoint_pos(self._utf8, end)
            if not rutf8.isspace(self._utf8, before):
                break
            end = before
        return self if end == len(self._utf8) else unicode_of_utf8(self._utf8[:end])

    def ljust(self, width: int) -> 'UnicodeString':
        missing = width - self._length
        return self if missing <= 0 else UnicodeString(self._utf8 + ' ' * missing, width)

    def rjust(self, width: int) -> 'UnicodeString':
        missing = width - self._length
        return self if missing <= 0 else UnicodeString(' ' * missing + self._utf8, width)

    def reversed(self) -> 'UnicodeString':
        """Return the characters in the opposite order."""
        return UnicodeString(rutf8.reverse_utf8(self._utf8), self._length)

    # ---- upper and lower case

    def upper(self) -> 'UnicodeString':
        builder = rutf8.Utf8StringBuilder(len(self._utf8))
        for code in self.codes():
            for each in unicodedata.toupper_full(code):
                builder.append_code(each)
        return UnicodeString(builder.build(), builder.getlength())

    def lower(self) -> 'UnicodeString':
        """Return the lower case. A sigma is the same at the end of a word."""
        builder = rutf8.Utf8StringBuilder(len(self._utf8))
        for code in self.codes():
            for each in unicodedata.tolower_full(code):
                builder.append_code(each)
        return UnicodeString(builder.build(), builder.getlength())

    def capitalize(self) -> 'UnicodeString':
        if self._length == 0:
            return self
        builder = rutf8.Utf8StringBuilder(len(self._utf8))
        for each in unicodedata.totitle_full(self.code_at(0)):
            builder.append_code(each)
        rest = self.slice(1).lower()
        builder.append_utf8(rest._utf8, rest._length)
        return UnicodeString(builder.build(), builder.getlength())

    def title(self) -> 'UnicodeString':
        builder = rutf8.Utf8StringBuilder(len(self._utf8))
        is_within = False
        for code in self.codes():
            if is_within:
                mapped = unicodedata.tolower_full(code)
            else:
                mapped = unicodedata.totitle_full(code)
            for each in mapped:
                builder.append_code(each)
            is_within = unicodedata.iscased(code)
        return UnicodeString(builder.build(), builder.getlength())

    # ---- what all characters are

    def _all(self, flags: int) -> bool:
        """Has every character one of these properties, and is there one?"""
        for code in self.codes():
            if unicodedata.flags(code) & flags == 0:
                return False
        return self._length > 0

    def isalpha(self) -> bool:
        return self._all(unicodedata.ALPHABETIC)

    def isdecimal(self) -> bool:
        return self._all(unicodedata.DECIMAL)

    def isdigit(self) -> bool:
        return self._all(unicodedata.DIGIT)

    def isnumeric(self) -> bool:
        return self._all(unicodedata.NUMERIC)

    def isalnum(self) -> bool:
        return self._all(unicodedata.ALPHABETIC | unicodedata.DECIMAL | unicodedata.DIGIT | unicodedata.NUMERIC)

    def isspace(self) -> bool:
        return self._all(unicodedata.SPACE)

    def isprintable(self) -> bool:
        return self._length == 0 or self._all(unicodedata.PRINTABLE)

    def isidentifier(self) -> bool:
        if self._length == 0 or not unicodedata.isxidstart(self.code_at(0)):
            return False
        return self._all(unicodedata.IDENTIFIER)

    def isupper(self) -> bool:
        return self._cased(unicodedata.UPPER, unicodedata.LOWER | unicodedata.TITLE)

    def islower(self) -> bool:
        return self._cased(unicodedata.LOWER, unicodedata.UPPER | unicodedata.TITLE)

    def _cased(self, wanted: int, refused: int) -> bool:
        is_found = False
        for code in self.codes():
            flags = unicodedata.flags(code)
            if flags & refused != 0:
                return False
            if flags & wanted != 0:
                is_found = True
        return is_found


class UnicodeBuilder:
    """Collects pieces of a Unicode string, then joins them once: `rpython.rlib.rstring.UnicodeBuilder`."""

    def __init__(self, init_size: int = 100):
        self._builder = StringBuilder(init_size)
        self._length = 0

    def append(self, text: UnicodeString) -> None:
        """Add a string at the end."""
        self._builder.append(text.utf8())
        self._length += len(text)

    def append_code(self, code: int) -> None:
        """Add the character with this code."""
        unichr_as_utf8_append(self._builder, code, True)
        self._length += 1

    def append_slice(self, text: UnicodeString, start: int, end: int) -> None:
        """Add `text[start:end]`."""
        self.append(text.slice(start, end))

    def append_multiple_char(self, char: UnicodeString, times: int) -> None:
        """Add the character `times` times."""
        for _ in range(times):
            self.append(char)

    def getlength(self) -> int:
        """Return how many characters were added so far."""
        return self._length

    def build(self) -> UnicodeString:
        """Return everything that was added. More may be added afterwards."""
        return UnicodeString(self._builder.build(), self._length)


class CharacterIterator:
    """Gives the characters of a text as strings."""

    def __init__(self, utf8: str):
        self._utf8 = utf8
        self._pos = 0

    def __iter__(self):
        return self

    def __next__(self) -> UnicodeString:
        start = self._pos
        if start == len(self._utf8):
            raise StopIteration
        self._pos = next_codepoint_pos(self._utf8, start)
        return UnicodeString(self._utf8[start:self._pos], 1)


EMPTY = UnicodeString('', 0)


def unicode_of_utf8(utf8: str) -> UnicodeString:
    """Return the text of valid UTF-8, surrogates included."""
    return UnicodeString(utf8, rutf8.codepoints_in_utf8(utf8))


def unicode_of_code(code: int) -> UnicodeString:
    """Return the text that is one character."""
    return UnicodeString(rutf8.unichr_as_utf8(code, True), 1)


def unicode_of_codes(codes: list[int]) -> UnicodeString:
    """Return the text that has these code points."""
    return UnicodeString(runicode.utf8_of_codes(codes), len(codes))


def unicode_of_latin_1(s: str) -> UnicodeString:
    """Return the text that a `str` is, character by character."""
    return UnicodeString(rutf8.decode_latin_1(s), len(s))


def decode(s: str, encoding: str = 'utf-8', errors: str = 'strict') -> UnicodeString:
    """Return the text of bytes in an encoding of `runicode`."""
    return unicode_of_utf8(runicode.decode(s, encoding, errors))
