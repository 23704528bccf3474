"""Facts about the machine that is translated for.

The translator assigns these names before it imports a specification, so that
everything computed at import time already sees the target. On plain Python
the values describe the machine Python runs on.
"""

import ctypes
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
