# sanitize: address,undefined
# report: load of misaligned address
from rpython.rtyper.lltypesystem import lltype, rffi


def word_at(text, position):
    return rffi.cast(rffi.SIGNEDP, rffi.ptradd(text, position))[0]  # here


def entry_point(argv):
    text = lltype.malloc(rffi.CCHARP.TO, 32, flavor='raw', zero=True)
    print(word_at(text, 8), word_at(text, len(argv)))
    lltype.free(text, flavor='raw')
    return 0


def target(driver, args):
    return entry_point
