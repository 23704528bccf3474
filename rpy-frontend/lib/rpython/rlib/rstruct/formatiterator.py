"""Formats that are known when the program runs."""

from rpython.rlib.rarithmetic import intmask, maxint, r_uint, r_ulonglong
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rstruct.error import StructError, StructOverflowError
from rpython.rlib.rstruct.formats import (
    BOOLEAN, CHARACTER, FLOAT, INTEGER, PAD, PASCAL, STRING, UNSIGNED, layout_of)
from rpython.rlib.rstruct.ieee import pack_float, read_float
from rpython.rlib.rstruct.integers import WORD, read_signed, read_unsigned, read_wide, write_integer

_LONGEST = min(1 << 40, maxint // 16)


class FormatIterator:
    """Goes through a format: `interpret` calls `operate` for each part of it."""

    def interpret(self, fmt: str) -> None:
        """Go through a format; StructError if it is malformed."""
        layout = layout_of(fmt)
        self.bigendian = layout.is_bigendian
        index = layout.length
        while index < len(fmt):
            c = fmt[index]
            index += 1
            if c.isspace():
                continue
            repetitions = 1
            if c.isdigit():
                repetitions = ord(c) - ord('0')
                while index < len(fmt) and fmt[index].isdigit():
                    repetitions = repetitions * 10 + ord(fmt[index]) - ord('0')
                    if repetitions > _LONGEST:
                        raise StructError('overflow in item count')
                    index += 1
                if index == len(fmt):
                    raise StructError('incomplete struct format')
                c = fmt[index]
                index += 1
            description = layout.description(c)
            if description.alignment > 1:
                self.align(description.alignment - 1)
            self.operate(description, repetitions)
        self.finished()

    def operate(self, fmtdesc, repetitions: int) -> None:
        """Handle one part of the format."""
        raise NotImplementedError

    def align(self, mask: int) -> None:
        """Go on to the next place of which these bits are zero."""

    def finished(self) -> None:
        """Called at the end of the format."""


class CalcSizeFormatIterator(FormatIterator):
    """Adds up how long data of a format is."""

    def __init__(self):
        self.totalsize = 0

    def operate(self, fmtdesc, repetitions: int) -> None:
        self.totalsize += fmtdesc.size * repetitions
        if self.totalsize > _LONGEST:
            raise StructError('total struct size too long')

    def align(self, mask: int) -> None:
        self.totalsize = (self.totalsize + mask) & ~mask


def calcsize(fmt: str) -> int:
    """Return how many bytes data of a format has."""
    iterator = CalcSizeFormatIterator()
    iterator.interpret(fmt)
    return iterator.totalsize


class UnpackFormatIterator(FormatIterator):
    """Takes data apart. Subclasses say what becomes of the values: `append_int` and so on."""

    def __init__(self, input: str):
        self.input = input
        self.position = 0

    def operate(self, fmtdesc, repetitions: int) -> None:
        kind = fmtdesc.kind
        size = fmtdesc.size
        if kind == STRING or kind == PASCAL:
            text = self._take(repetitions)
            if kind == PASCAL:
                length = min(ord(text[0]), repetitions - 1) if repetitions > 0 else 0
                text = text[1:1 + length]
            self.append_str(text)
            return
        if kind == PAD:
            self._take(repetitions)
            return
        for _ in range(repetitions):
            start = self.position
            self._take(size)
            if (kind == INTEGER or kind == UNSIGNED) and size > WORD:
                self._append_wide(read_wide(self.input, start, self.bigendian), kind == INTEGER)
            elif kind == INTEGER:
                self.append_int(read_signed(self.input, start, size, self.bigendian))
            elif kind == FLOAT:
                self.append_float(read_float(self.input, start, size, self.bigendian))
            elif kind == CHARACTER:
                self.append_str(self.input[start:start + 1])
            elif kind == BOOLEAN:
                self.append_bool(self.input[start] != '\x00')
            elif size < WORD:
                self.append_int(int(read_unsigned(self.input, start, size, self.bigendian)))
            else:
                self.append_uint(read_unsigned(self.input, start, size, self.bigendian))

    def align(self, mask: int) -> None:
        self._take(((self.position + mask) & ~mask) - self.position)

    def finished(self) -> None:
        if self.position != len(self.input):
            raise StructError('unpack str size does not match format')

    def _take(self, count: int) -> str:
        end = self.position + count
        if end > len(self.input):
            raise StructError('unpack str size does not match format')
        result = self.input[self.position:end]
        self.position = end
        return result

    def _append_wide(self, value, is_signed: bool) -> None:
        """Take a value of more bits than a word has, if they are not needed."""
        if is_signed and value == intmask(value):
            self.append_int(intmask(value))
        elif not is_signed and r_ulonglong(value) == r_ulonglong(r_uint(value)):
            self.append_uint(r_uint(value))
        else:
            raise StructOverflowError('integer does not fit in a machine word')

    def append_int(self, value: int) -> None:
        """Called with a value of fewer bits than a word has, or with a sign."""
        raise NotImplementedError

    def append_uint(self, value) -> None:
        """Called with an unsigned word."""
        raise NotImplementedError

    def append_float(self, value: float) -> None:
        """Called with a float."""
        raise NotImplementedError

    def append_str(self, value: str) -> None:
        """Called with a string."""
        raise NotImplementedError

    def append_bool(self, value: bool) -> None:
        """Called with a bool."""
        raise NotImplementedError


class PackFormatIterator(FormatIterator):
    """Puts data together. Subclasses say where the values come from: `accept_int` and so on."""

    def __init__(self, size: int = 16):
        self.result = StringBuilder(size)

    def build(self) -> str:
        """Return the data."""
        return self.result.build()

    def operate(self, fmtdesc, repetitions: int) -> None:
        kind = fmtdesc.kind
        if kind == STRING:
            self._pad_string(self.accept_str(), repetitions)
            return
        if kind == PASCAL:
            if repetitions > 0:
                text = self.accept_str()
                length = min(len(text), min(repetitions - 1, 255))
                self.result.append(chr(length))
                self._pad_string(text[:length], repetitions - 1)
            else:
                self.accept_str()
            return
        if kind == PAD:
            self.result.append_multiple_char('\x00', repetitions)
            return
        for _ in range(repetitions):
            self._pack_one(fmtdesc)

    def _pack_one(self, fmtdesc) -> None:
        kind = fmtdesc.kind
        size = fmtdesc.size
        if kind == INTEGER:
            value = self.accept_int()
            if size < 8 and (value >> (8 * size - 1) != 0 and value >> (8 * size - 1) != -1):
                raise StructOverflowError('integer out of range for the format')
            write_integer(self.result, value, size, self.bigendian)
        elif kind == FLOAT:
            pack_float(self.result, self.accept_float(), size, self.bigendian)
        elif kind == CHARACTER:
            text = self.accept_str()
            if len(text) != 1:
                raise StructError('expected a string of length 1')
            self.result.append(text)
        elif kind == BOOLEAN:
            self.result.append('\x01' if self.accept_bool() else '\x00')
        elif size < WORD:
            value = self.accept_int()
            if value < 0 or value >> (8 * size) != 0:
                raise StructOverflowError('integer out of range for the format')
            write_integer(self.result, value, size, self.bigendian)
        else:
            write_unsigned(self.result, self.accept_uint(), size, self.bigendian)

    def _pad_string(self, text: str, size: int) -> None:
        if len(text) > size:
            text = text[:size]
        self.result.append(text)
        self.result.append_multiple_char('\x00', size - len(text))

    def align(self, mask: int) -> None:
        length = self.result.getlength()
        self.result.append_multiple_char('\x00', ((length + mask) & ~mask) - length)

    def accept_int(self) -> int:
        """Return the next value, for a place of fewer bits than a word has, or with a sign."""
        raise NotImplementedError

    def accept_uint(self):
        """Return the next value, an unsigned word."""
        raise NotImplementedError

    def accept_float(self) -> float:
        """Return the next value, a float."""
        raise NotImplementedError

    def accept_str(self) -> str:
        """Return the next value, a string."""
        raise NotImplementedError

    def accept_bool(self) -> bool:
        """Return the next value, a bool."""
        raise NotImplementedError


def write_unsigned(builder, value, size: int, big_endian: bool) -> None:
    """Append an unsigned number of four or eight bytes to a string builder."""
    wide = r_ulonglong(value)
    for i in range(size):
        place = size - 1 - i if big_endian else i
        builder.append(chr(intmask(wide >> (8 * place)) & 0xff))
