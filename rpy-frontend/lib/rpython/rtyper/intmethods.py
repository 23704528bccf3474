"""The methods of `int` and `bool`, for integers of all types."""

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask, r_longlong
from rpython.rtyper.annlowlevel import hlbytes, llstr
from rpython.rtyper.bytesmethods import bytes_of
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool, Signed, malloc, typeOf
from rpython.rtyper.numbertext import ll_magnitude
from rpython.rtyper.registration import int_methods, method, replaces
from rpython.rtyper.rint import ll_bit_length
from rpython.rtyper.rstr import STR


@method(int_methods, 'bit_length')
@specialize.argtype(0)
def int_bit_length(self) -> int:
    return ll_bit_length(self)


@method(int_methods, 'bit_count')
@specialize.argtype(0)
def int_bit_count(self) -> int:
    rest = ll_magnitude(self)
    count = 0
    while rest != 0:
        rest = rest & llop.int_sub(typeOf(rest), rest, llop.cast_int(typeOf(rest), 1))
        count += 1
    return count


@method(int_methods, 'conjugate', '__index__', '__int__', '__trunc__', '__floor__', '__ceil__')
@specialize.argtype(0)
def int_itself(self):
    return self


@method(int_methods, 'as_integer_ratio')
@specialize.argtype(0)
def int_as_integer_ratio(self):
    return self, 1


def _is_big_endian(byteorder: str) -> bool:
    if byteorder == 'big':
        return True
    if byteorder != 'little':
        raise ValueError("byteorder must be either 'little' or 'big'")
    return False


@method(int_methods, 'to_bytes')
@specialize.argtype(0)
def int_to_bytes(self, length: int = 1, byteorder: str = 'big', signed: bool = False) -> bytes:
    is_big = _is_big_endian(byteorder)
    if length < 0:
        raise ValueError('length argument must be non-negative')
    is_negative = self < 0
    if is_negative and not signed:
        raise OverflowError("can't convert negative int to unsigned")
    # How many bits the number needs, with its sign.
    needed = ll_bit_length(~self if is_negative else self)
    if signed and length > 0:
        needed += 1  # no byte at all stands for 0, and -1
    if length < 9 and needed > 8 * length:
        raise OverflowError('int too big to convert')
    return hlbytes(_write_bytes(r_longlong(self), length, is_big, is_negative))


def _write_bytes(number, length: int, is_big: bool, is_negative: bool):
    result = malloc(STR, length)
    i = 0
    while i < length:
        position = length - 1 - i if is_big else i
        if 8 * i < 64:
            result.chars[position] = chr(intmask(number >> (8 * i)) & 255)
        else:
            result.chars[position] = '\xff' if is_negative else '\x00'
        i += 1
    return result


@replaces(int.from_bytes)
@specialize.argtype(0)
def int_from_bytes(bytes, byteorder: str = 'big', signed: bool = False) -> int:
    """OverflowError if the number does not fit in a word."""
    is_big = _is_big_endian(byteorder)
    s = llstr(bytes_of(bytes))
    length = len(s.chars)
    if length == 0:
        return 0
    top = ord(s.chars[0 if is_big else length - 1])
    is_negative = signed and top >= 128
    result = -1 if is_negative else 0
    i = 0
    while i < length:
        byte = ord(s.chars[i if is_big else length - 1 - i])
        shifted = llop.int_lshift(Signed, result, 8)
        if llop.unlikely(Bool, llop.int_rshift(Signed, shifted, 8) != result):
            raise OverflowError('integer does not fit in a machine word')
        result = shifted | byte
        i += 1
    return result
