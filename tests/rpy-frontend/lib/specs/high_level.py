"""Methods and functions of the library, as a program uses them."""

import math
import os
import time

from rpython.rlib import rarithmetic, rfloat, rstring


def entry_point(argv):
    n = len(argv)
    x = float(n)
    print(min(n, 3), max(n, 3, 4), min([1, 2, n]))
    print(max('abc'), min([n], key=lambda a: -a), max(1.5, x))
    print(sum([1, 2]), sum([1.5, 2.5]), sum([n], 5))
    print(any([n > 3]), all([True]), any([a > 3 for a in [1]]))
    print(sorted([3, n]), sorted(['b', 'a'], reverse=True), sorted([3, n], key=lambda v: -v))
    print(sorted({'a': 1}))
    l = [n, 2]
    l.sort(key=lambda v: v * v, reverse=True)
    l.sort(reverse=True)
    words = ['bb', 'a']
    words.sort(key=len)
    words.sort()
    print(divmod(n, 3), pow(n, 3), pow(2, n, 7))
    print(round(x), round(x, 2), round(n))
    print(hex(n), oct(n), bin(n))
    print(n.bit_length())
    print(list(map(str, [n])), list(filter(None, [n])), x.is_integer())
    for f in (math.sqrt(x), math.floor(x), math.ceil(x), math.sin(x), math.log(x),
              math.log(x, 2.0), math.exp(x), math.pow(x, 2.0), math.hypot(x, x),
              math.ldexp(x, n), math.fabs(x), math.trunc(x)):
        print(f)
    print(math.frexp(x)[0], math.modf(x)[1], math.isqrt(n))
    print(math.gcd(n, 12), math.isnan(x), math.pi)
    print(math.atan2(x, x), math.degrees(x))
    b = rstring.StringBuilder(10)
    b.append('abc')
    b.append('x')
    b.append(argv[0][0])
    b.append_slice('hello', 1, 2)
    b.append_multiple_char('c', n)
    print(b.build(), b.getlength())
    print(rfloat.formatd(x, 'g', 5), rfloat.round_double(x, 1), rfloat.string_to_float('1.5'))
    print(rfloat.isinf(x))
    print(rarithmetic.ovfcheck_float_to_int(x), rarithmetic.string_to_int('12'))
    s = argv[0]
    print(s.upper(), s.lower(), s.title())
    print(s.capitalize(), s.swapcase(), s.strip())
    print(s.strip('x'), s.split(), s.split(','))
    print(s.rsplit(',', 1), s.splitlines(), s.partition('x')[0])
    print(s.rpartition('x')[2])
    print(s.find('x'), s.rfind('x', 1), s.count('x'))
    print(s.startswith('x'), s.endswith('x'), s.replace('a', 'b'))
    print(s.ljust(3), s.rjust(3, '*'), s.center(4))
    print(s.zfill(5), s.expandtabs(), s.isdigit())
    print(s.isalpha(), s.isidentifier(), s.istitle())
    print(s.isupper(), s.removeprefix('a'), s.removesuffix('b'))
    print(s.isalnum(), s.isascii())
    print(','.join(words), ','.join([c for c in s]), ','.join(map(str, [1])))
    d = s.encode('latin-1')
    print(d.upper(), d.split(), d.split(b','))
    print(d.find(b'x'), d.replace(b'a', b'b'), d.strip())
    print(d.hex(), d.startswith(b'x'), b','.join([d]))
    print(d.isdigit(), d.splitlines(), d.partition(b'x')[0])
    print(d.rsplit())
    try:
        fd = os.open('/x', os.O_RDONLY)
        os.close(fd)
    except FileNotFoundError:
        print(time.time(), os.getenv('HOME'), os.path.join('a', 'b'))
        print(os.path.basename('x/y'), os.path.splitext('x.y')[1])
    return int('12') + int('12', 16)


def target(driver, args):
    return entry_point
