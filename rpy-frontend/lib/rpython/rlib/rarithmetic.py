"""Integers as the machine has them.

In translated code `int` is the target's signed word and wraps silently. On
plain Python `int` is unbounded, and the functions here say where it matters:

* `intmask(n)` wraps to a signed word;
* `ovfcheck(expr)` raises OverflowError where the expression does not fit;
* `r_uint` and its kind wrap after every operation.
"""

import math
import operator
import struct

from rpython import target
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rstring import (  # noqa: F401
    InvalidBaseError, NumberStringParser, ParseStringError, ParseStringOverflowError)

LONG_BIT = target.LONG_BIT
LONG_MASK = 2 ** LONG_BIT - 1
LONG_TEST = 2 ** (LONG_BIT - 1)
LONG_BIT_SHIFT = LONG_BIT.bit_length() - 1
LONGLONG_BIT = 64
LONGLONG_MASK = 2 ** 64 - 1
LONGLONG_TEST = 2 ** 63
LONGLONGLONG_BIT = 128
LONGLONGLONG_MASK = 2 ** 128 - 1
LONGLONGLONG_TEST = 2 ** 127
INT_MAX = 2 ** 31 - 1
INT_MIN = -2 ** 31
UINT_MAX = 2 ** 32 - 1

maxint = LONG_TEST - 1
most_neg_value = -LONG_TEST
most_pos_value = maxint
maxint32 = 2 ** 31 - 1


# ____________________________________________________________
# Integer types of fixed width


class base_int(int):
    """A machine integer of `BITS` bits, signed if `SIGNED`.

    Arithmetic gives the same type, and wraps. With a plain int the result
    has the machine integer's type; of two machine integers it has the wider
    one's, and is unsigned if either is.
    """

    BITS = LONG_BIT
    SIGNED = True
    MASK = LONG_MASK

    def __new__(cls, value=0):
        if isinstance(value, str):
            raise TypeError('convert the string with int() first')
        n = int(value) & cls.MASK
        if cls.SIGNED and n >> (cls.BITS - 1):
            n -= cls.MASK + 1
        return super().__new__(cls, n)

    def __repr__(self):
        return f'{type(self).__name__}({int(self)})'

    def __str__(self):
        return int.__repr__(self)

    def __int__(self):
        return int.__index__(self)

    def __hash__(self):
        return int.__hash__(self)

    def __neg__(self):
        return type(self)(-int(self))

    def __pos__(self):
        return self

    def __abs__(self):
        return type(self)(abs(int(self)))

    def __invert__(self):
        return type(self)(~int(self))


def compute_restype(self_type, other_type):
    """Return the type that arithmetic between two integer types gives.

    A plain int adapts to the other type. Of two others the result is as
    wide as the wider one, and unsigned unless both are signed.
    """
    if self_type in (bool, int):
        return int if other_type is bool else other_type
    if other_type in (bool, int):
        return self_type
    return build_int(None, self_type.SIGNED and other_type.SIGNED,
                     max(self_type.BITS, other_type.BITS))


def _is_integer(x) -> bool:
    return isinstance(x, int)


def _define_operators() -> None:
    def binary(function):
        def forward(self, other):
            if not _is_integer(other):
                return NotImplemented
            result_type = compute_restype(type(self), type(other))
            return result_type(function(int(result_type(self)), int(result_type(other))))

        def reflected(self, other):
            if not _is_integer(other):
                return NotImplemented
            result_type = compute_restype(type(other), type(self))
            return result_type(function(int(result_type(other)), int(result_type(self))))
        return forward, reflected

    for name in ('add', 'sub', 'mul', 'floordiv', 'mod', 'pow', 'and', 'or', 'xor'):
        function = getattr(operator, f'__{name}__')
        forward, reflected = binary(function)
        setattr(base_int, f'__{name}__', forward)
        setattr(base_int, f'__r{name}__', reflected)

    def shift(function):
        def forward(self, other):
            if not _is_integer(other):
                return NotImplemented
            return type(self)(function(int(self), int(other)))

        def reflected(self, other):
            if not _is_integer(other):
                return NotImplemented
            result_type = type(other) if isinstance(other, base_int) else int
            return result_type(function(int(other), int(self)))
        return forward, reflected

    for name in ('lshift', 'rshift'):
        forward, reflected = shift(getattr(operator, f'__{name}__'))
        setattr(base_int, f'__{name}__', forward)
        setattr(base_int, f'__r{name}__', reflected)


