"""What collectors with a nursery have in common.

H. Lieberman and C. Hewitt, "A real-time garbage collector based on the
lifetimes of objects", CACM 26(6), 1983; D. Ungar, "Generation scavenging",
1984: objects are made in a nursery, and what lives when it is full becomes old.
Old objects that may point to young ones are remembered: the write barrier
tells. It tests a flag in the object's header, which is set in old objects that
are not remembered.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper import threads
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_malloc, arena_reserve, arena_reset
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Void

from gcs.base import WORD, raise_memory_error, round_up, type_number, varsize_bytes
from gcs.buffers import allocate_in_buffer, allocate_large, drop_buffers, piece_of, set_buffer
from gcs.header import (
    CLEAN, MARK, PINNED, PREBUILT, forwarded_address, header_of, is_forwarded, set_header, type_of_header)
from gcs.moving import MovingCollector, grows, move_object
from gcs.policies.addresses import AddressStack
from gcs.policies.pinned import PinnedObjects, size_of
from gcs.policies.remembered import RememberedSet
from gcs.roots import visit_raw_static, visit_stack
from gcs.settings import fatal, nanoseconds, nanoseconds_since, size_setting
from gcs.statistics import BYTES_ALLOCATED, BYTES_COPIED, MINOR_COLLECTIONS, MINOR_TIME, NURSERY_BYTES
from gcs.types import HAS_POINTERS, ITEMS_HAVE_POINTERS, WEAK, object_size, trace_object, type_at, type_of
from gcs.verify import poison

TRACED = HAS_POINTERS | ITEMS_HAVE_POINTERS | WEAK


@always_inline
def visit_young(gc, slot) -> None:
    """Promote what a slot points to, if it is young, and update the slot."""
    obj = llop.raw_load(Address, slot, 0)
    if gc.is_young(obj):
        llop.raw_store(Void, slot, 0, gc.promote(obj))
    elif gc.has_young_large:
        gc.promote_large(obj)


class GenerationalCollector(MovingCollector):
    """A nursery, and an old generation that is the derived class's.

    WEFT_GC_NURSERY  the size of the nursery (default 4M, or a quarter of what objects may take; for threads that run
                     at the same time, and all stop when it is full, 32M)

    A derived class has `take_old`, `old_bytes`, `allocate_large` and `full_collection`.
    """

    needs_write_barrier = True
    zeroes_memory = False
    prebuilt_flags = PREBUILT | CLEAN

    _immutable_fields_ = ['remembered', 'promoted', 'young_weak', 'pinned']

    def __init__(self):
        MovingCollector.__init__(self)
        self.nursery = llmemory.NULL
        self.nursery_size = (64 if threads.are_free else 4) * 1024 * 1024
        self.nursery_room = 0                   # how much of it is filled before it is collected
        self.nursery_free = llmemory.NULL
        self.nursery_top = llmemory.NULL
        self.gap_start = llmemory.NULL          # where objects are made: between objects that stay, if there are any
        self.gap = 0                            # the number of the object behind it
        self.filled = 0                         # the bytes of objects made in the gaps before
        self.pinned = PinnedObjects()
        self.largest_young = 0
        self.remembered = RememberedSet()
        self.promoted = AddressStack()          # objects to be traced
        self.young_weak = AddressStack()        # weak references that may point to young objects
        self.has_young_large = False            # are there young objects that are not in the nursery?
        self.is_minor = True                    # what is being collected now
        self.old_flags = CLEAN                  # of objects that become old

    def setup(self):
        MovingCollector.setup(self)
        # Where there is little memory, most of it is for what lives.
        if self.most_bytes and self.nursery_size > self.most_bytes >> 2:
            self.nursery_size = self.most_bytes >> 2
        self.nursery_size = round_up(size_setting('WEFT_GC_NURSERY', self.nursery_size))
        if self.nursery_size < 1024:
            self.nursery_size = 1024
        self.nursery = arena_malloc(self.nursery_size)
        if not self.nursery:
            fatal('no memory for the nursery')
        arena_reset(self.nursery, self.nursery_size)
        self.nursery_room = self.nursery_size
        self.open_nursery()
        self.statistics.set(NURSERY_BYTES, self.nursery_size)
        self.largest_young = self.nursery_size >> 3 if self.nursery_size >> 3 < 32768 else 32768

    # ---- allocation

    @always_inline
    def malloc_fixed(self, size, type_id):
        return self._allocate(round_up(size), type_number(type_id))

    @always_inline
    def malloc_varsize(self, fixed_size, item_size, length, type_id):
        size = varsize_bytes(fixed_size, item_size, length)
        if llop.unlikely(Bool, size > self.largest_young):
            return self._allocate_large(size, type_number(type_id))
        return self._allocate(size, type_number(type_id))

    @always_inline
    def _allocate(self, size, number):
        if threads.are_free:
            result = allocate_in_buffer(self, size)
        else:
            result = self.nursery_free
            if llop.unlikely(Bool, size > self.nursery_top - result):
                result = self._make_room(size)
            self.nursery_free = result + size
        arena_reserve(result, size, number)
        set_header(result, number)
        return result

    @dont_inline
    def _make_room(self, size):
        """Empty the nursery; return its beginning."""
        if size > self.nursery_room:
            raise_memory_error()  # no type is so large: objects that are have items
        if self._find_gap(size):
            return self.nursery_free
        self.collect_young()
        self.after_collection()
        if not self._find_gap(size):
            self.collect_young()  # finalizers have filled it
            if not self._find_gap(size):
                raise_memory_error()  # only types of `largest_young` bytes have room everywhere
        return self.nursery_free

    def take_buffer(self, size):
        if not self._find_gap(size):
            return False
        start = self.nursery_free
        self.nursery_free = start + piece_of(self.nursery_top - start, size)
        set_buffer(start, self.nursery_free)
        return True

    def make_room(self, size):
        self._make_room(size)

    def open_nursery(self) -> None:
        """Begin with the first gap of an empty nursery."""
        self.gap = self.filled = 0
        self._begin_gap(self.nursery)

    def _begin_gap(self, start) -> None:
        staying = self.pinned.staying
        end = self.nursery + self.nursery_size
        if self.gap < staying.length():
            end = staying.at(self.gap)
        room = self.nursery_room - self.filled
        self.gap_start = self.nursery_free = start
        self.nursery_top = start + room if room < end - start else end

    def _find_gap(self, size: int) -> bool:
        """Go on to a gap with so much room; is there one?"""
        staying = self.pinned.staying
        while size > self.nursery_top - self.nursery_free:
            if self.gap == staying.length():
                return False
            obj = staying.at(self.gap)
            self.gap += 1
            self.filled += self.nursery_free - self.gap_start
            self._begin_gap(obj + size_of(obj))
        return True

    @dont_inline
    def _allocate_large(self, size, number):
        """Make an object that is too large for the nursery."""
        if threads.are_free:
            return allocate_large(self, size, number)
        return self.make_large(size, number)

    def try_large(self, size, number):
        """Make it if nothing has to be collected for it; NULL otherwise."""
        return llmemory.NULL

    def make_large(self, size, number):
        """Do it. Such an object is old, and remembered, as if it had been written to."""
        result = self.allocate_large(size, number)
        arena_reserve(result, size, number)
        set_header(result, number | self.old_flags)
        self.statistics.add(BYTES_ALLOCATED, size)
        if type_at(number).flags & TRACED:
            self.remembered.add(result)
        return result

    # ---- the old generation: each collector has its own

    def take_old(self, size: int):
        """Return room for an object of that size while collecting."""
        return llmemory.NULL

    def allocate_large(self, size: int, number: int):
        """Return room for an object that is too large for the nursery, or raise MemoryError. May collect."""
        return llmemory.NULL

    def old_bytes(self) -> int:
        """Return how many bytes the old objects take."""
        return 0

    def full_collection(self) -> None:
        """Collect the old generation; the nursery is empty."""

    # ---- the write barrier

    @always_inline
    def write_barrier(self, obj):
        if llop.unlikely(Bool, header_of(obj) & CLEAN != 0):
            self._remember(obj)

    @always_inline
    def write_barrier_item(self, obj, index):
        if llop.unlikely(Bool, header_of(obj) & CLEAN != 0):
            self._remember_item(obj, index)

    @dont_inline
    def _remember(self, obj) -> None:
        self.remembered.add_written(obj)

    @dont_inline
    def _remember_item(self, obj, index) -> None:
        self._remember(obj)

    def may_point_to(self, holder, target):
        return not self.is_new(target) or header_of(holder) & CLEAN == 0

    # ---- collections of the nursery

    @always_inline
    def is_young(self, obj):
        return llop.uint_lt(Bool, obj - self.nursery, self.nursery_size)

    # Young objects that are too large for the nursery, if a collector has such: they do not move.

    def is_young_large(self, obj) -> bool:
        """Is the object one of them?"""
        return False

    def is_new(self, obj):
        if self.is_young(obj):
            return not header_of(obj) & CLEAN  # it is not old where it was pinned
        return self.is_young_large(obj)

    def promote_large(self, obj) -> None:
        """Make it old, if it is one; the address may be NULL."""

    def end_young_large(self) -> None:
        """Free those that were not promoted."""

    def collect_young(self) -> None:
        """Empty the nursery; do what else is due; MemoryError at the limit."""
        self.collect_under_pressure()
        self.check_limit(self.old_bytes())

    def collect_under_pressure(self):
        self.statistics.begin_pause()
        self.minor_collection()
        self.collect_some_old()
        self.statistics.end_pause()

    def collect_some_old(self) -> None:
        """After a collection of the nursery: is the old generation due?"""
        self.hear_system()
        bytes = self.old_bytes()
        if bytes + self.pressure > self.threshold and self.disabled == 0 or self.is_over_limit(bytes):
            self.full_collection()

    def collect(self, generation):
        self.statistics.begin_pause()
        self.minor_collection()
        if generation > 0:
            self.full_collection()
        self.statistics.end_pause()

    def minor_collection(self) -> None:
        """Make what lives in the nursery old, and forget the rest."""
        began = nanoseconds()
        self.verify()
        drop_buffers()
        self.is_minor = True
        before = self.old_bytes()
        visit_stack(self, visit_young)
        visit_raw_static(self, visit_young)
        self.finalizers.visit_ready(self, visit_young)
        self.trace_remembered()
        self.trace_promoted()
        self.see_to_the_dead(self.young_weak)
        self.identities.young_moved(self)
        copied = self.old_bytes() - before
        self.end_young_large()
        used = self.filled + (self.nursery_free - self.gap_start)
        self.pinned.settle(self.old_flags)
        self._free_gaps()
        self.open_nursery()
        self.verify()
        statistics = self.statistics
        statistics.add(MINOR_COLLECTIONS, 1)
        statistics.add(MINOR_TIME, nanoseconds_since(began))
        statistics.add(BYTES_ALLOCATED, used)
        statistics.add(BYTES_COPIED, copied)

    def _free_gaps(self) -> None:
        """What is left in the nursery, besides objects that stay, is dead."""
        staying = self.pinned.staying
        start = self.nursery
        i = 0
        while i < staying.length():
            obj = staying.at(i)
            self._free_gap(start, obj)
            start = obj + size_of(obj)
            i += 1
        self._free_gap(start, self.nursery + self.nursery_size)

    def _free_gap(self, start, end) -> None:
        arena_reset(start, end - start)
        if self.debug:
            poison(start, end - start)

    def trace_remembered(self) -> None:
        """Promote what old objects that were written to point to; forget them."""
        while True:
            obj = self.remembered.take()
            if not obj:
                return
            self.trace_young(obj, header_of(obj))

    def trace_young(self, obj, header) -> None:
        """Promote what an object points to."""
        info = type_at(type_of_header(header))
        if info.flags & WEAK:
            self.young_weak.push(obj)
        else:
            trace_object(self, obj, info, visit_young)

    def trace_promoted(self) -> None:
        """Promote all that promoted objects point to."""
        promoted = self.promoted
        while not promoted.is_empty():
            obj = promoted.pop()
            self.trace_young(obj, header_of(obj))
        promoted.clear()

    def promote(self, obj):
        """Make a young object old; return where it is now."""
        header = header_of(obj)
        if is_forwarded(header):
            return forwarded_address(header)
        if header & PINNED:
            self.reach_pinned(obj)
            return obj
        size = object_size(obj, header)
        room = size + WORD if grows(header) else size
        new = self.take_old(room)
        arena_reserve(new, room, type_of_header(header))
        move_object(obj, header, size, new)
        set_header(new, header_of(new) | self.old_flags)
        if type_at(type_of_header(header)).flags & TRACED:
            self.promoted.push(new)
        return new

    # ---- pinning

    def pin(self, obj):
        if not self.can_move(obj):
            return True
        pinned = self.pinned
        # There is always a gap for objects of up to `largest_young` bytes.
        most = (self.nursery_size >> 1) // self.largest_young
        if not self.is_young(obj) or type_of(obj).flags & TRACED or pinned.count() + 1 >= most:
            return False
        if pinned.bytes + size_of(obj) > self.nursery_size >> 2:
            return False
        pinned.add(obj)
        return True

    def unpin(self, obj):
        if self.is_young(obj):
            self.pinned.remove(obj)

    def reach_pinned(self, obj) -> None:
        """An object that stays in the nursery was reached."""

    def sweep_pinned(self) -> None:
        """At the end of a full collection, while the nursery is empty: those that were not reached are dead."""
        self.pinned.sweep(MARK, self.debug)
        self.open_nursery()

    # ---- what survives: for weak references, finalizers, identities

    def survives(self, obj):
        if self.is_minor:
            header = header_of(obj)
            return is_forwarded(header) or header & PINNED != 0 if self.is_young(obj) else not self.is_young_large(obj)
        return self.old_survives(obj)

    def new_address(self, obj):
        header = header_of(obj)
        return forwarded_address(header) if is_forwarded(header) else obj

    def keep(self, obj):
        if not self.is_minor:
            return self.keep_old(obj)
        if self.is_young(obj):
            return self.promote(obj)
        self.promote_large(obj)
        return obj

    def old_survives(self, obj) -> bool:
        """Was the object reached in this full collection?"""
        return True

    def keep_old(self, obj):
        """Reach an object in this full collection; return where it is now."""
        return obj

    def reach_all(self):
        if self.is_minor:
            self.trace_promoted()
        else:
            self.reach_all_old()

    def reach_all_old(self) -> None:
        """Reach what can be reached from what was reached in this full collection."""

    # ---- finalizers

    def find_dead_finalizables(self):
        finalizers = self.finalizers
        looked_at = finalizers.registered if self.is_minor else finalizers.old
        return finalizers.find_dead(self, looked_at, finalizers.old)

    def call_light_finalizers(self):
        finalizers = self.finalizers
        looked_at = finalizers.light if self.is_minor else finalizers.old_light
        finalizers.call_light(self, looked_at, finalizers.old_light)

    def register_finalizer(self, obj, queue):
        finalizers = self.finalizers
        registered = finalizers.registered if self.is_new(obj) else finalizers.old
        registered.add(obj, queue)

    def register_light_finalizer(self, obj):
        finalizers = self.finalizers
        registered = finalizers.light if self.is_new(obj) else finalizers.old_light
        registered.push(obj)
