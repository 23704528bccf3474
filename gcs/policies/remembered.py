"""The remembered set: old objects that were written to, and may point to young ones.

The write barrier's test is that of a flag in the header, which old objects
have that are not remembered. Prebuilt objects have it from the beginning.
"""

from rpython.rlib.objectmodel import dont_inline
from rpython.rtyper.lltypesystem import llmemory

from gcs.buffers import lock_heap, unlock_heap
from gcs.header import CLEAN, PREBUILT, WRITTEN, header_of, set_header
from gcs.policies.addresses import AddressStack


class RememberedSet:
    """The objects that were written to since the last collection."""

    _immutable_fields_ = ['objects', 'prebuilt']

    def __init__(self):
        self.objects = AddressStack()
        self.prebuilt = AddressStack()  # prebuilt objects that were ever written to: roots of full collections

    @dont_inline
    def add(self, obj) -> None:
        """Remember an object that has the flag."""
        header = header_of(obj)
        if header & (PREBUILT | WRITTEN) == PREBUILT:
            header |= WRITTEN
            self.prebuilt.push(obj)
        set_header(obj, header & ~CLEAN)
        self.objects.push(obj)

    @dont_inline
    def add_written(self, obj) -> None:
        """Remember an object that had the flag a moment ago: another thread may have been quicker."""
        lock_heap()
        if header_of(obj) & CLEAN:
            self.add(obj)
        unlock_heap()

    def take(self):
        """Return an object, which is remembered no more; NULL if there is none."""
        objects = self.objects
        if objects.is_empty():
            objects.clear()
            return llmemory.NULL
        obj = objects.pop()
        set_header(obj, header_of(obj) | CLEAN)
        return obj