_define_operators()

_int_types = {}


def build_int(name, signed: bool, bits: int):
    """Return the integer type of that width, creating it at first use."""
    try:
        return _int_types[signed, bits]
    except KeyError:
        pass
    if name is None:
        name = f'r_{"" if signed else "u"}int{bits}'
    cls = type(name, (base_int,), {
        '__module__': __name__,
        '__doc__': f'{"Signed" if signed else "Unsigned"}, {bits} bits.',
        'SIGNED': signed,
        'BITS': bits,
        'MASK': (1 << bits) - 1,
    })
    _int_types[signed, bits] = cls
    return cls


r_int = build_int('r_int', True, LONG_BIT)
r_uint = build_int('r_uint', False, LONG_BIT)
r_int8 = build_int('r_int8', True, 8)
r_uint8 = build_int('r_uint8', False, 8)
r_int16 = build_int('r_int16', True, 16)
r_uint16 = build_int('r_uint16', False, 16)
r_int32 = build_int('r_int32', True, 32)
r_uint32 = build_int('r_uint32', False, 32)
r_longlong = build_int('r_longlong', True, 64)
r_ulonglong = build_int('r_ulonglong', False, 64)
r_longlonglong = build_int('r_longlonglong', True, 128)
r_ulonglonglong = build_int('r_ulonglonglong', False, 128)

is_emulated_long = False
long_typecode = 'l'

if LONG_BIT == 64:
    r_int64 = int
    r_uint64 = r_uint
else:
    r_int64 = r_longlong
    r_uint64 = r_ulonglong


# ____________________________________________________________
# Conversions and checks


def intmask(n) -> int:
    """Wrap to a signed machine word."""
    n = int(n) & LONG_MASK
    if n >= LONG_TEST:
        n -= LONG_MASK + 1
    return n


def longlongmask(n):
    """Wrap to a signed 64-bit integer."""
    n = int(n) & LONGLONG_MASK
    if n >= LONGLONG_TEST:
        n -= LONGLONG_MASK + 1
    return r_longlong(n)


def normalizedinttype(t):
    """Return the type that an integer type is when it is computed with: `int` for bool and the word."""
    return int if t in (bool, int, r_int) else t


def signedtype(t) -> bool:
    """Is this type of integers signed?"""
    return t in (bool, int) or t.SIGNED


def ovfcheck(r: int) -> int:
    """Return the word that an operation gave; OverflowError if it is none.

    Write the operation as the argument: `ovfcheck(a + b)`. It must be one of
    `+ - * // % << abs -`, on plain ints.
    """
    assert not isinstance(r, base_int), 'ovfcheck is for plain integers'
    if not most_neg_value <= r <= maxint:
        raise OverflowError('signed integer expression did overflow')
    return r


def ovfcheck_float_to_int(x: float) -> int:
    """Truncate a float; OverflowError if the result is not a word."""
    if x != x:
        raise OverflowError('not a number')
    if -float(LONG_TEST) <= x < float(LONG_TEST):
        return int(x)
    raise OverflowError('float out of range')


def ovfcheck_float_to_longlong(x: float):
    """Truncate a float; OverflowError if the result has not 64 bits."""
    if x != x:
        raise OverflowError('not a number')
    if -float(LONGLONG_TEST) <= x < float(LONGLONG_TEST):
        return r_longlong(int(x))
    raise OverflowError('float out of range')


def _check_int32(n: int) -> int:
    if not INT_MIN <= n <= INT_MAX:
        raise OverflowError('signed integer expression did overflow')
    return n


def ovfcheck_int32_add(x: int, y: int) -> int:
    """Add numbers of 32 bits; OverflowError if the sum has more."""
    return _check_int32(x + y)


def ovfcheck_int32_sub(x: int, y: int) -> int:
    """Subtract numbers of 32 bits; OverflowError if the result has more."""
    return _check_int32(x - y)


def ovfcheck_int32_mul(x: int, y: int) -> int:
    """Multiply numbers of 32 bits; OverflowError if the product has more."""
    return _check_int32(x * y)


@specialize.argtype(0)
def most_neg_value_of(n):
    """Return the least value of an integer's type."""
    if isinstance(n, base_int):
        return type(n)(-(1 << (n.BITS - 1)) if n.SIGNED else 0)
    return most_neg_value


