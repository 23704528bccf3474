# test: host-words
"""Addresses as items: adr.signed[i] and its kind."""

from rpython.rlib.rarithmetic import LONG_BIT

from rpython.rtyper.lltypesystem import llmemory, lltype, rffi

WORD = LONG_BIT // 8


def items():
    p = lltype.malloc(rffi.CArray(lltype.Signed), 4, flavor='raw', zero=True)
    a = llmemory.cast_ptr_to_adr(p)
    a.signed[0] = 5
    a.signed[1] = -7
    b = a + WORD
    b.signed[1] = 9
    b.unsigned[2] = rffi.cast(lltype.Unsigned, 3)
    print(a.signed[0], b.signed[0], a.signed[2], str(a.unsigned[3]), [p[i] for i in range(4)])
    a.float[0] = 2.5
    print(a.float[0], a.unsigned[0] == b.unsigned[-1])
    c = a.char
    c[0] = 'x'
    print(a.char[0], len('x'))
    a.address[1] = b
    print(a.address[1] == b, a.address[1] - a == WORD)
    lltype.free(p, flavor='raw')


def entry_point(argv):
    items()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
