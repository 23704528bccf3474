"""`rpython.rlib.rbigint.rbigint` in translated code: a sign and an array of digits."""

import math
import types

from rpython.rlib import rbigint as plain
from rpython.rlib.bigint import roots
from rpython.rlib.bigint.bits import (
    bit_count, bit_length, bitwise, hash_of, shifted_left, shifted_right)
from rpython.rlib.bigint.divide import divide_any, divide_digit, remainder_digit
from rpython.rlib.bigint.multiply import multiply, square
from rpython.rlib.bigint.octets import from_bytes, to_bytes
from rpython.rlib.bigint.power import power_modulo
from rpython.rlib.bigint.radix import (
    DECIMAL, Radix, digits_needed, from_bits, from_values, to_text, to_text_of_bits, values_of)
from rpython.rlib.bigint.rounding import to_float
from rpython.rlib.bigint.words import (
    ONE, ZERO, add, add_digit, compare, copy_digits, mul_digit, new_digits,
    significant, sub, sub_digit)
from rpython.rlib.objectmodel import always_inline, dont_inline, instantiate, specialize
from rpython.rlib.rarithmetic import LONG_BIT, NumberStringParser, r_longlong, r_uint, r_ulonglong
from rpython.rlib.rbigint import BASE16, InvalidEndiannessError, InvalidSignednessError
from rpython.rlib.rstring import StringBuilder
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Signed, Unsigned
from rpython.rtyper.numbertext import ll_magnitude, needs_two_words
from rpython.rtyper.registration import replaces

_NO_DIGITS = new_digits(1)
_TOP_BIT = r_uint(1 << (LONG_BIT - 1))
_TOP_OF_64_BITS = r_ulonglong(1 << 63)


