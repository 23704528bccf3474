"""C functions given what they do not take."""

from rpython.rtyper.lltypesystem import rffi

strlen = rffi.llexternal('strlen', [rffi.CCHARP], rffi.SIZE_T)
absolute = rffi.llexternal('abs', [rffi.INT], rffi.INT)


def entry_point(argv):
    print(int(strlen(len(argv))))
    print(int(absolute('text')))
    print(int(absolute(1, 2)))
    return 0


def target(driver, args):
    return entry_point
