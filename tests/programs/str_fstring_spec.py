"""f-strings with format specifications."""


def bar(amount, width):
    full = amount * width // 100
    return '#' * full + '.' * (width - full)


def entry_point(argv):
    name = 'weft'
    for n in [0, 42, -42, 123456]:
        print(f'{n:5d}|{n:<5d}|{n:>8d}|{n:^9d}|{n:05d}|{n:+d}|')
    for n in [0, 5, 255, 4096]:
        print(f'{n:x}|{n:X}|{n:o}|{n:b}|{n:#x}|{n:08b}|{n:4x}')
    print(f'{name:10}|{name:<10}|{name:>10}|{name:^11}|{name:*<8}|{name:.2}')
    for x in [0.0, 1.5, -3.14159, 1234.5678]:
        print(f'{x:.2f}|{x:10.3f}|{x:<10.1f}|{x:+.1f}|{x:08.2f}')
    for amount in [0, 30, 100]:
        print(f'[{bar(amount, 20)}] {amount:3d}%')
    print(f'{1234567:,}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
