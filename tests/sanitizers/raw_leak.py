# sanitize: address
# report: LeakSanitizer: detected memory leaks
from rpython.rtyper.lltypesystem import lltype, rffi


class Owner:
    """What only objects refer to, in the collector's memory, is not lost."""

    def __init__(self, next):
        self.next = next
        self.numbers = lltype.malloc(rffi.SIGNEDP.TO, 10, flavor='raw')  # not here


class Keeper:
    def __init__(self):
        self.kept = None
        self.last = lltype.nullptr(rffi.SIGNEDP.TO)


keeper = Keeper()


def lose(times):
    for i in range(times):
        keeper.last = lltype.malloc(rffi.SIGNEDP.TO, 10, flavor='raw')  # here


def entry_point(argv):
    for i in range(10):
        keeper.kept = Owner(keeper.kept)
    lose(10)
    return 0


def target(driver, args):
    return entry_point
