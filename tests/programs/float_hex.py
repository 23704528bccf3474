"""float.hex, float.fromhex, float.as_integer_ratio."""



def hexadecimal():
    x = 1.5
    print(x.hex(), float.fromhex('0x1.8p+0'), x.as_integer_ratio(), x.is_integer())
    for v in [0.0, -0.0, 0.1, 1e300, 5e-324, -2.5, 1e-310, float('inf'), float('nan')]:
        print(v.hex(), float.fromhex(v.hex()))
    for t in ['0x.1p4', '-0XAp-3', 'ff', ' 0x1.fffffffffffff8p0 ', '0x1.fffffffffffff7fffffp0', '0x1p-1074', '0x1p-1075', '0x1.8p-1075', '0x1.00000000000000000000001p-1075', 'inf', '-Infinity', '0x1.00000000000008p0', '0x1.00000000000018p0', '0x1.fffffffffffffp1023', '0x1.fffffffffffff8p1023', '0x1p1024', '', '0x', '1.8p', 'x', '0x1p+', '1e5', '0x0.0000000000000000000001p80']:
        try:
            print(t, float.fromhex(t))
        except (ValueError, OverflowError) as e:
            print(t, e)
    for v in [0.5, -0.75, 3.0, 1e9, 2.0 ** -20]:
        print(v.as_integer_ratio())


def entry_point(argv):
    hexadecimal()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
