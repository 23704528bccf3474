"""What collectors that mark objects where they are have in common."""

from rpython.rlib.objectmodel import always_inline
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address

from gcs.header import FINAL_MASK, FIRST_OWN_FLAG, PREBUILT, flag, header_of, set_header, type_of_header
from gcs.policies.addresses import AddressStack
from gcs.tracing import TracingCollector
from gcs.types import WEAK, trace_object, type_at, type_size

MARK = flag(FIRST_OWN_FLAG)
"""The object was reached in this collection."""


@always_inline
def mark_slot(gc, slot) -> None:
    """Mark what a slot points to, and have it traced."""
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        gc.mark(obj)


class MarkingCollector(TracingCollector):
    """A stack of objects which were reached, and are to be traced. Prebuilt objects are always marked."""

    prebuilt_flags = PREBUILT | MARK

    _immutable_fields_ = ['mark_stack']

    def __init__(self):
        TracingCollector.__init__(self)
        self.mark_stack = AddressStack()
        self.marked_bytes = 0

    @always_inline
    def mark(self, obj) -> None:
        """Reach an object."""
        header = header_of(obj)
        if not header & MARK:
            set_header(obj, (header | MARK) & ~FINAL_MASK)
            self.mark_stack.push(obj)

    def trace_marked(self) -> None:
        """Mark everything that can be reached from what was marked."""
        stack = self.mark_stack
        while not stack.is_empty():
            obj = stack.pop()
            info = type_at(type_of_header(header_of(obj)))
            self.marked_bytes += type_size(obj, info)
            if info.flags & WEAK:
                self.weak_objects.push(obj)
            else:
                trace_object(self, obj, info, mark_slot)

    def survives(self, obj):
        return header_of(obj) & MARK != 0

    def keep(self, obj):
        self.mark(obj)
        return obj
