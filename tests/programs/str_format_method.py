"""str.format, format_map, and % with names: templates known while translating."""

class P:
    def __init__(self, x):
        self.x = x

T = '{:>5}|{}'

def entry_point(argv):
    n = len(argv) + 2
    s = 'hello'[n - 3:]
    p = P(n)
    print('{} {}'.format(s, n), '{0} {1} {0}'.format(s, n), '{name!r:>10}|{v:05d}'.format(name=s, v=n))
    print('{:>{w}}|{:.{p}f}'.format(s, 3.14159 * n, w=10, p=n))
    print('{0[0]} {1.x} {p.x:>4} {d[key]}'.format([n, 2], p, p=p, d={'key': n}))
    print('{{}} {}'.format(n), T.format(n, s), '{!a}'.format('\xe9' + s))
    print('%(a)s %(b)05d' % {'a': s, 'b': n})
    d = {'a': 1, 'b': n}
    print('%(a)s %(b)05d %(a)x %%' % d)
    print(b'%(a)s' % {b'a': b'x' * n}, b'%d %s %r %5s|' % (n, b'abc' * n, s, b'q'))
    print('{a} {b}'.format_map(d))
    print('%*d|%-*d|%.*f' % (8, n, 6, n, n, 3.14159), '%*d|' % (-n - 5, n))
    print('%a %r %s' % ('\xe9' + s, s, [s]))
    w = n + 4
    print(f'{s:>{w}}|{n:{w}}|{3.14159:{w}.{n}}|{s:*^{w}}|{s!r:{w}} {-0.0001 * n:z.1f}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
