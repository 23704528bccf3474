"""The % operator and f-strings with all conversions and specifications."""

def conversions(s, n):
    print('%*d|%-*d|%.*f' % (8, n, 6, n, 2, 3.14159))
    print('%c%c %r %a %s' % (s[0], 65, s, s, [1, 2]))
    print('%x %X %#x %o %#o %+d % d %05d %-5d| %5s %-5s| %.2s' % (n, n, n, n, n, n, n, n, n, s, s, s))
    print('%e %.3E %g %G %f %.0f %F' % (1234.5, 1234.5, 1e-7, 1e20, 2.5, 2.5, 1e3))
    print('%i %u %ld' % (n, n, n))
    print('%s' % s, '%d%%' % n, '%s %s' % (None, True), '%d' % True, '%s' % (1.5,))
    w = n + 4
    print(f'{s:>{w}}|{n:{w}}|{3.14159:{w}.{n}}|{s:*^{w}}|{s!r:{w}}')
    print(f'{n=} {s=} {n + 1 = } {n=:5d} {s=!s}')
    print(f'{n:b} {n:o} {n:x} {n:X} {n:#b} {n:c} {n:,} {1234567:,} {1234567:_} {n:+} {n: } {n:<5}| {n:^5}| {n:=+5}| {n:e} {n:.2f} {n:%}')
    spec = '>' + str(w)
    print(format(s, spec), format(n, spec), format(2.5, spec + '.3f'), format(n, '05d'), format(n), format(s, ''))
    print(f'{s!a}', ascii('\xe9x'), repr('\xe9\x00\x7f\xad'), repr("it's"), repr('it\'s "x"'), repr('\\'))
    print(f'{"a" if n else "b"} {s[0]!r} {[1, 2]} {(1, "x")} {None} {True:d} {True:>6}')
    print(f'{{}} {n}}}')
    print(f'{1e16} {1.0} {0.1:.20f} {1e100:g} {1.5:10.2f}| {-1.5:010.2f} {1234567.891:,.2f} {1e-5} {float("nan"):5} {float("-inf"):08.1f} {2.0:g} {2.0:#g} {12345.678:n}')


def entry_point(argv):
    conversions('hello', 2 + len(argv))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