@specialize.argtype(0)
def most_pos_value_of(n):
    """Return the greatest value of an integer's type."""
    return ~most_neg_value_of(n)


most_neg_value_of_same_type = most_neg_value_of
most_pos_value_of_same_type = most_pos_value_of


@specialize.argtype(0)
def is_valid_int(r) -> bool:
    """Is this a plain integer that fits in a signed word?"""
    return isinstance(r, (int, bool)) and not isinstance(r, base_int) and (
        most_neg_value <= r <= maxint)


@specialize.argtype(0)
def widen(n):
    """Convert an integer narrower than a word to `int`; return others."""
    if isinstance(n, base_int) and (type(n).BITS < LONG_BIT or type(n) is r_int):
        return int(n)
    if isinstance(n, bool):
        return int(n)
    return n


@specialize.argtype(0)
def is_signed_integer_type(n) -> bool:
    """Is the value of a signed integer type?"""
    return not isinstance(n, base_int) or n.SIGNED


def highest_bit(n: int) -> int:
    """Return the position of the one bit that is set in a power of two."""
    assert n > 0 and n & (n - 1) == 0, 'not a power of two'
    result = -1
    while n != 0:
        n >>= 1
        result += 1
    return result


def int_between(n: int, m: int, p: int) -> bool:
    """Is `n <= m < p`? Faster than two comparisons; needs `n <= p`."""
    assert n <= p
    return n <= m < p


def int_force_ge_zero(n: int) -> int:
    """Return `n`, or 0 if it is negative."""
    return 0 if n < 0 else n


def int_c_div(x: int, y: int) -> int:
    """Divide like C, rounding towards zero."""
    quotient = abs(x) // abs(y)
    return ovfcheck(quotient if (x < 0) == (y < 0) else -quotient)


def int_c_mod(x: int, y: int) -> int:
    """Return C's remainder, which has the sign of `x`."""
    return x - int_c_div(x, y) * y


def uint_mul_high(x, y):
    """Return the upper word of the product of two unsigned words."""
    return r_uint((int(r_uint(x)) * int(r_uint(y))) >> LONG_BIT)


def mulmod(a: int, b: int, c: int) -> int:
    """Return `a * b % c`, computed without wrapping."""
    return a * b % c


def byteswap(arg):
    """Reverse the order of the bytes, keeping the type."""
    if isinstance(arg, base_int):
        cls, bits = type(arg), type(arg).BITS
    else:
        cls, bits = int, LONG_BIT
    raw = (int(arg) & ((1 << bits) - 1)).to_bytes(bits // 8, 'little')
    result = int.from_bytes(raw, 'big')
    return intmask(result) if cls is int else cls(result)


# ____________________________________________________________
# Single floats


class r_singlefloat:
    """A float of 32 bits, rounded from one of 64. There is no arithmetic: convert with `float(x)`."""

    def __init__(self, value):
        if isinstance(value, r_singlefloat):
            self._bits = value._bits
            return
        try:
            self._bits = struct.pack('f', float(value))
        except OverflowError:
            self._bits = struct.pack('f', math.copysign(math.inf, value))

    def __float__(self):
        return struct.unpack('f', self._bits)[0]

    def __eq__(self, other):
        return float(self) == float(other) if isinstance(other, r_singlefloat) else NotImplemented

    def __hash__(self):
        return hash(float(self))

    def __str__(self):
        return str(float(self))

    __repr__ = __str__


# ____________________________________________________________
# Parsing


def string_to_int(s: str, base: int = 10, allow_underscores: bool = False, no_implicit_octal: bool = False) -> int:
    """Parse a word, with sign, prefix and white space as `int` does.

    Base 0 looks at the prefix; a 0 alone is one of octal numbers. Raise
    ParseStringError if the string is no number, and ParseStringOverflowError
    if the number does not fit.
    """
    parser = NumberStringParser(s, s, base, 'int', allow_underscores, no_implicit_octal)
    # Counting downwards reaches the most negative word too.
    result = 0
    lowest = most_neg_value if parser.sign < 0 else -maxint
    while True:
        digit = parser.next_digit()
        if digit == -1:
            return result if parser.sign < 0 else -result
        # Rounded up, without negating the most negative word.
        if result < (lowest + digit + parser.base - 1) // parser.base:
            raise ParseStringOverflowError(parser)
        result = result * parser.base - digit
