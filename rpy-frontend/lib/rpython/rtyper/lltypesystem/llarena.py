"""Arenas: memory from the system, in which collectors place objects.

What a collector says about its arenas (`arena_reserve`, `arena_reset`, ...)
costs nothing translated; on plain Python it lets the simulator (`arenas.py`)
check every access, and so does AddressSanitizer (`weft build
--sanitize=address`), for which free memory is poisoned. An arena begins as
zeroed memory that is the collector's own: tables, lists, bits. The collector
resets the parts that are for objects, and reserves the place of each object it
makes.
"""

from rpython.rlib.objectmodel import always_inline, we_are_translated
from rpython.rtyper.lltypesystem import arenas, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Signed, Void
from rpython.rtyper.lltypesystem.rffi import external


is_poisoned = False
"""Is AddressSanitizer told what is free? The translator sets it, before the collector is translated."""


class SimulatedSystem:
    """What the simulated system gives, and how much of that is in use."""

    def __init__(self):
        self.most_bytes = arenas.MOST_BYTES
        self.used_bytes = 0


simulated_system = SimulatedSystem()


def _simulate_reserve(size):
    system = simulated_system
    if size > system.most_bytes - system.used_bytes:
        return llmemory.NULL
    system.used_bytes += size
    return llmemory.FakeAddress(arenas.Arena(size), 0)


def _simulate_release(adr, size):
    adr.memory.release(adr.offset, size)
    simulated_system.used_bytes -= size


def _simulate_discard(adr, size):
    adr.memory.discard(adr.offset, size)


def _simulate_protect(adr, size, is_inaccessible):
    adr.memory.protect(adr.offset, size, is_inaccessible != 0)


def _nothing(adr, size):
    pass


arena_malloc = external('weft_arena_reserve', [Signed], Address, python=_simulate_reserve)
"""Return that much zeroed memory from the system, or NULL. It begins at a page."""

arena_free = external('weft_arena_release', [Address, Signed], Void, python=_simulate_release)
"""Give back what `arena_malloc` returned, all of it."""

arena_discard = external('weft_arena_discard', [Address, Signed], Void, python=_simulate_discard)
"""Give whole pages back, and keep their addresses: when they are used again they are zero."""

arena_protect = external('weft_arena_protect', [Address, Signed, Signed], Void, python=_simulate_protect)
"""Let nobody access whole pages of free memory, or (with 0) make them accessible again; a tool for finding mistakes."""

_poison = external('weft_arena_poison', [Address, Signed], Void, python=_nothing)
_unpoison = external('weft_arena_unpoison', [Address, Signed], Void, python=_nothing)


@always_inline
def arena_reserve(adr, size: int, type_number: int) -> None:
    """Say that an object of that type is there now, with all of these bytes. Its place must be free."""
    if not we_are_translated():
        adr.memory.place(adr.offset, size, type_number)
    elif is_poisoned:
        _unpoison(adr, size)


@always_inline
def arena_reserve_cell(adr, size: int) -> None:
    """Say that something of the collector's own is there now, such as a link between free cells."""
    if not we_are_translated():
        adr.memory.place(adr.offset, size, None)
    elif is_poisoned:
        _unpoison(adr, size)


@always_inline
def arena_reset(adr, size: int) -> None:
    """Say that the memory is free: all objects in it are dead, and nothing is known of its content."""
    if not we_are_translated():
        adr.memory.reset(adr.offset, size, False)
    elif is_poisoned:
        _poison(adr, size)


@always_inline
def arena_reset_objects(adr, size: int) -> None:
    """The same, where objects may begin in front of it or end behind it: these are dead too."""
    if not we_are_translated():
        adr.memory.reset_objects(adr.offset, size)
    elif is_poisoned:
        _poison(adr, size)


@always_inline
def arena_reset_zero(adr, size: int) -> None:
    """Make the memory free and zero."""
    if not we_are_translated():
        adr.memory.reset(adr.offset, size, True)
    elif is_poisoned:
        _unpoison(adr, size)
        llop.raw_memclear(Void, adr, size)
        _poison(adr, size)
    else:
        llop.raw_memclear(Void, adr, size)


@always_inline
def arena_own(adr, size: int) -> None:
    """Say that free memory is the collector's own again, for tables."""
    if not we_are_translated():
        adr.memory.own(adr.offset, size)
    elif is_poisoned:
        _unpoison(adr, size)


@always_inline
def arena_is_zero(adr, size: int) -> None:
    """Say that the memory is free, and zero since the system gave it."""
    if not we_are_translated():
        adr.memory.reset(adr.offset, size, True)
    elif is_poisoned:
        _poison(adr, size)


@always_inline
def arena_move(source, dest, size: int, new_size: int, type_number: int) -> None:
    """Move an object of `size` bytes to a place that may overlap with its own; there it has `new_size` bytes."""
    if not we_are_translated():
        dest.memory.move(source.memory, source.offset, dest.offset, size, new_size, type_number)
    elif is_poisoned:
        _unpoison(dest, new_size)
        llop.raw_memcopy(Void, source, dest, size)
        _poison(source, size)
        _unpoison(dest, new_size)
    else:
        llop.raw_memcopy(Void, source, dest, size)


@always_inline
def arena_pointers_ahead(yes: bool) -> None:
    """Say that pointers are updated before objects are moved, or that these are moved now."""
    if not we_are_translated():
        arenas.set_pointers_ahead(yes)
