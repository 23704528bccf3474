"""What all encodings have in common: a text that is gone through, and a target."""

from rpython.rlib import rutf8
from rpython.rlib.codecs.errors import checked_position, codes_of_utf8, for_message, position_of
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import codepoint_at_pos, next_codepoint_pos, unichr_as_utf8_append


class Target:
    """Where an encoder writes to: one encoding."""

    width = 1  # bytes in a unit

    def accepts(self, code: int) -> bool:
        """Does the encoding have this character?"""
        raise NotImplementedError

    def append(self, builder: StringBuilder, code: int) -> None:
        raise NotImplementedError


class Utf8Target(Target):
    def accepts(self, code: int) -> bool:
        return not rutf8.is_surrogate(code)

    def append(self, builder: StringBuilder, code: int) -> None:
        unichr_as_utf8_append(builder, code)


class ByteTarget(Target):
    """The encodings that are the first code points."""

    def __init__(self, limit: int):
        self.limit = limit

    def accepts(self, code: int) -> bool:
        return code < self.limit

    def append(self, builder: StringBuilder, code: int) -> None:
        builder.append(chr(code))


class Encoder:
    """Goes through a text once."""

    def __init__(self, utf8: str, errors: str, encoding: str, reason: str):
        self.utf8 = utf8
        self.errors = errors
        self.encoding = encoding
        self.reason = reason

    def run(self, target: Target, errorhandler) -> str:
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
                raise UnicodeEncodeError(self.encoding, for_message(utf8), index, end, self.reason)
            else:
                self._append_text(builder, target, made.text, index, end)
            index = checked_position(made.position, rutf8.codepoints_in_utf8(utf8))
            pos = position_of(utf8, index)
        return builder.build()

    def _append_text(self, builder: StringBuilder, target: Target, text: str, start: int, end: int) -> None:
        for code in codes_of_utf8(text):
            if not target.accepts(code):
                raise UnicodeEncodeError(self.encoding, for_message(self.utf8), start, end, self.reason)
            target.append(builder, code)
