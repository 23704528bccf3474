"""Facts about the machine that is translated for.

The translator assigns these names before it imports a specification, so that
everything computed at import time already sees the target. On plain Python
the values describe the machine Python runs on.
"""

import ctypes
import struct
import sys

LONG_BIT: int = sys.maxsize.bit_length() + 1
"""Bits in the machine word that `int` becomes."""

BIG_ENDIAN: bool = sys.byteorder == 'big'
"""Does the target store the most significant byte first?"""

INT64_ALIGNMENT: int = ctypes.alignment(ctypes.c_int64)
"""What C aligns integers of 64 bits to in structs; 4 on some machines of 32 bits."""

DOUBLE_ALIGNMENT: int = ctypes.alignment(ctypes.c_double)
"""The same for floats."""

C_COMPILER: list = []
"""The command that compiles C for the target. If it is empty, this machine's compiler is looked for."""


_own_maxsize = sys.maxsize
_own_calcsize = struct.calcsize


def _calcsize(format):
    """Be `struct.calcsize` with the target's native sizes."""
    # The library reads the facts above when it is imported.
    from rpython.rlib.rstruct.error import StructError
    from rpython.rlib.rstruct.formatiterator import calcsize
    text = format.decode('latin-1') if isinstance(format, bytes) else format
    try:
        return calcsize(text)
    except StructError as error:
        raise struct.error(error.msg) from None


def replace_views() -> None:
    """Have Python's own modules tell of the target, too. For the translator, once it has assigned the names above."""
    sys.maxsize = (1 << LONG_BIT - 1) - 1
    if sys.maxsize != _own_maxsize:
        struct.calcsize = _calcsize


def restore_views() -> None:
    """Undo `replace_views`."""
    sys.maxsize = _own_maxsize
    struct.calcsize = _own_calcsize
