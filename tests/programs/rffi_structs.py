# test: host-words
"""Raw structs and arrays that C fills, and their layout."""

from rpython.rlib.rarithmetic import intmask
from rpython.rtyper.lltypesystem import llmemory, lltype, rffi

TM = rffi.CStruct('tm', ('tm_sec', rffi.INT), ('tm_min', rffi.INT), ('tm_hour', rffi.INT), ('tm_mday', rffi.INT),
                  ('tm_mon', rffi.INT), ('tm_year', rffi.INT), ('tm_wday', rffi.INT), ('tm_yday', rffi.INT),
                  ('tm_isdst', rffi.INT), ('tm_gmtoff', rffi.LONG), ('tm_zone', rffi.CCHARP))
TIMEVAL = rffi.CStruct('timeval', ('tv_sec', rffi.TIME_T), ('tv_usec', rffi.LONG))
TIMEP = rffi.CArrayPtr(rffi.TIME_T)
gmtime_r = rffi.llexternal('gmtime_r', [TIMEP, lltype.Ptr(TM)], lltype.Ptr(TM))
gettimeofday = rffi.llexternal('gettimeofday', [lltype.Ptr(TIMEVAL), rffi.VOIDP], rffi.INT)
INNER = rffi.CStruct('inner', ('a', rffi.CHAR), ('b', rffi.INT))
OUTER = rffi.CStruct('outer', ('flag', rffi.UCHAR), ('inner', INNER), ('numbers', rffi.CFixedArray(rffi.SHORT, 3)),
                     ('ratio', rffi.DOUBLE), ('next', rffi.VOIDP), ('tail', rffi.CHAR))
NODE = lltype.ForwardReference()
NODE.become(rffi.CStruct('node', ('value', rffi.LONG), ('next', lltype.Ptr(NODE))))
OUTERP = lltype.Ptr(OUTER)
SIZED = lltype.Array(lltype.Signed)


def dates():
    seconds = lltype.malloc(TIMEP.TO, 1, flavor='raw')
    seconds[0] = rffi.cast(rffi.TIME_T, 1700000000)
    date = lltype.malloc(TM, flavor='raw', zero=True)
    result = gmtime_r(seconds, date)
    print(result == date, int(date.tm_year) + 1900, int(date.tm_mon) + 1, intmask(date.tm_mday), int(date.tm_hour))
    print(rffi.charp2str(date.tm_zone) in ('GMT', 'UTC'), date.tm_gmtoff)
    lltype.free(seconds, flavor='raw')
    lltype.free(date, flavor='raw')
    with lltype.scoped_alloc(TIMEVAL) as now:
        print(int(gettimeofday(now, None)), now.tv_sec > 1600000000, 0 <= now.tv_usec < 1000000)


def layout():
    print(rffi.sizeof(INNER), rffi.offsetof(OUTER, 'inner'), rffi.offsetof(OUTER, 'numbers'), llmemory.sizeof(rffi.SHORT))
    outer = lltype.malloc(OUTER, flavor='raw', zero=True)
    outer.flag = 255
    outer.inner.a = 'x'
    outer.inner.b = -7
    for i in range(3):
        outer.numbers[i] = 1000 * i
    outer.ratio = 0.25
    outer.tail = 'z'
    inner = outer.inner
    print(int(outer.flag), inner.a, int(inner.b), int(outer.numbers[2]), len(outer.numbers), outer.ratio, outer.tail)
    print(bool(outer.next), int(rffi.cast(rffi.UCHARP, outer)[0]))
    outer.next = rffi.cast(rffi.VOIDP, outer)
    print(rffi.cast(OUTERP, outer.next) == outer)
    lltype.free(outer, flavor='raw')


def linked_list():
    first = lltype.nullptr(NODE)
    for i in range(5):
        node = lltype.malloc(NODE, flavor='raw')
        node.value = i * i
        node.next = first
        first = node
    total = 0
    while first:
        total = total * 10 + first.value
        following = first.next
        lltype.free(first, flavor='raw')
        first = following
    print(total)


def arrays():
    sized = lltype.malloc(SIZED, 4, flavor='raw', zero=True)
    sized[3] = 5
    print(len(sized), sized[0], sized[3])
    lltype.free(sized, flavor='raw')
    points = lltype.malloc(rffi.CArray(INNER), 3, flavor='raw', zero=True)
    for i in range(3):
        points[i].b = i * 10
    print(int(points[2].b), int(rffi.ptradd(points, 1)[0].b))
    lltype.free(points, flavor='raw')


def casts():
    print(int(rffi.cast(rffi.UCHAR, 300)), int(rffi.cast(rffi.SIGNEDCHAR, 200)), rffi.cast(rffi.LONG, 3.9),
          rffi.cast(rffi.DOUBLE, 3), rffi.cast(rffi.CHAR, 65), int(rffi.cast(rffi.INT, -1)), rffi.cast(lltype.Bool, 5))
    print(str(rffi.cast(rffi.UINT, -1)), rffi.cast(rffi.LONG, rffi.cast(rffi.VOIDP, 16)), rffi.cast(rffi.LONG, 'a'))


def addresses():
    memory = llmemory.raw_malloc(32)
    llmemory.raw_memclear(memory, 32)
    words = llmemory.cast_adr_to_ptr(memory, rffi.LONGP)
    words[0] = 11
    words[1] = 22
    half = 2 * llmemory.sizeof(lltype.Signed)
    llmemory.raw_memcopy(memory, memory + half, half)
    print(words[2], words[3], (memory + 16) - memory, memory < memory + 1, bool(memory), bool(llmemory.NULL))
    print(llmemory.cast_ptr_to_adr(rffi.ptradd(words, 1)) == memory + llmemory.sizeof(lltype.Signed))
    print(llmemory.cast_int_to_adr(llmemory.cast_adr_to_int(memory)) == memory)
    llmemory.raw_free(memory)


def entry_point(argv):
    dates()
    layout()
    linked_list()
    arrays()
    casts()
    addresses()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
