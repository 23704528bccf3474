"""The low-level types, and the simulator's checks."""

import pytest

from rpython.rlib.rarithmetic import LONG_BIT, maxint, r_int32, r_uint, r_uint8
from rpython.rtyper.annlowlevel import (
    cast_instance_to_ptr, cast_to_instance, hlbytes, hlstr, llstr, llstr_or_null)
from rpython.rtyper.lltypesystem import llmemory, rffi
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    INT32, UINT8, Address, Array, Bool, Char, Float, FuncType, GcArray,
    GcForwardReference, GcStruct, Ptr, Signed, Struct, UniChar, Unsigned, Void,
    cast_pointer, free, is_array, is_struct, malloc, nullptr, typeOf)
from rpython.rtyper.lltypesystem.simulator import (
    MemoryFault, NullPointer, UseAfterFree)

POINT = GcStruct('point', ('x', Signed), ('y', Float))
POINT3 = GcStruct('point3', ('z', Signed), hints={'base': POINT})
STRING = GcStruct('text', ('hash', Signed), ('chars', Array(Char)))
ENTRY = Struct('entry', ('key', Signed), ('valid', Bool))
ENTRIES = GcArray(ENTRY)


def test_identity_of_types():
    assert Ptr(POINT) is Ptr(POINT)
    assert GcArray(Signed) is GcArray(Signed)
    assert GcArray(Signed) is not GcArray(Signed, hints={'immutable': True})
    assert GcArray(Signed) is not Array(Signed)
    assert FuncType([Signed], Void) is FuncType((Signed,), Void)
    assert GcStruct('point', ('x', Signed)) is not GcStruct('point', ('x', Signed))


def test_parts_of_types():
    assert POINT.x is Signed and POINT3.x is Signed and POINT3.z is Signed
    assert Ptr(POINT).TO is POINT and ENTRIES.OF is ENTRY
    assert is_array(ENTRIES) and not is_array(POINT) and is_struct(POINT)
    with pytest.raises(AttributeError):
        POINT.absent
    with pytest.raises(TypeError):
        Struct('bad', ('chars', Array(Char)), ('x', Signed))


def test_forward_reference():
    NODE = GcForwardReference()
    pointer = Ptr(NODE)
    NODE.become(GcStruct('node', ('next', pointer), ('value', Signed)))
    assert NODE.next is pointer and Ptr(NODE) is pointer
    node = malloc(NODE)
    node.next = node
    assert node.next == node and not malloc(NODE).next


def test_fields_are_checked():
    p = malloc(POINT)
    assert (p.x, p.y) == (0, 0.0)
    p.x = 5
    for wrong in (1.5, True, None, maxint + 1, r_uint(1), 'x', p):
        with pytest.raises(TypeError):
            p.x = wrong
    with pytest.raises(TypeError):
        p.y = 1
    with pytest.raises(AttributeError):
        p.absent = 1
    with pytest.raises(AttributeError):
        p.absent
    assert p.x == 5


def test_arrays_are_checked():
    a = malloc(GcArray(Char), 3)
    a[2] = 'x'
    assert len(a) == 3 and a[2] == 'x' and a[0] == '\0'
    for wrong in (-1, 3):
        with pytest.raises(MemoryFault):
            a[wrong]
        with pytest.raises(MemoryFault):
            a[wrong] = 'x'
    for wrong in ('', 'xy', chr(256), 120):
        with pytest.raises(TypeError):
            a[0] = wrong
    with pytest.raises(MemoryFault):
        malloc(GcArray(Char), -1)
    with pytest.raises(TypeError):
        malloc(GcArray(Char))


def test_inline_parts():
    s = malloc(STRING, 4)
    s.chars[1] = 'b'
    assert len(s.chars) == 4 and s.chars[1] == 'b'
    entries = malloc(ENTRIES, 2)
    entries[1].key = 7
    entry = entries[1]
    entry.valid = True
    assert entries[1].key == 7 and entries[1].valid and not entries[0].valid
    with pytest.raises(TypeError):
        entries[0] = entries[1]


def test_null_and_freed():
    p = nullptr(POINT)
    assert not p and p == nullptr(POINT) and p != malloc(POINT)
    with pytest.raises(NullPointer):
        p.x
    raw = malloc(Struct('raw', ('x', Signed)), flavor='raw')
    free(raw)
    with pytest.raises(UseAfterFree):
        raw.x
    with pytest.raises(TypeError):
        malloc(POINT, flavor='raw')


def test_cast_pointer():
    derived = malloc(POINT3)
    base = cast_pointer(Ptr(POINT), derived)
    base.x = 3
    assert derived.x == 3 and base == derived and typeOf(base) is Ptr(POINT)
    assert cast_pointer(Ptr(POINT3), base) == derived
    with pytest.raises(MemoryFault):
        cast_pointer(Ptr(POINT3), malloc(POINT))


def test_type_of():
    for value, T in ((1, Signed), (True, Bool), ('a', Char), (1.5, Float), (None, Void),
                     (r_uint(1), Unsigned), (r_int32(1), INT32), (r_uint8(1), UINT8),
                     (llmemory.NULL, Address), (malloc(POINT), Ptr(POINT))):
        assert typeOf(value) is T