@replaces(plain.rbigint)
class rbigint:
    """The `_size` lowest of `_digits`, and a sign: `_size` is below 0 for negative numbers.

    The topmost digit is not zero. The array is never written to again, and
    has at least one digit.
    """

    _immutable_fields_ = ['_digits', '_size']

    def __init__(self):
        self._digits = _NO_DIGITS
        self._size = 0

    @always_inline
    def _length(self) -> int:
        return abs(self._size)

    @always_inline
    def _negative(self) -> bool:
        return self._size < 0

    # ---- making them

    @staticmethod
    def fromint(intval: int):
        if intval == 0:
            return rbigint()
        digits = new_digits(1)
        digits[0] = _magnitude(intval)
        return make(digits, -1 if intval < 0 else 1)

    @staticmethod
    def frombool(b: bool):
        return rbigint.fromint(1 if b else 0)

    @staticmethod
    def fromfloat(dval: float):
        if math.isinf(dval):
            raise OverflowError('cannot convert float infinity to integer')
        if math.isnan(dval):
            raise ValueError('cannot convert float NaN to integer')
        mantissa, exponent = math.frexp(dval)
        if exponent < 53:
            return rbigint.fromrarith_int(r_longlong(dval))
        return rbigint.fromrarith_int(r_longlong(math.ldexp(mantissa, 53))).lshift(exponent - 53)

    @staticmethod
    @specialize.argtype(0)
    def fromrarith_int(i):
        if needs_two_words(i):
            return _from_two_words(r_ulonglong(ll_magnitude(i)), i < 0)
        digits = new_digits(1)
        if i < 0:
            digits[0] = ZERO - llop.cast_int(Unsigned, i)
            return _normalized(digits, 1, True)
        digits[0] = llop.cast_int(Unsigned, i)
        return _normalized(digits, 1, False)

    @staticmethod
    def fromstr(s: str, base: int = 0, allow_underscores: bool = False):
        end = len(s)
        if end > 1 and (s[end - 1] == 'l' or s[end - 1] == 'L') and base < 22:
            end -= 1
        text = s[:end]
        if allow_underscores:
            text = plain.without_underscores(text, base)
        return rbigint._from_numberstring_parser(NumberStringParser(text, s, base, 'long'))

    @staticmethod
    def _from_numberstring_parser(parser):
        return _from_values(parser.base, values_of(parser), parser.sign < 0)

    @staticmethod
    def fromdecimalstr(s: str):
        return rbigint._from_numberstring_parser(NumberStringParser(s, s, 10, 'long'))

    @staticmethod
    def frombytes(s: str, byteorder: str, signed: bool):
        if byteorder != 'big' and byteorder != 'little':
            raise InvalidEndiannessError()
        if not s:
            return rbigint()
        is_big = byteorder == 'big'
        top = s[0] if is_big else s[len(s) - 1]
        negative = signed and ord(top) >= 0x80
        return _normalized(from_bytes(s, is_big, negative), len(s) // (LONG_BIT // 8) + 1, negative)

    def tobytes(self, nbytes: int, byteorder: str, signed: bool) -> str:
        if byteorder != 'big' and byteorder != 'little':
            raise InvalidEndiannessError()
        if not signed and self._size < 0:
            raise InvalidSignednessError()
        return to_bytes(self._digits, self._length(), self._negative(), nbytes, byteorder == 'big', signed)

    # ---- machine numbers

    def fits_int(self) -> bool:
        if self._length() > 1:
            return False
        limit = _TOP_BIT if self._size < 0 else _TOP_BIT - ONE
        return self._digits[0] <= limit

    def toint(self) -> int:
        if not self.fits_int():
            raise OverflowError('long int too large to convert to int')
        return self.uintmask_as_int()

    def tolonglong(self):
        if LONG_BIT == 64:
            return self.toint()
        magnitude = self._lowest_64_bits()
        limit = _TOP_OF_64_BITS if self._size < 0 else _TOP_OF_64_BITS - r_ulonglong(1)
        if self._length() > 2 or magnitude > limit:
            raise OverflowError('long int too large to convert to int')
        return r_longlong(-magnitude if self._size < 0 else magnitude)

    def touint(self):
        if self._size < 0:
            raise ValueError('cannot convert negative integer to unsigned int')
        if self._size > 1:
            raise OverflowError('long int too large to convert to unsigned int')
        return self._digits[0]

    def toulonglong(self):
        if LONG_BIT == 64:
            return self.touint()
        if self._size < 0:
            raise ValueError('cannot convert negative integer to unsigned int')
        if self._size > 2:
            raise OverflowError('long int too large to convert to unsigned int')
        return self._lowest_64_bits()

    def uintmask(self):
        return ZERO - self._digits[0] if self._size < 0 else self._digits[0]

    def ulonglongmask(self):
        if LONG_BIT == 64:
            return self.uintmask()
        magnitude = self._lowest_64_bits()
        return -magnitude if self._size < 0 else magnitude

    def _lowest_64_bits(self):
        """Return them of the magnitude, where they are two words."""
        result = r_ulonglong(self._digits[0])
        if self._length() > 1:
            result |= r_ulonglong(self._digits[1]) << 32
        return result

    def uintmask_as_int(self) -> int:
        return llop.cast_int(Signed, self.uintmask())

    def tofloat(self) -> float:
        result = to_float(self._digits, self._length(), 0, False)
        return -result if self._size < 0 else result

    def tobool(self) -> bool:
        return self._size != 0

    def is_odd(self) -> bool:
        return (self._digits[0] & ONE) != ZERO

    def get_sign(self) -> int:
        return (1 if self._size > 0 else 0) - (1 if self._size < 0 else 0)

    sign = property(get_sign)

    def numdigits(self) -> int:
        return max(self._length(), 1)

    def digit(self, x: int) -> int:
        return llop.cast_int(Signed, self._digits[x])

    def udigit(self, x: int):
        return self._digits[x]

    def hash(self) -> int:
        value = hash_of(self._digits, self._length())
        if self._size < 0:
            value = -value
        return -2 if value == -1 else value

    # ---- text

    def str(self) -> str:
        if self._length() <= 1 and self.fits_int():
            return str(self.uintmask_as_int())
        return self._text(DECIMAL, BASE16, '')

    def repr(self) -> str:
        return self.str() + 'L'

    def format(self, digits: str, prefix: str = '', suffix: str = '') -> str:
        base = len(digits)
        if self._size == 0:
            return prefix + digits[0] + suffix
        bits = 0
        while 1 << (bits + 1) <= base:
            bits += 1
        if 1 << bits != base:
            return self._text(DECIMAL if base == 10 else Radix(base), digits, prefix) + suffix
        if self._size < 0:
            prefix = '-' + prefix
        return to_text_of_bits(bits, digits, self._digits, self._length(), prefix) + suffix

    def _text(self, radix, alphabet: str, prefix: str) -> str:
        if self._size < 0:
            prefix = '-' + prefix
        return to_text(radix, alphabet, self._digits, self._length(), prefix)

    # ---- comparisons

    def _compare(self, other) -> int:
        if self._size != other._size:
            return -1 if self._size < other._size else 1
        result = compare(self._digits, 0, other._digits, 0, self._length())
        return -result if self._size < 0 else result

    def _compare_int(self, other: int) -> int:
        if self._length() > 1:
            return self.get_sign()
        sign = (1 if other > 0 else 0) - (1 if other < 0 else 0)
        if self._size != sign:
            return -1 if self._size < sign else 1
        x = self._digits[0]
        y = _magnitude(other)
        if x == y:
            return 0
        return sign if x > y else -sign

    def eq(self, other) -> bool:
        return self._compare(other) == 0

    def ne(self, other) -> bool:
        return self._compare(other) != 0

    def lt(self, other) -> bool:
        return self._compare(other) < 0

    def le(self, other) -> bool:
        return self._compare(other) <= 0

    def gt(self, other) -> bool:
        return self._compare(other) > 0

    def ge(self, other) -> bool:
        return self._compare(other) >= 0

    def int_eq(self, other: int) -> bool:
        return self._compare_int(other) == 0

    def int_ne(self, other: int) -> bool:
        return self._compare_int(other) != 0

    def int_lt(self, other: int) -> bool:
        return self._compare_int(other) < 0

    def int_le(self, other: int) -> bool:
        return self._compare_int(other) <= 0

    def int_gt(self, other: int) -> bool:
        return self._compare_int(other) > 0

    def int_ge(self, other: int) -> bool:
        return self._compare_int(other) >= 0

    # ---- arithmetic

    def add(self, other):
        return self._sum(other, other._negative())

    def sub(self, other):
        return self._sum(other, not other._negative())

    def int_add(self, other: int):
        return self._sum_int(other, other < 0)

    def int_sub(self, other: int):
        return self._sum_int(other, other >= 0)

    def _sum(self, other, negative: bool):
        """Add `other`'s magnitude with that sign."""
        a, an, b, bn = self._digits, self._length(), other._digits, other._length()
        if self._negative() == negative:
            if an < bn:
                a, an, b, bn = b, bn, a, an
            r = new_digits(an + 1)
            r[an] = add(r, 0, a, 0, an, b, 0, bn)
            return _normalized(r, an + 1, negative)
        is_less = an < bn if an != bn else compare(a, 0, b, 0, an) < 0
        if is_less:
            r = new_digits(bn)
            sub(r, 0, b, 0, bn, a, 0, an)
            return _normalized(r, bn, negative)
        r = new_digits(an if an > 0 else 1)
        sub(r, 0, a, 0, an, b, 0, bn)
        return _normalized(r, an, not negative)

    def _sum_int(self, other: int, negative: bool):
        digit = _magnitude(other)
        n = self._length()
        r = new_digits(n + 1)
        if n == 0:
            r[0] = digit
            return _normalized(r, 1, negative)
        if self._negative() == negative:
            r[n] = add_digit(r, 0, self._digits, 0, n, digit)
        elif n == 1 and self._digits[0] < digit:
            r[0] = digit - self._digits[0]
            return _normalized(r, 1, negative)
        else:
            sub_digit(r, 0, self._digits, 0, n, digit)
        return _normalized(r, n + 1, self._negative())

    def mul(self, other):
        a, an, b, bn = self._digits, self._length(), other._digits, other._length()
        if an < bn:
            a, an, b, bn = b, bn, a, an
        if bn == 0:
            return rbigint()
        negative = self._negative() != other._negative()
        r = new_digits(an + bn)
        if bn == 1:
            r[an] = mul_digit(r, 0, a, 0, an, b[0], ZERO)
        elif a == b:
            square(r, 0, a, 0, an)
        else:
            multiply(r, 0, a, 0, an, b, 0, bn)
        return _normalized(r, an + bn, negative)

    def int_mul(self, other: int):
        n = self._length()
        if n == 0 or other == 0:
            return rbigint()
        r = new_digits(n + 1)
        r[n] = mul_digit(r, 0, self._digits, 0, n, _magnitude(other), ZERO)
        return _normalized(r, n + 1, self._negative() != (other < 0))

    def floordiv(self, other):
        return self.divmod(other)[0]
    div = floordiv

    def mod(self, other):
        return self.divmod(other)[1]

    def divmod(self, other):
        if other._size == 0:
            _division_by_zero()
        quotient, rest = self._divide(other)
        if rest._size != 0 and self._negative() != other._negative():
            return quotient.int_sub(1), rest.add(other)
        return quotient, rest

    def _divide(self, other):
        """Divide rounding towards zero."""
        a, an, b, bn = self._digits, self._length(), other._digits, other._length()
        if an < bn:
            return rbigint(), self
        negative = self._negative() != other._negative()
        q = new_digits(an - bn + 1)
        if bn == 1:
            rest = new_digits(1)
            rest[0] = divide_digit(q, 0, a, 0, an, b[0])
        else:
            rest = divide_any(q, a, an, b, bn)
        return (_normalized(q, an - bn + 1, negative),
                _normalized(rest, bn, self._negative()))

    def int_floordiv(self, other: int):
        return self.int_divmod(other)[0]
    int_div = int_floordiv

    def int_mod(self, other: int):
        return rbigint.fromint(self.int_mod_int_result(other))

    def int_mod_int_result(self, other: int) -> int:
        if other == 0:
            _division_by_zero()
        rest = llop.cast_int(Signed, remainder_digit(self._digits, 0, self._length(), _magnitude(other)))
        if rest == 0:
            return 0
        # Below |other|, so that nothing here overflows.
        if self._negative() != (other < 0):
            rest = abs(other) - rest
        return -rest if other < 0 else rest

    def int_divmod(self, other: int):
        if other == 0:
            _division_by_zero()
        n = self._length()
        q = new_digits(n + 1)
        rest = llop.cast_int(Signed, divide_digit(q, 0, self._digits, 0, n, _magnitude(other)))
        negative = self._negative() != (other < 0)
        if rest != 0 and negative:
            add_digit(q, 0, q, 0, n + 1, ONE)
            rest = abs(other) - rest
        if other < 0:
            rest = -rest
        return _normalized(q, n + 1, negative), rbigint.fromint(rest)

    def truediv(self, other) -> float:
        if other._size == 0:
            raise ZeroDivisionError('long division or modulo by zero')
        # A quotient of some more bits than a float has.
        shift = 66 - (self.bit_length() - other.bit_length())
        dividend = self.abs().lshift(max(shift, 0))
        divisor = other.abs().lshift(max(-shift, 0))
        quotient, rest = dividend._divide(divisor)
        try:
            result = to_float(quotient._digits, quotient._length(), -shift, rest._size != 0)
        except OverflowError:
            raise OverflowError('integer division result too large for a float')
        return -result if self._negative() != other._negative() else result

    def pow(self, other, modulus=None):
        if modulus is not None:
            return self._pow_modulo(other, modulus)
        if other._size < 0:
            raise ValueError('bigint pow() too negative')
        if other._size == 0:
            return rbigint.fromint(1)
        if self._size == 0:
            return self
        if self._length() == 1 and self._digits[0] == ONE:
            return self if other.is_odd() else self.abs()
        if other._size > 1:
            raise MemoryError
        return self.int_pow(other.toint())

    def int_pow(self, other: int, modulus=None):
        if modulus is not None:
            return self._pow_modulo(rbigint.fromint(other), modulus)
        if other < 0:
            raise ValueError('bigint pow() too negative')
        return roots.power(self, other)

    def _pow_modulo(self, other, modulus):
        if modulus._size == 0:
            raise ValueError('pow() 3rd argument cannot be 0')
        if other._size < 0:
            raise TypeError('pow() 2nd argument cannot be negative when 3rd argument specified')
        n = modulus._length()
        base = self.mod(modulus.abs())
        if n == 1 and modulus._digits[0] == ONE:
            return rbigint()
        if other._size == 0:
            return rbigint.fromint(1).mod(modulus)
        padded = new_digits(n)
        copy_digits(base._digits, 0, padded, 0, base._length())
        r = new_digits(n)
        power_modulo(r, padded, other._digits, other._length(), modulus._digits, n)
        result = _normalized(r, n, False)
        if modulus._size < 0 and result._size != 0:
            return result.add(modulus)
        return result

    def neg(self):
        return make(self._digits, -self._size)

    def abs(self):
        return self if self._size >= 0 else self.neg()

    def isqrt(self):
        if self._size < 0:
            raise ValueError('isqrt() argument must be nonnegative')
        return roots.square_root(self) if self._size > 0 else self

    def gcd(self, other):
        return roots.greatest_common_divisor(self.abs(), other.abs())

    # ---- bits

    def invert(self):
        return self.neg().int_sub(1)

    def lshift(self, int_other: int):
        if int_other < 0:
            raise ValueError('negative shift count')
        if self._size == 0 or int_other == 0:
            return self
        n = self._length()
        r = shifted_left(self._digits, n, int_other)
        return _normalized(r, n + int_other // LONG_BIT + 1, self._negative())
    lqshift = lshift

    def rshift(self, int_other: int):
        if int_other < 0:
            raise ValueError('negative shift count')
        n = self._length()
        if int_other == 0:
            return self
        if int_other // LONG_BIT >= n:
            return rbigint.fromint(-1) if self._size < 0 else rbigint()
        r = shifted_right(self._digits, n, int_other, self._negative())
        return _normalized(r, n - int_other // LONG_BIT + 1, self._negative())
    rqshift = rshift

    def abs_rshift_and_mask(self, bigshiftcount, mask: int) -> int:
        return self.abs().rshift(llop.cast_int(Signed, bigshiftcount)).uintmask_as_int() & mask

    def and_(self, other):
        negative = self._negative() and other._negative()
        return self._bitwise('&', other, negative)

    def or_(self, other):
        negative = self._negative() or other._negative()
        return self._bitwise('|', other, negative)

    def xor(self, other):
        negative = self._negative() != other._negative()
        return self._bitwise('^', other, negative)

    @specialize.arg(1)
    def _bitwise(self, operation, other, negative: bool):
        an = self._length()
        bn = other._length()
        r = bitwise(operation, self._digits, an, self._negative(),
                    other._digits, bn, other._negative(), negative)
        return _normalized(r, max(an, bn) + 1, negative)

    def int_and_(self, other: int):
        return self.and_(rbigint.fromint(other))

    def int_or_(self, other: int):
        return self.or_(rbigint.fromint(other))

    def int_xor(self, other: int):
        return self.xor(rbigint.fromint(other))

    def bit_length(self) -> int:
        return bit_length(self._digits, self._length())

    def bit_count(self) -> int:
        return bit_count(self._digits, self._length())

    def log(self, base: float) -> float:
        if self._size <= 0:
            raise ValueError('math domain error')
        return roots.logarithm(self, base)


# What messages of the translator call it; and what the methods of two numbers take.
rbigint.__module__ = plain.rbigint.__module__
for _method in vars(rbigint).values():
    if isinstance(_method, types.FunctionType) and 'other' in _method.__code__.co_varnames:
        _method.__annotations__.setdefault('other', rbigint)


@always_inline
def make(digits, size: int):
    """Return the number with these digits, and its sign."""
    result = instantiate(rbigint)
    result._digits = digits
    result._size = size
    return result


def _from_two_words(magnitude, negative: bool):
    digits = new_digits(2)
    digits[0] = r_uint(magnitude)
    digits[1] = r_uint(magnitude >> 32)
    return _normalized(digits, 2, negative)


@always_inline
def _magnitude(n: int):
    digit = llop.cast_int(Unsigned, n)
    return ZERO - digit if n < 0 else digit


def _normalized(digits, n: int, negative: bool):
    n = significant(digits, 0, n)
    if n == 0:
        return rbigint()
    return make(digits, -n if negative else n)


@dont_inline
def _division_by_zero():
    raise ZeroDivisionError('long division or modulo by zero')


@replaces(plain.parse_digit_string)
def parse_digit_string(parser):
    """Read the digits that a parser gives, in the parser's base."""
    builder = StringBuilder()
    while True:
        digit = parser.next_digit()
        if digit < 0:
            break
        builder.append(chr(digit))
    return _from_values(parser.base, llstr(builder.build()), parser.sign < 0)


def _from_values(base: int, values, negative: bool):
    count = len(values.chars)
    bits = 0
    while 1 << (bits + 1) <= base:
        bits += 1
    if 1 << bits == base:
        digits = from_bits(bits, values, count)
        return _normalized(digits, count * bits // LONG_BIT + 1, negative)
    radix = DECIMAL if base == 10 else Radix(base)
    return _normalized(from_values(radix, values, count), digits_needed(radix, count), negative)
