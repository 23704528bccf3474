"""Mark-region: memory is found free by lines, fragmented blocks are emptied; young objects are collected more often.

S. M. Blackburn and K. S. McKinley, "Immix: a mark-region garbage collector with
space efficiency, fast collection, and mutator performance", PLDI 2008 (lines
and blocks: `policies/lines.py`). Objects are moved only out of fragmented
blocks, by full collections, as long as there is room. Most collections look at
young objects only: with the sticky mark bits of A. Demers and others,
"Combining generational and conservative garbage collection", POPL 1990, what
survived a collection stays marked, and is old.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper import threads
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_reserve
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Void

from gcs.base import WORD, raise_memory_error, round_up, type_number, varsize_bytes
from gcs.buffers import allocate_in_buffer, allocate_large, drop_buffers, set_buffer
from gcs.header import (
    CLEAN, FINAL_MASK, FIRST_OWN_FLAG, MARK, PINNED, PREBUILT, flag, forwarded_address, header_of, is_forwarded,
    set_header, type_of_header)
from gcs.moving import MovingCollector, grows, move_object
from gcs.policies.addresses import AddressStack
from gcs.policies.large import LargeSpace
from gcs.policies.lines import LINE, LineSpace
from gcs.policies.remembered import RememberedSet
from gcs.roots import visit_raw_static, visit_stack
from gcs.settings import size_setting
from gcs.statistics import BYTES_ALLOCATED, BYTES_COPIED, BYTES_FREED, MAJOR_COLLECTIONS, MINOR_COLLECTIONS, MINOR_TIME
from gcs.types import WEAK, object_size, trace_object, type_at, type_of

LARGE = flag(FIRST_OWN_FLAG)
"""The object has memory of its own."""

OTHER_MARK = flag(FIRST_OWN_FLAG + 1)
MARKS = MARK | OTHER_MARK
"""New objects have neither flag."""


@always_inline
def _visit(gc, slot) -> None:
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        new = gc.reach(obj)
        if new != obj:
            llop.raw_store(Void, slot, 0, new)


class ImmixCollector(MovingCollector):
    """Small objects are in lines of blocks, others by themselves.

    WEFT_GC_NURSERY  how much is allocated between two collections (default 8M)

    `marked` is the flag that marked objects have, one of two: full collections
    take the other one, instead of clearing all marks.
    """

    needs_write_barrier = True
    zeroes_memory = False
    prebuilt_flags = PREBUILT | CLEAN
    allows_free_threads = True

    _immutable_fields_ = ['space', 'large', 'remembered', 'pending']

    def __init__(self):
        MovingCollector.__init__(self)
        self.space = LineSpace()
        self.large = LargeSpace(MARK)
        self.remembered = RememberedSet()
        self.pending = AddressStack()  # objects that were reached, and are to be traced
        self.marked = MARK
        self.nursery_size = 8 * 1024 * 1024
        self.is_emptying = False       # are objects moved out of some blocks?
        self.copies_may_grow = False
        self.full_is_due = False
        self.live_bytes = 0            # after the last collection

    def setup(self):
        MovingCollector.setup(self)
        self.nursery_size = size_setting('WEFT_GC_NURSERY', self.nursery_size)
        self.large.keeps_freed = self.debug
        self.space.poisons_freed = self.debug

    # ---- allocation

    @always_inline
    def malloc_fixed(self, size, type_id):
        return self._allocate(round_up(size), type_number(type_id))

    @always_inline
    def malloc_varsize(self, fixed_size, item_size, length, type_id):
        return self._allocate(varsize_bytes(fixed_size, item_size, length), type_number(type_id))

    @always_inline
    def _allocate(self, size, number):
        space = self.space
        if threads.are_free:
            if llop.unlikely(Bool, size > LINE):
                return allocate_large(self, size, number)
            result = allocate_in_buffer(self, size)
        else:
            result = space.free
            if llop.unlikely(Bool, size > space.top - result):
                return self.make_large(size, number)
            space.free = result + size
        arena_reserve(result, size, number)
        set_header(result, number)
        return result

    @dont_inline
    def make_large(self, size, number):
        """Make an object of any size."""
        space = self.space
        if size > space.supply.block_size >> 2:
            result = self._large_room(size)
            number |= LARGE
        elif size > LINE:
            if size > space.large_top - space.large_free:
                self._make_room(size, True)
            result = space.large_free
            space.large_free = result + size
        else:
            self._make_room(size, False)
            result = space.free
            space.free = result + size
        arena_reserve(result, size, number & ~LARGE)
        set_header(result, number)
        return result

    def try_large(self, size, number):
        space = self.space
        result = space.large_free
        if size > space.supply.block_size >> 2 or size > space.large_top - result:
            return llmemory.NULL
        space.large_free = result + size
        arena_reserve(result, size, number)
        set_header(result, number)
        return result

    def take_buffer(self, size):
        space = self.space
        # What `make_room` has found is taken, however soon the next collection is due.
        if size > space.top - space.free and (self._is_due() or not self._find_room(size, False)):
            return False
        set_buffer(space.free, space.top)
        space.free = space.top
        return True

    def make_room(self, size):
        self._make_room(size, False)

    def _make_room(self, size, is_large) -> None:
        """Go to the next hole or block; collect first if that is due. MemoryError if there is none."""
        if self._is_due():
            self.collect_under_pressure()
            self.after_collection()
        if not self._find_room(size, is_large):
            self.collect_now(True)
            if not self._find_room(size, is_large):
                raise_memory_error()

    def _is_due(self) -> bool:
        return self.disabled == 0 and self.space.taken_bytes > self.nursery_size

    def _find_room(self, size, is_large) -> bool:
        space = self.space
        if not is_large:
            while True:
                if size <= space.top - space.free:
                    return True
                if not space.next_hole():
                    break
        elif size <= space.large_top - space.large_free:
            return True
        if self.is_over_limit(self.heap_size() + space.supply.block_size):
            return False
        return space.take_block_for_large() if is_large else space.take_block()

    def _large_room(self, size):
        memory = self.large.memory_for(size)
        self.space.taken_bytes += memory
        if self._is_due():
            self.collect_under_pressure()
            self.after_collection()
            self.space.taken_bytes += memory
        result = llmemory.NULL
        if not self.is_over_limit(self.heap_size() + memory):
            result = self.large.allocate(size, 0)
        if not result:
            self.collect_now(True)
            self.check_limit(self.heap_size() + memory)
            result = self.large.allocate(size, 0)
            if not result:
                raise_memory_error()
        return result

    def heap_size(self):
        return self.space.supply.bytes_in_use + self.large.bytes

    # ---- the write barrier

    @always_inline
    def write_barrier(self, obj):
        if llop.unlikely(Bool, header_of(obj) & CLEAN != 0):
            self._remember(obj)

    @dont_inline
    def _remember(self, obj) -> None:
        self.remembered.add_written(obj)

    # ---- collections

    def collect(self, generation):
        self.collect_now(generation > 0)

    def collect_under_pressure(self):
        self.hear_system()
        self.collect_now(self.full_is_due or self.live_bytes + self.pressure > self.threshold)

    def collect_now(self, is_full) -> None:
        """Collect young objects, or all of them."""
        statistics = self.statistics
        statistics.begin_pause()
        self.verify()
        drop_buffers()
        statistics.note_peak(self.heap_size())
        statistics.add(BYTES_ALLOCATED, self.space.taken_bytes)
        if is_full:
            self._begin_full_collection()
        self._trace_roots()
        if is_full:
            self._look_at_all_finalizables()
        self.reach_all()
        self.see_to_the_dead(self.weak_objects)
        if is_full:
            self.identities.all_moved(self)
        else:
            self.identities.young_moved(self)
        self.is_emptying = False
        before = self.live_bytes + self.space.taken_bytes
        self.space.sweep()
        self.large.free_flagged(MARKS, MARKS ^ self.marked)
        self.large.free_flagged(MARKS, 0)
        self.large.freed_bytes = 0
        live = self.space.live_bytes + self.large.bytes
        self.live_bytes = live
        if is_full:
            self.set_threshold(live)
            statistics.add(MAJOR_COLLECTIONS, 1)
        else:
            statistics.add(MINOR_COLLECTIONS, 1)
        self.full_is_due = live > self.threshold
        if before > live:
            statistics.add(BYTES_FREED, before - live)
        statistics.set_live(live)
        self.verify()
        pause = statistics.end_pause()
        if not is_full:
            statistics.add(MINOR_TIME, pause)

    def _begin_full_collection(self) -> None:
        """All objects become unmarked. Choose blocks to be emptied, if much is in holes."""
        self.marked ^= MARKS
        space = self.space
        if space.free_lines << 8 > space.live_bytes >> 3 or space.supply.bytes_in_use > self.threshold:
            lines_to_fill = space.free_lines >> 1
            self.is_emptying = space.choose_blocks_to_empty(lines_to_fill) > 0
        self.copies_may_grow = not self.is_over_limit(self.heap_size() + 2 * space.supply.block_size)
        space.stop_filling()
        space.clear_marks()
        # All will be traced.
        while self.remembered.take():
            pass

    def _trace_roots(self) -> None:
        visit_stack(self, _visit)
        visit_raw_static(self, _visit)
        prebuilt = self.remembered.prebuilt
        i = 0
        while i < prebuilt.length():
            obj = prebuilt.at(i)
            trace_object(self, obj, type_of(obj), _visit)
            i += 1
        while True:
            obj = self.remembered.take()
            if not obj:
                break
            self._trace_object(obj, header_of(obj))
        self.finalizers.visit_ready(self, _visit)

    def reach_all(self):
        pending = self.pending
        while not pending.is_empty():
            obj = pending.pop()
            header = header_of(obj)
            if not header & LARGE:
                self.space.mark_lines(obj, object_size(obj, header))
            self._trace_object(obj, header)
        pending.clear()

    @always_inline
    def _trace_object(self, obj, header) -> None:
        info = type_at(type_of_header(header))
        if info.flags & WEAK:
            self.weak_objects.push(obj)
        else:
            trace_object(self, obj, info, _visit)

    @always_inline
    def reach(self, obj):
        """Mark an object, and have it traced; return where it is now."""
        header = header_of(obj)
        if is_forwarded(header):
            return forwarded_address(header)
        if header & PREBUILT or header & MARKS == self.marked:
            return obj
        if self.is_emptying and not header & (LARGE | PINNED) and self.space.is_emptied(obj):
            new = self._move(obj, header)
            if new:
                return new
        set_header(obj, self._marked_header(header))
        self.pending.push(obj)
        return obj

    @always_inline
    def _marked_header(self, header) -> int:
        return header & ~(MARKS | FINAL_MASK) | self.marked | CLEAN

    @dont_inline
    def _move(self, obj, header):
        """Move an object out of its block; NULL if there is no room."""
        size = object_size(obj, header)
        room = size + WORD if grows(header) else size
        new = self.space.room_for_copy(room, self.copies_may_grow)
        if not new:
            return new
        arena_reserve(new, room, type_of_header(header))
        move_object(obj, header, size, new)
        set_header(new, self._marked_header(header_of(new)))
        self.pending.push(new)
        self.statistics.add(BYTES_COPIED, room)
        return new

    # ---- finalizers

    def _look_at_all_finalizables(self) -> None:
        """In a full collection the old ones are looked at, too."""
        finalizers = self.finalizers
        finalizers.registered.take_all(finalizers.old)
        while not finalizers.old_light.is_empty():
            finalizers.light.push(finalizers.old_light.pop())

    def find_dead_finalizables(self):
        return self.finalizers.find_dead(self, self.finalizers.registered, self.finalizers.old)

    def call_light_finalizers(self):
        self.finalizers.call_light(self, self.finalizers.light, self.finalizers.old_light)

    # ---- what survives

    def survives(self, obj):
        header = header_of(obj)
        return is_forwarded(header) or header & PREBUILT != 0 or header & MARKS == self.marked

    def keep(self, obj):
        return self.reach(obj)

    def is_young(self, obj):
        header = header_of(obj)
        return header & PREBUILT == 0 and header & MARKS != self.marked

    def can_move(self, obj):
        return not header_of(obj) & (PREBUILT | LARGE | PINNED)

    def pin(self, obj):
        header = header_of(obj)
        if not header & (PREBUILT | LARGE):
            set_header(obj, header | PINNED)
        return True

    def unpin(self, obj):
        header = header_of(obj)
        if header & PINNED:
            set_header(obj, header & ~PINNED)

    def may_point_to(self, holder, target):
        return not self.is_young(target) or self.is_young(holder) or header_of(holder) & CLEAN == 0


collector = ImmixCollector()
