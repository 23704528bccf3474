"""Between floats, integers and strings."""

import math


def parse(text):
    try:
        return str(float(text))
    except ValueError:
        return 'not a float'


def entry_point(argv):
    for x in [0.0, 0.9, -0.9, 1.5, -1.5, 1e6, 123456.789]:
        print(f'{int(x)} {int(math.floor(x))} {int(math.ceil(x))}')
    for n in [0, 1, -7, 1 << 30]:
        print(str(float(n)))
        print(str(float(n) / 4.0))
        print(str(n / 4))
    for text in ['1', '1.5', '-2.25', '1e3', ' 7.0 ', '.5', '5.', 'x', '',
                 '1e', 'inf', '-inf', '1e400']:
        print(parse(text))
    print(str(1 + 2.5))
    print(str(2.5 * 2))
    print(str(3 / 2))
    print(str(7 // 2))
    total = 0.0
    for i in range(10):
        total += i
    print(str(total))
    print(str(1 < 1.5))
    print(str(2.0 == 2))
    print(str(float(True)))
    print(str(round(2.6)))
    print(str(round(-2.4)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
