"""Sizes and offsets are those of C for the target: what was computed at import, and what the C compiler says."""

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.unroll import unrolling_iterable
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import ExternalCompilationInfo

INNER = rffi.CStruct('inner', ('tag', rffi.CHAR), ('wide', rffi.LONGLONG))
OUTER = rffi.CStruct('outer', ('flag', rffi.UCHAR), ('ratio', rffi.DOUBLE), ('small', rffi.SHORT), ('next', rffi.VOIDP),
                     ('inner', INNER), ('last', rffi.LONG), ('single', rffi.FLOAT), ('end', rffi.CHAR))
FIELDS = ['flag', 'ratio', 'small', 'next', 'inner', 'last', 'single', 'end']
info = ExternalCompilationInfo(includes=['stddef.h', 'stdint.h', 'time.h', 'sys/types.h'], separate_module_sources=['''
struct inner { char tag; long long wide; };
struct outer { unsigned char flag; double ratio; short small; void* next; struct inner inner; long last; float single; char end; };
size_t c_sizes(size_t which) {
  size_t sizes[] = {sizeof(long), sizeof(size_t), sizeof(void*), sizeof(long long), sizeof(double), sizeof(time_t), sizeof(off_t),
                    sizeof(wchar_t), sizeof(ptrdiff_t), sizeof(struct inner), sizeof(struct outer)};
  return sizes[which];
}
size_t c_offsets(size_t which) {
#define AT(field) offsetof(struct outer, field)
  size_t offsets[] = {AT(flag), AT(ratio), AT(small), AT(next), AT(inner), AT(last), AT(single), AT(end)};
  return offsets[which];
}
'''])
c_sizes = rffi.llexternal('c_sizes', [rffi.SIZE_T], rffi.SIZE_T, compilation_info=info)
c_offsets = rffi.llexternal('c_offsets', [rffi.SIZE_T], rffi.SIZE_T, compilation_info=info)
SIZES = [rffi.sizeof(T) for T in (rffi.LONG, rffi.SIZE_T, rffi.VOIDP, rffi.LONGLONG, rffi.DOUBLE, rffi.TIME_T, rffi.OFF_T,
                                  rffi.WCHAR_T, rffi.PTRDIFF_T, INNER, OUTER)]
OFFSETS = [rffi.offsetof(OUTER, name) for name in FIELDS]
fields = unrolling_iterable(enumerate(FIELDS))


def entry_point(argv):
    print(SIZES, OFFSETS)
    for i, name in fields:
        assert OFFSETS[i] == rffi.offsetof(OUTER, name)
    if we_are_translated():
        # On Python it is another machine's C.
        for i in range(len(SIZES)):
            if c_sizes(i) != SIZES[i]:
                print('size', i, 'is', c_sizes(i))
        for i in range(len(OFFSETS)):
            if c_offsets(i) != OFFSETS[i]:
                print('offset', i, 'is', c_offsets(i))
    outer = lltype.malloc(OUTER, flavor='raw', zero=True)
    outer.inner.wide = rffi.cast(rffi.LONGLONG, -7)
    outer.ratio = 2.5
    outer.last = 3
    bytes_of = rffi.cast(rffi.UCHARP, outer)
    print(outer.inner.wide == -7, outer.ratio, [int(bytes_of[i]) != 0 for i in range(4)])
    lltype.free(outer, flavor='raw')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
