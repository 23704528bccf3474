"""bytearray: construction, items, slices, methods, errors."""

FIRST = bytearray(b'prebuilt')


def arrays(b, n):
    a = bytearray()
    a.append(1)
    a.extend(b)
    a.extend([2, 3])
    a += b'xyz'
    a[0] = 200
    print(a, len(a), a[0], a[-1], a[1:3], a == b'x', bytes(a))
    a[1:3] = b'QQQQ'
    del a[0]
    print(a, a.pop(), a.pop(0), a.find(b'l'), a.decode('latin-1'))
    a.insert(0, 65)
    a.reverse()
    a.remove(65)
    print(a, bytearray(b'abc'), bytearray(4), bytearray([1, 2]), a.hex(), a.copy(), 81 in a, a.count(b'Q'))
    for x in a:
        print(x, end=' ')
    print()
    a.clear()
    print(a, bool(a))
    c = bytearray(b)
    c[2:4] = b''
    print(c.upper(), c.startswith(b'he'), c + b'!', c * 2, c.split(b'e'), c == bytearray(b'heo'))
    c[::2] = b'XX'
    print(c)
    try:
        c[0] = 256
    except ValueError as e:
        print(str(e))
    try:
        c[10] = 1
    except IndexError as e:
        print(str(e))


def prebuilt(n):
    FIRST.append(n)
    FIRST[0] = 80
    print(FIRST, len(FIRST), isinstance(FIRST, bytearray), isinstance(FIRST, bytes))


def slices(n):
    for start in [0, 2, -3, 9, 20]:
        for stop in [1, 5, -1, 50]:
            for step in [1, 2, 3, -1, -2]:
                a = bytearray(b'0123456789')
                print(a[start:stop:step], a[:stop:step], a[start::step])
                del a[start:stop:step]
                print(a)
                del a[:stop]
                a[start:stop] = b'abc' * n
                print(a)


def compare(b, n):
    a = bytearray(b)
    print(a == b, b == a, a != b, a < b'z', b'a' < a, a >= b, b + a, a + b, a.join([b'x', b'y']))
    print(a.find(b'l'), a.find(108), a.count(b'l'), b'll' in a, 104 in a, a.startswith((b'x', b'he')))
    print(a.split(b'l'), a.partition(b'l'), a.replace(b'l', b'L'), a.rjust(9, b'.'), a.strip(b'ho'))
    print(bytes(a), list(a), sum(a), max(a), sorted(a), [x for x in a if x > 104], bytearray(reversed_copy(a)))
    a *= 2
    print(a, len(a), str(a), repr(a), f'{a}')


def reversed_copy(a):
    result = bytearray(a)
    result.reverse()
    return result


def entry_point(argv):
    n = len(argv) + 2
    b = b'hello' * (n - 2)
    arrays(b, n)
    prebuilt(n)
    slices(n)
    compare(b, n)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
