"""Unpacking with a format that is known when translating: `a, b = runpack('<ih', data)`."""

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import r_ulonglong
from rpython.rlib.rstruct.error import StructError
from rpython.rlib.rstruct.formatiterator import FormatIterator
from rpython.rlib.rstruct.formats import BOOLEAN, CHARACTER, FLOAT, INTEGER, PAD, PASCAL, STRING, UNSIGNED
from rpython.rlib.rstruct.ieee import read_float
from rpython.rlib.rstruct.integers import WORD, read_signed, read_unsigned, read_wide


def read_pascal(s: str, position: int, size: int) -> str:
    """Return the string whose length is its first byte, within `size` bytes."""
    return s[position + 1:position + 1 + min(ord(s[position]), size - 1)]


class _ReaderMaker(FormatIterator):
    """Writes an expression for each value of a format."""

    def __init__(self):
        self.position = 0
        self.values = []

    def operate(self, fmtdesc, repetitions: int) -> None:
        kind, size = fmtdesc.kind, fmtdesc.size
        if kind in (PAD, STRING, PASCAL):
            position = self.position
            self.position += repetitions
            if kind == STRING:
                self.values.append(f's[{position}:{self.position}]')
            elif kind == PASCAL:
                self.values.append(f'read_pascal(s, {position}, {repetitions})' if repetitions else "''")
            return
        for _ in range(repetitions):
            where = f's, {self.position}, {size}, {self.bigendian}'
            if kind in (INTEGER, UNSIGNED) and size > WORD:
                value = f'read_wide(s, {self.position}, {self.bigendian})'
                self.values.append(value if kind == INTEGER else f'r_ulonglong({value})')
            elif kind == INTEGER:
                self.values.append(f'read_signed({where})')
            elif kind == FLOAT:
                self.values.append(f'read_float({where})')
            elif kind == CHARACTER:
                self.values.append(f's[{self.position}]')
            elif kind == BOOLEAN:
                self.values.append(f"s[{self.position}] != '\\x00'")
            else:
                value = f'read_unsigned({where})'
                self.values.append(value if size == WORD else f'int({value})')
            self.position += size

    def align(self, mask: int) -> None:
        self.position = (self.position + mask) & ~mask


@specialize.memo()
def create_unpacker(fmt):
    """Return a function from data to the tuple of its values."""
    maker = _ReaderMaker()
    maker.interpret(fmt)
    values = ''.join(value + ', ' for value in maker.values)
    source = (f'def unpack(s):\n'
              f'    if len(s) != {maker.position}:\n'
              f"        raise StructError('unpack str size does not match format')\n"
              f'    return ({values})\n')
    namespace = dict(StructError=StructError, read_signed=read_signed, read_unsigned=read_unsigned,
                     read_wide=read_wide, read_float=read_float, read_pascal=read_pascal, r_ulonglong=r_ulonglong)
    exec(compile(source, f'<unpack {fmt}>', 'exec'), namespace)
    return namespace['unpack']


@specialize.arg(0)
def runpack(fmt, input):
    """Return the values in `input` as a tuple, or raise StructError.

    The format is a constant. Values are ints, floats, strings and bools;
    those wider than a word are `r_longlong` and `r_ulonglong`, unsigned ones as
    wide as a word are `r_uint`.
    """
    return create_unpacker(fmt)(input)
