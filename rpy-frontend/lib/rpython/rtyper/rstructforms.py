"""The `struct` module, for formats that are known while translating: functions made for each."""

import struct

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import r_longlong, r_singlefloat, r_ulonglong
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rstruct.error import StructError
from rpython.rlib.rstruct.formatiterator import FormatIterator, write_unsigned
from rpython.rlib.rstruct.formats import BOOLEAN, CHARACTER, FLOAT, INTEGER, PAD, PASCAL, STRING, layout_of
from rpython.rlib.rstruct.ieee import pack_float, read_float
from rpython.rlib.rstruct.integers import WORD, read_signed, read_unsigned, read_wide, write_integer
from rpython.rlib.rstruct.runpack import read_pascal
from rpython.rtyper.annlowlevel import hlbytes, hlstr, llstr
from rpython.rtyper.bytesmethods import bytes_of
from rpython.rtyper.registration import replaces
from rpython.rtyper.rclass import define_function

_NAMES = {'b': 'byte', 'B': 'ubyte', 'h': 'short', 'H': 'ushort'}


def _as_bytes(s: str) -> bytes:
    return hlbytes(llstr(s))


def _characters(data: bytes) -> str:
    return hlstr(llstr(data))


# ____________________________________________________________
# Values


@specialize.argtype(1)
def _write_in_range(builder, value, size: int, big_endian: bool, least: int, greatest: int, message: str) -> None:
    number = r_longlong(value)
    if number < least or number > greatest:
        raise struct.error(message)
    write_integer(builder, number, size, big_endian)


@specialize.argtype(1)
def _write_unsigned(builder, value, size: int, big_endian: bool, message: str) -> None:
    """Write a number that may be of any type, for a place as wide as a word or wider."""
    if value < 0 or (size < 8 and r_ulonglong(value) >> 32 != 0):
        raise struct.error(message)
    write_unsigned(builder, value, size, big_endian)


def _write_character(builder, data: bytes) -> None:
    if len(data) != 1:
        raise struct.error('char format requires a bytes object of length 1')
    builder.append(_characters(data))


def _write_padded(builder, data: bytes, size: int) -> None:
    builder.append(_characters(data[:size]))
    builder.append_multiple_char('\x00', size - len(data))


def _write_pascal(builder, data: bytes, size: int) -> None:
    if size > 0:
        content = data[:min(size - 1, 255)]
        builder.append(chr(len(content)))
        _write_padded(builder, content, size - 1)


# ____________________________________________________________
# Formats


class _Compiler(FormatIterator):
    """Writes what packs, and what unpacks, the values of a format."""

    def __init__(self, fmt):
        self.position = 0
        self.packing = []
        self.reading = []
        self.count = 0
        self.is_native = layout_of(fmt).is_native

    def align(self, mask: int) -> None:
        aligned = (self.position + mask) & ~mask
        if aligned != self.position:
            self._pad(aligned - self.position)

    def _pad(self, count: int) -> None:
        self.packing.append(f"builder.append_multiple_char('\\x00', {count})")
        self.position += count

    def _value(self, writing: str, reading: str, size: int) -> None:
        self.packing.append(writing.format(value=f'value_{self.count}'))
        self.reading.append(reading)
        self.count += 1
        self.position += size

    def operate(self, fmtdesc, repetitions: int) -> None:
        kind, size = fmtdesc.kind, fmtdesc.size
        here = self.position
        if kind == PAD:
            self._pad(repetitions)
        elif kind == STRING:
            self._value(f'write_padded(builder, {{value}}, {repetitions})',
                        f'as_bytes(s[{here}:{here + repetitions}])', repetitions)
        elif kind == PASCAL:
            reading = f'as_bytes(read_pascal(s, {here}, {repetitions}))' if repetitions else "b''"
            self._value(f'write_pascal(builder, {{value}}, {repetitions})', reading, repetitions)
        else:
            for _ in range(repetitions):
                self._number(fmtdesc.fmtchar, kind, size)

    def _number(self, fmtchar: str, kind: str, size: int) -> None:
        big_endian = self.bigendian
        where = f's, {self.position}, {size}, {big_endian}'
        if kind == FLOAT:
            # C's conversion makes infinities of what is too large, in native formats.
            value = 'float(r_singlefloat({value}))' if self.is_native and size == 4 else 'float({value})'
            self._value(f'pack_float(builder, {value}, {size}, {big_endian})', f'read_float({where})', size)
        elif kind == CHARACTER:
            self._value('write_character(builder, {value})', f'as_bytes(s[{self.position}])', size)
        elif kind == BOOLEAN:
            self._value("builder.append('\\x01' if {value} else '\\x00')", f"s[{self.position}] != '\\x00'", size)
        elif kind == INTEGER and size == 8:
            reading = f'read_wide(s, {self.position}, {big_endian})' if size > WORD else f'read_signed({where})'
            self._value(f'write_integer(builder, {{value}}, 8, {big_endian})', reading, size)
        else:
            least = -(1 << 8 * size - 1) if kind == INTEGER else 0
            greatest = least + (1 << 8 * size) - 1
            name = f'{_NAMES[fmtchar]} format' if fmtchar in _NAMES else f"'{fmtchar}' format"
            message = f'{name} requires {least} <= number <= {greatest}' if size < 8 else 'argument out of range'
            if kind != INTEGER and size >= WORD:
                reading = (f'r_ulonglong(read_wide(s, {self.position}, {big_endian}))' if size > WORD
                           else f'read_unsigned({where})')
                self._value(f'write_unsigned(builder, {{value}}, {size}, {big_endian}, {message!r})', reading, size)
                return
            reading = f'read_signed({where})' if kind == INTEGER else f'int(read_unsigned({where}))'
            self._value(f'write_in_range(builder, {{value}}, {size}, {big_endian}, {least}, {greatest}, {message!r})',
                        reading, size)


