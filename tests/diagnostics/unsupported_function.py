import zlib


def entry_point(argv):
    return zlib.crc32(argv[0].encode('latin-1'))


def target(driver, args):
    return entry_point
