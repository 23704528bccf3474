"""Encodings of Unicode: from bytes to text, from text to bytes.

Bytes are a `str`, a character each; text is UTF-8 in a `str`, as in `rutf8`.
Decoders return the text and how many bytes they used, encoders the bytes.

What can not be decoded or encoded goes to an error handler together with the
name of the way to treat it, `errors`. Handlers may be functions of the program:

    handler(errors, encoding, reason, s, start, end) -> (replacement, position)

For decoders positions are those of bytes and the replacement is text; for
encoders they count characters, and the replacement is text to encode, or bytes
if the handler is a `BytesReplacement`. The handlers here know strict, ignore,
replace, backslashreplace, xmlcharrefreplace, surrogateescape and surrogatepass.
"""

from rpython.rlib import rutf8
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import MAXUNICODE, codepoint_at_pos, next_codepoint_pos, unichr_as_utf8_append
from rpython.target import BIG_ENDIAN

REPLACEMENT = '\xef\xbf\xbd'
"""U+FFFD."""


def codes_of_utf8(utf8: str) -> list[int]:
    """Return the code points of a text."""
    result = []
    pos = 0
    while pos < len(utf8):
        result.append(codepoint_at_pos(utf8, pos))
        pos = next_codepoint_pos(utf8, pos)
    return result


def utf8_of_codes(codes: list[int]) -> str:
    """Return the text that has these code points."""
    builder = StringBuilder(len(codes))
    for code in codes:
        unichr_as_utf8_append(builder, code, True)
    return builder.build()


# ____________________________________________________________
# What is done about errors

_DIGITS = '0123456789abcdef'


def _hexadecimal(number: int, width: int) -> str:
    result = ''
    while width > 0:
        width -= 1
        result += _DIGITS[number >> 4 * width & 15]
    return result


def escape_of(code: int) -> str:
    """Return the code point as Python writes it in a string: `\\xe9`, `\\u20ac`, `\\U0001f600`."""
    if code < 0x100:
        return '\\x' + _hexadecimal(code, 2)
    if code < 0x10000:
        return '\\u' + _hexadecimal(code, 4)
    return '\\U' + _hexadecimal(code, 8)


def _unknown_handler(errors: str):
    raise LookupError("unknown error handler name '" + errors + "'")


def default_decode_error(errors: str, encoding: str, reason: str, s: str, start: int,
                         end: int) -> tuple[str, int]:
    """Treat bytes that are no text as `errors` says."""
    if errors == 'strict':
        raise UnicodeDecodeError(encoding, s.encode('latin-1'), start, end, reason)
    if errors == 'ignore':
        return '', end
    if errors == 'replace':
        return REPLACEMENT, end
    if errors == 'backslashreplace':
        result = ''
        for i in range(start, end):
            result += '\\x' + _hexadecimal(ord(s[i]), 2)
        return result, end
    if errors == 'surrogateescape':
        result = ''
        pos = start
        while pos < end and ord(s[pos]) >= 0x80:
            result += rutf8.unichr_as_utf8(0xdc00 + ord(s[pos]), True)
            pos += 1
        if pos == start:
            raise UnicodeDecodeError(encoding, s.encode('latin-1'), start, end, reason)
        return result, pos
    if errors == 'surrogatepass':
        return _pass_surrogate(encoding, reason, s, start, end)
    _unknown_handler(errors)
    return '', end


def _pass_surrogate(encoding: str, reason: str, s: str, start: int, end: int) -> tuple[str, int]:
    code = 0
    size = 0
    if encoding == 'utf-8' and start + 3 <= len(s):
        size = 3
        if s[start] == '\xed' and '\x80' <= s[start + 1] <= '\xbf' and '\x80' <= s[start + 2] <= '\xbf':
            code = codepoint_at_pos(s, start)
    elif encoding.startswith('utf-16') and start + 2 <= len(s):
        size = 2
        code = _unit_at(s, start, 2, encoding.endswith('be'))
    elif encoding.startswith('utf-32') and start + 4 <= len(s):
        size = 4
        code = _unit_at(s, start, 4, encoding.endswith('be'))
    if not rutf8.is_surrogate(code):
        raise UnicodeDecodeError(encoding, s.encode('latin-1'), start, end, reason)
    return rutf8.unichr_as_utf8(code, True), start + size


