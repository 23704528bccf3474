"""What `rpython.rlib.rgc` tells of objects, in translated code: the collector knows."""

from rpython.rlib import rgc
from rpython.rlib.objectmodel import current_object_addr_as_int, specialize
from rpython.rtyper.annlowlevel import cast_to_instance
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, GcArray, GcStruct, Ptr, Signed, malloc
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import replaces

_object_bytes = external('weft_object_bytes', [Address], Signed)
_type_index = external('weft_type_index', [Address], Signed)
_is_instance = external('weft_is_instance', [Address], Bool)
_list_references = external('weft_list_references', [Address, Address, Signed], Signed)
_dump_heap = external('weft_dump_heap', [Signed], Bool)

ANY = Ptr(GcStruct('any_object'))
"""Pointers to objects of which nothing is known here; the collector looks at their headers."""

ANY_ARRAY = GcArray(ANY)

SPARE = 8
"""There may be more roots when they are listed than when they were counted: the list itself is one."""


@replaces(rgc.GcRef)
class GcRef:
    def __init__(self, pointer):
        self.pointer = pointer

    def __eq__(self, other):
        return self.pointer == other.pointer

    def __hash__(self):
        return llop.gc_identityhash(Signed, self.pointer)


def _reference(address):
    return GcRef(llop.cast_adr_to_ptr(ANY, address))


@specialize.argtype(0)
def _address_of(obj):
    if isinstance(obj, GcRef):
        return llop.cast_ptr_to_adr(Address, obj.pointer)
    return llop.cast_int_to_adr(Address, current_object_addr_as_int(obj))


@replaces(rgc.cast_instance_to_gcref)
@specialize.argtype(0)
def cast_instance_to_gcref(obj):
    return _reference(llop.cast_int_to_adr(Address, current_object_addr_as_int(obj)))


@replaces(rgc.try_cast_gcref_to_instance)
@specialize.arg(0)
def try_cast_gcref_to_instance(cls, gcref):
    address = llop.cast_ptr_to_adr(Address, gcref.pointer)
    if not _is_instance(address):
        return None
    instance = cast_to_instance(object, address)
    if isinstance(instance, cls):
        return instance
    return None


@replaces(rgc.get_rpy_memory_usage)
@specialize.argtype(0)
def get_rpy_memory_usage(obj) -> int:
    return _object_bytes(_address_of(obj))


@replaces(rgc.get_rpy_type_index)
@specialize.argtype(0)
def get_rpy_type_index(obj) -> int:
    return _type_index(_address_of(obj))


@replaces(rgc.get_rpy_referents)
@specialize.argtype(0)
def get_rpy_referents(obj):
    array = malloc(ANY_ARRAY, _list_references(_address_of(obj), llmemory.NULL, 0))
    count = _list_references(_address_of(obj), llop.cast_ptr_to_adr(Address, array), len(array))
    return _list_of(array, count)


@replaces(rgc.get_rpy_roots)
def get_rpy_roots():
    array = malloc(ANY_ARRAY, _list_references(llmemory.NULL, llmemory.NULL, 0) + SPARE)
    count = _list_references(llmemory.NULL, llop.cast_ptr_to_adr(Address, array), len(array))
    return _list_of(array, count)


def _list_of(array, count: int):
    references = []
    i = 0
    while i < count and i < len(array):
        references.append(GcRef(array[i]))
        i += 1
    return references


@replaces(rgc.dump_rpy_heap)
def dump_rpy_heap(fd: int) -> bool:
    return _dump_heap(fd)
