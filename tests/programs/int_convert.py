"""Between integers, strings and characters."""

from rpython.rlib.rarithmetic import maxint


def to_base(n, base):
    if n == 0:
        return '0'
    digits = ''
    negative = n < 0
    n = abs(n)
    while n > 0:
        digits = '0123456789abcdefghijklmnopqrstuvwxyz'[n % base] + digits
        n //= base
    return '-' + digits if negative else digits


def parse(text):
    try:
        return int(text)
    except ValueError:
        return -999


def entry_point(argv):
    for n in [0, 1, -1, 255, -255, 4096, maxint, -maxint]:
        print(f'{n} {hex(n)} {oct(n)} {"%x" % abs(n)} {to_base(n, 2)} '
              f'{to_base(n, 36)}')
    for text in ['12', '-12', '+7', ' 42 ', '007', '', 'x', '1x', '-', '--1',
                 '1.5', str(maxint), '-' + str(maxint)]:
        print(f'[{text}] {parse(text)}')
    print(str(int('ff', 16)))
    print(str(int('-0x1F', 16)))
    print(str(int('777', 8)))
    print(str(int('101', 2)))
    print(str(int('zz', 36)))
    print(str(int('0x10', 0)))
    print(str(ord('A')) + chr(66) + str(ord('\n')) + chr(126))
    print(str(2 ** 10))
    print(str((-3) ** 3))
    print(str(pow(3, 4)))
    print(str(abs(-5)) + str(abs(5)) + str(abs(0)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
