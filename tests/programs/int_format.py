"""Formatting integers of all widths; specifications known at run time, and mistakes in them."""

from rpython.rlib.rarithmetic import r_int8, r_uint, r_uint8


def formats(n):
    u = r_uint(-n)
    print('%d %x %o %5d %s' % (u, u, u, u, u), f'{u} {u:x} {u:,} {u:>30} {u:e} {u:b}', hex(u), bin(u), oct(u), format(u, '#x'))
    v = r_int8(-n)
    print('%d %x %o %5d %s' % (v, v, v, v, v), f'{v} {v:x} {v:,} {v:>30} {v:e} {v:b}', hex(v), bin(v), oct(v), format(v, '#x'))
    w = r_uint8(n + 200)
    print('%d %x %o %5d %s' % (w, w, w, w, w), f'{w} {w:x} {w:,} {w:>30} {w:e} {w:b}', hex(w), bin(w), oct(w), format(w, '#x'))
    for spec in ['5d', '<5', '^9x', '+d', '08b', ',', '_', '#x', 'e', '.2f', 'c', '%', '=+7', '*^12,d', 'n', '_b', '05c']:
        print(spec, format(n + 65, spec))
    for spec in ['5d', '.3', '5s', '5.2q', '+s', '5', 'z', ',.', '__', ',_', '#c', '+c', ',x', '.5d']:
        try:
            print(spec, format(n, spec))
        except ValueError as e:
            print(spec, str(e))
        try:
            print(spec, format('abc', spec))
        except ValueError as e:
            print(spec, str(e))
        try:
            print(spec, format(n * 1.5, spec))
        except ValueError as e:
            print(spec, str(e))
    try:
        print(f'{n - 4:c}')
    except OverflowError as e:
        print('ovf')
    b = n > 0
    print(f'{b:>6}|{b!s:>6}|{b:5}|{b}')


def entry_point(argv):
    formats(2 + len(argv))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
