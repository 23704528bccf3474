"""ovfcheck around every operation, for operands at the limits."""

from rpython.rlib.rarithmetic import maxint, ovfcheck


def t_ovf(n):
    for a in [n, -n, maxint, -maxint - 1, 0, 1, -1, 2]:
        for b in [n, maxint, -maxint - 1, 2, -1, 1, 0]:
            s = ''
            try:
                s += str(ovfcheck(a + b)) + ' '
            except OverflowError:
                s += 'add '
            try:
                s += str(ovfcheck(a - b)) + ' '
            except OverflowError:
                s += 'sub '
            try:
                s += str(ovfcheck(a * b)) + ' '
            except OverflowError:
                s += 'mul '
            try:
                s += str(ovfcheck(a // b)) + ' '
            except OverflowError:
                s += 'div '
            except ZeroDivisionError:
                s += 'zero '
            try:
                s += str(ovfcheck(a % b)) + ' '
            except OverflowError:
                s += 'mod '
            except ZeroDivisionError:
                s += 'zero '
            try:
                s += str(ovfcheck(a << (b & 63))) + ' '
            except OverflowError:
                s += 'shl '
            try:
                s += str(ovfcheck(-a)) + ' '
            except OverflowError:
                s += 'neg '
            try:
                s += str(ovfcheck(abs(a))) + ' '
            except OverflowError:
                s += 'abs '
            try:
                s += str(ovfcheck(a & b)) + ' '
            except OverflowError:
                s += 'and '
            print(s)


def t_pow(n):
    for a in [2, -3, 10, n]:
        for e in [0, 1, 5, 20, 39, 62, 63, 64]:
            try:
                print(ovfcheck(a ** e))
            except OverflowError:
                print('ovf')


def entry_point(argv):
    n = len(argv) + 10
    t_ovf(n)
    t_pow(n)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
