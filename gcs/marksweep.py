"""Mark and sweep: objects stay where they are; free cells are found when they are needed.

J. McCarthy, "Recursive functions of symbolic expressions and their computation
by machine, part I", CACM 3(4), 1960; with segregated free lists and lazy
sweeping (`policies/freelist.py`). Large objects have memory of their own.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper import threads
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_reserve
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool

from gcs.base import raise_memory_error, round_up, type_number, varsize_bytes
from gcs.buffers import allocate_large, for_each_thread
from gcs.header import MARK, PREBUILT, header_of, set_header
from gcs.policies.freelist import ALL_BLOCKS, FreeListSpace, forget_own_cells
from gcs.policies.large import LargeSpace
from gcs.policies.marker import Marker, mark_slot
from gcs.roots import visit_stack, visit_static
from gcs.statistics import BYTES_ALLOCATED, BYTES_FREED, MAJOR_COLLECTIONS
from gcs.tracing import TracingCollector


class MarkSweepCollector(TracingCollector):
    """Small objects are in a space of free lists, others by themselves."""

    zeroes_memory = False
    allows_free_threads = True
    prebuilt_flags = PREBUILT | MARK

    _immutable_fields_ = ['space', 'large', 'marker']

    def __init__(self):
        TracingCollector.__init__(self)
        self.space = FreeListSpace(MARK)
        self.large = LargeSpace(MARK)
        self.marker = Marker()
        self.live_bytes = 0  # after the last collection

    def setup(self):
        TracingCollector.setup(self)
        self.space.setup()
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
        if llop.unlikely(Bool, size > space.largest):
            return self._allocate_large(size, number)
        size_class = space.class_of(size)
        if threads.are_free:
            result = space.take_own(size_class)
            if llop.unlikely(Bool, not result):
                self._find_cells(size_class)
                result = space.take_own(size_class)
        else:
            result = space.take(size_class)
            if llop.unlikely(Bool, not result):
                result = self._find_cell(size_class)
        arena_reserve(result, size, number)
        set_header(result, number)
        return result

    @dont_inline
    def _find_cell(self, size_class):
        """Sweep, collect, or take more memory."""
        space = self.space
        if not space.refill(size_class, ALL_BLOCKS):
            if self._must_collect():
                self._collect()
                self.after_collection()
            cell = self._take_or_sweep(size_class)
            if cell:
                return cell
            if not self._grow(size_class):
                self._collect()
                space.finish_sweep()
                cell = space.take(size_class)
                if cell:
                    return cell
                if not self._grow(size_class):
                    raise_memory_error()
        return space.take(size_class)

    @dont_inline
    def _find_cells(self, size_class) -> None:
        """Give the running thread free cells of its own; MemoryError if there are none."""
        space = self.space
        while not space.has_own(size_class):
            threads.lock_heap()
            is_there = space.own_cells(size_class) or space.refill(size_class, ALL_BLOCKS) and space.own_cells(size_class)
            threads.unlock_heap()
            if is_there:
                return
            threads.stop_world()
            try:
                cell = self._find_cell(size_class)
                space.give_back(size_class, cell)
                space.own_cells(size_class)
            finally:
                threads.resume_world()
            self.tell_program()  # finalizers may need the cells, or collect again

    def _take_or_sweep(self, size_class):
        """Return a free cell that there is; NULL if there is none."""
        cell = self.space.take(size_class)
        if not cell and self.space.refill(size_class, ALL_BLOCKS):
            return self.space.take(size_class)
        return cell

    def _must_collect(self) -> bool:
        self.hear_system()
        return self.disabled == 0 and self.live_bytes + self.space.offered_bytes > self.threshold

    def _grow(self, size_class) -> bool:
        space = self.space
        return not self.is_over_limit(self.heap_size() + space.supply.block_size) and space.may_grow(size_class)

    @dont_inline
    def _allocate_large(self, size, number):
        if threads.are_free:
            return allocate_large(self, size, number)
        return self.make_large(size, number)

    def try_large(self, size, number):
        return llmemory.NULL

    def make_large(self, size, number):
        space = self.space
        memory = self.large.memory_for(size)
        space.offered_bytes += memory
        if self._must_collect():
            self._collect()
            self.after_collection()
            space.offered_bytes += memory
        result = llmemory.NULL
        if not self.is_over_limit(self.heap_size() + memory):
            result = self.large.allocate(size, 0)
        if not result:
            self._collect()
            space.finish_sweep()
            self.check_limit(self.heap_size() + memory)
            result = self.large.allocate(size, 0)
            if not result:
                raise_memory_error()
        arena_reserve(result, size, number)
        set_header(result, number)
        return result

    def heap_size(self):
        return self.space.supply.bytes_in_use + self.large.bytes

    def discard(self, obj):
        self.large.discard(obj)

    # ---- collection

    def collect(self, generation):
        self._collect()

    def _collect(self) -> None:
        statistics = self.statistics
        statistics.begin_pause()
        self.verify()
        statistics.note_peak(self.heap_size())
        # What was offered and not taken counts too.
        statistics.add(BYTES_ALLOCATED, self.space.offered_bytes)
        if threads.are_free:
            for_each_thread(forget_own_cells)
        self.space.finish_sweep()
        self.marker.bytes = 0
        visit_stack(self, mark_slot)
        visit_static(self, mark_slot)
        self.finalizers.visit_ready(self, mark_slot)
        self.reach_all()
        self.see_to_the_dead(self.weak_objects)
        self.space.start_sweep()
        self.large.sweep()
        self.space.offered_bytes = 0
        live = self.marker.bytes
        self.set_threshold(live)
        self.live_bytes = live
        statistics.add(MAJOR_COLLECTIONS, 1)
        statistics.add(BYTES_FREED, self.space.freed_bytes + self.large.freed_bytes)
        self.space.freed_bytes = self.large.freed_bytes = 0
        statistics.set_live(live)
        self.verify()
        statistics.end_pause()

    def survives(self, obj):
        return header_of(obj) & MARK != 0

    def keep(self, obj):
        self.marker.mark(obj)
        return obj

    def reach_all(self):
        self.marker.trace_all(self)


collector = MarkSweepCollector()
