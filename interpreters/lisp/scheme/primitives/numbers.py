"""Arithmetic on integers and floats."""

import math
import sys

from rpython.rlib.rarithmetic import (
    ovfcheck, ovfcheck_float_to_int, string_to_int)
from rpython.rlib.rstring import ParseStringError, ParseStringOverflowError

from scheme.errors import SchemeError
from scheme.primitives.arguments import (
    as_float, as_integer, as_number, as_text, bad_argument)
from scheme.primitives.registry import (
    W_Primitive, install, primitive, variadic)
from scheme.reader import parse_number
from scheme.values import (
    W_Float, W_Integer, W_Number, W_String, arguments, boolean, w_false)


def overflow(who):
    return SchemeError(who + ': the result is too big for an integer')


def division_by_zero(who):
    return SchemeError(who + ': division by zero')


# ____________________________________________________________
# Operations on two numbers


def add(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        try:
            return W_Integer(ovfcheck(w_a.value + w_b.value))
        except OverflowError:
            raise overflow('+')
    return W_Float(as_float(w_a, '+') + as_float(w_b, '+'))


def subtract(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        try:
            return W_Integer(ovfcheck(w_a.value - w_b.value))
        except OverflowError:
            raise overflow('-')
    return W_Float(as_float(w_a, '-') - as_float(w_b, '-'))


def multiply(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        try:
            return W_Integer(ovfcheck(w_a.value * w_b.value))
        except OverflowError:
            raise overflow('*')
    return W_Float(as_float(w_a, '*') * as_float(w_b, '*'))


def divide(w_a, w_b):
    """Divide; there are no fractions, so 1/2 is 0.5 while 4/2 is 2."""
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        if w_b.value == 0:
            raise division_by_zero('/')
        if w_b.value == -1:
            return subtract(W_Integer(0), w_a)
        if w_a.value % w_b.value == 0:
            return W_Integer(w_a.value // w_b.value)
    divisor = as_float(w_b, '/')
    if divisor == 0.0:
        raise division_by_zero('/')
    return W_Float(as_float(w_a, '/') / divisor)


def smaller(w_a, w_b):
    return w_a if is_less(w_a, w_b) else w_b


def larger(w_a, w_b):
    return w_b if is_less(w_a, w_b) else w_a


def is_equal(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        return w_a.value == w_b.value
    return as_float(w_a, '=') == as_float(w_b, '=')


def is_less(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        return w_a.value < w_b.value
    return as_float(w_a, '<') < as_float(w_b, '<')


def is_greater(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        return w_a.value > w_b.value
    return as_float(w_a, '>') > as_float(w_b, '>')


def is_at_most(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        return w_a.value <= w_b.value
    return as_float(w_a, '<=') <= as_float(w_b, '<=')


def is_at_least(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        return w_a.value >= w_b.value
    return as_float(w_a, '>=') >= as_float(w_b, '>=')


# ____________________________________________________________
# Procedures that take any number of numbers


class W_Fold(W_Primitive):
    """Combine the arguments from left to right."""

    _immutable_fields_ = ['w_start', 'operation']

    def __init__(self, name, w_start, operation):
        W_Primitive.__init__(self, name)
        self.w_start = w_start
        self.operation = operation

    def call(self, args_w):
        w_result = self.w_start
        for w_arg in args_w:
            w_result = self.operation(w_result, w_arg)
        return w_result

    def call2(self, w_a, w_b):
        return self.operation(w_a, w_b)


class W_InverseFold(W_Primitive):
    """Like W_Fold, but one argument means that of `w_start` and it."""

    _immutable_fields_ = ['w_start', 'operation']

    def __init__(self, name, w_start, operation):
        W_Primitive.__init__(self, name)
        self.w_start = w_start
        self.operation = operation

    def call(self, args_w):
        if len(args_w) == 0:
            raise self.wrong_count(arguments(1, -1), 0)
        if len(args_w) == 1:
            return self.operation(self.w_start, args_w[0])
        w_result = args_w[0]
        for i in range(1, len(args_w)):
            w_result = self.operation(w_result, args_w[i])
        return w_result

    def call2(self, w_a, w_b):
        return self.operation(w_a, w_b)


class W_Comparison(W_Primitive):
    """Does a relation hold between all neighbours?"""

    _immutable_fields_ = ['relation']

    def __init__(self, name, relation):
        W_Primitive.__init__(self, name)
        self.relation = relation

    def call(self, args_w):
        if len(args_w) == 0:
            raise self.wrong_count(arguments(1, -1), 0)
        if len(args_w) == 1:
            as_number(args_w[0], self.name)
        result = True
        for i in range(1, len(args_w)):
            if not self.relation(args_w[i - 1], args_w[i]):
                result = False
        return boolean(result)

    def call2(self, w_a, w_b):
        return boolean(self.relation(w_a, w_b))


install(W_Fold('+', W_Integer(0), add))
install(W_Fold('*', W_Integer(1), multiply))
install(W_InverseFold('-', W_Integer(0), subtract))
install(W_InverseFold('/', W_Integer(1), divide))
install(W_Comparison('=', is_equal))
install(W_Comparison('<', is_less))
install(W_Comparison('>', is_greater))
install(W_Comparison('<=', is_at_most))
install(W_Comparison('>=', is_at_least))


@variadic('min', 1)
def minimum(args_w):
    w_result = as_number(args_w[0], 'min')
    for i in range(1, len(args_w)):
        w_result = smaller(as_number(args_w[i], 'min'), w_result)
    return w_result


@variadic('max', 1)
def maximum(args_w):
    w_result = as_number(args_w[0], 'max')
    for i in range(1, len(args_w)):
        w_result = larger(as_number(args_w[i], 'max'), w_result)
    return w_result


# ____________________________________________________________
# Integer division


@primitive('quotient', 2)
def quotient(w_a, w_b):
    a = as_integer(w_a, 'quotient')
    b = as_integer(w_b, 'quotient')
    if b == 0:
        raise division_by_zero('quotient')
    if b == -1:
        return subtract(W_Integer(0), w_a)
    result = a // b
    if result < 0 and result * b != a:
        result += 1
    return W_Integer(result)


@primitive('remainder', 2)
def remainder(w_a, w_b):
    a = as_integer(w_a, 'remainder')
    b = as_integer(w_b, 'remainder')
    if b == 0:
        raise division_by_zero('remainder')
    if b == -1:
        return W_Integer(0)
    result = a % b
    if result != 0 and (a < 0) != (b < 0):
        result -= b
    return W_Integer(result)


@primitive('modulo', 2)
def modulo(w_a, w_b):
    a = as_integer(w_a, 'modulo')
    b = as_integer(w_b, 'modulo')
    if b == 0:
        raise division_by_zero('modulo')
    if b == -1:
        return W_Integer(0)
    return W_Integer(a % b)


def gcd_of(a, b, who):
    while b != 0:
        if b == -1:
            a, b = 1, 0
        else:
            a, b = b, a % b
    try:
        return ovfcheck(abs(a))
    except OverflowError:
        raise overflow(who)


@variadic('gcd', 0)
def gcd(args_w):
    result = 0
    for w_arg in args_w:
        result = gcd_of(result, as_integer(w_arg, 'gcd'), 'gcd')
    return W_Integer(result)


@variadic('lcm', 0)
def lcm(args_w):
    result = 1
    for w_arg in args_w:
        value = as_integer(w_arg, 'lcm')
        if value == 0:
            return W_Integer(0)
        divisor = gcd_of(result, value, 'lcm')
        try:
            result = ovfcheck(abs(ovfcheck(result // divisor * value)))
        except OverflowError:
            raise overflow('lcm')
    return W_Integer(result)


# ____________________________________________________________
# Questions


@primitive('number?', 1)
def is_number(w_value):
    return boolean(isinstance(w_value, W_Number))


@primitive('integer?', 1)
def is_integer(w_value):
    if isinstance(w_value, W_Float):
        value = w_value.value
        return boolean(value - value == 0.0 and math.fmod(value, 1.0) == 0.0)
    return boolean(isinstance(w_value, W_Integer))


@primitive('exact?', 1)
def is_exact(w_value):
    return boolean(isinstance(as_number(w_value, 'exact?'), W_Integer))


@primitive('zero?', 1)
def is_zero(w_value):
    if isinstance(w_value, W_Integer):
        return boolean(w_value.value == 0)
    return boolean(as_float(w_value, 'zero?') == 0.0)


@primitive('positive?', 1)
def is_positive(w_value):
    return boolean(as_float(w_value, 'positive?') > 0.0)


@primitive('negative?', 1)
def is_negative(w_value):
    return boolean(as_float(w_value, 'negative?') < 0.0)


@primitive('odd?', 1)
def is_odd(w_value):
    return boolean(as_integer(w_value, 'odd?') % 2 == 1)


@primitive('even?', 1)
def is_even(w_value):
    return boolean(as_integer(w_value, 'even?') % 2 == 0)


# ____________________________________________________________
# Functions of one number


@primitive('abs', 1)
def absolute(w_value):
    if isinstance(w_value, W_Integer):
        if w_value.value < 0:
            return subtract(W_Integer(0), w_value)
        return w_value
    return W_Float(abs(as_float(w_value, 'abs')))


@primitive('square', 1)
def square(w_value):
    return multiply(w_value, w_value)


def to_exact(value, who):
    try:
        return W_Integer(ovfcheck_float_to_int(value))
    except OverflowError:
        raise overflow(who)


@primitive('exact', 1)
def exact(w_value):
    if isinstance(w_value, W_Integer):
        return w_value
    value = as_float(w_value, 'exact')
    w_result = to_exact(value, 'exact')
    if float(w_result.value) != value:
        raise bad_argument('exact', 'an integral number', w_value)
    return w_result


@primitive('inexact', 1)
def inexact(w_value):
    return W_Float(as_float(w_value, 'inexact'))


def define_rounding(name, function):
    """Define a procedure that maps floats to integral floats."""
    @primitive(name, 1)
    def rounding(w_value):
        if isinstance(w_value, W_Integer):
            return w_value
        value = as_float(w_value, name)
        if not value - value == 0.0 or abs(value) > 4503599627370496.0:
            return w_value
        return W_Float(function(value))


def floor(value):
    return float(math.floor(value))


def ceiling(value):
    return float(math.ceil(value))


def truncate(value):
    return floor(value) if value >= 0.0 else ceiling(value)


def round_to_even(value):
    result = floor(value + 0.5)
    if result - value == 0.5 and result % 2.0 == 1.0:
        result -= 1.0
    return result


define_rounding('floor', floor)
define_rounding('ceiling', ceiling)
define_rounding('truncate', truncate)
define_rounding('round', round_to_even)


def define_float_function(name, function):
    @primitive(name, 1)
    def float_function(w_value):
        value = as_float(w_value, name)
        try:
            return W_Float(function(value))
        except (ValueError, OverflowError):
            raise bad_argument(name, 'a number it is defined for', w_value)


define_float_function('sin', math.sin)
define_float_function('cos', math.cos)
define_float_function('exp', math.exp)
define_float_function('log', math.log)


@variadic('atan', 1, 2)
def arctangent(args_w):
    if len(args_w) == 2:
        return W_Float(math.atan2(as_float(args_w[0], 'atan'),
                                  as_float(args_w[1], 'atan')))
    return W_Float(math.atan(as_float(args_w[0], 'atan')))


# Of an integer's square that is one as well.
GREATEST_ROOT = math.isqrt(sys.maxsize)


@primitive('sqrt', 1)
def square_root(w_value):
    """An integer if the argument is the square of one."""
    value = as_float(w_value, 'sqrt')
    if value < 0.0:
        raise bad_argument('sqrt', 'a number that is not negative', w_value)
    root = math.sqrt(value)
    if isinstance(w_value, W_Integer):
        candidate = int(root)
        if candidate <= GREATEST_ROOT and candidate * candidate == w_value.value:
            return W_Integer(candidate)
    return W_Float(root)


@primitive('expt', 2)
def power(w_base, w_exponent):
    if isinstance(w_base, W_Integer) and isinstance(w_exponent, W_Integer):
        exponent = w_exponent.value
        if exponent >= 0:
            return integer_power(w_base.value, exponent)
    try:
        return W_Float(math.pow(as_float(w_base, 'expt'),
                                as_float(w_exponent, 'expt')))
    except (ValueError, OverflowError):
        raise SchemeError('expt: the result is not a number')


def integer_power(base, exponent):
    try:
        result = 1
        while True:
            if exponent & 1:
                result = ovfcheck(result * base)
            exponent >>= 1
            if exponent == 0:
                return W_Integer(result)
            base = ovfcheck(base * base)
    except OverflowError:
        raise overflow('expt')


# ____________________________________________________________
# Conversions


@variadic('number->string', 1, 2)
def number_to_string(args_w):
    w_number = as_number(args_w[0], 'number->string')
    base = 10
    if len(args_w) == 2:
        base = as_integer(args_w[1], 'number->string')
    if isinstance(w_number, W_Integer) and base != 10:
        if not 2 <= base <= 36:
            raise SchemeError('number->string: the base is out of range')
        return W_String(in_base(w_number.value, base))
    parts = []
    w_number.write_to(parts, False, 0)
    return W_String(''.join(parts))


def in_base(value, base):
    if value == 0:
        return '0'
    digits = []
    negative = value < 0
    while value != 0:
        digit = value % base
        value //= base
        if negative and digit != 0:
            # Floor division went down too far: count from above instead.
            digit = base - digit
            value += 1
        digits.append('0123456789abcdefghijklmnopqrstuvwxyz'[digit])
    if negative:
        digits.append('-')
    digits.reverse()
    return ''.join(digits)


@variadic('string->number', 1, 2)
def string_to_number(args_w):
    text = as_text(args_w[0], 'string->number')
    base = 10
    if len(args_w) == 2:
        base = as_integer(args_w[1], 'string->number')
    try:
        if base != 10:
            return W_Integer(string_to_int(text, base))
        w_number = parse_number(text)
    except ParseStringError:
        return w_false
    except ParseStringOverflowError:
        raise overflow('string->number')
    if w_number is None:
        return w_false
    return w_number
