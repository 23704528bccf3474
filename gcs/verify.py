"""The heap verifier: walks over everything that can be reached, and reports what must not be.

With `--gc-debug` a collector calls it before and after each collection, and
fills freed memory with a pattern. That finds pointers to where objects were
before they moved, or to freed ones, and old objects with pointers to young
ones that no write barrier told of. Translated, what is found is printed with
the names of types, and the program ends; on plain Python it is a `HeapFault`.
"""

from rpython.rlib.objectmodel import dont_inline, we_are_translated
from rpython.rtyper.lltypesystem import llarena, llmemory
from rpython.rtyper.lltypesystem.arenas import HeapFault
from rpython.rtyper.lltypesystem.llarena import arena_free
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Signed, Void
from rpython.rtyper.lltypesystem.rffi import CONST_CCHARP, external

from gcs.base import WORD
from gcs.header import PREBUILT, SIGN, header_of, is_forwarded, type_of_header
from gcs.policies.addresses import AddressStack
from gcs.policies.identities import ENTRY, AddressTable
from gcs.roots import visit_stack
from gcs.types import IS_INSTANCE, NO_HEADER, WEAK, static_root, static_root_type, trace_object, type_at, type_of, weak_target

POISON = SIGN | 0x2badbad
"""What freed memory is filled with. As a header it is that of an object that has moved."""

ALL_FLAGS = 2 * IS_INSTANCE - 1


def _simulate_report(problem, name, obj, target):
    raise HeapFault(f'{problem}: at {obj}, of type {name.read_c_string().decode() if name else "?"}, to {target}')


_report = external('weft_gc_report', [CONST_CCHARP, Address, Address, Address], Void, python=_simulate_report)


def poison(start, size: int) -> None:
    """Fill freed memory. (The simulator and AddressSanitizer know which memory is free.)"""
    if we_are_translated() and not llarena.is_poisoned:
        offset = 0
        while offset < size:
            llop.raw_store(Void, start, offset, POISON)
            offset += WORD


class Verifier:
    """What was seen already, and what is still to be looked at."""

    def __init__(self):
        self.seen = AddressTable()
        self.pending = AddressStack()
        self.holder = llmemory.NULL       # whose pointers are looked at; NULL for roots
        self.holder_name = llmemory.NULL  # of its type

    @dont_inline
    def verify(self, gc) -> None:
        """Look at the whole heap of a collector."""
        self._look_at_static_data(gc)
        self.holder = self.holder_name = llmemory.NULL
        visit_stack(gc, _check_slot)
        gc.finalizers.visit_ready(gc, _check_slot)
        gc.finalizers.visit_registered(gc, _check_slot)
        pending = self.pending
        while not pending.is_empty():
            obj = pending.pop()
            info = type_of(obj)
            self.holder = obj
            self.holder_name = info.name
            if info.flags & WEAK:
                target = weak_target(obj, info)
                if target:
                    self.check(gc, target)
            else:
                trace_object(gc, obj, info, _check_slot)
        count = self.seen.capacity
        entries = self.seen.take_all()
        if entries:
            arena_free(entries, count * ENTRY)

    def _look_at_static_data(self, gc) -> None:
        i = 0
        while True:
            obj = static_root(i)
            if not obj:
                return
            info = static_root_type(i)
            self.holder = llmemory.NULL if info.flags & NO_HEADER else obj
            self.holder_name = info.name
            trace_object(gc, obj, info, _check_slot)
            i += 1

    def check(self, gc, target) -> None:
        """Look at a pointer."""
        if llop.cast_adr_to_int(Signed, target) & (WORD - 1):
            _report('a pointer that is not aligned', self.holder_name, self.holder, target)
        header = header_of(target)
        if header == POISON:
            _report('a pointer to a freed object', self.holder_name, self.holder, target)
        if is_forwarded(header):
            _report('a pointer to where an object was that moved', self.holder_name, self.holder, target)
        if type_at(type_of_header(header)).flags & ~ALL_FLAGS:
            _report('a pointer to what is no object', self.holder_name, self.holder, target)
        if self.holder and not gc.may_point_to(self.holder, target):
            _report('a pointer to a young object, and no write barrier was called', self.holder_name, self.holder,
                    target)
        if self.seen.get(target) == 0:
            self.seen.set(target, 1)
            if not header & PREBUILT:
                self.pending.push(target)


def _check_slot(gc, slot) -> None:
    target = llop.raw_load(Address, slot, 0)
    if target:
        gc.verifier.check(gc, target)
