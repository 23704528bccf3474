"""`str.encode` and `bytes.decode`: UTF-8, ASCII and Latin-1.

A string holds code points 0 to 255, so that Latin-1 costs nothing. Text
beyond that is kept as UTF-8, or in a Unicode string of the library.
"""

from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rstring import StringBuilder
from rpython.rtyper.annlowlevel import hlbytes, hlstr, llstr
from rpython.rtyper.registration import bytes_methods, method, string_methods

LATIN_1, ASCII, UTF_8 = 1, 2, 3
_CODECS = {
    'latin-1': LATIN_1, 'latin1': LATIN_1, 'iso-8859-1': LATIN_1, 'iso8859-1': LATIN_1, 'l1': LATIN_1,
    'ascii': ASCII, 'us-ascii': ASCII, '646': ASCII, 'utf-8': UTF_8, 'utf8': UTF_8, 'u8': UTF_8}


@always_inline
def _codec(encoding: str) -> int:
    if encoding == 'latin-1':
        return LATIN_1
    if encoding == 'utf-8':
        return UTF_8
    return _look_up_codec(encoding)


def _look_up_codec(name: str) -> int:
    codec = _CODECS.get(name.lower().replace('_', '-'), 0)
    if codec == 0:
        raise LookupError('unknown encoding: ' + name)
    return codec


# ____________________________________________________________
# Encoding


@method(string_methods, 'encode')
@always_inline
def str_encode(self: str, encoding: str = 'utf-8', errors: str = 'strict') -> bytes:
    codec = _codec(encoding)
    if codec == LATIN_1 or self.isascii():
        return hlbytes(llstr(self))
    if codec == UTF_8:
        return hlbytes(llstr(utf8_of_latin_1(self)))
    return hlbytes(llstr(_encode_ascii(self, errors)))


def utf8_of_latin_1(s: str) -> str:
    """Encode characters of 8 bits, as a string of bytes."""
    builder = StringBuilder(len(s) + 16)
    for c in s:
        if c < '\x80':
            builder.append(c)
        else:
            builder.append(chr(0xc0 | ord(c) >> 6))
            builder.append(chr(0x80 | ord(c) & 0x3f))
    return builder.build()


def _encode_ascii(s: str, errors: str) -> str:
    builder = StringBuilder(len(s))
    for i in range(len(s)):
        c = s[i]
        if c < '\x80':
            builder.append(c)
        elif errors == 'replace':
            builder.append('?')
        elif errors == 'backslashreplace':
            builder.append('\\x%02x' % ord(c))
        elif errors == 'xmlcharrefreplace':
            builder.append('&#%d;' % ord(c))
        elif errors != 'ignore':
            _check_handler(errors)
            _raise_encode_error(s, i)
    return builder.build()


def _check_handler(errors: str):
    if errors != 'strict':
        raise LookupError("unknown error handler name '" + errors + "'")


def _raise_encode_error(s: str, start: int):
    end = start + 1
    while end < len(s) and s[end] >= '\x80':
        end += 1
    if end - start == 1:
        what = "character '\\x%02x' in position %d" % (ord(s[start]), start)
    else:
        what = 'characters in position %d-%d' % (start, end - 1)
    raise UnicodeEncodeError("'ascii' codec can't encode " + what + ': ordinal not in range(128)')


# ____________________________________________________________
# Decoding


@method(bytes_methods, 'decode')
@always_inline
def bytes_decode(self: bytes, encoding: str = 'utf-8', errors: str = 'strict') -> str:
    codec = _codec(encoding)
    text = hlstr(llstr(self))
    if codec == LATIN_1 or text.isascii():
        return text
    if codec == UTF_8:
        return _decode_utf8(text, errors)
    return _decode_ascii(text, errors)


def _decode_ascii(s: str, errors: str) -> str:
    builder = StringBuilder(len(s))
    for i in range(len(s)):
        if s[i] < '\x80':
            builder.append(s[i])
        else:
            _handle_bad_byte(builder, s, i, i + 1, errors, 'ascii', 'ordinal not in range(128)')
    return builder.build()


def _handle_bad_byte(builder, s: str, start: int, end: int, errors: str, codec: str, reason: str):
    if errors == 'ignore':
        return
    if errors == 'backslashreplace':
        for i in range(start, end):
            builder.append('\\x%02x' % ord(s[i]))
        return
    if errors == 'replace':
        raise ValueError('the replacement character U+FFFD does not fit in a string of 8-bit characters')
    _check_handler(errors)
    if end - start == 1:
        where = 'byte 0x%02x in position %d' % (ord(s[start]), start)
    else:
        where = 'bytes in position %d-%d' % (start, end - 1)
    raise UnicodeDecodeError("'" + codec + "' codec can't decode " + where + ': ' + reason)


def _decode_utf8(s: str, errors: str) -> str:
    builder = StringBuilder(len(s))
    position = 0
    while position < len(s):
        c = s[position]
        if c < '\x80':
            builder.append(c)
            position += 1
            continue
        length = _sequence_length(c)
        if length == 0:
            _handle_bad_byte(builder, s, position, position + 1, errors, 'utf-8', 'invalid start byte')
            position += 1
            continue
        end = position + 1
        while end < position + length and end < len(s) and _continues(s, position, end):
            end += 1
        if end < position + length:
            reason = 'unexpected end of data' if end == len(s) else 'invalid continuation byte'
            _handle_bad_byte(builder, s, position, end, errors, 'utf-8', reason)
        else:
            code = _code_point(s, position, length)
            if code > 0xff:
                raise ValueError('U+%04X does not fit in a string of 8-bit characters' % code)
            builder.append(chr(code))
        position = end
    return builder.build()


def _sequence_length(first: str) -> int:
    """Return how many bytes a sequence has that begins so; 0 if none does."""
    if '\xc2' <= first <= '\xdf':
        return 2
    if '\xe0' <= first <= '\xef':
        return 3
    if '\xf0' <= first <= '\xf4':
        return 4
    return 0


def _continues(s: str, start: int, position: int) -> bool:
    """May this byte follow? The second one is limited, against overlong forms and surrogates."""
    c = s[position]
    if not '\x80' <= c <= '\xbf':
        return False
    if position > start + 1:
        return True
    first = s[start]
    if first == '\xe0':
        return c >= '\xa0'
    if first == '\xed':
        return c <= '\x9f'
    if first == '\xf0':
        return c >= '\x90'
    if first == '\xf4':
        return c <= '\x8f'
    return True


def _code_point(s: str, start: int, length: int) -> int:
    code = ord(s[start]) & (0x7f >> length)
    for i in range(start + 1, start + length):
        code = code << 6 | ord(s[i]) & 0x3f
    return code
