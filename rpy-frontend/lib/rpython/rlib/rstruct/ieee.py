"""Floats as bytes: of two, four and eight, rounded to the nearest, ties to even."""

import math

from rpython.rlib.rarithmetic import intmask, r_longlong
from rpython.rlib.rstruct.integers import read_signed, read_wide, write_integer
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import INT64, Float, Signed

_MANTISSA_BITS = 52
_MANTISSA = r_longlong((1 << _MANTISSA_BITS) - 1)
_ONE = r_longlong(1)
_INFINITE = r_longlong(0x7ff << _MANTISSA_BITS)
_BIAS = 1023


def float_to_bits(x: float):
    """Return the bits of a float as an r_longlong."""
    return r_longlong(llop.cast_float_to_bits(INT64, x))


def bits_to_float(bits) -> float:
    """Return the float with these 64 bits."""
    return llop.cast_bits_to_float(Float, r_longlong(bits))


def _exponent_bits(size: int) -> int:
    return 8 if size == 4 else 5


def narrow(x: float, size: int) -> int:
    """Return the bits of the nearest float of two or four bytes, wrapped to a word; OverflowError if there is none."""
    exponent_bits = _exponent_bits(size)
    mantissa_bits = 8 * size - 1 - exponent_bits
    greatest = (1 << exponent_bits) - 1
    bits = float_to_bits(x)
    sign = llop.int_lshift(Signed, 1, 8 * size - 1) if bits < 0 else 0
    exponent = intmask(bits >> _MANTISSA_BITS) & 0x7ff
    mantissa = bits & _MANTISSA
    dropped = _MANTISSA_BITS - mantissa_bits
    if exponent == 0x7ff:
        result = greatest << mantissa_bits
        if mantissa != 0:
            # Quiet, with as much of the payload as there is room for.
            result |= intmask(mantissa >> dropped) | 1 << (mantissa_bits - 1)
        return sign | result
    if exponent == 0:
        return sign
    mantissa |= _ONE << _MANTISSA_BITS
    narrowed = exponent - _BIAS + (greatest >> 1)
    if narrowed < 1:
        dropped += 1 - narrowed
    if dropped > _MANTISSA_BITS + 1:
        return sign
    kept = mantissa >> dropped
    rest = mantissa - (kept << dropped)
    half = _ONE << (dropped - 1)
    if rest > half or (rest == half and kept & _ONE == _ONE):
        kept += _ONE
    # Carries go on into the exponent.
    if narrowed >= 1:
        kept += r_longlong(narrowed - 1) << mantissa_bits
    if kept >> mantissa_bits >= greatest:
        raise OverflowError('float too large to pack with %s format' % ('f' if size == 4 else 'e'))
    return sign | intmask(kept)


def widen(bits: int, size: int) -> float:
    """Return the float that two or four bytes stand for."""
    exponent_bits = _exponent_bits(size)
    mantissa_bits = 8 * size - 1 - exponent_bits
    greatest = (1 << exponent_bits) - 1
    mantissa = bits & ((1 << mantissa_bits) - 1)
    exponent = (bits >> mantissa_bits) & greatest
    if exponent == greatest:
        result = bits_to_float(_INFINITE | r_longlong(mantissa) << (_MANTISSA_BITS - mantissa_bits))
    elif exponent == 0:
        result = math.ldexp(float(mantissa), 1 - (greatest >> 1) - mantissa_bits)
    else:
        result = math.ldexp(float(mantissa | 1 << mantissa_bits), exponent - (greatest >> 1) - mantissa_bits)
    return -result if bits >> (8 * size - 1) & 1 else result


def pack_float(builder, x: float, size: int, big_endian: bool) -> None:
    """Append a float of two, four or eight bytes to a string builder."""
    if size == 8:
        write_integer(builder, float_to_bits(x), size, big_endian)
    else:
        write_integer(builder, narrow(x, size), size, big_endian)


def unpack_float(s: str, big_endian: bool) -> float:
    """Return the float that all of a string stands for."""
    return read_float(s, 0, len(s), big_endian)


def read_float(s: str, position: int, size: int, big_endian: bool) -> float:
    """Return the float in some bytes of a string."""
    if size == 8:
        return bits_to_float(read_wide(s, position, big_endian))
    return widen(read_signed(s, position, size, big_endian), size)