def test_integer_operations():
    lowest = -maxint - 1
    assert llop.int_add(Signed, maxint, 1) == lowest
    assert llop.int_mul(Signed, maxint, 2) == -2
    assert llop.int_neg(Signed, lowest) == lowest
    assert llop.int_div(Signed, -7, 2) == -3 and llop.int_mod(Signed, -7, 2) == -1
    assert llop.uint_div(Signed, -1, 2) == maxint
    assert llop.uint_rshift(Signed, -1, LONG_BIT - 1) == 1
    assert llop.int_rshift(Signed, -8, 1) == -4
    assert llop.int_lshift(Signed, 1, LONG_BIT - 1) == lowest
    assert llop.uint_ge(Bool, -1, 5) and not llop.int_ge(Bool, -1, 5)
    assert llop.int_add_overflows(Bool, maxint, 1) and not llop.int_add_overflows(Bool, 1, 1)
    assert llop.int_mul_overflows(Bool, lowest, -1)
    assert llop.cast_int(UINT8, -1) == 255 and llop.cast_int(Signed, r_uint(-1)) == -1
    assert type(llop.int_add(INT32, r_int32(2 ** 31 - 1), r_int32(1))) is r_int32
    for wrong in (lambda: llop.int_div(Signed, 1, 0), lambda: llop.int_lshift(Signed, 1, LONG_BIT)):
        with pytest.raises(MemoryFault):
            wrong()
    with pytest.raises(TypeError):
        llop.int_add(Signed, 1, r_uint(1))
    with pytest.raises(AttributeError):
        llop.no_such_operation


def test_other_operations():
    assert llop.float_div(Float, 1.0, 0.0) == float('inf')
    assert llop.float_floor(Float, -0.5) == -1.0
    assert llop.cast_bits_to_float(Float, llop.cast_float_to_bits(Signed, 1.5)) == 1.5
    assert llop.cast_float_to_int(Signed, -1.5) == -1
    assert llop.cast_int_to_char(Char, 65) == 'A' and llop.cast_int_to_char(UniChar, 300) == chr(300)
    assert llop.cast_char_to_int(Signed, 'A') == 65
    assert llop.select(Signed, True, 1, 2) == 1 and llop.bool_not(Bool, False)
    for wrong in (lambda: llop.cast_int_to_char(Char, 256),
                  lambda: llop.cast_float_to_int(Signed, 1e30)):
        with pytest.raises(MemoryFault):
            wrong()


def test_copying():
    a = malloc(GcArray(Signed), 5)
    for i in range(5):
        a[i] = i
    llop.arraycopy(Void, a, 0, a, 1, 4)
    assert [a[i] for i in range(5)] == [0, 0, 1, 2, 3]
    llop.arrayclear(Void, a, 3, 2)
    assert [a[i] for i in range(5)] == [0, 0, 1, 0, 0]
    with pytest.raises(MemoryFault):
        llop.arraycopy(Void, a, 0, a, 1, 5)
    entries = malloc(ENTRIES, 2)
    entries[0].key = 1
    llop.arraycopy(Void, entries, 0, entries, 1, 1)
    entries[0].key = 2
    assert entries[1].key == 1
    s, t = llstr('hello'), llstr('HELP')
    llop.tailcopy(Void, t, 1, s, 0, 3)
    assert hlstr(s) == 'ELPlo'
    assert llop.tailcompare(Signed, s, 0, t, 1, 3) == 0
    assert llop.tailcompare(Signed, s, 0, t, 0, 1) < 0


def test_addresses():
    memory = llmemory.RawMemory(16)
    start = llmemory.FakeAddress(memory, 0)
    end = start + 16
    assert end - start == 16 and start < end and end - 16 == start and start != end
    llop.raw_store(Void, start, 8, -5)
    assert llop.raw_load(Signed, start + 8, 0) == -5
    llop.raw_store(Void, start, 0, end)
    assert llop.raw_load(Address, start, 0) == end
    assert llop.cast_int_to_adr(Address, llop.cast_adr_to_int(Signed, end)) == end
    with pytest.raises(MemoryFault):
        llop.raw_load(Signed, end, 0)
    with pytest.raises(MemoryFault):
        start < llmemory.NULL
    assert not llmemory.NULL and start
    s = llstr('abc')
    address = llop.tailaddress(Address, s)
    assert llop.raw_load(Char, address, 1) == 'b'
    llop.raw_store(Void, address, 1, 'x')
    assert hlstr(s) == 'axc'
    p = malloc(POINT)
    assert llop.cast_adr_to_ptr(Ptr(POINT), llop.cast_ptr_to_adr(Address, p)) == p


def test_external():
    twice = rffi.external('twice', [Signed], Signed, python=lambda n: 2 * n)
    assert twice(4) == 8
    with pytest.raises(TypeError):
        twice(1.5)
    with pytest.raises(NotImplementedError):
        rffi.external('unknown', [], Void)()


def test_views():
    assert hlstr(llstr('abc')) == 'abc' and hlbytes(llstr(b'\xff')) == b'\xff'
    assert hlstr(llstr_or_null(None)) is None and not llstr_or_null(None)

    class A:
        pass
    a = A()
    assert cast_to_instance(A, cast_instance_to_ptr(a)) is a
    assert cast_to_instance(A, cast_instance_to_ptr(None)) is None