class BytesReplacement:
    """What an encoder's error handler returns: the replacement, whether it is bytes, and where to go on."""

    def __init__(self, text: str, is_bytes: bool, position: int):
        self.text = text
        self.is_bytes = is_bytes
        self.position = position


def default_encode_error(errors: str, encoding: str, reason: str, utf8: str, start: int,
                         end: int) -> BytesReplacement:
    """Treat characters that the encoding does not have as `errors` says."""
    if errors == 'strict':
        raise UnicodeEncodeError(encoding, _for_message(utf8), start, end, reason)
    if errors == 'ignore':
        return BytesReplacement('', False, end)
    if errors == 'replace':
        return BytesReplacement('?' * (end - start), False, end)
    codes = codes_of_utf8(_characters(utf8, start, end))
    builder = StringBuilder(16)
    if errors == 'backslashreplace':
        for code in codes:
            builder.append(escape_of(code))
        return BytesReplacement(builder.build(), False, end)
    if errors == 'xmlcharrefreplace':
        for code in codes:
            builder.append('&#' + str(code) + ';')
        return BytesReplacement(builder.build(), False, end)
    if errors == 'surrogateescape':
        position = start
        for code in codes:
            if not 0xdc80 <= code <= 0xdcff:
                break
            builder.append(chr(code - 0xdc00))
            position += 1
        if position == start:
            raise UnicodeEncodeError(encoding, _for_message(utf8), start, end, reason)
        return BytesReplacement(builder.build(), True, position)
    if errors == 'surrogatepass':
        for code in codes:
            if not rutf8.is_surrogate(code) or not encoding.startswith('utf-'):
                raise UnicodeEncodeError(encoding, _for_message(utf8), start, end, reason)
            if encoding == 'utf-8':
                unichr_as_utf8_append(builder, code, True)
            else:
                width = 2 if encoding.startswith('utf-16') else 4
                _append_unit(builder, code, width, encoding.endswith('be'))
        return BytesReplacement(builder.build(), True, end)
    _unknown_handler(errors)
    return BytesReplacement('', False, end)


def _for_message(utf8: str) -> str:
    """Return the characters as `str` has them; `?` for those that it has not."""
    builder = StringBuilder(len(utf8))
    for code in codes_of_utf8(utf8):
        builder.append(chr(code) if code < 256 else '?')
    return builder.build()


def _position_of(utf8: str, index: int) -> int:
    pos = 0
    while index > 0 and pos < len(utf8):
        pos = next_codepoint_pos(utf8, pos)
        index -= 1
    return pos


def _characters(utf8: str, start: int, end: int) -> str:
    first = _position_of(utf8, start)
    last = first
    for _ in range(end - start):
        last = next_codepoint_pos(utf8, last)
    return utf8[first:last]


def _checked_position(pos: int, length: int) -> int:
    """Return where a handler wants to go on; negative numbers count from the end."""
    if pos < 0:
        pos += length
    if pos < 0 or pos > length:
        raise IndexError('position ' + str(pos) + ' from error handler out of bounds')
    return pos


# ____________________________________________________________
# UTF-8


