"""All methods and operators of str."""

def methods(s, n):
    print(s.startswith(('a', 'b')), s.endswith(('x', 'lo')), s.startswith(('he', 'x'), 1), s.startswith('l', -2))
    print(s.split('l', 1), s.rsplit('l', 1), s.split(sep='l', maxsplit=1), ' a  b c '.split(None, 1), ' a b  c '.rsplit(None, 1))
    print(s.join(['a', 'b']), ','.join(('x', 'y')), '-'.join(s), ','.join({'k': 1}), ','.join(str(i) for i in range(n)))
    print(s.center(20, '*'), s.ljust(10, '.'), s.rjust(10), s.zfill(8), '-12'.zfill(6))
    print('a\tb\tc'.expandtabs(4), 'a\nb\r\nc'.splitlines(True), 'a\nb'.splitlines(keepends=True))
    print(s.partition('l'), s.rpartition('l'), s.removeprefix('he'), s.removesuffix('lo'))
    print(s.upper(), s.title(), s.capitalize(), s.swapcase(), s.casefold())
    print(s.isalpha(), s.isdigit(), s.isnumeric(), s.isdecimal(), s.isidentifier(), s.istitle(), s.isprintable(), s.isascii())
    print(s.find('l', 3), s.find('l', -2), s.rfind('l', 0, 3), s.index('l', 1, 9), s.count('l', 3), s.count(''), s.find('', 2))
    print(s.replace('l', 'LL', 1), s.replace('', '-'), s.replace('l', ''), s.replace('l', 'L', -1))
    print(s.translate({108: 'L', 111: None}), s.translate(str.maketrans('el', 'ip')))
    print(s.strip('ho'), s.lstrip('h'), s.rstrip('o'), '  x '.strip())


def operators(s, n):
    print(s[::-1], s[::2], s[1:4:2], s[-1:0:-1], s[n:], s[:-n], s * 2, 2 * s, s * -1, s < 'hello', s <= 'hello', s != 'x')
    print(ord(s[0]), chr(n + 60), 'l' in s, 'x' not in s, s in 'hello world', '' in s)
    for f in [-1, 65]:
        try:
            print(repr(chr(f)))
        except ValueError as e:
            print('bad', f)
    try:
        print(s.index('zz'))
    except ValueError as e:
        print(str(e))
    try:
        print(s.split(''))
    except ValueError as e:
        print(str(e))
    for i, c in enumerate(s):
        print(i, c, end=' ')
    print()
    for c in reversed(s):
        print(c, end='')
    print()
    print(sorted(s), list(s), set(s) == set('helo'), max(s), min(s), len(s), hash(s) == hash('hel' + 'lo'))
    x = None if n > 100 else s
    print(x is None, x, x == 'hello', str(x))
    print(s.encode('utf-8'), (chr(n + 230) + s).encode('latin-1'), (chr(n + 230) + s).encode('utf-8'), b'abc'.decode('ascii'), repr(b'\xc3\xa9'.decode('utf-8')), s.encode(), b'x'.decode())
    try:
        (s + chr(n + 230)).encode('ascii')
    except UnicodeEncodeError as e:
        print(str(e))
    try:
        b'\xff'.decode('utf-8')
    except UnicodeDecodeError as e:
        print(str(e))
    a, b, c = s[0], s[1], s[2:]
    print(a, b, c)
    print(str.upper(s), ''.join(map(str.upper, s)))


def entry_point(argv):
    n = len(argv) + 2
    s = 'hello' + 'x' * (n - 3)
    methods(s, n)
    operators(s, n)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
