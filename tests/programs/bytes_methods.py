"""All methods and operators of bytes."""

def methods(b, n):
    print(b, b[0], b[-1], b[1:3], b[::-1], len(b), b + b'xy', b * 2, b'l' in b, 108 in b, b == b'hello', b < b'z')
    print(b.find(b'l'), b.find(108), b.rfind(b'l'), b.count(b'l'), b.count(108), b.index(b'l'), b.startswith(b'he'), b.endswith((b'lo', b'x')))
    print(b.split(b'l'), b.replace(b'l', b'LL'), b.upper(), b.title(), b.capitalize(), b.strip(b'ho'), b.partition(b'l'), b.center(11, b'*'), b.ljust(8, b'.'))
    print(b.hex(), b.hex(':'), b.hex('-', 2), bytes.fromhex('68 65 6c'), b.islower(), b.isupper(), b.istitle(), b.isascii(), b.isalpha())
    print(b.removeprefix(b'he'), b.removesuffix(b'lo'), b.expandtabs(), b.zfill(9), b.splitlines(), b.join([b'1', b'2']))
    print(list(b), bytes([1, 2, 255]), bytes(3), bytes(b), sum(b), max(b), sorted(b), bytes('abc', 'latin-1'), bytes(range(5)), bytes([x + 1 for x in b]))
    print(b'%d %s %x' % (n, b'abc', 255))
    print(b.translate(bytes(range(256))), b.translate(None, b'l'), bytes.maketrans(b'a', b'b')[97])
    for x in b:
        print(x, end=' ')
    print()
    d = {b'k': 1, b: 2}
    print(d[b'hello'], hash(b) == hash(b'hel' + b'lo'))
    print(int.from_bytes(b[:4], 'big'), int.from_bytes(b[:4], 'little'), int.from_bytes(b'\xff\xfe', 'big', signed=True), n.to_bytes(4, 'little'), (-n).to_bytes(4, 'big', signed=True), n.to_bytes(1, 'big'))
    print(str(b), repr(b), f'{b!r}', '%r' % b, str(b, 'latin-1'))
    try:
        bytes([256])
    except ValueError as e:
        print(str(e))
    try:
        n.to_bytes(0, 'big')
    except OverflowError as e:
        print(str(e))


def entry_point(argv):
    n = len(argv) + 2
    methods(b'hello' * (n - 2), n)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
