"""Shifts and bitwise operations on big integers, as in two's complement."""

from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.rbigint import InvalidEndiannessError, InvalidSignednessError, rbigint

VALUES = [rbigint.fromlong(n) for n in (
    0, 1, -1, 255, -256, 2 ** 63, -2 ** 63, 2 ** 64 - 1, 2 ** 64, -2 ** 64, 2 ** 100 + 12345, -3 ** 90, 0xf0f0 << 130)]
COUNTS = [0, 1, 7, 63, 64, 65, 127, 128, 200]


def hexadecimal(s):
    return ''.join(['%02x' % ord(c) for c in s])


def as_bytes(n, size, order, signed):
    try:
        s = n.tobytes(size, order, signed)
    except OverflowError:
        return 'too big'
    except InvalidSignednessError:
        return 'negative'
    except InvalidEndiannessError:
        return 'what order?'
    assert rbigint.frombytes(s, order, signed).eq(n)
    return hexadecimal(s)


def machine(n):
    try:
        text = str(n.toint())
    except OverflowError as e:
        text = str(e)
    try:
        return text + ' ' + str(n.touint())
    except OverflowError as e:
        return text + ' ' + str(e)
    except ValueError as e:
        return text + ' ' + str(e)


def entry_point(argv):
    for a in VALUES:
        for b in VALUES:
            print(a.and_(b).str(), a.or_(b).str(), a.xor(b).str())
        for n in (0, 1, -1, 65535, -65536):
            print(a.int_and_(n).str(), a.int_or_(n).str(), a.int_xor(n).str())
        for count in COUNTS:
            print(a.lshift(count).str(), a.rshift(count).str(), a.lqshift(count).str(), a.rqshift(count).str(),
                  a.abs_rshift_and_mask(r_uint(count), 0x7ff))
        for size in (0, 1, 2, 8, 9, 16, 30):
            for order in ('big', 'little'):
                print(as_bytes(a, size, order, True), as_bytes(a, size, order, False))
        print(a.invert().str(), a.uintmask(), a.ulonglongmask(), machine(a))
    print(as_bytes(VALUES[1], 4, 'middle', True))
    try:
        VALUES[1].lshift(-1)
    except ValueError as e:
        print(e)
    try:
        VALUES[1].rshift(-1)
    except ValueError as e:
        print(e)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
