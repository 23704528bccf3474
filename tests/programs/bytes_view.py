"""memoryview of bytes and bytearray."""

def views(b, n):
    m = memoryview(b)
    print(m[0], len(m), m[1:3].tobytes(), bytes(m[2:]), m == b)
    a = bytearray(b)
    v = memoryview(a)
    v[0] = 65
    v[1:3] = b'zz'
    print(a, v.tobytes(), v[1:][1])
    print(v.tolist(), v.hex(), v.nbytes, v.readonly, m.readonly, 65 in v, v == a, [x for x in v[2:]])
    try:
        m[0] = 1
    except TypeError as e:
        print(str(e))
    try:
        v[0:2] = b'too long'
    except ValueError as e:
        print(str(e))
    try:
        print(v[99])
    except IndexError as e:
        print(str(e))



def entry_point(argv):
    n = len(argv) + 2
    views(b'hello' * (n - 2), n)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
