"""What programs may find out about their heap: sizes, types, references, and all of it as a dump.

A dump consists of words. It begins with the bytes `weftheap`, the version of
the format (1) and the size of a word in bytes; the records behind that begin
with what they are:

    TYPE    number, size of the fixed part, size of an item, length of the name in bytes, the name (filled up to words)
    ROOTS   how many, addresses
    OBJECT  address, number of its type, bytes, how many references, addresses
    END

A type comes before its first object. Tools read it (`tools/heapdump`).
"""

import os

from rpython.rlib.objectmodel import dont_inline
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_free, arena_malloc
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Char, Signed, Void
from rpython.rtyper.lltypesystem.rffi import external

from gcs.base import WORD
from gcs.header import header_of, type_of_header
from gcs.policies.addresses import AddressStack
from gcs.policies.identities import ENTRY, AddressTable
from gcs.roots import visit_stack, visit_static
from gcs.types import object_size, trace_object, type_at, type_of

END = 0
TYPE = 1
ROOTS = 2
OBJECT = 3

BUFFER = 64 * 1024


def _simulate_write(descriptor, data, size):
    return os.write(descriptor, bytes(ord((data + i).load(Char)) for i in range(size)))


_write = external('weft_write', [Signed, Address, Signed], Signed, python=_simulate_write)


def _note(gc, slot) -> None:
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        gc.inspector.note(obj)


def _dump_reference(gc, slot) -> None:
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        gc.inspector.dump_reference(obj)


def _keep(gc, slot) -> None:
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        gc.inspector.roots.push(obj)


class Inspector:
    """Lists and dumps what a collector has."""

    _immutable_fields_ = ['seen', 'pending', 'roots']

    def __init__(self):
        self.count = 0              # of references found
        self.next_item = llmemory.NULL  # where to put the next one
        self.room = 0               # for how many
        self.seen = AddressTable()  # objects, and types as if their numbers were addresses
        self.pending = AddressStack()
        self.roots = AddressStack()
        self.buffer = llmemory.NULL
        self.used = 0
        self.descriptor = 0
        self.has_failed = False

    # ---- lists

    def list_references(self, gc, obj, array, room: int) -> int:
        """Put what an object refers to, or what roots do if it is NULL, into an array; return how many there are."""
        self.count = 0
        self.room = room
        if room:
            gc.write_barrier(array)
            self.next_item = array + type_of(array).items_offset
        if obj:
            trace_object(gc, obj, type_of(obj), _note)
        else:
            visit_stack(gc, _note)
            visit_static(gc, _note)
            gc.finalizers.visit_ready(gc, _note)
        return self.count

    def note(self, obj) -> None:
        """Add a reference to the list."""
        if self.count < self.room:
            llop.raw_store(Void, self.next_item, 0, obj)
            self.next_item = self.next_item + WORD
        self.count += 1

    # ---- the dump

    @dont_inline
    def dump(self, gc, descriptor: int) -> bool:
        """Write all that can be reached to a file; did that work?"""
        self.buffer = arena_malloc(BUFFER)
        if not self.buffer:
            return False
        self.descriptor = descriptor
        self.has_failed = False
        self.used = 0
        for character in 'weftheap':
            self._put_character(character)
        self._put(1)
        self._put(WORD)
        self._dump_roots(gc)
        while not self.pending.is_empty():
            self._dump_object(gc, self.pending.pop())
        self._put(END)
        self._flush()
        count = self.seen.capacity
        entries = self.seen.take_all()
        if entries:
            arena_free(entries, count * ENTRY)
        arena_free(self.buffer, BUFFER)
        return not self.has_failed

    def _dump_roots(self, gc) -> None:
        roots = self.roots
        visit_stack(gc, _keep)
        visit_static(gc, _keep)
        gc.finalizers.visit_ready(gc, _keep)
        self._put(ROOTS)
        self._put(roots.length())
        while not roots.is_empty():
            self.dump_reference(roots.pop())
        roots.clear()

    def _dump_object(self, gc, obj) -> None:
        header = header_of(obj)
        number = type_of_header(header)
        info = type_at(number)
        if self._is_new(llop.cast_int_to_adr(Address, (number + 1) * WORD)):
            self._dump_type(number, info)
        self._put(OBJECT)
        self._put(llop.cast_adr_to_int(Signed, obj))
        self._put(number)
        self._put(object_size(obj, header))
        self._put(self.list_references(gc, obj, llmemory.NULL, 0))
        trace_object(gc, obj, info, _dump_reference)

    def _dump_type(self, number: int, info) -> None:
        length = 0
        while llop.raw_load(Char, info.name, length) != '\x00':
            length += 1
        self._put(TYPE)
        self._put(number)
        self._put(info.fixed_size)
        self._put(info.item_size)
        self._put(length)
        i = 0
        while i < length:
            self._put_character(llop.raw_load(Char, info.name, i))
            i += 1
        while self.used & (WORD - 1):
            self._put_character('\x00')

    def dump_reference(self, obj) -> None:
        """Write where an object is; have it dumped if that was not done."""
        self._put(llop.cast_adr_to_int(Signed, obj))
        if self._is_new(obj):
            self.pending.push(obj)

    def _is_new(self, address) -> bool:
        if self.seen.get(address) != 0:
            return False
        self.seen.set(address, 1)
        return True

    def _put(self, word: int) -> None:
        llop.raw_store(Void, self.buffer, self.used, word)
        self._advance(WORD)

    def _put_character(self, character) -> None:
        llop.raw_store(Void, self.buffer, self.used, character)
        self._advance(1)

    def _advance(self, size: int) -> None:
        self.used += size
        if llop.unlikely(Bool, self.used == BUFFER):
            self._flush()

    def _flush(self) -> None:
        done = 0
        while done < self.used and not self.has_failed:
            written = _write(self.descriptor, self.buffer + done, self.used - done)
            if written <= 0:
                self.has_failed = True
            done += written
        self.used = 0
