"""Objects whose end somebody wants to know of, in the order in which they may end.

An unreachable object that another one's finalizer can still reach waits for
that one: its turn comes in a later collection. In a cycle, which one is first
is not defined.

Light finalizers do not follow pointers, so that no order is needed: they are
called within the collection that finds the object dead, and it is gone.
"""

from rpython.rlib.objectmodel import specialize
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Signed

from gcs.base import WORD
from gcs.header import FINAL_MASK, FINAL_SHIFT, header_of, set_header
from gcs.policies.addresses import AddressStack
from gcs.program import finalize_light, has_finalizers
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


class FinalizableList:
    """Objects, and with each the number of the queue that it goes to when it is dead."""

    _immutable_fields_ = ['objects', 'queues']

    def __init__(self):
        self.objects = AddressStack()
        self.queues = AddressStack()  # numbers

    def add(self, obj, queue: int) -> None:
        """Add an object at the end."""
        self.objects.push(obj)
        self.queues.push(llop.cast_int_to_adr(Address, queue))

    def is_empty(self) -> bool:
        """Is there nothing?"""
        return self.objects.is_empty()

    def length(self) -> int:
        """Return how many there are."""
        return self.objects.length()

    def object_at(self, index: int):
        """Return one of the objects."""
        return self.objects.at(index)

    def queue_at(self, index: int) -> int:
        """Return the number of its queue."""
        return llop.cast_adr_to_int(Signed, self.queues.at(index))

    def put(self, index: int, obj, queue: int) -> None:
        """Replace one."""
        self.objects.put(index, obj)
        self.queues.put(index, llop.cast_int_to_adr(Address, queue))

    def shorten(self, length: int) -> None:
        """Keep only the first ones."""
        self.objects.shorten(length)
        self.queues.shorten(length)

    def clear(self) -> None:
        """Remove all."""
        self.objects.clear()
        self.queues.clear()

    def take_all(self, other) -> None:
        """Move what is in another list to the end of this one."""
        i = 0
        while i < other.length():
            self.add(other.object_at(i), other.queue_at(i))
            i += 1
        other.clear()


class ReadyQueue:
    """Those whose turn it is, first in, first out."""

    _immutable_fields_ = ['list']

    def __init__(self):
        self.list = FinalizableList()
        self.first = 0

    def add(self, obj, queue: int) -> None:
        """Add an object at the end."""
        self.list.add(obj, queue)

    def is_empty(self) -> bool:
        """Is there nothing?"""
        return self.list.is_empty()

    def first_queue(self) -> int:
        """Return the number of the queue that the first one goes to; -1 if there is none."""
        return -1 if self.list.is_empty() else self.list.queue_at(self.first)

    def take_first(self):
        """Remove the first and return it; NULL if there is none."""
        if self.list.is_empty():
            return llmemory.NULL
        result = self.list.object_at(self.first)
        self.first += 1
        if self.first == self.list.length():
            self.first = 0
            self.list.clear()
        return result


class Finalizers:
    """The objects that were registered, and those of them that are dead."""

    _immutable_fields_ = ['registered', 'old', 'light', 'old_light', 'ready', 'dead', 'first', 'waiting', 'pending']

    def __init__(self):
        self.registered = FinalizableList()
        self.old = FinalizableList()      # the same, of objects which are old
        self.light = AddressStack()       # those with light finalizers
        self.old_light = AddressStack()
        self.ready = ReadyQueue()
        self.dead = FinalizableList()
        self.first = FinalizableList()    # dead, and not reached from another's children
        self.waiting = FinalizableList()  # dead, and reached from others
        self.pending = AddressStack()     # objects still to be traced

    def has_ready(self) -> bool:
        """Are there dead objects that the program has not taken?"""
        return has_finalizers() and not self.ready.is_empty()

    def find_dead(self, gc, registered, survivors) -> bool:
        """Once it is known what survives: decide whose turn it is, and keep all alive. Is there any?

        `registered` are looked at; those which are not dead or have to wait are
        in `survivors` afterwards, which may be the same.
        """
        if not has_finalizers():
            return False
        self._sort_out(gc, registered, survivors)
        dead = self.dead
        if dead.is_empty():
            return False
        heads = self.first
        i = 0
        count = dead.length()
        while i < count:
            obj = dead.object_at(i)
            if _state(obj) == NOT_REACHED:
                self._reach_from(gc, obj)
                heads.add(obj, dead.queue_at(i))
            else:
                self.waiting.add(obj, dead.queue_at(i))
            i += 1
        # A head that was reached later on from another one waits too.
        kept = i = 0
        count = heads.length()
        while i < count:
            obj = heads.object_at(i)
            if _state(obj) == REACHED_ONCE:
                heads.put(kept, obj, heads.queue_at(i))
                kept += 1
            else:
                self.waiting.add(obj, heads.queue_at(i))
            i += 1
        heads.shorten(kept)
        self._keep_alive(gc, survivors)
        return True

    def _sort_out(self, gc, registered, survivors) -> None:
        kept = i = 0
        count = registered.length()
        while i < count:
            obj = registered.object_at(i)
            queue = registered.queue_at(i)
            if not gc.survives(obj):
                self.dead.add(obj, queue)
            elif registered is survivors:
                registered.put(kept, gc.new_address(obj), queue)
                kept += 1
            else:
                survivors.add(gc.new_address(obj), queue)
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
        first, waiting = self.first, self.waiting
        i = 0
        while i < first.length():
            self.ready.add(gc.keep(first.object_at(i)), first.queue_at(i))
            i += 1
        i = 0
        while i < waiting.length():
            survivors.add(gc.keep(waiting.object_at(i)), waiting.queue_at(i))
            i += 1
        self.dead.clear()
        self.first.clear()
        self.waiting.clear()

    def call_light(self, gc, registered, survivors) -> None:
        """Once it is known what survives: call the light finalizers of what does not; the rest goes to `survivors`."""
        if not has_finalizers():
            return
        kept = i = 0
        count = registered.length()
        while i < count:
            obj = registered.at(i)
            if not gc.survives(obj):
                finalize_light(obj)
            elif registered is survivors:
                registered.put(kept, gc.new_address(obj))
                kept += 1
            else:
                survivors.push(gc.new_address(obj))
            i += 1
        registered.shorten(kept)

    @specialize.arg(2)
    def visit_ready(self, gc, visit) -> None:
        """Call `visit(gc, slot)` for those which are dead, until somebody takes them."""
        if not has_finalizers():
            return
        objects = self.ready.list.objects
        slot = objects.items + self.ready.first * WORD
        end = objects.items + objects.used
        while slot < end:
            visit(gc, slot)
            slot = slot + WORD

    @specialize.arg(2)
    def visit_registered(self, gc, visit) -> None:
        """The same for all those which are registered."""
        if not has_finalizers():
            return
        _visit_items(gc, self.registered.objects, visit)
        _visit_items(gc, self.old.objects, visit)
        _visit_items(gc, self.light, visit)
        _visit_items(gc, self.old_light, visit)
