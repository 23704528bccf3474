"""Floats printed by str and by formatting."""


def entry_point(argv):
    values = [0.0, 1.0, -1.0, 0.5, 1.5, 100.0, 1e15, 1e16, 1e17, 1e22, 1e100,
              1e-3, 1e-4, 1e-5, 123456789.125, 3.141592653589793,
              2.718281828459045, 0.1, 1.1, 5e-324, 1.7976931348623157e308,
              -0.0, 0.30000000000000004]
    for value in values:
        print(str(value))
        print(f'{value}')
        print('%s' % value)
    for value in [0.0, 1.0, -1.5, 2.5, 3.14159, 99.9996, 123456.789, 0.0005]:
        print('%f' % value)
        print('%.3f' % value)
        print('%.1f %.0f' % (value, value))
        print('[%10.2f] [%-10.2f] [%+.2f] [%08.3f]' % (
            value, value, value, value))
        print(f'{value:.2f} {value:8.3f} {value:.1f}')
    inf = 1e308 * 10.0
    print(str(inf) + ' ' + str(-inf) + ' ' + str(inf - inf))
    print('%.2f%%' % 12.345)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