def str_decode_utf_8(s: str, errors: str = 'strict', final: bool = True,
                     errorhandler=default_decode_error) -> tuple[str, int]:
    """Decode UTF-8. Unless it is final, what may be the beginning of a character is left."""
    builder = StringBuilder(len(s))
    pos = 0
    valid = 0
    size = len(s)
    while pos < size:
        length = rutf8._sequence_length(s, pos, size, False)
        if length > 0:
            pos += length
            continue
        builder.append_slice(s, valid, pos)
        prefix = rutf8.valid_prefix_length(s, pos, size, False)
        is_start = 0xc2 <= ord(s[pos]) <= 0xf4
        if is_start and pos + prefix == size:
            if not final:
                return builder.build(), pos
            reason = 'unexpected end of data'
        else:
            reason = 'invalid continuation byte' if is_start else 'invalid start byte'
        text, pos = errorhandler(errors, 'utf-8', reason, s, pos, pos + prefix)
        pos = _checked_position(pos, size)
        builder.append(text)
        valid = pos
    builder.append_slice(s, valid, size)
    return builder.build(), size


def unicode_encode_utf_8(utf8: str, errors: str = 'strict', errorhandler=default_encode_error) -> str:
    """Encode as UTF-8, which has no surrogates."""
    if rutf8.surrogate_in_utf8(utf8) < 0:
        return utf8
    return _Encoder(utf8, errors, 'utf-8', 'surrogates not allowed').run(_Utf8Target(), errorhandler)


# ____________________________________________________________
# Encoding in general


class _Target:
    """Where an encoder writes to: one encoding."""

    width = 1  # bytes in a unit

    def accepts(self, code: int) -> bool:
        """Does the encoding have this character?"""
        raise NotImplementedError

    def append(self, builder: StringBuilder, code: int) -> None:
        raise NotImplementedError


class _Utf8Target(_Target):
    def accepts(self, code: int) -> bool:
        return not rutf8.is_surrogate(code)

    def append(self, builder: StringBuilder, code: int) -> None:
        unichr_as_utf8_append(builder, code)


class _ByteTarget(_Target):
    """The encodings that are the first code points."""

    def __init__(self, limit: int):
        self.limit = limit

    def accepts(self, code: int) -> bool:
        return code < self.limit

    def append(self, builder: StringBuilder, code: int) -> None:
        builder.append(chr(code))


class _UnitTarget(_Target):
    """UTF-16 and UTF-32."""

    def __init__(self, width: int, is_big: bool):
        self.width = width
        self.is_big = is_big

    def accepts(self, code: int) -> bool:
        return not rutf8.is_surrogate(code)

    def append(self, builder: StringBuilder, code: int) -> None:
        if self.width == 4 or code < 0x10000:
            _append_unit(builder, code, self.width, self.is_big)
        else:
            _append_unit(builder, 0xd800 + (code - 0x10000 >> 10), 2, self.is_big)
            _append_unit(builder, 0xdc00 + (code - 0x10000 & 0x3ff), 2, self.is_big)


class _Encoder:
    """Goes through a text once."""

    def __init__(self, utf8: str, errors: str, encoding: str, reason: str):
        self.utf8 = utf8
        self.errors = errors
        self.encoding = encoding
        self.reason = reason

    def run(self, target: _Target, errorhandler) -> str:
        utf8 = self.utf8
        builder = StringBuilder(len(utf8))
        pos = 0
        index = 0
        while pos < len(utf8):
            code = codepoint_at_pos(utf8, pos)
            if target.accepts(code):
                target.append(builder, code)
                pos = next_codepoint_pos(utf8, pos)
                index += 1
                continue
            end = index
            last = pos
            while last < len(utf8) and not target.accepts(codepoint_at_pos(utf8, last)):
                last = next_codepoint_pos(utf8, last)
                end += 1
            if self.encoding.startswith('utf-16') or self.encoding.startswith('utf-32'):
                end = index + 1
            made = errorhandler(self.errors, self.encoding, self.reason, utf8, index, end)
            if made.is_bytes and len(made.text) % target.width == 0:
                builder.append(made.text)
            elif made.is_bytes:
                raise UnicodeEncodeError(self.encoding, _for_message(utf8), index, end, self.reason)
            else:
                self._append_text(builder, target, made.text, index, end)
            index = _checked_position(made.position, rutf8.codepoints_in_utf8(utf8))
            pos = _position_of(utf8, index)
        return builder.build()

    def _append_text(self, builder: StringBuilder, target: _Target, text: str, start: int, end: int) -> None:
        for code in codes_of_utf8(text):
            if not target.accepts(code):
                raise UnicodeEncodeError(self.encoding, _for_message(self.utf8), start, end, self.reason)
            target.append(builder, code)


