"""Facts about the machine that is translated for.

The translator assigns these names before it imports a specification, so that
everything computed at import time already sees the target. On plain Python
the values describe the machine Python runs on.
"""

import sys

LONG_BIT: int = sys.maxsize.bit_length() + 1
"""Bits in the machine word that `int` becomes."""

BIG_ENDIAN: bool = sys.byteorder == 'big'
"""Does the target store the most significant byte first?"""
