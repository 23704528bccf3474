"""Integers of all widths: results of mixed arithmetic, wrapping, text, keys, attributes."""

from rpython.rlib.rarithmetic import (
    r_int, r_int8, r_int16, r_int32, r_int64, r_longlong, r_uint, r_uint8, r_uint16, r_uint32, r_uint64,
    r_ulonglong)


def show(*texts):
    print(' '.join(texts))


def signed(n):
    a = r_int8(n + 95)
    show(str(a + r_int8(100)), str(a * a), str(-a), str(~a), str(a - 120), str(3 - a), str(abs(r_int8(-n))))
    b = r_int16(n * 6000)
    show(str(b * r_int16(3)), str(b // 7), str(b % 7), str(-b // 7), str(-b % 7), str(b << 3), str(b >> 3), str(-b >> 3))
    c = r_int32(-n)
    show(str(c // r_int32(2)), str(c % r_int32(2)), str(c ** 7), str(c & 255), str(c | 1), str(c ^ n))
    d = r_longlong(n) << 40
    show(str(d), str(d * d), str(r_int(n) + 1), str(r_int64(n) - 9))


def unsigned(n):
    a = r_uint8(n + 245)
    show(str(a + r_uint8(10)), str(a * a), str(-a), str(~a), str(a - 255), str(3 - a), str(a >> 1), str(a << 1))
    b = r_uint32(n) - r_uint32(n + 1)
    show(str(b), hex(b), bin(b), oct(b), str(b // 3), str(b % 1000), str(b + 1), str(b >> 20))
    c = r_uint(n) - r_uint(n + 1)
    show(str(c), hex(c), str(c // 10), str(c % 10), str(c >> 1), str(c & 0xff), str(int(c & 0xff)), str(c ** 3))
    d = r_ulonglong(n) * r_ulonglong(1 << 62)
    show(str(d), str(d >> 60), str(r_uint64(d) + 1), str(r_uint16(70000 + n)))


def mixed(n):
    show(str(r_uint8(n + 195) + r_int16(300)), str(r_int8(-n) + r_uint32(1)), str(r_uint(n) // -2), str(-2 * r_uint(n)))
    show(str(r_int32(-n) + r_int8(-1)), str(r_uint16(n) - r_uint32(n + 1)), str(r_uint(n) + True), str(r_uint8(True)))
    show(str(n << r_uint(3)), str(r_uint8(n) << n), str(r_int8(n) >> r_uint(1)), str(1 << r_uint8(n)))
    show(str(r_int8(r_uint(-n))), str(r_uint(r_int8(-n))), str(r_uint16(r_int8(-n))), str(int(r_int16(40000 + n))))
    show(str(r_int8(3.9 * n)), str(r_uint(-1.5 * n)), str(r_uint(1e19)), str(r_uint32(1e12 + n)), str(float(r_uint(-n))))


class Register:
    def __init__(self, value):
        self.value = r_uint32(value)
        self.total = r_uint8(0)

    def step(self):
        self.value -= 10
        self.total += 100
        self.value ^= self.value << 7


ALL_ONES = r_uint(2 ** 64 - 1)
MINUS_FIVE = r_int8(-5)
POWERS = [r_uint32(1 << i) for i in range(0, 32, 5)]
NAMES = {r_int16(-3): 'minus three', r_int16(3): 'three'}


def containers(n):
    counts = {}
    for i in range(n):
        counts[r_uint(i) - r_uint(2)] = i
    for key in counts:
        show(str(key), str(counts[key]))
    show(NAMES[r_int16(-n + 2)], str(r_int16(n) in NAMES), str(POWERS[n]), str(sum([int(p) for p in POWERS])))
    items = [r_uint16(i * 20000) for i in range(n)]
    show(str(items[4]), str(items[1] in items), str(items.index(items[2])), str(max(items)), str(min(items)))
    pair = (r_uint8(n), r_longlong(-n))
    show(str(pair[0]), str(pair[1]), str(pair == (r_uint8(5), r_longlong(-5))))
    show(str(ALL_ONES), str(MINUS_FIVE), str(ALL_ONES + r_uint(n)), str(MINUS_FIVE - r_int8(n * 30)))
    register = Register(n)
    for _ in range(4):
        register.step()
        show(str(register.value), str(register.total))


def entry_point(argv):
    n = len(argv) + 4
    signed(n)
    unsigned(n)
    mixed(n)
    containers(n)
    show(str((r_longlong(n) << 40) + r_int32(n)), str(r_int8(n) * r_int(1000)), str(r_int8(n) * (1000 + n)))
    print(isinstance(r_longlong(n), r_longlong), isinstance(n, r_longlong), isinstance(r_longlong(n), r_int8))
    print(isinstance(r_uint(n), r_uint), isinstance(r_uint(n), int), isinstance(n, r_uint), isinstance(r_int8(n), r_uint8))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
