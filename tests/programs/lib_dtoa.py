"""Floats to text in every style, and back, by rpython.rlib.rdtoa."""

from rpython.rlib.rdtoa import decimal_digits, dtoa, dtoa_formatd, strtod
from rpython.rlib.rfloat import DTSF_ADD_DOT_0, DTSF_ALT, DTSF_CUT_EXP_0, DTSF_SIGN

FLOATS = [0.0, -0.0, 1.0, -1.5, 0.1, 1e15, 1e16, 123456.789, 0.00012345, 1e-5, 1e22, 5e-324, 1.7976931348623157e308,
          2.5, 999999.5, -1e100, float('inf'), float('-inf'), float('nan')]
FLAGS = [0, DTSF_ALT, DTSF_SIGN, DTSF_ADD_DOT_0, DTSF_CUT_EXP_0, DTSF_SIGN | DTSF_ALT | DTSF_CUT_EXP_0]


def parsed(text):
    try:
        return repr(strtod(text))
    except ValueError as e:
        return 'ValueError: ' + str(e)


def entry_point(argv):
    for x in FLOATS:
        for flags in FLAGS:
            print(dtoa(x, 'r', 0, 0, flags), end=' ')
            for code in 'eEfgG':
                for precision in (0, 1, 6, 20):
                    print(dtoa_formatd(x, code, precision, flags), end=' ')
            print()
    for x in (0.00125, 123.456, 1200.0, 1e300, 0.1):
        for mode in (0, 2, 3):
            digits, point = decimal_digits(x, mode, 3)
            print(digits, point, end=' ')
    print()
    print(dtoa(float('inf'), special_strings=['infinite', '-infinite', 'undefined']), dtoa(1e-7, upper=True))
    for text in ('1', ' 2.5 ', '-1e10', '1e400', 'inf', 'nan', '', 'x', '1e', '0x1', '.5', '5.', '.', '1_0'):
        print(parsed(text))
    try:
        print(dtoa(1.0, 'x'))
    except ValueError as e:
        print(e)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
