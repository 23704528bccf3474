"""Objects whose end somebody wants to know of, in the order in which they may end.

An unreachable object that another one's finalizer can still reach waits for
that one: its turn comes in a later collection. In a cycle, which one is first
is not defined.
"""

from rpython.rlib.objectmodel import specialize
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address

from gcs.base import WORD
from gcs.header import FINAL_MASK, FINAL_SHIFT, header_of, set_header
from gcs.policies.addresses import AddressQueue, AddressStack
from gcs.types import trace_object, type_of

# How an unreachable object is reached.
NOT_REACHED = 0
REACHED_NOW = 1
REACHED_ONCE = 2
REACHED_AGAIN = 3


def _state(obj) -> int:
    return (header_of(obj) & FINAL_MASK) >> FINAL_SHIFT


def _set_state(obj, state: int) -> None:
    set_header(obj, header_of(obj) & ~FINAL_MASK | state << FINAL_SHIFT)


def _visit_unreachable(gc, slot) -> None:
    obj = llop.raw_load(Address, slot, 0)
    if obj and not gc.survives(obj):
        gc.finalizers.pending.push(obj)


@specialize.arg(2)
def _visit_items(gc, stack, visit) -> None:
    slot = stack.items
    end = slot + stack.used
    while slot < end:
        visit(gc, slot)
        slot = slot + WORD


class Finalizers:
    """The objects that were registered, and those of them that are dead."""

    def __init__(self):
        self.registered = AddressStack()
        self.old = AddressStack()      # the same, of objects which are old
        self.ready = AddressQueue()
        self.dead = AddressStack()
        self.first = AddressStack()    # dead, and not reached from another's children
        self.waiting = AddressStack()  # dead, and reached from others
        self.pending = AddressStack()  # objects still to be traced

    def find_dead(self, gc, registered, survivors) -> bool:
        """Once it is known what survives: decide whose turn it is, and keep all alive. Is there any?

        `registered` are looked at; those which are not dead or have to wait are
        in `survivors` afterwards, which may be the same.
        """
        self._sort_out(gc, registered, survivors)
        if self.dead.is_empty():
            return False
        heads = self.first
        i = 0
        count = self.dead.length()
        while i < count:
            obj = self.dead.at(i)
            if _state(obj) == NOT_REACHED:
                self._reach_from(gc, obj)
                heads.push(obj)
            else:
                self.waiting.push(obj)
            i += 1
        # A head that was reached later on from another one waits too.
        kept = i = 0
        count = heads.length()
        while i < count:
            obj = heads.at(i)
            if _state(obj) == REACHED_ONCE:
                heads.put(kept, obj)
                kept += 1
            else:
                self.waiting.push(obj)
            i += 1
        heads.shorten(kept)
        self._keep_alive(gc, survivors)
        return True

    def _sort_out(self, gc, registered, survivors) -> None:
        kept = i = 0
        count = registered.length()
        while i < count:
            obj = registered.at(i)
            if not gc.survives(obj):
                self.dead.push(obj)
            elif registered is survivors:
                registered.put(kept, gc.new_address(obj))
                kept += 1
            else:
                survivors.push(gc.new_address(obj))
            i += 1
        registered.shorten(kept)

    def _reach_from(self, gc, head) -> None:
        """What was not reached before is now; what was is reached from two."""
        self._trace(gc, head, NOT_REACHED, REACHED_NOW, True)
        self._trace(gc, head, REACHED_NOW, REACHED_ONCE, False)

    def _trace(self, gc, head, before: int, after: int, again: bool) -> None:
        pending = self.pending
        pending.push(head)
        while not pending.is_empty():
            obj = pending.pop()
            state = _state(obj)
            if state == before:
                _set_state(obj, after)
            elif again and state == REACHED_ONCE:
                _set_state(obj, REACHED_AGAIN)
            else:
                continue
            trace_object(gc, obj, type_of(obj), _visit_unreachable)

    def _keep_alive(self, gc, survivors) -> None:
        i = 0
        count = self.first.length()
        while i < count:
            self.ready.append(gc.keep(self.first.at(i)))
            i += 1
        i = 0
        count = self.waiting.length()
        while i < count:
            survivors.push(gc.keep(self.waiting.at(i)))
            i += 1
        self.dead.clear()
        self.first.clear()
        self.waiting.clear()

    @specialize.arg(2)
    def visit_ready(self, gc, visit) -> None:
        """Call `visit(gc, slot)` for those which are dead, until somebody takes them."""
        slot = self.ready.stack.items + self.ready.first * WORD
        end = self.ready.stack.items + self.ready.stack.used
        while slot < end:
            visit(gc, slot)
            slot = slot + WORD

    @specialize.arg(2)
    def visit_registered(self, gc, visit) -> None:
        """The same for all those which are registered."""
        _visit_items(gc, self.registered, visit)
        _visit_items(gc, self.old, visit)