# ____________________________________________________________
# Latin-1 and ASCII


def str_decode_latin_1(s: str) -> tuple[str, int]:
    """Decode Latin-1, which every byte is."""
    return rutf8.decode_latin_1(s), len(s)


def str_decode_ascii(s: str, errors: str = 'strict', errorhandler=default_decode_error) -> tuple[str, int]:
    """Decode ASCII."""
    builder = StringBuilder(len(s))
    pos = 0
    while pos < len(s):
        if ord(s[pos]) < 0x80:
            builder.append(s[pos])
            pos += 1
            continue
        text, pos = errorhandler(errors, 'ascii', 'ordinal not in range(128)', s, pos, pos + 1)
        pos = _checked_position(pos, len(s))
        builder.append(text)
    return builder.build(), len(s)


def unicode_encode_latin_1(utf8: str, errors: str = 'strict', errorhandler=default_encode_error) -> str:
    """Encode as Latin-1."""
    return _Encoder(utf8, errors, 'latin-1', 'ordinal not in range(256)').run(_ByteTarget(256), errorhandler)


def unicode_encode_ascii(utf8: str, errors: str = 'strict', errorhandler=default_encode_error) -> str:
    """Encode as ASCII."""
    return _Encoder(utf8, errors, 'ascii', 'ordinal not in range(128)').run(_ByteTarget(128), errorhandler)


# ____________________________________________________________
# UTF-16 and UTF-32. Byte order: -1 little endian, 1 big endian; 0 the target's unless a mark says otherwise.


def _unit_at(s: str, pos: int, width: int, is_big: bool) -> int:
    result = 0
    for i in range(width):
        byte = ord(s[pos + i])
        result |= byte << 8 * (width - 1 - i if is_big else i)
    return result


def _append_unit(builder: StringBuilder, unit: int, width: int, is_big: bool) -> None:
    for i in range(width):
        builder.append(chr(unit >> 8 * (width - 1 - i if is_big else i) & 0xff))


def _order_of(s: str, byteorder: int, width: int) -> tuple[bool, int]:
    """Return whether the text is big endian, and where it begins."""
    if byteorder != 0:
        return byteorder > 0, 0
    if len(s) >= width:
        if _unit_at(s, 0, width, False) == 0xfeff:
            return False, width
        if _unit_at(s, 0, width, True) == 0xfeff:
            return True, width
    return BIG_ENDIAN, 0


def str_decode_utf_16(s: str, errors: str = 'strict', final: bool = True, byteorder: int = 0,
                      errorhandler=default_decode_error) -> tuple[str, int]:
    """Decode UTF-16; without a byte order, a mark at the beginning tells it."""
    is_big, pos = _order_of(s, byteorder, 2)
    encoding = 'utf-16-be' if is_big else 'utf-16-le'
    builder = StringBuilder(len(s))
    size = len(s)
    while pos < size:
        end = pos + 2
        code = -1
        if end > size:
            reason = 'truncated data'
            end = size
        else:
            code = _unit_at(s, pos, 2, is_big)
            reason = 'illegal encoding'
            if 0xd800 <= code <= 0xdbff:
                if pos + 4 > size:
                    reason = 'unexpected end of data'
                    end = size
                    code = -1
                else:
                    low = _unit_at(s, pos + 2, 2, is_big)
                    if 0xdc00 <= low <= 0xdfff:
                        code = 0x10000 + (code - 0xd800 << 10 | low - 0xdc00)
                        end = pos + 4
                    else:
                        reason = 'illegal UTF-16 surrogate'
                        code = -1
            elif 0xdc00 <= code <= 0xdfff:
                code = -1
        if code >= 0:
            unichr_as_utf8_append(builder, code)
            pos = end
            continue
        if not final and (reason == 'truncated data' or reason == 'unexpected end of data'):
            return builder.build(), pos
        text, pos = errorhandler(errors, encoding, reason, s, pos, end)
        pos = _checked_position(pos, size)
        builder.append(text)
    return builder.build(), size


