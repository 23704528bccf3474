"""Hashing of primitive values; `objectmodel.compute_hash` gives the same."""

from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rarithmetic import LONG_BIT, intmask, r_ulonglong
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, Bool, Char, Float,
    Signed, UniChar, Unsigned, typeOf)
from rpython.rtyper.numbertext import ll_magnitude
from rpython.rtyper.rstr import ll_chr2str, ll_strhash


# Python's: reduction modulo a Mersenne prime.
_HASH_BITS = 61 if LONG_BIT == 64 else 31
_MODULUS = r_ulonglong((1 << _HASH_BITS) - 1)


HASHED_BY_VALUE = (Signed, Unsigned, Char, UniChar, Bool, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64)
"""Types whose values are their own hashes."""


@always_inline
def ll_hash_primitive(x):
    """Hash by value; pointers by identity."""
    T = typeOf(x)
    if T == Signed:
        return x
    elif T == Char or T == UniChar:
        return ord(x)
    elif T == Bool:
        return llop.cast_bool_to_int(Signed, x)
    elif T == Float:
        return ll_hash_float(x)
    elif (T == Unsigned or T == INT8 or T == UINT8 or T == INT16 or T == UINT16
          or T == INT32 or T == UINT32 or T == INT64 or T == UINT64):
        return llop.cast_int(Signed, x)
    else:
        return ll_hash_identity(x)


def ll_hash_char(c):
    """Hash a character as the string that it is. Dicts of characters need no more than their codes."""
    return ll_strhash(ll_chr2str(c))


@always_inline
def ll_hash_int(x):
    """Hash a Signed."""
    return x


def ll_python_hash(x):
    """`hash(x)` of an integer of any type, as Python computes it."""
    rest = intmask(r_ulonglong(ll_magnitude(x)) % _MODULUS)
    if x < 0:
        rest = -rest
    return -2 if rest == -1 else rest


@always_inline
def ll_hash_identity(p):
    """Hash a pointer for use in a dict; 0 for null."""
    if not p:
        return 0
    hash = llop.gc_identityhash(Signed, p)
    # Objects are aligned: their lowest bits say nothing.
    return hash ^ (hash >> 4)


def ll_hash_float(x):
    """Hash a float so that equal integers have the same hash."""
    if x != x:
        return 0
    if x == 0.0:
        return 0
    # The float is `mantissa * 2**exponent`, and 2**_HASH_BITS is 1 modulo the prime.
    bits = r_ulonglong(llop.cast_float_to_bits(INT64, x))
    mantissa = bits & r_ulonglong((1 << 52) - 1)
    exponent = intmask(bits >> 52) & 0x7ff
    if exponent == 0x7ff:
        return 314159 if x > 0.0 else -271828
    if exponent == 0:
        exponent = 1
    else:
        mantissa = mantissa | r_ulonglong(1 << 52)
    shift = (exponent - 1075) % _HASH_BITS
    mantissa = mantissa % _MODULUS
    rotated = ((mantissa << shift) & _MODULUS) | (mantissa >> (_HASH_BITS - shift))
    hash = intmask(rotated)
    if x < 0.0:
        hash = -hash
    if hash == -1:
        hash = -2
    return hash
