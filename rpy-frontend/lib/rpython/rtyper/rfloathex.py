"""Floats as hexadecimal text and as fractions: exactly."""

import math

from rpython.rlib.rarithmetic import LONG_BIT, intmask, r_longlong
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import INT64
from rpython.rtyper.registration import float_methods, method, replaces
from rpython.rtyper.rfloat import ll_float_isfinite

_MANTISSA_BITS = 52
_MANTISSA = r_longlong((1 << _MANTISSA_BITS) - 1)
_BIAS = 1023
_DIGITS = '0123456789abcdef'
_MOST_DIGITS = 15  # of a significand that is read: 60 bits


@method(float_methods, 'hex')
def float_hex(self: float) -> str:
    if not ll_float_isfinite(self):
        return repr(self)
    bits = r_longlong(llop.cast_float_to_bits(INT64, self))
    sign = '-' if bits < 0 else ''
    exponent = intmask(bits >> _MANTISSA_BITS) & 0x7ff
    mantissa = bits & _MANTISSA
    if exponent == 0 and mantissa == 0:
        return sign + '0x0.0p+0'
    digits = ''.join([_DIGITS[intmask(mantissa >> shift) & 15] for shift in range(_MANTISSA_BITS - 4, -1, -4)])
    if exponent == 0:
        return sign + '0x0.' + digits + 'p-1022'
    exponent -= _BIAS
    return sign + '0x1.' + digits + ('p+' if exponent >= 0 else 'p') + str(exponent)


def _bad_hexadecimal():
    raise ValueError('invalid hexadecimal floating-point string')


def _digit(c: str) -> int:
    if '0' <= c <= '9':
        return ord(c) - ord('0')
    if 'a' <= c <= 'f':
        return ord(c) - ord('a') + 10
    if 'A' <= c <= 'F':
        return ord(c) - ord('A') + 10
    return -1


class _HexadecimalReader:
    """Reads what `float.hex` writes, and C's notation."""

    def __init__(self, text: str):
        self.text = text
        self.position = 0
        self.significand = r_longlong(0)
        self.is_inexact = False  # are there digits that found no room?
        self.digits = 0
        self.count = 0
        self.exponent = 0

    def current(self) -> str:
        """Return the next character in lower case; NUL at the end."""
        return self.text[self.position].lower() if self.position < len(self.text) else '\x00'

    def read_sign(self) -> bool:
        c = self.current()
        if c == '+' or c == '-':
            self.position += 1
        return c == '-'

    def read_digits(self, scale: int) -> None:
        """Read digits, each of which counts `scale` bits in the exponent."""
        while True:
            digit = _digit(self.current())
            if digit < 0:
                return
            self.position += 1
            self.count += 1
            self.exponent -= scale
            if self.digits == _MOST_DIGITS:
                self.exponent += 4
                self.is_inexact = self.is_inexact or digit != 0
            elif self.digits > 0 or digit != 0:
                self.significand = self.significand << 4 | r_longlong(digit)
                self.digits += 1

    def read_exponent(self) -> None:
        """Read `p+12`, if there is one."""
        if self.current() != 'p':
            return
        self.position += 1
        is_negative = self.read_sign()
        start = self.position
        value = 0
        while '0' <= self.current() <= '9':
            if value < 100000000:
                value = 10 * value + ord(self.current()) - ord('0')
            self.position += 1
        if self.position == start:
            _bad_hexadecimal()
        self.exponent += -value if is_negative else value


@replaces(float.fromhex)
def float_fromhex(string: str) -> float:
    reader = _HexadecimalReader(string.strip())
    is_negative = reader.read_sign()
    rest = reader.text[reader.position:].lower()
    if rest == 'inf' or rest == 'infinity':
        return -math.inf if is_negative else math.inf
    if rest == 'nan':
        return math.nan
    if rest.startswith('0x'):
        reader.position += 2
    reader.read_digits(0)
    if reader.current() == '.':
        reader.position += 1
        reader.read_digits(4)
    if reader.count == 0:
        _bad_hexadecimal()
    reader.read_exponent()
    if reader.position != len(reader.text):
        _bad_hexadecimal()
    # One bit more stands for all that found no room.
    result = _scaled(reader.significand << 1 | r_longlong(reader.is_inexact), reader.exponent - 1)
    return -result if is_negative else result


def _scaled(significand, exponent: int) -> float:
    """Return `significand * 2**exponent`, rounded once, to even; OverflowError if there is no such float."""
    if significand == 0:
        return 0.0
    length = significand.bit_length()
    if exponent + length > 1024:
        raise OverflowError('hexadecimal value too large to represent as a float')
    if exponent + length < -1074:
        return 0.0
    # How many low bits a float of this size has no room for.
    dropped = max(length - 53, -1074 - exponent)
    if dropped > 0:
        kept = significand >> dropped
        rest = significand - (kept << dropped)
        half = r_longlong(1) << (dropped - 1)
        if rest > half or (rest == half and kept & 1 == 1):
            kept += r_longlong(1)
        significand = kept
        exponent += dropped
    if significand.bit_length() + exponent > 1024:
        raise OverflowError('hexadecimal value too large to represent as a float')
    return math.ldexp(float(significand), exponent)


@method(float_methods, 'as_integer_ratio')
def float_as_integer_ratio(self: float):
    if not ll_float_isfinite(self):
        if self != self:
            raise ValueError('cannot convert NaN to integer ratio')
        raise OverflowError('cannot convert Infinity to integer ratio')
    if self == 0.0:
        return 0, 1
    fraction, exponent = math.frexp(self)
    scaled = r_longlong(fraction * 9007199254740992.0)  # 2**53
    exponent -= 53
    while scaled & 1 == 0:
        scaled >>= 1
        exponent += 1
    bits = abs(scaled).bit_length()
    if bits + max(exponent, 0) > LONG_BIT - 1 or exponent < 2 - LONG_BIT:
        raise OverflowError('the ratio does not fit in machine words')
    numerator = intmask(scaled)
    if exponent >= 0:
        return numerator << exponent, 1
    return numerator, 1 << -exponent
