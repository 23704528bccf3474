"""Marking: a stack of objects which were reached, and are to be traced."""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address

from gcs.header import FINAL_MASK, MARK, header_of, set_header, type_of_header
from gcs.policies.addresses import AddressStack
from gcs.types import (
    ITEMS_HAVE_POINTERS, WEAK, length_of, trace_fixed, trace_items, trace_object, type_at, type_of, type_size)

SLICE = 2048
"""So many items of an array are traced at once."""

EACH_ITEM = 40
"""To look at a pointer takes as long as to trace so many more bytes."""


@always_inline
def mark_slot(gc, slot) -> None:
    """Mark what a slot points to, and have it traced."""
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        gc.marker.mark(obj)


class Marker:
    """Marks objects by a flag in their headers. Prebuilt objects have it from the beginning.

    A collector has it as `marker`, and a stack `weak_objects`.
    """

    _immutable_fields_ = ['stack']

    def __init__(self):
        self.stack = AddressStack()
        self.bytes = 0              # of objects that were traced
        self.slice_work = 0         # what slices take more than their bytes say
        self.array = llmemory.NULL  # one that is traced a slice at a time
        self.next_item = 0

    @always_inline
    def mark(self, obj) -> None:
        """Reach an object."""
        header = header_of(obj)
        if not header & MARK:
            set_header(obj, (header | MARK) & ~FINAL_MASK)
            self.stack.push(obj)

    def trace_all(self, gc) -> None:
        """Mark everything that can be reached from what was marked."""
        while not self.trace_some(gc, 1 << 30):
            pass
        self.stack.clear()

    @dont_inline
    def trace_some(self, gc, bytes: int) -> bool:
        """The same, until about so many bytes were traced. Is nothing left to do?"""
        stack = self.stack
        wanted = self.bytes + self.slice_work + bytes
        while True:
            if self.array:
                self._trace_slice(gc)
            elif stack.is_empty():
                return True
            else:
                self._trace(gc, stack.pop())
            if self.bytes + self.slice_work >= wanted:
                return stack.is_empty() and not self.array

    @always_inline
    def _trace(self, gc, obj) -> None:
        info = type_at(type_of_header(header_of(obj)))
        flags = info.flags
        if flags & ITEMS_HAVE_POINTERS and length_of(obj, info) > SLICE:
            self.bytes += info.fixed_size
            self.array = obj
            self.next_item = 0
            return
        self.bytes += type_size(obj, info)
        if flags & WEAK:
            gc.weak_objects.push(obj)
        else:
            trace_object(gc, obj, info, mark_slot)

    @dont_inline
    def _trace_slice(self, gc) -> None:
        array = self.array
        info = type_of(array)
        start = self.next_item
        if start == 0:
            trace_fixed(gc, array, info, mark_slot)
        stop = start + SLICE
        length = length_of(array, info)
        if stop >= length:
            stop = length
            self.array = llmemory.NULL
        self.next_item = stop
        self.bytes += (stop - start) * info.item_size
        self.slice_work += (stop - start) * EACH_ITEM
        trace_items(gc, array, info, start, stop, mark_slot)


@always_inline
def mark_all(gc, objects) -> None:
    """Mark what the objects on a stack point to; they are not marked themselves."""
    i = 0
    while i < objects.length():
        obj = objects.at(i)
        trace_object(gc, obj, type_of(obj), mark_slot)
        i += 1
