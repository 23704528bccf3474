"""Between big integers and strings of bytes."""

from rpython.rlib.bigint.words import ZERO, carry_of, new_digits, shift_left, shift_right
from rpython.rlib.rarithmetic import LONG_BIT, r_uint
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Signed

_BYTES = LONG_BIT // 8
_MASK = r_uint(0xff)


def from_bytes(s: str, is_big: bool, negative: bool):
    """Return the digits of the magnitude; `negative` says that s is two's complement of it."""
    count = len(s)
    n = count // _BYTES + 1
    r = new_digits(n)
    carry = carry_of(negative)
    mask = _MASK if negative else ZERO
    i = 0
    while i < count:
        char = s[count - 1 - i] if is_big else s[i]
        x = (r_uint(ord(char)) ^ mask) + carry
        carry = x >> 8
        r[i // _BYTES] |= shift_left(x & _MASK, i % _BYTES * 8)
        i += 1
    return r


def to_bytes(a, n: int, negative: bool, count: int, is_big: bool, is_signed: bool) -> str:
    """Return `count` bytes, or raise OverflowError."""
    lost = ZERO
    i = count
    while i < n * _BYTES:
        lost |= _byte(a, n, i)
        i += 1
    if lost != ZERO:
        raise OverflowError
    # Two's complement, from the lowest byte up.
    carry = carry_of(negative)
    mask = _MASK if negative else ZERO
    x = ZERO
    bytes = []
    i = 0
    while i < count:
        x = (_byte(a, n, i) ^ mask) + carry
        carry = x >> 8
        bytes.append(chr(llop.cast_int(Signed, x & _MASK)))
        i += 1
    if n > 0 and is_signed and (x & r_uint(0x80) != ZERO) != negative:
        raise OverflowError
    if is_big:
        bytes.reverse()
    return ''.join(bytes)


def _byte(a, n, position):
    index = position // _BYTES
    if index >= n:
        return ZERO
    return shift_right(a[index], position % _BYTES * 8) & _MASK
