"""Escapes, as in Python's source."""

from rpython.rlib.codecs.errors import checked_position, codes_of_utf8, default_decode_error, escape_of
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import MAXUNICODE, unichr_as_utf8_append


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
        pos = checked_position(pos, size)
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
        pos = checked_position(pos, size)
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
