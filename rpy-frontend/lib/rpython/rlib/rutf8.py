"""Text as UTF-8 in a `str` of bytes: positions are bytes, characters are code points.

Code points are ints. A string that `check_utf8` accepted is what the other
functions expect; they check nothing. Surrogates are three bytes, as any other
code point of that size.
"""

from rpython.rlib.rstring import StringBuilder

MAXUNICODE = 0x10ffff


class CheckError(Exception):
    """The bytes at `pos` are no UTF-8."""

    def __init__(self, pos: int):
        self.pos = pos

    def __str__(self) -> str:
        return 'invalid UTF-8 at byte ' + str(self.pos)


class OutOfRange(Exception):
    """A number is no code point."""


def unichr_as_utf8(code: int, allow_surrogates: bool = False) -> str:
    """Return the one to four bytes of a code point."""
    if 0 <= code < 0x80:
        return chr(code)
    builder = StringBuilder(4)
    unichr_as_utf8_append(builder, code, allow_surrogates)
    return builder.build()


def unichr_as_utf8_append(builder: StringBuilder, code: int, allow_surrogates: bool = False) -> None:
    """Append the bytes of a code point."""
    if code < 0 or code > MAXUNICODE or (not allow_surrogates and is_surrogate(code)):
        raise OutOfRange
    if code < 0x80:
        builder.append(chr(code))
    elif code < 0x800:
        builder.append(chr(0xc0 | code >> 6))
        builder.append(chr(0x80 | code & 0x3f))
    elif code < 0x10000:
        builder.append(chr(0xe0 | code >> 12))
        builder.append(chr(0x80 | code >> 6 & 0x3f))
        builder.append(chr(0x80 | code & 0x3f))
    else:
        builder.append(chr(0xf0 | code >> 18))
        builder.append(chr(0x80 | code >> 12 & 0x3f))
        builder.append(chr(0x80 | code >> 6 & 0x3f))
        builder.append(chr(0x80 | code & 0x3f))


def is_surrogate(code: int) -> bool:
    """Is this one of the code points that UTF-16 uses in pairs?"""
    return 0xd800 <= code <= 0xdfff


def next_codepoint_pos(code: str, pos: int) -> int:
    """Return where the character behind the one at `pos` begins."""
    byte = ord(code[pos])
    if byte < 0x80:
        return pos + 1
    if byte < 0xe0:
        return pos + 2
    if byte < 0xf0:
        return pos + 3
    return pos + 4


def prev_codepoint_pos(code: str, pos: int) -> int:
    """Return where the character in front of `pos` begins."""
    pos -= 1
    while pos > 0 and ord(code[pos]) & 0xc0 == 0x80:
        pos -= 1
    return pos


def codepoint_at_pos(code: str, pos: int) -> int:
    """Return the code point that begins at `pos`."""
    byte = ord(code[pos])
    if byte < 0x80:
        return byte
    second = ord(code[pos + 1]) & 0x3f
    if byte < 0xe0:
        return (byte & 0x1f) << 6 | second
    third = ord(code[pos + 2]) & 0x3f
    if byte < 0xf0:
        return (byte & 0x0f) << 12 | second << 6 | third
    return (byte & 0x07) << 18 | second << 12 | third << 6 | ord(code[pos + 3]) & 0x3f


def codepoint_before_pos(code: str, pos: int) -> int:
    """Return the code point that ends at `pos`."""
    return codepoint_at_pos(code, prev_codepoint_pos(code, pos))


def codepoints_in_utf8(value: str, start: int = 0, end: int = 0x7fffffff) -> int:
    """Count the characters between two positions."""
    if end > len(value):
        end = len(value)
    count = 0
    for i in range(start, end):
        if ord(value[i]) & 0xc0 != 0x80:
            count += 1
    return count


