"""The table of the program's types, which the translator fills in.

A type is a number, the low half of an object's header. What is here says how
large its objects are and where their pointers are.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline, specialize, we_are_translated
from rpython.rtyper.lltypesystem import llmemory, lltype
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Array, Signed, Struct, Void
from rpython.rtyper.lltypesystem.rffi import external

from gcs.base import WORD, round_up
from gcs.header import HASH_BEHIND, header_of, type_of_header

HAS_POINTERS = 1
VARSIZE = 2
ITEMS_HAVE_POINTERS = 4
WEAK = 8
NO_HEADER = 16
"""Of raw structs: they are roots, and get no write barrier."""

IS_INSTANCE = 32
"""Of instances of classes."""

GC_TYPE = Struct(
    'gc_type',
    ('flags', Signed),
    ('fixed_size', Signed),          # of what is in front of the first item, with header and length
    ('item_size', Signed),
    ('length_offset', Signed),
    ('items_offset', Signed),
    ('first_pointer', Signed),       # in the offsets: the fixed part's pointers
    ('pointer_count', Signed),
    ('first_item_pointer', Signed),  # in the offsets: an item's, from its beginning
    ('item_pointer_count', Signed),
    ('name', Address))               # ends with NUL
"""A weak reference has no other pointers; the offset of its word is the one at `first_pointer`."""

STATIC_ROOT = Struct(
    'gc_static_root',
    ('object', Address),             # NULL behind the last one
    ('type_number', Signed))
"""Prebuilt data that can change and can hold pointers. Raw structs come first; they have no headers."""

TYPES = Array(GC_TYPE, hints={'nolength': True})
OFFSETS = Array(Signed, hints={'nolength': True})
ROOTS = Array(STATIC_ROOT, hints={'nolength': True})
TYPES_POINTER = lltype.Ptr(TYPES)
OFFSETS_POINTER = lltype.Ptr(OFFSETS)
ROOTS_POINTER = lltype.Ptr(ROOTS)


class SimulatedTables:
    """The tables on plain Python: lists, of objects with the attributes that the structs have."""

    types = offsets = static_roots = None


simulated_tables = SimulatedTables()

# The translator puts the addresses of the tables in place of these calls.
weft_gc_types = external('weft_gc_types', [], Address)
weft_gc_offsets = external('weft_gc_offsets', [], Address)
weft_gc_static_roots = external('weft_gc_static_roots', [], Address)


@always_inline
def _types():
    if not we_are_translated():
        return simulated_tables.types
    return llmemory.cast_adr_to_ptr(weft_gc_types(), TYPES_POINTER)


@always_inline
def _offsets():
    if not we_are_translated():
        return simulated_tables.offsets
    return llmemory.cast_adr_to_ptr(weft_gc_offsets(), OFFSETS_POINTER)


@always_inline
def _static_roots():
    if not we_are_translated():
        return simulated_tables.static_roots
    return llmemory.cast_adr_to_ptr(weft_gc_static_roots(), ROOTS_POINTER)


@always_inline
def type_at(number: int):
    """Return what is known of the type with that number."""
    return _types()[number]


@always_inline
def type_of(obj):
    """Return what is known of an object's type. Its header must not be that of a moved object."""
    if not we_are_translated():
        obj.memory.expect_object(obj.offset)
    return type_at(type_of_header(header_of(obj)))


@always_inline
def pointer_offset(index: int) -> int:
    """Return one of the offsets that types refer to."""
    return _offsets()[index]


@always_inline
def static_root(index: int):
    """Return a piece of prebuilt data to look at: an object, or a raw struct. NULL behind the last one."""
    return _static_roots()[index].object


@always_inline
def static_root_type(index: int):
    """Return what is known of its type."""
    return type_at(_static_roots()[index].type_number)


@always_inline
def length_of(obj, info) -> int:
    """Return the number of an object's items; its type must have some."""
    return llop.raw_load(Signed, obj, info.length_offset)


@always_inline
def type_size(obj, info) -> int:
    """Return how many bytes an object of that type has, without a hash behind it."""
    size = info.fixed_size
    if info.flags & VARSIZE:
        size += length_of(obj, info) * info.item_size
    return round_up(size)


def object_size(obj, header: int) -> int:
    """Return how many bytes an object has; `header` is its header, if it is not there any more."""
    size = type_size(obj, type_at(type_of_header(header)))
    if header & HASH_BEHIND:
        size += WORD
    return size


def weak_target(reference, info):
    """Return what a weak reference refers to, or NULL. For the program its word is a number."""
    return llop.cast_int_to_adr(Address, llop.raw_load(Signed, reference, pointer_offset(info.first_pointer)))


def set_weak_target(reference, info, target) -> None:
    """Let a weak reference refer to an object, or to none."""
    llop.raw_store(Void, reference, pointer_offset(info.first_pointer), llop.cast_adr_to_int(Signed, target))


@specialize.arg(3)
@always_inline
def trace_fixed(gc, obj, info, visit) -> None:
    """Call `visit(gc, slot)` for each place where a pointer is, but not for those in items."""
    if info.flags & HAS_POINTERS:
        index = info.first_pointer
        end = index + info.pointer_count
        while index < end:
            visit(gc, obj + pointer_offset(index))
            index += 1


@specialize.arg(3)
@always_inline
def trace_object(gc, obj, info, visit) -> None:
    """Call `visit(gc, slot)` for each place in an object where a pointer is. It may be null."""
    trace_fixed(gc, obj, info, visit)
    if info.flags & ITEMS_HAVE_POINTERS:
        trace_items(gc, obj, info, 0, length_of(obj, info), visit)


@specialize.arg(5)
@dont_inline
def trace_items(gc, obj, info, start: int, stop: int, visit) -> None:
    """The same for some of its items."""
    size = info.item_size
    item = obj + (info.items_offset + start * size)
    end = obj + (info.items_offset + stop * size)
    first = info.first_item_pointer
    if info.item_pointer_count == 1:
        item = item + pointer_offset(first)
        end = end + pointer_offset(first)
        while item < end:
            visit(gc, item)
            item = item + size
        return
    last = first + info.item_pointer_count
    while item < end:
        index = first
        while index < last:
            visit(gc, item + pointer_offset(index))
            index += 1
        item = item + size
