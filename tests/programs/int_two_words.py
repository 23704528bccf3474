"""Integers of 64 bits, which are two words on small machines: arithmetic, text, keys, prebuilt, conversions."""

import struct

from rpython.rlib.objectmodel import compute_hash
from rpython.rlib.rarithmetic import LONG_BIT, intmask, maxint, ovfcheck, r_longlong, r_uint, r_ulonglong


class A:
    def __init__(self):
        self.wide = r_longlong(1) << 33
        self.small = 7


BIG = {r_longlong(1 << 40): 'forty', r_longlong(-3): 'minus'}
LIST = [r_ulonglong(2**64 - 1), r_ulonglong(5)]
TUP = (r_longlong(1<<35), 3)
INST = A()


def entry_point(argv):
    n = len(argv)
    w = r_longlong(n)
    print(BIG[w << 40], BIG[w - 4], (w << 41) in BIG, str(LIST[0]), str(LIST[n] + r_ulonglong(n)), str(TUP[0]), str(INST.wide + n))
    d = {}
    for i in range(5):
        d[w << (i * 10)] = i
    print([str(k) for k in d], d[r_longlong(1 << 30)], sum([intmask(k) for k in d if k < 1000000]))
    print('%d %x %s' % (w << 40, w << 36, w << 35), f'{w << 40} {w << 40:x} {w << 40:>20} {w << 40:,}', hex(w << 44), str(-w << 50))
    print(float(w << 53) == 2.0 ** 53, int(2.0 ** 20 * n), str(r_longlong(2.0 ** 40 * n)), (w << 40) / 3, 7 / (w << 34), (w << 40) // 7, (w << 40) % 1000, divmod(w << 33, r_longlong(10)))
    print((w << 40) > 5, 5 < (w << 40), (w << 40) == 1.0 * 2 ** 40, (w << 40) != n, max(w << 40, w), min(w << 40, w), abs(-w << 40), bool(w << 32), not (w << 32))
    try:
        print(ovfcheck(n * maxint) == maxint, ovfcheck(maxint + n))
    except OverflowError:
        print('ovf')
    print(hash(w << 40) == hash(r_longlong(1 << 40)), compute_hash(0.5) == compute_hash(0.5 * n), (w << 40).bit_length(), (w << 40).to_bytes(8, 'big'))
    print(struct.unpack('<q', struct.pack('<q', w << 40))[0] == w << 40, struct.calcsize('l') * 8 == LONG_BIT, struct.calcsize('P'), struct.unpack('<I', b'\xff\xff\xff\xff')[0] == r_uint(0xffffffff))
    print(sorted([w << 40, w << 3, -w << 50]) == [-w << 50, w << 3, w << 40], sum([w << 40, w << 40]) == w << 41)
    print(pow(w + 1, r_longlong(40)), (w + 1) ** 35, str(r_ulonglong(w) << 63), str((r_ulonglong(w) << 63) // r_ulonglong(10)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
