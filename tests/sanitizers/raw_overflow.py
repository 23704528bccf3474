# sanitize: address
# report: heap-buffer-overflow
from rpython.rtyper.lltypesystem import lltype, rffi


def fill(numbers, count):
    for i in range(count):
        numbers[i] = i  # here


def entry_point(argv):
    numbers = lltype.malloc(rffi.SIGNEDP.TO, 10, flavor='raw')
    fill(numbers, 10 + len(argv))
    print(numbers[0])
    lltype.free(numbers, flavor='raw')
    return 0


def target(driver, args):
    return entry_point
