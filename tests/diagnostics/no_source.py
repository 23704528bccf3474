import binascii


def entry_point(argv):
    print(binascii.crc32(b'abc'))
    return 0


def target(driver, args):
    return entry_point
