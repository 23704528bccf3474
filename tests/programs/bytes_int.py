"""int.to_bytes and int.from_bytes, bit_length, bit_count."""

from rpython.rlib.rarithmetic import maxint, r_int16, r_uint


def entry_point(argv):
    n = len(argv) + 2
    for value in [0, 1, -1, n * 40, -n * 40, 127, -128, 128, 255, 65535, -32768, maxint, -maxint - 1]:
        print(value, value.bit_length(), value.bit_count())
        for length in [0, 1, 2, 4, 8, 11]:
            for order in ['big', 'little']:
                for signed in [False, True]:
                    try:
                        data = value.to_bytes(length, order, signed=signed)
                        print(data, int.from_bytes(data, order, signed=signed))
                    except OverflowError as error:
                        print(str(error))
    print(r_uint(-n).to_bytes(8, 'little'), r_int16(-n).to_bytes(3, 'big', signed=True), r_uint(-n).bit_length())
    print((n).to_bytes(), int.from_bytes(bytearray(b'ab')), int.from_bytes([1, 2], 'little'))
    try:
        n.to_bytes(2, 'middle')
    except ValueError as error:
        print(str(error))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