def str_decode_utf_32(s: str, errors: str = 'strict', final: bool = True, byteorder: int = 0,
                      errorhandler=default_decode_error) -> tuple[str, int]:
    """Decode UTF-32; without a byte order, a mark at the beginning tells it."""
    is_big, pos = _order_of(s, byteorder, 4)
    encoding = 'utf-32-be' if is_big else 'utf-32-le'
    builder = StringBuilder(len(s))
    size = len(s)
    while pos < size:
        end = pos + 4
        if end > size:
            if not final:
                return builder.build(), pos
            end = size
            reason = 'truncated data'
        else:
            # The highest byte by itself: on a small machine the whole would be negative.
            high = ord(s[pos if is_big else pos + 3])
            code = _unit_at(s, pos, 4, is_big)
            if high != 0 or code > MAXUNICODE:
                reason = 'code point not in range(0x110000)'
            elif rutf8.is_surrogate(code):
                reason = 'code point in surrogate code point range(0xd800, 0xe000)'
            else:
                unichr_as_utf8_append(builder, code)
                pos = end
                continue
        text, pos = errorhandler(errors, encoding, reason, s, pos, end)
        pos = _checked_position(pos, size)
        builder.append(text)
    return builder.build(), size


def _encode_units(utf8: str, errors: str, width: int, byteorder: int, errorhandler) -> str:
    is_big = BIG_ENDIAN if byteorder == 0 else byteorder > 0
    encoding = 'utf-' + str(8 * width)
    mark = ''
    if byteorder == 0:
        builder = StringBuilder(4)
        _append_unit(builder, 0xfeff, width, is_big)
        mark = builder.build()
    else:
        encoding += '-be' if is_big else '-le'
    encoder = _Encoder(utf8, errors, encoding, 'surrogates not allowed')
    return mark + encoder.run(_UnitTarget(width, is_big), errorhandler)


def unicode_encode_utf_16(utf8: str, errors: str = 'strict', byteorder: int = 0,
                          errorhandler=default_encode_error) -> str:
    """Encode as UTF-16; with a byte order mark unless the order is given."""
    return _encode_units(utf8, errors, 2, byteorder, errorhandler)


def unicode_encode_utf_32(utf8: str, errors: str = 'strict', byteorder: int = 0,
                          errorhandler=default_encode_error) -> str:
    """Encode as UTF-32; with a byte order mark unless the order is given."""
    return _encode_units(utf8, errors, 4, byteorder, errorhandler)


# ____________________________________________________________
# Escapes, as in Python's source


def _digits_at(s: str, pos: int, most: int) -> int:
    """Count the hexadecimal digits at `pos`, up to `most`."""
    count = 0
    while count < most and pos + count < len(s) and _digit_value(s[pos + count]) < 16:
        count += 1
    return count


def _digit_value(c: str) -> int:
    if '0' <= c <= '9':
        return ord(c) - ord('0')
    if 'a' <= c <= 'f':
        return ord(c) - ord('a') + 10
    if 'A' <= c <= 'F':
        return ord(c) - ord('A') + 10
    return 16


def _value_of(s: str, start: int, end: int, base: int) -> int:
    result = 0
    for i in range(start, end):
        result = result * base + _digit_value(s[i])
    return result


def _simple_escape(c: str) -> int:
    """Return what a letter behind a backslash stands for; -1 if nothing."""
    if c == 'n':
        return 10
    if c == 't':
        return 9
    if c == 'r':
        return 13
    if c == '\\' or c == '\'' or c == '"':
        return ord(c)
    if c == 'a':
        return 7
    if c == 'b':
        return 8
    if c == 'f':
        return 12
    if c == 'v':
        return 11
    return -1


