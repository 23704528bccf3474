"""Arithmetic on big integers of many sizes and signs."""

from rpython.rlib.rarithmetic import maxint
from rpython.rlib.rbigint import rbigint

BIGGEST = rbigint.fromlong(2 ** 200 - 1)
MINUS = rbigint.fromlong(-12345678901234567890123456789)
MACHINE = [0, 1, -1, 7, -1000, maxint, -maxint - 1]


def numbers():
    result = [rbigint.fromint(n) for n in MACHINE]
    result.append(BIGGEST)
    result.append(MINUS)
    x = rbigint.fromint(3)
    for i in range(6):
        x = x.mul(x).int_add(i)
        result.append(x)
        result.append(x.neg())
    return result


def show_division(a, b):
    try:
        quotient, rest = a.divmod(b)
    except ZeroDivisionError as e:
        return 'ZeroDivisionError: ' + str(e)
    assert a.floordiv(b).eq(quotient)
    assert a.mod(b).eq(rest)
    assert quotient.mul(b).add(rest).eq(a)
    return quotient.str() + ' ' + rest.str()


def show_small_division(a, b):
    try:
        quotient, rest = a.int_divmod(b)
    except ZeroDivisionError as e:
        return 'ZeroDivisionError: ' + str(e)
    assert a.int_floordiv(b).eq(quotient)
    assert a.int_mod(b).eq(rest)
    return quotient.str() + ' ' + rest.str()


def entry_point(argv):
    all = numbers()
    for a in all:
        print(a.str(), a.repr(), a.hash(), a.sign, a.numdigits(), a.bit_length(), a.bit_count())
        print(a.neg().str(), a.abs().str(), a.invert().str(), a.tobool(), a.is_odd())
        for b in all:
            print(a.add(b).str(), a.sub(b).str(), a.mul(b).str(), show_division(a, b))
            print(a.lt(b), a.le(b), a.eq(b), a.ne(b), a.gt(b), a.ge(b), a.gcd(b).str())
        for n in MACHINE:
            print(a.int_add(n).str(), a.int_sub(n).str(), a.int_mul(n).str(), show_small_division(a, n))
            print(a.int_lt(n), a.int_le(n), a.int_eq(n), a.int_ne(n), a.int_gt(n), a.int_ge(n))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
