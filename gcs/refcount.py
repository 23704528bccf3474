"""Reference counting, deferred and coalescing: what nobody refers to is freed without looking at what lives.

Y. Levanoni and E. Petrank, "An on-the-fly reference counting garbage collector
for Java", OOPSLA 2001; L. P. Deutsch and D. G. Bobrow, "An efficient,
incremental, automatic garbage collector", CACM 19(9), 1976. The program counts
nothing. When an object is written to for the first time since the last
collection, the barrier notes it, and what it pointed to. A collection counts
up what such objects point to now, and down what they pointed to then: what was
in between does not matter. References from the stack count from one collection
to the next. New objects are counted when something refers to them (R.
Shahriyar, S. M. Blackburn and D. Frampton, "Down for the count? Getting
reference counting back in the ring", ISMM 2012): most never are.

Cycles, and objects with so many references that they can not be counted, are
left to a trace now and then, which also counts anew.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_reserve
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool

from gcs.base import raise_memory_error, round_up, type_number, varsize_bytes
from gcs.header import (
    CLEAN, FINAL_MASK, FIRST_OWN_FLAG, HALF, MARK, PREBUILT, flag, header_of, set_header, type_of_header)
from gcs.policies.addresses import AddressStack
from gcs.policies.freelist import ALL_BLOCKS, FreeListSpace
from gcs.policies.large import LargeSpace
from gcs.policies.remembered import RememberedSet
from gcs.roots import visit_raw_static, visit_stack
from gcs.settings import size_setting
from gcs.statistics import BYTES_ALLOCATED, BYTES_FREED, MAJOR_COLLECTIONS, MINOR_COLLECTIONS, MINOR_TIME
from gcs.tracing import TracingCollector
from gcs.types import object_size, set_weak_target, trace_object, type_at, type_of, weak_target

NEW = flag(FIRST_OWN_FLAG)
"""Made since the last collection, and nothing was seen to refer to it."""

FINALIZABLE = flag(FIRST_OWN_FLAG + 1)
"""Somebody wants to know of its end."""

DEAD = flag(FIRST_OWN_FLAG + 2)
"""Nothing refers to it; it will be freed at the end of this collection."""

COUNT_SHIFT = HALF + FIRST_OWN_FLAG + 3
ONE = 1 << COUNT_SHIFT
COUNT_MASK = (1 << (LONG_BIT - 1)) - ONE
"""The bits of the count. When all are set it does not change any more."""


@always_inline
def _log_pointer(gc, slot) -> None:
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        gc.decrements.push(obj)


@always_inline
def _count_up(gc, slot) -> None:
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        gc.count_up(obj)


@always_inline
def _count_down(gc, slot) -> None:
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        gc.count_down(obj)


@always_inline
def _count_root(gc, slot) -> None:
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        gc.count_up(obj)
        gc.roots.push(obj)


@always_inline
def _mark_and_count(gc, slot) -> None:
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        gc.keep(obj)
        gc.count_up(obj)


@always_inline
def _mark_root(gc, slot) -> None:
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        gc.keep(obj)


@always_inline
def _count_ready(gc, slot) -> None:
    obj = llop.raw_load(Address, slot, 0)
    set_header(obj, header_of(obj) & ~FINALIZABLE)
    gc.count_up(obj)
    gc.roots.push(obj)


class ReferenceCountingCollector(TracingCollector):
    """Small objects are in a space of free lists, others by themselves.

    WEFT_GC_NURSERY  how much is allocated between two collections (default 4M)
    """

    usable_percent = 40

    needs_write_barrier = True
    barrier_on_overwrite = True
    zeroes_memory = False
    prebuilt_flags = PREBUILT | CLEAN | MARK

    _immutable_fields_ = ['space', 'large', 'new_objects', 'written', 'decrements', 'roots', 'old_roots', 'uncounted',
                          'dead', 'weak_links', 'marked']

    def __init__(self):
        TracingCollector.__init__(self)
        self.space = FreeListSpace(MARK)
        self.large = LargeSpace(MARK)
        self.nursery_size = 4 * 1024 * 1024
        self.new_objects = AddressStack()
        self.written = RememberedSet()     # objects that were written to since the last collection
        self.decrements = AddressStack()   # what they pointed to then
        self.roots = AddressStack()        # what the stack points to, and is counted for that
        self.old_roots = AddressStack()    # the same at the last collection
        self.uncounted = AddressStack()    # what something refers to now, and whose pointers are not counted
        self.dead = AddressStack()
        self.weak_links = AddressStack()   # all weak references
        self.marked = AddressStack()       # for the trace: objects to look at
        self.allocated = 0                 # bytes, since the last collection
        self.used = 0                      # bytes that objects take
        self.some_are_final = False        # did finalizable objects become unreachable?
        self.deciding_flag = MARK          # this flag of an object says whether it is dead,
        self.flag_of_dead = 0              # namely if it is so

    def setup(self):
        TracingCollector.setup(self)
        self.space.setup()
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
        if llop.unlikely(Bool, self.allocated > self.nursery_size):
            self._collect_if_allowed()
        if llop.unlikely(Bool, size > space.largest):
            result = self._large_room(size)
        else:
            size_class = space.class_of(size)
            result = space.take(size_class)
            if llop.unlikely(Bool, not result):
                result = self._find_cell(size_class)
        self.allocated += size
        arena_reserve(result, size, number)
        set_header(result, number | NEW)
        self.new_objects.push(result)
        return result

    @dont_inline
    def _collect_if_allowed(self) -> None:
        if self.disabled == 0:
            self.collect_under_pressure()
            self.after_collection()

    @dont_inline
    def _find_cell(self, size_class):
        space = self.space
        if not space.refill(size_class, ALL_BLOCKS) and not self._grow(size_class):
            self.collect_now(True)
            cell = space.take(size_class)
            if cell:
                return cell
            if not self._grow(size_class):
                raise_memory_error()
        return space.take(size_class)

    def _grow(self, size_class) -> bool:
        space = self.space
        return not self.is_over_limit(self.heap_size() + space.supply.block_size) and space.may_grow(size_class)

    @dont_inline
    def _large_room(self, size):
        memory = self.large.memory_for(size)
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
            self._log(obj)

    @dont_inline
    def _log(self, obj) -> None:
        """An object is written to for the first time since the last collection."""
        self.written.add(obj)
        trace_object(self, obj, type_of(obj), _log_pointer)

    # ---- counting

    @always_inline
    def count_up(self, obj) -> None:
        """Something refers to an object."""
        header = header_of(obj)
        if header & PREBUILT:
            return
        if header & NEW:
            header = header & ~NEW | CLEAN
            self.uncounted.push(obj)
        if header & COUNT_MASK != COUNT_MASK:
            header += ONE
        set_header(obj, header)

    @always_inline
    def count_down(self, obj) -> None:
        """Something does not refer to it any more."""
        header = header_of(obj)
        if header & PREBUILT or header & COUNT_MASK == COUNT_MASK:
            return
        header -= ONE
        if header & COUNT_MASK == 0:
            if header & FINALIZABLE:
                # Until the next collection it is counted as a root.
                header = (header & ~FINALIZABLE) + ONE
                self.roots.push(obj)
                self.some_are_final = True
            else:
                header |= DEAD
                self.dead.push(obj)
        set_header(obj, header)

    def _count_new_pointers(self) -> None:
        """Count up what is referred to by objects that were not counted so far."""
        uncounted = self.uncounted
        while not uncounted.is_empty():
            obj = uncounted.pop()
            trace_object(self, obj, type_of(obj), _count_up)

    # ---- collections

    def collect(self, generation):
        self.collect_now(generation > 0)

    def collect_under_pressure(self):
        self.hear_system()
        self.collect_now(self.used + self.allocated + self.pressure > self.threshold)

    def collect_now(self, is_full) -> None:
        """Count what changed, and free what is not referred to; trace for cycles if `is_full`."""
        statistics = self.statistics
        statistics.begin_pause()
        self.verify()
        statistics.add(BYTES_ALLOCATED, self.allocated)
        before = self.used = self.used + self.allocated
        self.allocated = 0
        statistics.note_peak(before)
        self._count_all_up()
        self._count_all_down()
        self._find_dead_new_objects()
        self._free_dead()
        statistics.add(MINOR_COLLECTIONS, 1)
        if is_full:
            self._trace()
            self.set_threshold(self.used)
            statistics.add(MAJOR_COLLECTIONS, 1)
        statistics.add(BYTES_FREED, before - self.used)
        self.large.freed_bytes = self.space.freed_bytes = 0
        statistics.set_live(self.used)
        self.verify()
        pause = statistics.end_pause()
        if not is_full:
            statistics.add(MINOR_TIME, pause)

    def _count_all_up(self) -> None:
        while not self.roots.is_empty():
            self.old_roots.push(self.roots.pop())
        visit_stack(self, _count_root)
        visit_raw_static(self, _count_root)
        self.finalizers.visit_ready(self, _count_root)
        while True:
            obj = self.written.take()
            if not obj:
                break
            trace_object(self, obj, type_of(obj), _count_up)
        self._count_new_pointers()
        new = self.new_objects
        i = 0
        while i < new.length():
            obj = new.at(i)
            if header_of(obj) & (NEW | FINALIZABLE) == NEW | FINALIZABLE:
                # Whose turn it is, is found out when all are counted: by the next collection.
                self.count_up(obj)
                self.roots.push(obj)
            i += 1
        self._count_new_pointers()

    def _count_all_down(self) -> None:
        """All counts that go up have gone up: what reaches zero is dead."""
        decrements = self.decrements
        while not decrements.is_empty():
            self.count_down(decrements.pop())
        decrements.clear()
        while not self.old_roots.is_empty():
            self.count_down(self.old_roots.pop())
        # The pointers of the dead count no more.
        i = 0
        while i < self.dead.length():
            obj = self.dead.at(i)
            trace_object(self, obj, type_of(obj), _count_down)
            i += 1

    def _find_dead_new_objects(self) -> None:
        """New objects that nothing refers to are dead; what they point to was never counted."""
        new = self.new_objects
        while not new.is_empty():
            obj = new.pop()
            header = header_of(obj)
            if header & NEW:
                set_header(obj, header | DEAD)
                self.dead.push(obj)
        new.clear()

    def _free_dead(self) -> None:
        self.deciding_flag = self.flag_of_dead = DEAD
        if not self.dead.is_empty():
            self._look_after_weak_links()
            self.call_light_finalizers()
        if self.some_are_final:
            self._find_ready_ones()
        dead = self.dead
        are_large_dead = False
        while not dead.is_empty():
            obj = dead.pop()
            size = object_size(obj, header_of(obj))
            self.used -= size
            if size > self.space.largest:
                are_large_dead = True
            else:
                self.space.free(obj)
        dead.clear()
        if are_large_dead:
            self.large.free_flagged(DEAD, DEAD)

    def _look_after_weak_links(self) -> None:
        """Clear weak references to objects that do not survive, and forget those which do not themselves."""
        links = self.weak_links
        kept = i = 0
        count = links.length()
        while i < count:
            link = links.at(i)
            i += 1
            if not self.survives(link):
                continue
            info = type_of(link)
            target = weak_target(link, info)
            if target:
                if not self.survives(target):
                    set_weak_target(link, info, llmemory.NULL)
                else:
                    links.put(kept, link)
                    kept += 1
        links.shorten(kept)

    def _find_ready_ones(self) -> None:
        """Those of the registered objects that nothing refers to wait to be finalized."""
        finalizers = self.finalizers
        registered = finalizers.registered
        kept = i = 0
        count = registered.length()
        while i < count:
            obj = registered.object_at(i)
            queue = registered.queue_at(i)
            i += 1
            if header_of(obj) & FINALIZABLE:
                registered.put(kept, obj, queue)
                kept += 1
            else:
                finalizers.ready.add(obj, queue)
        registered.shorten(kept)
        self.some_are_final = False

    def _flag_registered_ones(self) -> None:
        """One that is registered twice waits, and is registered still."""
        registered = self.finalizers.registered
        i = 0
        while i < registered.length():
            obj = registered.object_at(i)
            set_header(obj, header_of(obj) | FINALIZABLE)
            i += 1

    # ---- weak references and finalizers

    def weak_register(self, reference, target):
        self.weak_links.push(reference)

    def register_finalizer(self, obj, queue):
        set_header(obj, header_of(obj) | FINALIZABLE)
        self.finalizers.registered.add(obj, queue)

    # ---- the trace

    def _trace(self) -> None:
        """Mark what can be reached and count its references; free the rest. Nothing is logged now."""
        space = self.space
        space.finish_sweep()
        finalizers = self.finalizers
        self.roots.clear()
        visit_stack(self, _mark_root)
        visit_raw_static(self, _mark_root)
        finalizers.visit_ready(self, _mark_root)
        i = 0
        prebuilt = self.written.prebuilt
        while i < prebuilt.length():
            obj = prebuilt.at(i)
            trace_object(self, obj, type_of(obj), _mark_and_count)
            i += 1
        self.used = 0
        self.reach_all()
        self.deciding_flag = MARK
        self.flag_of_dead = 0
        self._look_after_weak_links()
        if self.find_dead_finalizables():
            self.reach_all()
        self.call_light_finalizers()
        visit_stack(self, _count_root)
        visit_raw_static(self, _count_root)
        finalizers.visit_ready(self, _count_ready)
        self._flag_registered_ones()
        space.start_sweep()
        space.finish_sweep()
        self.large.sweep()

    def reach_all(self):
        while not self.marked.is_empty():
            obj = self.marked.pop()
            header = header_of(obj)
            self.used += object_size(obj, header)
            trace_object(self, obj, type_at(type_of_header(header)), _mark_and_count)
        self.marked.clear()

    def survives(self, obj):
        return header_of(obj) & self.deciding_flag != self.flag_of_dead

    def keep(self, obj):
        header = header_of(obj)
        if not header & MARK:
            set_header(obj, header & ~(COUNT_MASK | FINAL_MASK) | MARK)
            self.marked.push(obj)
        return obj


collector = ReferenceCountingCollector()