def str_decode_unicode_escape(s: str, errors: str = 'strict',
                              errorhandler=default_decode_error) -> tuple[str, int]:
    """Decode what stands between the quotes of a Python string. Names (`\\N{...}`) are not known."""
    builder = StringBuilder(len(s))
    size = len(s)
    pos = 0
    while pos < size:
        c = s[pos]
        if c != '\\':
            unichr_as_utf8_append(builder, ord(c))
            pos += 1
            continue
        if pos + 1 == size:
            reason = '\\ at end of string'
            end = size
        else:
            letter = s[pos + 1]
            code = _simple_escape(letter)
            if code >= 0:
                builder.append(chr(code))
                pos += 2
                continue
            if letter == '\n':
                pos += 2
                continue
            if '0' <= letter <= '7':
                end = pos + 2
                while end < size and end < pos + 4 and '0' <= s[end] <= '7':
                    end += 1
                unichr_as_utf8_append(builder, _value_of(s, pos + 1, end, 8))
                pos = end
                continue
            wanted = 2 if letter == 'x' else 4 if letter == 'u' else 8 if letter == 'U' else 0
            if wanted == 0 and letter != 'N':
                # An unknown escape stands for itself.
                builder.append('\\')
                pos += 1
                continue
            if wanted == 0:
                reason = 'unknown Unicode character name'
                end = _end_of_name(s, pos + 2)
            else:
                count = _digits_at(s, pos + 2, wanted)
                end = pos + 2 + count
                if count == wanted:
                    # Eight digits may be too big for a small machine.
                    code = MAXUNICODE + 1
                    if wanted < 8 or _value_of(s, pos + 2, pos + 4, 16) == 0:
                        code = _value_of(s, pos + 2, end, 16)
                    if code <= MAXUNICODE:
                        unichr_as_utf8_append(builder, code, True)
                        pos = end
                        continue
                    reason = 'illegal Unicode character'
                else:
                    reason = 'truncated \\' + letter + 'XXXXXXXX'[:wanted] + ' escape'
        text, pos = errorhandler(errors, 'unicodeescape', reason, s, pos, end)
        pos = _checked_position(pos, size)
        builder.append(text)
    return builder.build(), size


def _end_of_name(s: str, pos: int) -> int:
    if pos < len(s) and s[pos] == '{':
        closing = s.find('}', pos)
        if closing >= 0:
            return closing + 1
    return pos


def str_decode_raw_unicode_escape(s: str, errors: str = 'strict',
                                  errorhandler=default_decode_error) -> tuple[str, int]:
    """Decode Latin-1 in which only `\\uXXXX` and `\\UXXXXXXXX` are escapes."""
    builder = StringBuilder(len(s))
    size = len(s)
    pos = 0
    while pos < size:
        if s[pos] != '\\' or pos + 1 == size or (s[pos + 1] != 'u' and s[pos + 1] != 'U'):
            # Backslashes come in pairs: the second of a pair begins no escape.
            count = 2 if s[pos] == '\\' and pos + 1 < size and s[pos + 1] == '\\' else 1
            for i in range(count):
                unichr_as_utf8_append(builder, ord(s[pos + i]))
            pos += count
            continue
        wanted = 4 if s[pos + 1] == 'u' else 8
        count = _digits_at(s, pos + 2, wanted)
        end = pos + 2 + count
        if count == wanted:
            code = MAXUNICODE + 1
            if wanted < 8 or _value_of(s, pos + 2, pos + 4, 16) == 0:
                code = _value_of(s, pos + 2, end, 16)
            if code <= MAXUNICODE:
                unichr_as_utf8_append(builder, code, True)
                pos = end
                continue
            reason = '\\Uxxxxxxxx out of range'
        else:
            reason = 'truncated \\' + s[pos + 1] + 'XXXXXXXX'[:wanted] + ' escape'
        text, pos = errorhandler(errors, 'rawunicodeescape', reason, s, pos, end)
        pos = _checked_position(pos, size)
        builder.append(text)
    return builder.build(), size