def _sequence_length(s: str, pos: int, stop: int, allow_surrogates: bool) -> int:
    """Return how many bytes the character at `pos` has; 0 if there is none (Unicode standard, table 3-7)."""
    byte = ord(s[pos])
    if byte < 0x80:
        return 1
    if byte < 0xc2 or byte > 0xf4:
        return 0
    length = 2 if byte < 0xe0 else 3 if byte < 0xf0 else 4
    if pos + length > stop:
        return 0
    low = 0x80
    high = 0xbf
    if byte == 0xe0:
        low = 0xa0
    elif byte == 0xed and not allow_surrogates:
        high = 0x9f
    elif byte == 0xf0:
        low = 0x90
    elif byte == 0xf4:
        high = 0x8f
    if not low <= ord(s[pos + 1]) <= high:
        return 0
    for i in range(2, length):
        if ord(s[pos + i]) & 0xc0 != 0x80:
            return 0
    return length


def valid_prefix_length(s: str, pos: int, stop: int, allow_surrogates: bool) -> int:
    """Return how many bytes at `pos` could begin a character, though they are none; at least 1.

    That is what one replacement character stands for.
    """
    byte = ord(s[pos])
    if byte < 0xc2 or byte > 0xf4:
        return 1
    wanted = 2 if byte < 0xe0 else 3 if byte < 0xf0 else 4
    low = 0x80
    high = 0xbf
    if byte == 0xe0:
        low = 0xa0
    elif byte == 0xed and not allow_surrogates:
        high = 0x9f
    elif byte == 0xf0:
        low = 0x90
    elif byte == 0xf4:
        high = 0x8f
    length = 1
    while length < wanted and pos + length < stop:
        following = ord(s[pos + length])
        if not low <= following <= high:
            break
        low = 0x80
        high = 0xbf
        length += 1
    return length


def check_utf8(s: str, allow_surrogates: bool, start: int = 0, stop: int = -1) -> int:
    """Return how many characters the bytes are; CheckError if they are no UTF-8."""
    if stop < 0:
        stop = len(s)
    count = 0
    pos = start
    while pos < stop:
        length = _sequence_length(s, pos, stop, allow_surrogates)
        if length == 0:
            raise CheckError(pos)
        pos += length
        count += 1
    return count


def check_ascii(s: str) -> None:
    """Raise CheckError if there is a byte above 127."""
    pos = first_non_ascii_char(s)
    if pos >= 0:
        raise CheckError(pos)


def first_non_ascii_char(s: str) -> int:
    """Return the position of the first byte above 127, or -1."""
    for i in range(len(s)):
        if ord(s[i]) >= 0x80:
            return i
    return -1


def isspace(s: str, pos: int) -> bool:
    """Is the character at `pos` white space?"""
    code = codepoint_at_pos(s, pos)
    if code < 0x80:
        return code == 32 or 9 <= code <= 13 or 28 <= code <= 31
    return (code == 0x85 or code == 0xa0 or code == 0x1680 or 0x2000 <= code <= 0x200a or
            code == 0x2028 or code == 0x2029 or code == 0x202f or code == 0x205f or code == 0x3000)


def reverse_utf8(s: str) -> str:
    """Return the characters in the opposite order."""
    builder = StringBuilder(len(s))
    pos = len(s)
    while pos > 0:
        start = prev_codepoint_pos(s, pos)
        builder.append_slice(s, start, pos)
        pos = start
    return builder.build()


def decode_latin_1(s: str) -> str:
    """Return as UTF-8 what is Latin-1."""
    builder = StringBuilder(len(s))
    for c in s:
        unichr_as_utf8_append(builder, ord(c))
    return builder.build()


def utf8_in_chars(value: str, pos: int, chars: str) -> bool:
    """Is the character at `pos` of `value` one of `chars`?"""
    end = next_codepoint_pos(value, pos)
    i = 0
    while i < len(chars):
        following = next_codepoint_pos(chars, i)
        if following - i == end - pos and chars[i:following] == value[pos:end]:
            return True
        i = following
    return False


def surrogate_in_utf8(value: str) -> int:
    """Return where the first surrogate is, or -1."""
    for i in range(len(value) - 2):
        if value[i] == '\xed' and value[i + 1] >= '\xa0':
            return i
    return -1


# ____________________________________________________________
# Characters by index, without reading from the beginning

INDEX_STEP = 64


