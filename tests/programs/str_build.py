"""Ways of putting long strings together."""

from rpython.rlib.rstring import StringBuilder


def by_adding(n):
    s = ''
    for i in range(n):
        s += str(i % 10)
    return s


def by_joining(n):
    return ''.join([str(i % 10) for i in range(n)])


def by_building(n):
    builder = StringBuilder()
    for i in range(n):
        builder.append(str(i % 10))
    return builder.build()


def table(rows, columns):
    builder = StringBuilder(100)
    for y in range(1, rows + 1):
        for x in range(1, columns + 1):
            text = str(x * y)
            builder.append_multiple_char(' ', 4 - len(text))
            builder.append(text)
        builder.append('\n')
    return builder.build()


def checksum(s):
    total = 0
    for i in range(len(s)):
        total = (total * 31 + ord(s[i])) % 1000003
    return total


def entry_point(argv):
    for n in [0, 1, 10, 1000]:
        a = by_adding(n)
        b = by_joining(n)
        c = by_building(n)
        print(f'{len(a)} {a == b} {b == c} {checksum(c)}')
    print(table(5, 6))
    builder = StringBuilder()
    print('[' + builder.build() + ']')
    builder.append('abc')
    builder.append_slice('0123456789', 3, 6)
    builder.append('x')
    print(builder.build() + ' ' + str(builder.getlength()))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
