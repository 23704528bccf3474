"""UTF-16 and UTF-32. Byte order: -1 little endian, 1 big endian; 0 the target's unless a mark says otherwise."""

from rpython.rlib import rutf8
from rpython.rlib.codecs.encoder import Encoder, Target
from rpython.rlib.codecs.errors import checked_position, default_decode_error, default_encode_error
from rpython.rlib.codecs.units import append_unit, unit_at
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import MAXUNICODE, unichr_as_utf8_append
from rpython.target import BIG_ENDIAN


def _order_of(s: str, byteorder: int, width: int) -> tuple[bool, int]:
    """Return whether the text is big endian, and where it begins."""
    if byteorder != 0:
        return byteorder > 0, 0
    if len(s) >= width:
        if unit_at(s, 0, width, False) == 0xfeff:
            return False, width
        if unit_at(s, 0, width, True) == 0xfeff:
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
            code = unit_at(s, pos, 2, is_big)
            reason = 'illegal encoding'
            if 0xd800 <= code <= 0xdbff:
                if pos + 4 > size:
                    reason = 'unexpected end of data'
                    end = size
                    code = -1
                else:
                    low = unit_at(s, pos + 2, 2, is_big)
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
        pos = checked_position(pos, size)
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
            code = unit_at(s, pos, 4, is_big)
            if high != 0 or code > MAXUNICODE:
                reason = 'code point not in range(0x110000)'
            elif rutf8.is_surrogate(code):
                reason = 'code point in surrogate code point range(0xd800, 0xe000)'
            else:
                unichr_as_utf8_append(builder, code)
                pos = end
                continue
        text, pos = errorhandler(errors, encoding, reason, s, pos, end)
        pos = checked_position(pos, size)
        builder.append(text)
    return builder.build(), size


class UnitTarget(Target):
    """UTF-16 and UTF-32."""

    def __init__(self, width: int, is_big: bool):
        self.width = width
        self.is_big = is_big

    def accepts(self, code: int) -> bool:
        return not rutf8.is_surrogate(code)

    def append(self, builder: StringBuilder, code: int) -> None:
        if self.width == 4 or code < 0x10000:
            append_unit(builder, code, self.width, self.is_big)
        else:
            append_unit(builder, 0xd800 + (code - 0x10000 >> 10), 2, self.is_big)
            append_unit(builder, 0xdc00 + (code - 0x10000 & 0x3ff), 2, self.is_big)


def _encode_units(utf8: str, errors: str, width: int, byteorder: int, errorhandler) -> str:
    is_big = BIG_ENDIAN if byteorder == 0 else byteorder > 0
    encoding = 'utf-' + str(8 * width)
    mark = ''
    if byteorder == 0:
        builder = StringBuilder(4)
        append_unit(builder, 0xfeff, width, is_big)
        mark = builder.build()
    else:
        encoding += '-be' if is_big else '-le'
    encoder = Encoder(utf8, errors, encoding, 'surrogates not allowed')
    return mark + encoder.run(UnitTarget(width, is_big), errorhandler)


def unicode_encode_utf_16(utf8: str, errors: str = 'strict', byteorder: int = 0,
                          errorhandler=default_encode_error) -> str:
    """Encode as UTF-16; with a byte order mark unless the order is given."""
    return _encode_units(utf8, errors, 2, byteorder, errorhandler)


def unicode_encode_utf_32(utf8: str, errors: str = 'strict', byteorder: int = 0,
                          errorhandler=default_encode_error) -> str:
    """Encode as UTF-32; with a byte order mark unless the order is given."""
    return _encode_units(utf8, errors, 4, byteorder, errorhandler)
