"""Bit operations and shifts on signed words."""

from rpython.rlib.rarithmetic import LONG_BIT, intmask


def popcount(n):
    count = 0
    while n:
        n &= n - 1
        count += 1
    return count


def reverse_bits(n, width):
    result = 0
    for i in range(width):
        if n & (1 << i):
            result |= 1 << (width - 1 - i)
    return result


def entry_point(argv):
    values = [0, 1, 5, 10, 255, -1, -2, -128, 123456789, -987654321]
    for a in values:
        for b in values:
            print(f'{a} {b}: {a & b} {a | b} {a ^ b}')
    for a in values:
        print(f'{~a} {-a} {+a} {intmask(a << 3)} {a >> 3} {a >> LONG_BIT - 2} {a >> LONG_BIT - 1} {a >> LONG_BIT}')
    for shift in range(0, LONG_BIT - 1, 7):
        print(f'{1 << shift} {(1 << shift) - 1} {(-1 << shift)}')
    for a in values:
        if a >= 0:
            print(f'{popcount(a)} {reverse_bits(a, 30)}')
    flags = 0
    for bit in [1, 4, 9]:
        flags |= 1 << bit
    flags &= ~(1 << 4)
    flags ^= 1
    flags <<= 2
    flags >>= 1
    print(str(flags))
    print('set' if flags & 2 else 'clear')
    print('set' if flags & 32 else 'clear')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
