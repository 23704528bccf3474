"""Unsigned words: r_uint wraps, and compares and divides unsigned."""

from rpython.rlib.rarithmetic import intmask, r_uint


def hash_string(text):
    x = r_uint(5381)
    for char in text:
        x = x * r_uint(33) ^ r_uint(ord(char))
    return x


def xorshift(x):
    x ^= x << 13
    x ^= x >> 7
    x ^= x << 17
    return x


def to_hex(x):
    digits = []
    while x:
        digits.append('0123456789abcdef'[intmask(x & r_uint(15))])
        x >>= 4
    digits.reverse()
    return ''.join(digits) or '0'


def entry_point(argv):
    top = r_uint(0) - r_uint(1)
    print(str(top))
    print(str(top + r_uint(1)))
    print(str(top // r_uint(10)))
    print(str(top % r_uint(10)))
    print(str(top >> 1))
    print(str(top > r_uint(5)))
    print(str(intmask(top)))
    print(str(r_uint(-5)))
    print(str(~r_uint(0) == top))
    print(str(-r_uint(1) == top))
    for text in ['', 'a', 'hello', 'unsigned hashing']:
        print(to_hex(hash_string(text)))
    x = r_uint(88172645463325252)
    for i in range(10):
        x = xorshift(x)
        print(f'{to_hex(x)} {intmask(x)} {intmask(x % r_uint(6))}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
