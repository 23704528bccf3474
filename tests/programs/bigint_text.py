"""Big integers to text and back, in many bases, short and long."""

from rpython.rlib.rarithmetic import NumberStringParser
from rpython.rlib.rbigint import BASE8, BASE16, parse_digit_string, rbigint
from rpython.rlib.rstring import InvalidBaseError, ParseStringError

DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'


def show_parsed(text, base):
    try:
        print(repr(text), base, rbigint.fromstr(text, base).str())
    except InvalidBaseError as e:
        print(repr(text), base, 'bad base:', e.msg)
    except ParseStringError as e:
        print(repr(text), base, 'bad:', e.msg)


def round_trips(n):
    for base in (2, 3, 8, 10, 16, 29, 32, 36):
        text = n.format(DIGITS[:base])
        assert rbigint.fromstr(text, base).eq(n)
        if base in (3, 10, 36):
            print(base, text[:30], len(text))
    print(n.format(BASE8, '0o'), n.format(BASE16, '0x', 'L'))


def entry_point(argv):
    # A field of a prebuilt object that is read in several functions.
    print(rbigint.fromdecimalstr(str(len(argv))).int_add(41).str())
    for text in ('0', '-0', '12', ' -12 ', '+77', '0x1F', '0b11', '0o17', '017', '99999999999999999999999',
                 '-9223372036854775808', 'zz', '12L', '5l', '', '-', '+ 1', '1 2', 'L', '0x'):
        for base in (0, 2, 10, 16, 36):
            show_parsed(text, base)
    show_parsed('1', 1)
    show_parsed('1', 37)
    n = rbigint.fromint(1)
    for i in range(30):
        round_trips(n)
        round_trips(n.neg())
        n = n.mul(n).rshift(n.bit_length()).int_mul(1234567891).int_add(7)
    long = rbigint.fromint(7).int_pow(20000)
    text = long.str()
    print(len(text), text[:20], text[-20:])
    assert rbigint.fromdecimalstr(text).eq(long)
    zeros = rbigint.fromint(10).int_pow(5000)
    print(zeros.str() == '1' + '0' * 5000, zeros.int_sub(1).str() == '9' * 5000)
    parser = NumberStringParser('-12345678912345678901234567890', '', 10, 'int')
    print(parse_digit_string(parser).str())
    print(rbigint.fromstr('1_000_000', 10, True).str())
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
