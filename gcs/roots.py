"""Where the program's pointers are outside of objects: the shadow stack, and static data."""

from rpython.rlib.objectmodel import dont_inline, specialize
from rpython.rtyper.lltypesystem import arenas, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address
from rpython.rtyper.lltypesystem.rffi import external

from gcs.base import WORD
from gcs.types import NO_HEADER, static_root, static_root_type, trace_object


class SimulatedStack:
    """The shadow stack on plain Python."""

    def __init__(self):
        self.clear()

    def clear(self) -> None:
        """Begin with a new, empty one."""
        self.bottom = llmemory.FakeAddress(arenas.Arena(1 << 20), 0)
        self.top = self.bottom

    def push(self, address) -> None:
        """Add a root."""
        self.top.store(Address, address)
        self.top = self.top + WORD

    def pop(self):
        """Remove the last root and return it."""
        self.top = self.top - WORD
        return self.top.load(Address)


simulated_stack = SimulatedStack()

weft_roots_bottom = external('weft_roots_bottom', [], Address, python=lambda: simulated_stack.bottom)
weft_roots_top = external('weft_roots_top', [], Address, python=lambda: simulated_stack.top)


@specialize.arg(1)
@dont_inline
def visit_stack(gc, visit) -> None:
    """Call `visit(gc, slot)` for each pointer on the stack that is not null."""
    slot = weft_roots_bottom()
    top = weft_roots_top()
    while slot < top:
        if llop.raw_load(Address, slot, 0):
            visit(gc, slot)
        slot = slot + WORD


@specialize.arg(1)
@dont_inline
def visit_static(gc, visit) -> None:
    """Call `visit(gc, slot)` for the pointers in prebuilt objects that can change; they may be null."""
    i = 0
    while True:
        obj = static_root(i)
        if not obj:
            return
        trace_object(gc, obj, static_root_type(i), visit)
        i += 1


@specialize.arg(1)
@dont_inline
def visit_raw_static(gc, visit) -> None:
    """The same for raw structs only, which come first: no write barrier is called for them."""
    i = 0
    while True:
        obj = static_root(i)
        if not obj:
            return
        info = static_root_type(i)
        if not info.flags & NO_HEADER:
            return
        trace_object(gc, obj, info, visit)
        i += 1
