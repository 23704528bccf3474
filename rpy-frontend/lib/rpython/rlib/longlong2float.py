"""The bits of floats as integers, and back."""

from rpython.rlib.rarithmetic import intmask, r_singlefloat, r_uint
from rpython.rlib.rstruct.ieee import bits_to_float, float_to_bits, narrow, widen


def float2longlong(value: float):
    """Return the 64 bits of a float as an r_longlong."""
    return float_to_bits(value)


def longlong2float(value) -> float:
    """Return the float with these 64 bits."""
    return bits_to_float(value)


def singlefloat2uint(value):
    """Return the 32 bits of a single float."""
    return r_uint(narrow(float(value), 4))


def uint2singlefloat(value):
    """Return the single float with these 32 bits."""
    return r_singlefloat(widen(intmask(value), 4))
