"""What is done about what can not be decoded or encoded."""

from rpython.rlib import rutf8
from rpython.rlib.codecs.units import append_unit, unit_at
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import codepoint_at_pos, next_codepoint_pos, unichr_as_utf8_append

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
        code = unit_at(s, start, 2, encoding.endswith('be'))
    elif encoding.startswith('utf-32') and start + 4 <= len(s):
        size = 4
        code = unit_at(s, start, 4, encoding.endswith('be'))
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
        raise UnicodeEncodeError(encoding, for_message(utf8), start, end, reason)
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
            raise UnicodeEncodeError(encoding, for_message(utf8), start, end, reason)
        return BytesReplacement(builder.build(), True, position)
    if errors == 'surrogatepass':
        for code in codes:
            if not rutf8.is_surrogate(code) or not encoding.startswith('utf-'):
                raise UnicodeEncodeError(encoding, for_message(utf8), start, end, reason)
            if encoding == 'utf-8':
                unichr_as_utf8_append(builder, code, True)
            else:
                width = 2 if encoding.startswith('utf-16') else 4
                append_unit(builder, code, width, encoding.endswith('be'))
        return BytesReplacement(builder.build(), True, end)
    _unknown_handler(errors)
    return BytesReplacement('', False, end)


def for_message(utf8: str) -> str:
    """Return the characters as `str` has them; `?` for those that it has not."""
    builder = StringBuilder(len(utf8))
    for code in codes_of_utf8(utf8):
        builder.append(chr(code) if code < 256 else '?')
    return builder.build()


def position_of(utf8: str, index: int) -> int:
    pos = 0
    while index > 0 and pos < len(utf8):
        pos = next_codepoint_pos(utf8, pos)
        index -= 1
    return pos


def _characters(utf8: str, start: int, end: int) -> str:
    first = position_of(utf8, start)
    last = first
    for _ in range(end - start):
        last = next_codepoint_pos(utf8, last)
    return utf8[first:last]


def checked_position(pos: int, length: int) -> int:
    """Return where a handler wants to go on; negative numbers count from the end."""
    if pos < 0:
        pos += length
    if pos < 0 or pos > length:
        raise IndexError('position ' + str(pos) + ' from error handler out of bounds')
    return pos
