"""Raw memory and C functions on plain Python; what the programs rffi_*.py do not show: what is refused."""

import pytest

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.simulator import MemoryFault, NullPointer, UseAfterFree

POINT = rffi.CStruct('point', ('x', rffi.INT), ('y', rffi.DOUBLE))


def test_bounds():
    items = lltype.malloc(rffi.LONGP.TO, 3, flavor='raw')
    items[2] = 1
    for index in (-1, 3):
        with pytest.raises(MemoryFault):
            items[index]
    with pytest.raises(MemoryFault):
        rffi.ptradd(items, 3)[0] = 1
    lltype.free(items, flavor='raw')


def test_freed():
    point = lltype.malloc(POINT, flavor='raw')
    inner = rffi.cast(rffi.INTP, point)
    lltype.free(point, flavor='raw')
    for access in (lambda: point.x, lambda: inner[0], lambda: lltype.free(point, flavor='raw')):
        with pytest.raises(UseAfterFree):
            access()


def test_null_and_types():
    with pytest.raises(NullPointer):
        lltype.nullptr(POINT).x
    point = lltype.malloc(POINT, flavor='raw')
    with pytest.raises(AttributeError):
        point.z
    with pytest.raises(TypeError):
        point.x = 'text'
    lltype.free(point, flavor='raw')
    with pytest.raises(MemoryFault):
        lltype.free(rffi.cast(rffi.CCHARP, 16), flavor='raw')


def test_calls():
    c_abs = rffi.llexternal('abs', [rffi.INT], rffi.INT)
    assert c_abs(-3) == 3
    with pytest.raises(TypeError):
        c_abs()
    with pytest.raises(NotImplementedError):
        rffi.llexternal('there_is_no_such_function', [], rffi.INT)()
    with pytest.raises(TypeError):
        rffi.llexternal('abs', [POINT], rffi.INT)
    missing = rffi.ExternalCompilationInfo(libraries=['there_is_no_such_library'])
    with pytest.raises(OSError):
        rffi.llexternal('abs', [rffi.INT], rffi.LONG, compilation_info=missing)(1)
