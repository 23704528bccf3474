"""Between big integers and floats, and true division."""

import math

from rpython.rlib.rbigint import rbigint

FLOATS = [0.0, -0.0, 0.5, -1.5, 1e15, 2.0 ** 53, -2.0 ** 63, 2.0 ** 64, 1e22, -1e100, 1.7976931348623157e308, 5e-324]


def converted(x):
    try:
        return rbigint.fromfloat(x).str()
    except OverflowError as e:
        return 'OverflowError: ' + str(e)
    except ValueError as e:
        return 'ValueError: ' + str(e)


def as_float(n):
    try:
        return repr(n.tofloat())
    except OverflowError as e:
        return 'OverflowError: ' + str(e)


def quotient(a, b):
    try:
        return repr(a.truediv(b))
    except OverflowError as e:
        return 'OverflowError: ' + str(e)
    except ZeroDivisionError:
        return 'ZeroDivisionError'


def entry_point(argv):
    for x in FLOATS + [math.inf, -math.inf, math.nan]:
        print(converted(x))
    one = rbigint.fromint(1)
    numbers = []
    for shift in (0, 52, 53, 54, 64, 100, 1000, 1023):
        for add in (-3, -1, 0, 1, 3):
            numbers.append(one.lshift(shift).int_add(add))
    # Ties, and what is next to them.
    for shift in (1, 10, 64, 300, 971):
        for odd in (0, 1):
            mantissa = one.lshift(52).int_add(odd)
            for add in (-1, 0, 1):
                numbers.append(mantissa.int_mul(2).int_add(1).lshift(shift).int_add(add))
    numbers.append(one.lshift(1024))
    numbers.append(one.lshift(1024).int_sub(1))
    numbers.append(rbigint.fromint(2).int_pow(1024).sub(one.lshift(970)))
    numbers.append(rbigint.fromint(2).int_pow(1024).sub(one.lshift(970)).int_sub(1))
    for n in numbers:
        print(as_float(n), as_float(n.neg()))
    for a in numbers[::3]:
        for b in numbers[::4]:
            print(quotient(a, b), quotient(b.neg(), a))
    three = rbigint.fromint(3)
    for shift in range(1010, 1080, 3):
        print(quotient(three, one.lshift(shift)), quotient(one.lshift(shift).int_add(1), one.lshift(2 * shift)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