_compiled = {}


def _compile(fmt):
    if isinstance(fmt, bytes):
        fmt = fmt.decode('latin-1')
    if fmt not in _compiled:
        compiler = _compiled[fmt] = _Compiler(fmt)
        try:
            compiler.interpret(fmt)
        except StructError as error:
            raise struct.error(error.msg) from None
        values = ''.join(f', value_{i}' for i in range(compiler.count))
        compiler.pack = define_function('pack', f'def pack(builder{values}):\n' + ''.join(
            f'    {line}\n' for line in compiler.packing) + '    return None\n', **_HELPERS)
        compiler.pack._annspecialcase_ = 'specialize:call_location'
        items = ''.join(reading + ', ' for reading in compiler.reading)
        compiler.unpack = define_function('unpack', f'def unpack(s):\n    return ({items})\n', **_HELPERS)
        compiler.unpack.__annotations__ = {'s': str}
    return _compiled[fmt]


_HELPERS = dict(
    write_in_range=_write_in_range, write_unsigned=_write_unsigned, write_character=_write_character,
    write_padded=_write_padded, write_pascal=_write_pascal, write_integer=write_integer, pack_float=pack_float,
    as_bytes=_as_bytes, read_signed=read_signed, read_unsigned=read_unsigned, read_wide=read_wide,
    read_float=read_float, read_pascal=read_pascal, r_singlefloat=r_singlefloat, r_ulonglong=r_ulonglong)


@specialize.memo()
def _size_of(fmt):
    return _compile(fmt).position


@specialize.memo()
def _packer_of(fmt):
    return _compile(fmt).pack


@specialize.memo()
def _unpacker_of(fmt):
    return _compile(fmt).unpack


# ____________________________________________________________
# The module's functions


@replaces(struct.calcsize)
@specialize.arg(0)
def calcsize(fmt):
    return _size_of(fmt)


@replaces(struct.pack)
@specialize.call_location()
def pack(fmt, *values):
    builder = StringBuilder(_size_of(fmt))
    _packer_of(fmt)(builder, *values)
    return _as_bytes(builder.build())


@replaces(struct.unpack)
@specialize.call_location()
def unpack(fmt, buffer):
    data = bytes_of(buffer)
    if len(data) != _size_of(fmt):
        raise struct.error('unpack requires a buffer of ' + str(_size_of(fmt)) + ' bytes')
    return _unpacker_of(fmt)(_characters(data))


@replaces(struct.unpack_from)
@specialize.call_location()
def unpack_from(fmt, buffer, offset=0):
    size = _size_of(fmt)
    start = _checked_offset(len(buffer), size, offset, False)
    return _unpacker_of(fmt)(_characters(bytes_of(buffer[start:start + size])))


def _checked_offset(length: int, size: int, offset: int, is_packing: bool) -> int:
    """Return where in a buffer data begins; `struct.error` unless there is room for it."""
    start = offset
    if start < 0:
        if start + size > 0:
            if is_packing:
                raise struct.error('no space to pack ' + str(size) + ' bytes at offset ' + str(offset))
            raise struct.error('not enough data to unpack ' + str(size) + ' bytes at offset ' + str(offset))
        start += length
        if start < 0:
            raise struct.error('offset ' + str(offset) + ' out of range for ' + str(length) + '-byte buffer')
    if start + size > length:
        raise struct.error(('pack_into' if is_packing else 'unpack_from') + ' requires a buffer of at least '
                           + str(start + size) + ' bytes for ' + ('packing ' if is_packing else 'unpacking ') + str(size)
                           + ' bytes at offset ' + str(start) + ' (actual buffer size is ' + str(length) + ')')
    return start


@replaces(struct.pack_into)
@specialize.call_location()
def pack_into(fmt, buffer, offset, *values):
    data = pack(fmt, *values)
    start = _checked_offset(len(buffer), len(data), offset, True)
    for i in range(len(data)):
        buffer[start + i] = data[i]


@replaces(struct.iter_unpack)
@specialize.call_location()
def iter_unpack(fmt, buffer):
    size = _size_of(fmt)
    data = bytes_of(buffer)
    if len(data) % size != 0:
        raise struct.error('iterative unpacking requires a buffer of a multiple of ' + str(size) + ' bytes')
    return _unpack_pieces(_unpacker_of(fmt), data, size)


@specialize.call_location()
def _unpack_pieces(unpack_piece, data, size):
    for start in range(0, len(data), size):
        yield unpack_piece(_characters(data[start:start + size]))


def struct_method(target):
    """Return the function that a method of a prebuilt `struct.Struct` is, or None."""
    fmt = getattr(getattr(target, '__self__', None), 'format', None)
    function = {'pack': pack, 'unpack': unpack, 'unpack_from': unpack_from, 'pack_into': pack_into,
                'iter_unpack': iter_unpack}.get(target.__name__)
    if function is None or fmt is None:
        return None
    made = define_function('struct_method', 'def struct_method(*arguments):\n    return function(fmt, *arguments)\n',
                           function=function, fmt=fmt)
    made._annspecialcase_ = 'specialize:call_location'
    return made
