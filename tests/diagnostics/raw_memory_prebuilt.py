from rpython.rtyper.lltypesystem import lltype, rffi

BUFFER = lltype.malloc(rffi.CArray(rffi.LONG), 4, flavor='raw', immortal=True)


def entry_point(argv):
    BUFFER[1] = len(argv)
    print(BUFFER[1])
    return 0


def target(driver, args):
    return entry_point
