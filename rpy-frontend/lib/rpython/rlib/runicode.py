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
from rpython.rlib.codecs.encoder import ByteTarget, Encoder, Utf8Target
from rpython.rlib.codecs.errors import (  # noqa: F401
    REPLACEMENT, BytesReplacement, checked_position, codes_of_utf8, default_decode_error, default_encode_error,
    escape_of, utf8_of_codes)
from rpython.rlib.codecs.escapes import (
    str_decode_raw_unicode_escape, str_decode_unicode_escape, unicode_encode_raw_unicode_escape,
    unicode_encode_unicode_escape)
from rpython.rlib.codecs.wide import (
    str_decode_utf_16, str_decode_utf_32, unicode_encode_utf_16, unicode_encode_utf_32)
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import MAXUNICODE  # noqa: F401

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
        pos = checked_position(pos, size)
        builder.append(text)
        valid = pos
    builder.append_slice(s, valid, size)
    return builder.build(), size


def unicode_encode_utf_8(utf8: str, errors: str = 'strict', errorhandler=default_encode_error) -> str:
    """Encode as UTF-8, which has no surrogates."""
    if rutf8.surrogate_in_utf8(utf8) < 0:
        return utf8
    return Encoder(utf8, errors, 'utf-8', 'surrogates not allowed').run(Utf8Target(), errorhandler)


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
        pos = checked_position(pos, len(s))
        builder.append(text)
    return builder.build(), len(s)


def unicode_encode_latin_1(utf8: str, errors: str = 'strict', errorhandler=default_encode_error) -> str:
    """Encode as Latin-1."""
    return Encoder(utf8, errors, 'latin-1', 'ordinal not in range(256)').run(ByteTarget(256), errorhandler)


def unicode_encode_ascii(utf8: str, errors: str = 'strict', errorhandler=default_encode_error) -> str:
    """Encode as ASCII."""
    return Encoder(utf8, errors, 'ascii', 'ordinal not in range(128)').run(ByteTarget(128), errorhandler)


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
