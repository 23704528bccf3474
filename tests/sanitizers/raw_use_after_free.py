# sanitize: address
# report: heap-use-after-free
from rpython.rtyper.lltypesystem import lltype, rffi


def fourth(numbers):
    return numbers[3]  # here


def entry_point(argv):
    numbers = lltype.malloc(rffi.SIGNEDP.TO, 10, flavor='raw')
    for i in range(10):
        numbers[i] = i
    lltype.free(numbers, flavor='raw')
    print(fourth(numbers))
    return 0


def target(driver, args):
    return entry_point
