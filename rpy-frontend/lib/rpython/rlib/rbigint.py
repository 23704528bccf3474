"""Integers of any size, for interpreters whose language has them.

An `rbigint` never changes. Its operations are methods, without operators:
`a.add(b)`, `a.int_mul(3)`, `a.lt(b)`. On plain Python it holds an `int`; in
translated code, an array of machine words (`rpython.rlib.bigint`).
"""

import math
import sys

from rpython.rlib.objectmodel import hash_of_number, not_rpython
from rpython.rlib.rarithmetic import (
    LONG_BIT, NumberStringParser, intmask, most_neg_value, maxint, r_longlong, r_uint, r_ulonglong)
from rpython.rlib.rstring import ParseStringError

BASE8 = '01234567'
BASE10 = '0123456789'
BASE16 = '0123456789abcdef'

# The language that is interpreted says how long texts may be, not this Python.
sys.set_int_max_str_digits(0)


class InvalidEndiannessError(Exception):
    """A byte order is neither 'big' nor 'little'."""


class InvalidSignednessError(Exception):
    """A negative number is to become unsigned bytes."""


def _plain(value: int):
    result = rbigint()
    result._value = int(value)
    return result


class rbigint:
    """An integer of any size."""

    def __init__(self):
        self._value = 0

    def _cleanup_(self):
        """Become what translated code has in place of the `int`."""
        if '_value' not in self.__dict__:
            return
        from rpython.rlib.bigint.words import new_digits
        magnitude = abs(self._value)
        n = (magnitude.bit_length() + LONG_BIT - 1) // LONG_BIT
        self._digits = new_digits(max(n, 1))
        for i in range(n):
            self._digits[i] = r_uint(magnitude >> (i * LONG_BIT))
        self._size = n if self._value >= 0 else -n
        del self._value

    def __getattr__(self, name: str):
        if name != '_value' or '_size' not in self.__dict__:
            raise AttributeError(name)
        magnitude = sum(int(self._digits[i]) << (i * LONG_BIT) for i in range(abs(self._size)))
        return magnitude if self._size >= 0 else -magnitude

    def __repr__(self):
        return f'<rbigint {self._value}>'

    # ---- making them

    @staticmethod
    def fromint(intval: int):
        """Convert a machine integer."""
        return _plain(intval)

    @staticmethod
    def frombool(b: bool):
        """Convert a bool: 0 or 1."""
        return _plain(b)

    @staticmethod
    @not_rpython
    def fromlong(l: int):
        """Convert an `int` of any size while the program is set up."""
        return _plain(l)

    @staticmethod
    def fromfloat(dval: float):
        """Truncate a float; OverflowError for infinities, ValueError for NaN."""
        return _plain(int(dval))

    @staticmethod
    def fromrarith_int(i):
        """Convert a machine integer of any type."""
        return _plain(i)

    @staticmethod
    def fromstr(s: str, base: int = 0, allow_underscores: bool = False):
        """Parse a number with sign, prefix, white space, and L at the end.

        Base 0 looks at the prefix. ParseStringError if it is no number.
        """
        text = s
        if len(s) > 1 and s[-1] in 'lL' and base < 22:
            text = s[:-1]
        if allow_underscores:
            text = without_underscores(text, base)
        return parse_digit_string(NumberStringParser(text, s, base, 'long'))

    @staticmethod
    def _from_numberstring_parser(parser):
        return parse_digit_string(parser)

    @staticmethod
    def fromdecimalstr(s: str):
        """Parse a number in base 10."""
        return parse_digit_string(NumberStringParser(s, s, 10, 'long'))

    @staticmethod
    def frombytes(s: str, byteorder: str, signed: bool):
        """Convert bytes, the characters of a string."""
        if byteorder not in ('big', 'little'):
            raise InvalidEndiannessError()
        return _plain(int.from_bytes(s.encode('latin-1'), byteorder, signed=signed))

    def tobytes(self, nbytes: int, byteorder: str, signed: bool) -> str:
        """Return so many bytes; OverflowError if they are too few."""
        if byteorder not in ('big', 'little'):
            raise InvalidEndiannessError()
        if not signed and self._value < 0:
            raise InvalidSignednessError()
        if nbytes == 0 and self._value == -1:
            raise OverflowError('int too big to convert')  # which this Python forgets
        return self._value.to_bytes(nbytes, byteorder, signed=signed).decode('latin-1')

    # ---- machine numbers

    def fits_int(self) -> bool:
        """Is it a machine integer?"""
        return most_neg_value <= self._value <= maxint

    def toint(self) -> int:
        """Convert to a machine integer, or raise OverflowError."""
        if not self.fits_int():
            raise OverflowError('long int too large to convert to int')
        return self._value

    def tolonglong(self):
        """Convert to a signed integer of 64 bits, or raise OverflowError."""
        if LONG_BIT == 64:
            return self.toint()
        if r_longlong(self._value) != self._value:
            raise OverflowError('long int too large to convert to int')
        return r_longlong(self._value)

    def touint(self):
        """Convert to an unsigned word; ValueError if negative, or OverflowError."""
        if self._value < 0:
            raise ValueError('cannot convert negative integer to unsigned int')
        if self._value >> LONG_BIT:
            raise OverflowError('long int too large to convert to unsigned int')
        return r_uint(self._value)

    def toulonglong(self):
        """Like `touint`, for 64 bits."""
        if LONG_BIT == 64:
            return self.touint()
        if self._value < 0:
            raise ValueError('cannot convert negative integer to unsigned int')
        if self._value >> 64:
            raise OverflowError('long int too large to convert to unsigned int')
        return r_ulonglong(self._value)

    def uintmask(self):
        """Return the lowest bits as an unsigned word."""
        return r_uint(self._value)

    def ulonglongmask(self):
        """Return the lowest 64 bits."""
        return r_ulonglong(self._value)

    @not_rpython
    def tolong(self) -> int:
        """Return the `int`, while the program is set up."""
        return self._value

    def tofloat(self) -> float:
        """Round to the nearest float, or raise OverflowError."""
        return float(self._value)

    def tobool(self) -> bool:
        """Is it not zero?"""
        return self._value != 0

    def is_odd(self) -> bool:
        """Is it odd?"""
        return self._value & 1 == 1

    def get_sign(self) -> int:
        """Return -1, 0 or 1."""
        return (self._value > 0) - (self._value < 0)

    sign = property(get_sign)

    def numdigits(self) -> int:
        """Return how many machine words the magnitude takes, at least 1."""
        return max((self._value.bit_length() + LONG_BIT - 1) // LONG_BIT, 1)

    def digit(self, x: int) -> int:
        """Return a machine word of the magnitude, as a signed integer."""
        return intmask(abs(self._value) >> (x * LONG_BIT))

    def udigit(self, x: int):
        """Return a machine word of the magnitude."""
        return r_uint(abs(self._value) >> (x * LONG_BIT))

    def hash(self) -> int:
        """Hash like Python's `hash(int)`."""
        return hash_of_number(self._value)

    # ---- text

    def str(self) -> str:
        """Return the number in base 10."""
        return str(self._value)

    def repr(self) -> str:
        """Return the number in base 10, and L."""
        return f'{self._value}L'

    def format(self, digits: str, prefix: str = '', suffix: str = '') -> str:
        """Return the number in the base that has so many digits."""
        base = len(digits)
        magnitude = abs(self._value)
        text = [] if magnitude else [digits[0]]
        while magnitude:
            magnitude, digit = divmod(magnitude, base)
            text.append(digits[digit])
        return ('-' if self._value < 0 else '') + prefix + ''.join(reversed(text)) + suffix

    # ---- comparisons

    def eq(self, other) -> bool:
        return self._value == other._value

    def ne(self, other) -> bool:
        return self._value != other._value

    def lt(self, other) -> bool:
        return self._value < other._value

    def le(self, other) -> bool:
        return self._value <= other._value

    def gt(self, other) -> bool:
        return self._value > other._value

    def ge(self, other) -> bool:
        return self._value >= other._value

    def int_eq(self, other: int) -> bool:
        return self._value == other

    def int_ne(self, other: int) -> bool:
        return self._value != other

    def int_lt(self, other: int) -> bool:
        return self._value < other

    def int_le(self, other: int) -> bool:
        return self._value <= other

    def int_gt(self, other: int) -> bool:
        return self._value > other

    def int_ge(self, other: int) -> bool:
        return self._value >= other

    # ---- arithmetic

    def add(self, other):
        return _plain(self._value + other._value)

    def sub(self, other):
        return _plain(self._value - other._value)

    def mul(self, other):
        return _plain(self._value * other._value)

    def floordiv(self, other):
        """Divide, rounding towards minus infinity."""
        return self.divmod(other)[0]

    div = floordiv

    def mod(self, other):
        """Return the remainder, which has the divisor's sign."""
        return self.divmod(other)[1]

    def divmod(self, other):
        """Return `floordiv` and `mod`."""
        if other._value == 0:
            raise ZeroDivisionError('long division or modulo by zero')
        quotient, rest = divmod(self._value, other._value)
        return _plain(quotient), _plain(rest)

    def truediv(self, other) -> float:
        """Divide to the nearest float, or raise OverflowError."""
        if other._value == 0:
            raise ZeroDivisionError('long division or modulo by zero')
        return self._value / other._value

    def pow(self, other, modulus=None):
        """Return the power, modulo the last argument if there is one.

        A negative exponent is a ValueError, or a TypeError with a modulus.
        """
        if modulus is None:
            if other._value < 0:
                raise ValueError('bigint pow() too negative')
            return _plain(self._value ** other._value)
        if modulus._value == 0:
            raise ValueError('pow() 3rd argument cannot be 0')
        if other._value < 0:
            raise TypeError('pow() 2nd argument cannot be negative when 3rd argument specified')
        return _plain(pow(self._value, other._value, modulus._value))

    def int_add(self, other: int):
        return _plain(self._value + other)

    def int_sub(self, other: int):
        return _plain(self._value - other)

    def int_mul(self, other: int):
        return _plain(self._value * other)

    def int_floordiv(self, other: int):
        return self.floordiv(_plain(other))

    int_div = int_floordiv

    def int_mod(self, other: int):
        return self.mod(_plain(other))

    def int_mod_int_result(self, other: int) -> int:
        return self.mod(_plain(other)).toint()

    def int_divmod(self, other: int):
        return self.divmod(_plain(other))

    def int_pow(self, other: int, modulus=None):
        return self.pow(_plain(other), modulus)

    def neg(self):
        return _plain(-self._value)

    def abs(self):
        return _plain(abs(self._value))

    def isqrt(self):
        """Return the whole part of the square root; ValueError if negative."""
        return _plain(math.isqrt(self._value))

    def gcd(self, other):
        """Return the greatest common divisor, which is not negative."""
        return _plain(math.gcd(self._value, other._value))

    def log(self, base: float) -> float:
        """Return the logarithm; base 0 is the natural one's."""
        return math.log(self._value) if base == 0.0 else math.log(self._value, base)

    # ---- bits: as in two's complement with infinitely many

    def invert(self):
        return _plain(~self._value)

    def lshift(self, int_other: int):
        return _plain(self._value << int_other)

    def rshift(self, int_other: int):
        return _plain(self._value >> int_other)

    def lqshift(self, int_other: int):
        """`lshift` by a number that is known not to be negative."""
        return _plain(self._value << int_other)

    def rqshift(self, int_other: int):
        """`rshift` by a number that is known not to be negative."""
        return _plain(self._value >> int_other)

    def abs_rshift_and_mask(self, bigshiftcount, mask: int) -> int:
        """Return some bits of the magnitude."""
        return (abs(self._value) >> int(bigshiftcount)) & mask

    def and_(self, other):
        return _plain(self._value & other._value)

    def or_(self, other):
        return _plain(self._value | other._value)

    def xor(self, other):
        return _plain(self._value ^ other._value)

    def int_and_(self, other: int):
        return _plain(self._value & other)

    def int_or_(self, other: int):
        return _plain(self._value | other)

    def int_xor(self, other: int):
        return _plain(self._value ^ other)

    def bit_length(self) -> int:
        """Return how many bits the magnitude has."""
        return self._value.bit_length()

    def bit_count(self) -> int:
        """Return how many bits of the magnitude are ones."""
        return self._value.bit_count()


def parse_digit_string(parser):
    """Read the digits that a `NumberStringParser` gives, in its base."""
    value = 0
    while (digit := parser.next_digit()) >= 0:
        value = value * parser.base + digit
    return _plain(value * parser.sign)


def without_underscores(s: str, base: int) -> str:
    """Remove underscores between digits; ParseStringError for others."""
    if '_' not in s:
        return s
    start = 0
    while start < len(s) and (s[start] == ' ' or s[start] == '-' or s[start] == '+'):
        start += 1
    # `0x_1f` is good, `_1` is not.
    after_digit = False
    result = [s[:start]]
    for i in range(start, len(s)):
        c = s[i]
        if c == '_':
            if not after_digit or i + 1 == len(s):
                raise ParseStringError("invalid literal for long() with base %d: '%s'" % (base, s))
            after_digit = False
        else:
            after_digit = c.isalnum()
            result.append(c)
    return ''.join(result)


NULLRBIGINT = rbigint.fromint(0)
ONERBIGINT = rbigint.fromint(1)
ONENEGATIVERBIGINT = rbigint.fromint(-1)


def float_as_rbigint_ratio(value: float):
    """Return a pair of rbigints whose quotient is the float: exactly, in lowest terms."""
    if value - value != 0.0:
        if value != value:
            raise ValueError('cannot convert NaN to integer ratio')
        raise OverflowError('cannot convert Infinity to integer ratio')
    fraction, exponent = math.frexp(value)
    digits = r_longlong(fraction * 9007199254740992.0)  # 2**53
    exponent = exponent - 53 if digits != 0 else 0
    while digits != 0 and digits & 1 == 0:
        digits >>= 1
        exponent += 1
    numerator = rbigint.fromrarith_int(digits)
    denominator = rbigint.fromint(1)
    if exponent > 0:
        return numerator.lshift(exponent), denominator
    return numerator, denominator.lshift(-exponent)