class Utf8Index:
    """Where every 64th character begins."""

    def __init__(self, positions: list[int]):
        self.positions = positions


def create_utf8_index_storage(utf8: str, utf8len: int) -> Utf8Index:
    """Return an index of the string, which has `utf8len` characters."""
    positions = [0] * (utf8len // INDEX_STEP + 1)
    pos = 0
    character = 0
    while pos < len(utf8):
        if character % INDEX_STEP == 0:
            positions[character // INDEX_STEP] = pos
        pos = next_codepoint_pos(utf8, pos)
        character += 1
    if character % INDEX_STEP == 0:
        positions[character // INDEX_STEP] = pos
    return Utf8Index(positions)


def codepoint_position_at_index(utf8: str, storage: Utf8Index, index: int) -> int:
    """Return the position of the character with that index; the end for the number of characters."""
    pos = storage.positions[index // INDEX_STEP]
    for _ in range(index % INDEX_STEP):
        pos = next_codepoint_pos(utf8, pos)
    return pos


def codepoint_at_index(utf8: str, storage: Utf8Index, index: int) -> int:
    """Return the code point with that index."""
    return codepoint_at_pos(utf8, codepoint_position_at_index(utf8, storage, index))


def codepoint_index_at_byte_position(utf8: str, storage: Utf8Index, position: int, utf8len: int) -> int:
    """Return the index of the character that begins at a position."""
    low = 0
    high = len(storage.positions) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if storage.positions[middle] <= position:
            low = middle
        else:
            high = middle - 1
    index = low * INDEX_STEP
    pos = storage.positions[low]
    while pos < position:
        pos = next_codepoint_pos(utf8, pos)
        index += 1
    return index


# ____________________________________________________________
# Building and reading


class Utf8StringBuilder:
    """Collects pieces of UTF-8 and counts their characters."""

    def __init__(self, size: int = 0):
        self._builder = StringBuilder(size)
        self._characters = 0

    def append(self, s: str) -> None:
        """Append UTF-8."""
        self._builder.append(s)
        self._characters += codepoints_in_utf8(s)

    def append_char(self, s: str) -> None:
        """Append a character below 128."""
        self._builder.append(s)
        self._characters += 1

    def append_code(self, code: int) -> None:
        """Append a code point."""
        unichr_as_utf8_append(self._builder, code, True)
        self._characters += 1

    def append_slice(self, s: str, start: int, end: int) -> None:
        """Append the characters between two positions."""
        self._builder.append_slice(s, start, end)
        self._characters += codepoints_in_utf8(s, start, end)

    def append_utf8(self, utf8: str, length: int) -> None:
        """Append UTF-8 of which the number of characters is known."""
        self._builder.append(utf8)
        self._characters += length

    def append_multiple_char(self, utf8: str, times: int) -> None:
        """Append one character several times."""
        for _ in range(times):
            self._builder.append(utf8)
            self._characters += 1

    def build(self) -> str:
        return self._builder.build()

    def getlength(self) -> int:
        """Return the number of characters."""
        return self._characters


class Utf8StringIterator:
    """Gives the code points, one after the other."""

    def __init__(self, utf8s: str):
        self._utf8 = utf8s
        self._pos = 0

    def __iter__(self):
        return self

    def get_pos(self) -> int:
        return self._pos

    def done(self) -> bool:
        return self._pos == len(self._utf8)

    def __next__(self) -> int:
        if self._pos == len(self._utf8):
            raise StopIteration
        code = codepoint_at_pos(self._utf8, self._pos)
        self._pos = next_codepoint_pos(self._utf8, self._pos)
        return code

    def next(self) -> int:
        return self.__next__()


class Utf8StringPosIterator:
    """Gives pairs of a code point and the position where it begins."""

    def __init__(self, utf8s: str):
        self._utf8 = utf8s
        self._pos = 0

    def __iter__(self):
        return self

    def __next__(self) -> tuple[int, int]:
        pos = self._pos
        if pos == len(self._utf8):
            raise StopIteration
        self._pos = next_codepoint_pos(self._utf8, pos)
        return codepoint_at_pos(self._utf8, pos), pos
