"""What Python's own modules say of the machine is true of the target, at import and at run time."""

import struct, sys
from struct import calcsize
SIZES = [struct.calcsize(f) for f in ('l', 'P', 'bq', '<bl', 'bd', 'i')], calcsize(b'n'), sys.maxsize
TOTAL = struct.calcsize('lP')
LIST = SIZES[0]


def entry_point(argv):
    print(LIST, TOTAL, SIZES[1], SIZES[2], struct.calcsize('lP'), calcsize('bq'), sys.maxsize)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
