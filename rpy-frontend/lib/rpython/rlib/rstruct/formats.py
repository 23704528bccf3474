"""What the characters of a format stand for."""

from rpython import target
from rpython.rlib.rstruct.error import StructError

PAD = 'x'
INTEGER = 'i'
UNSIGNED = 'u'
FLOAT = 'f'
BOOLEAN = '?'
CHARACTER = 'c'
STRING = 's'
PASCAL = 'p'


class FormatDescription:
    """One character: what kind of value it is, in how many bytes, aligned to what."""

    _immutable_fields_ = ['fmtchar', 'kind', 'size', 'alignment']

    def __init__(self, fmtchar: str, kind: str, size: int, alignment: int):
        self.fmtchar = fmtchar
        self.kind = kind
        self.size = size
        self.alignment = alignment


_KINDS = {'x': PAD, 'c': CHARACTER, '?': BOOLEAN, 's': STRING, 'p': PASCAL, 'b': INTEGER, 'h': INTEGER, 'i': INTEGER,
          'l': INTEGER, 'q': INTEGER, 'n': INTEGER, 'B': UNSIGNED, 'H': UNSIGNED, 'I': UNSIGNED, 'L': UNSIGNED,
          'Q': UNSIGNED, 'N': UNSIGNED, 'P': UNSIGNED, 'e': FLOAT, 'f': FLOAT, 'd': FLOAT}
_STANDARD = {'x': 1, 'c': 1, '?': 1, 's': 1, 'p': 1, 'b': 1, 'B': 1, 'h': 2, 'H': 2, 'i': 4, 'I': 4, 'l': 4, 'L': 4,
             'q': 8, 'Q': 8, 'e': 2, 'f': 4, 'd': 8}
# On the machine that is translated for.
_WORD = target.LONG_BIT // 8
_NATIVE = dict(_STANDARD, l=_WORD, L=_WORD, n=_WORD, N=_WORD, P=_WORD)
_ALIGNMENTS = dict(_NATIVE, q=target.INT64_ALIGNMENT, Q=target.INT64_ALIGNMENT, d=target.DOUBLE_ALIGNMENT)

standard_fmttable = {c: FormatDescription(c, _KINDS[c], size, 1) for c, size in _STANDARD.items()}
native_fmttable = {c: FormatDescription(c, _KINDS[c], size, _ALIGNMENTS[c]) for c, size in _NATIVE.items()}
native_is_bigendian = target.BIG_ENDIAN


class Layout:
    """How a format's first character says that bytes are laid out."""

    def __init__(self, is_native: bool, is_bigendian: bool, length: int):
        self.is_native = is_native
        self.is_bigendian = is_bigendian
        self.length = length

    def description(self, fmtchar: str):
        """Return what a character stands for, or raise StructError."""
        table = native_fmttable if self.is_native else standard_fmttable
        if fmtchar not in table:
            raise StructError('bad char in struct format')
        return table[fmtchar]


def layout_of(fmt: str):
    """Return the layout that a format begins with."""
    if fmt:
        c = fmt[0]
        if c == '<':
            return Layout(False, False, 1)
        if c == '>' or c == '!':
            return Layout(False, True, 1)
        if c == '=':
            return Layout(False, native_is_bigendian, 1)
        if c == '@':
            return Layout(True, native_is_bigendian, 1)
    return Layout(True, native_is_bigendian, 0)
