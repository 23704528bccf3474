"""Formatting with the percent operator."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def entry_point(argv):
    print('%d' % 42)
    print('%d and %d' % (1, -2))
    print('%s is %d years and %f tall' % ('Ann', 30, 1.75))
    print('%5d|%-5d|%05d|%+d' % (42, 42, 42, 42))
    print('%5s|%-5s|%s' % ('ab', 'ab', 'abcdefg'))
    print('%.2s|%5.1s|' % ('abc', 'xyz'))
    print('%x %X %o' % (255, 255, 8))
    print('%4x|%-4x|%04x' % (255, 255, 255))
    print('%c%c' % ('a', 'b'))
    print('%c' % 65)
    print('100%%')
    print('%d%%' % 50)
    print('%s %s %s' % (1, 'two', 3.5))
    print('%s' % True)
    point = Point(3, -4)
    print('(%d, %d)' % (point.x, point.y))
    for i in range(3):
        print('%2d: %s' % (i, '#' * i))
    text = 'x = %d'
    print(text % 5)
    print(('%d' + ',' + '%d') % (1, 2))
    print('%i' % 7)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