def unicode_encode_unicode_escape(utf8: str) -> str:
    """Encode as ASCII with Python's escapes."""
    builder = StringBuilder(len(utf8))
    for code in codes_of_utf8(utf8):
        if code == 10:
            builder.append('\\n')
        elif code == 13:
            builder.append('\\r')
        elif code == 9:
            builder.append('\\t')
        elif code == 92:
            builder.append('\\\\')
        elif 32 <= code < 127:
            builder.append(chr(code))
        else:
            builder.append(escape_of(code))
    return builder.build()


def unicode_encode_raw_unicode_escape(utf8: str) -> str:
    """Encode as Latin-1 with `\\uXXXX` and `\\UXXXXXXXX` for the rest."""
    builder = StringBuilder(len(utf8))
    for code in codes_of_utf8(utf8):
        if code < 256:
            builder.append(chr(code))
        else:
            builder.append(escape_of(code))
    return builder.build()


# ____________________________________________________________
# By name


def _normalized(encoding: str) -> str:
    return encoding.lower().replace('_', '-')


def decode(s: str, encoding: str = 'utf-8', errors: str = 'strict') -> str:
    """Decode bytes in an encoding that is known by name at run time."""
    name = _normalized(encoding)
    if name == 'utf-8' or name == 'utf8':
        return str_decode_utf_8(s, errors)[0]
    if name == 'latin-1' or name == 'iso-8859-1' or name == 'latin1':
        return str_decode_latin_1(s)[0]
    if name == 'ascii' or name == 'us-ascii':
        return str_decode_ascii(s, errors)[0]
    if name == 'utf-16':
        return str_decode_utf_16(s, errors)[0]
    if name == 'utf-16-le':
        return str_decode_utf_16(s, errors, True, -1)[0]
    if name == 'utf-16-be':
        return str_decode_utf_16(s, errors, True, 1)[0]
    if name == 'utf-32':
        return str_decode_utf_32(s, errors)[0]
    if name == 'utf-32-le':
        return str_decode_utf_32(s, errors, True, -1)[0]
    if name == 'utf-32-be':
        return str_decode_utf_32(s, errors, True, 1)[0]
    if name == 'unicode-escape':
        return str_decode_unicode_escape(s, errors)[0]
    if name == 'raw-unicode-escape':
        return str_decode_raw_unicode_escape(s, errors)[0]
    raise LookupError('unknown encoding: ' + encoding)


def encode(utf8: str, encoding: str = 'utf-8', errors: str = 'strict') -> str:
    """Encode text in an encoding that is known by name at run time."""
    name = _normalized(encoding)
    if name == 'utf-8' or name == 'utf8':
        return unicode_encode_utf_8(utf8, errors)
    if name == 'latin-1' or name == 'iso-8859-1' or name == 'latin1':
        return unicode_encode_latin_1(utf8, errors)
    if name == 'ascii' or name == 'us-ascii':
        return unicode_encode_ascii(utf8, errors)
    if name == 'utf-16':
        return unicode_encode_utf_16(utf8, errors)
    if name == 'utf-16-le':
        return unicode_encode_utf_16(utf8, errors, -1)
    if name == 'utf-16-be':
        return unicode_encode_utf_16(utf8, errors, 1)
    if name == 'utf-32':
        return unicode_encode_utf_32(utf8, errors)
    if name == 'utf-32-le':
        return unicode_encode_utf_32(utf8, errors, -1)
    if name == 'utf-32-be':
        return unicode_encode_utf_32(utf8, errors, 1)
    if name == 'unicode-escape':
        return unicode_encode_unicode_escape(utf8)
    if name == 'raw-unicode-escape':
        return unicode_encode_raw_unicode_escape(utf8)
    raise LookupError('unknown encoding: ' + encoding)
