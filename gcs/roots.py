"""Where the program's pointers are outside of objects: on the stack, and in static data.

Functions keep them in slots that a collector may change. There are two ways to
find these: a shadow stack, which has nothing else on it, and stack maps, which
say for each place in the program where they are on the native stack.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline, specialize
from rpython.rtyper import threads
from rpython.rtyper.lltypesystem import arenas, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address
from rpython.rtyper.lltypesystem.rffi import external

from gcs.base import WORD
from gcs.types import NO_HEADER, static_root, static_root_type, trace_object


has_stack_maps = False
"""Are there stack maps? Set by `--roots=stackmap`."""


class SimulatedStack:
    """The stack on plain Python."""

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

    def slots(self):
        """Return what stack maps would find: the addresses of slots that are not null, and null."""
        found = []
        slot = self.bottom
        while slot < self.top:
            if slot.load(Address):
                found.append(slot)
            slot = slot + WORD
        found.append(llmemory.NULL)
        table = llmemory.FakeAddress(arenas.Arena(len(found) * WORD), 0)
        for index, slot in enumerate(found):
            (table + index * WORD).store(Address, slot)
        return table


simulated_stack = SimulatedStack()

weft_roots_bottom = external('weft_roots_bottom', [], Address, python=lambda: simulated_stack.bottom)
weft_roots_top = external('weft_roots_top', [], Address, python=lambda: simulated_stack.top)
# What is on the shadow stacks of other threads. With stack maps C sees to them.
weft_roots_of_thread = external('weft_roots_of_thread', [Address], Address)
weft_roots_end_of_thread = external('weft_roots_end_of_thread', [Address], Address)
weft_root_slots = external('weft_root_slots', [], Address, python=lambda: simulated_stack.slots())


@specialize.arg(1)
@dont_inline
def visit_stack(gc, visit) -> None:
    """Call `visit(gc, slot)` for each pointer on the stack that is not null."""
    if has_stack_maps:
        _visit_frames(gc, visit)
    else:
        _visit_shadow_stack(gc, visit)


@specialize.arg(1)
@always_inline
def _visit_frames(gc, visit) -> None:
    found = weft_root_slots()
    slot = llop.raw_load(Address, found, 0)
    while slot:
        visit(gc, slot)
        found = found + WORD
        slot = llop.raw_load(Address, found, 0)


@specialize.arg(1)
@always_inline
def _visit_shadow_stack(gc, visit) -> None:
    _visit_slots(gc, visit, weft_roots_bottom(), weft_roots_top())
    if threads.has_threads:
        thread = threads.other_thread(llmemory.NULL)
        while thread:
            _visit_slots(gc, visit, weft_roots_of_thread(thread), weft_roots_end_of_thread(thread))
            thread = threads.other_thread(thread)


@specialize.arg(1)
@always_inline
def _visit_slots(gc, visit, slot, end) -> None:
    while slot < end:
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
