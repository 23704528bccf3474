# test: host-words
"""Functions of the program that C calls, and C code of the program's own."""

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import ExternalCompilationInfo

COMPARE = rffi.CCallback([rffi.VOIDP, rffi.VOIDP], rffi.INT)
qsort = rffi.llexternal('qsort', [rffi.LONGP, rffi.SIZE_T, rffi.SIZE_T, COMPARE], lltype.Void)
bsearch = rffi.llexternal('bsearch', [rffi.LONGP, rffi.LONGP, rffi.SIZE_T, rffi.SIZE_T, COMPARE], rffi.LONGP)

VISIT = rffi.CCallback([rffi.INT, rffi.DOUBLE], rffi.DOUBLE)
TABLE = rffi.CStruct('table', ('visit', VISIT), ('count', rffi.INT))
info = ExternalCompilationInfo(
    includes=['stddef.h'], compile_extra=['-DFACTOR=10'],
    separate_module_sources=['''
struct table { double (*visit)(int, double); int count; };
double visit_all(struct table* table) {
  double sum = 0;
  for (int i = 0; i < table->count; ++i) sum = table->visit(i * FACTOR, sum);
  return sum;
}
double visit_twice(double (*visit)(int, double)) { return visit(1, visit(2, 0.5)); }
'''])
visit_all = rffi.llexternal('visit_all', [lltype.Ptr(TABLE)], rffi.DOUBLE, compilation_info=info)
visit_twice = rffi.llexternal('visit_twice', [VISIT], rffi.DOUBLE, compilation_info=info)


class Counter:
    def __init__(self):
        self.calls = 0


counter = Counter()


def compare(a, b):
    x = rffi.cast(rffi.LONGP, a)[0]
    y = rffi.cast(rffi.LONGP, b)[0]
    counter.calls += 1
    return rffi.cast(rffi.INT, -1 if x < y else 1 if x > y else 0)


def backwards(a, b):
    return compare(b, a)


def add_up(number, sum):
    counter.calls += 1
    return sum + float(int(number)) * 0.5


def entry_point(argv):
    items = lltype.malloc(rffi.LONGP.TO, 20, flavor='raw')
    for i in range(20):
        items[i] = i * 37 % 20
    qsort(items, 20, rffi.sizeof(rffi.LONG), compare)
    print([items[i] for i in range(20)], counter.calls > 20)
    key = lltype.malloc(rffi.LONGP.TO, 1, flavor='raw')
    key[0] = 13
    found = bsearch(key, items, 20, rffi.sizeof(rffi.LONG), compare)
    print(found[0], found == rffi.ptradd(items, 13))
    qsort(items, 20, rffi.sizeof(rffi.LONG), backwards)
    print([items[i] for i in range(20)])
    lltype.free(key, flavor='raw')
    lltype.free(items, flavor='raw')
    counter.calls = 0
    table = lltype.malloc(TABLE, flavor='raw')
    table.visit = rffi.llhelper(VISIT, add_up)
    table.count = 5
    print(visit_all(table), visit_twice(add_up), counter.calls)
    lltype.free(table, flavor='raw')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
