"""A sliding collector: what lives is moved together, and stays in the order in which it was made.

The "LISP 2" algorithm (D. E. Knuth, The Art of Computer Programming, volume 1,
section 2.5, exercise 33; H. B. M. Jonkers describes it in "A fast garbage
compaction algorithm", Information Processing Letters 9(1), 1979): mark; find
out where each object goes, and leave that in its header; update all pointers;
move. It needs memory for one copy of the heap only, and one word per object
while it compacts, for the headers. Large objects stay where they are.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_move, arena_pointers_ahead, arena_reserve, arena_reset
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Signed, Void

from gcs.base import WORD, hash_of_address, raise_memory_error, round_up, type_number, varsize_bytes
from gcs.header import (
    HASH_BEHIND, MARK, PREBUILT, forwarded_address, forwarding_header, header_of, is_forwarded, set_header,
    type_of_header)
from gcs.moving import MovingCollector, grows
from gcs.policies.addresses import AddressStack
from gcs.policies.copyspace import CopySpace
from gcs.policies.large import LargeSpace
from gcs.policies.marker import Marker, mark_slot
from gcs.roots import visit_stack, visit_static
from gcs.statistics import BYTES_ALLOCATED, BYTES_FREED, MAJOR_COLLECTIONS
from gcs.types import WEAK, object_size, set_weak_target, trace_object, type_at, type_of, weak_target


@always_inline
def _update(gc, slot) -> None:
    """Let a slot point to where its object will be."""
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        header = header_of(obj)
        if is_forwarded(header):
            llop.raw_store(Void, slot, 0, forwarded_address(header))


class MarkCompactCollector(MovingCollector):
    """Small objects are in chunks one behind the other, large ones by themselves."""

    usable_percent = 50

    zeroes_memory = False
    prebuilt_flags = PREBUILT | MARK

    _immutable_fields_ = ['space', 'large', 'marker', 'headers']

    def __init__(self):
        MovingCollector.__init__(self)
        self.space = CopySpace()
        self.large = LargeSpace(MARK)
        self.marker = Marker()
        self.headers = AddressStack()  # of the objects that live, in their order
        self.live_bytes = 0            # after the last collection

    def setup(self):
        MovingCollector.setup(self)
        self.space.keeps_freed = self.debug
        self.large.keeps_freed = self.debug

    # ---- allocation

    @always_inline
    def malloc_fixed(self, size, type_id):
        return self._allocate(round_up(size), type_number(type_id))

    @always_inline
    def malloc_varsize(self, fixed_size, item_size, length, type_id):
        size = varsize_bytes(fixed_size, item_size, length)
        if llop.unlikely(Bool, size > self.space.chunk_size >> 2):
            return self._allocate_large(size, type_number(type_id))
        return self._allocate(size, type_number(type_id))

    @always_inline
    def _allocate(self, size, number):
        space = self.space
        result = space.free
        if llop.unlikely(Bool, size > space.top - result):
            result = self._make_room(size)
        space.free = result + size
        arena_reserve(result, size, number)
        set_header(result, number)
        return result

    @dont_inline
    def _make_room(self, size):
        """Collect or take more memory, until an object of that size fits at the address returned."""
        space = self.space
        memory = space.chunk_for(size)
        self.hear_system()
        if self.disabled == 0 and self.heap_size() + memory > self.threshold:
            self._collect()
            self.after_collection()
        if size > space.top - space.free:
            if self.is_over_limit(self.heap_size() + memory) or not space.grow(size):
                self._collect()
                if size > space.top - space.free:
                    self.check_limit(self.heap_size() + memory)
                    if not space.grow(size):
                        raise_memory_error()
        return space.free

    @dont_inline
    def _allocate_large(self, size, number):
        memory = self.large.memory_for(size)
        self.hear_system()
        if self.disabled == 0 and self.heap_size() + memory > self.threshold:
            self._collect()
            self.set_threshold(self.live_bytes + memory)
            self.after_collection()
        result = llmemory.NULL
        if not self.is_over_limit(self.heap_size() + memory):
            result = self.large.allocate(size, 0)
        if not result:
            self._collect()
            self.check_limit(self.heap_size() + memory)
            result = self.large.allocate(size, 0)
            if not result:
                raise_memory_error()
        arena_reserve(result, size, number)
        set_header(result, number)
        return result

    def heap_size(self):
        return self.space.size + self.large.bytes

    def can_move(self, obj):
        # Large objects do not, but whether one is large is not known from its header.
        return not header_of(obj) & PREBUILT

    # ---- collection

    def collect(self, generation):
        self._collect()

    def _collect(self) -> None:
        statistics = self.statistics
        statistics.begin_pause()
        self.verify()
        before = self.space.used()
        statistics.add(BYTES_ALLOCATED, before + self.large.bytes - self.live_bytes)
        statistics.note_peak(before + self.large.bytes)
        self._mark()
        self._find_places()
        arena_pointers_ahead(True)
        self._update_pointers()
        self._move()
        arena_pointers_ahead(False)
        self.large.sweep()
        live = self.space.used() + self.large.bytes
        self.live_bytes = live
        self.set_threshold(live)
        statistics.add(MAJOR_COLLECTIONS, 1)
        statistics.add(BYTES_FREED, before - self.space.used() + self.large.freed_bytes)
        self.large.freed_bytes = 0
        statistics.set_live(live)
        self.verify()
        statistics.end_pause()

    def _mark(self) -> None:
        visit_stack(self, mark_slot)
        visit_static(self, mark_slot)
        self.finalizers.visit_ready(self, mark_slot)
        self.reach_all()
        self.see_to_the_dead(self.weak_objects)

    def survives(self, obj):
        header = header_of(obj)
        return is_forwarded(header) or header & MARK != 0

    def keep(self, obj):
        self.marker.mark(obj)
        return obj

    def reach_all(self):
        self.marker.trace_all(self)

    def _find_places(self) -> None:
        """Put into the header of each object that lives where it goes, and save the header."""
        space = self.space
        self.headers.clear()
        to_chunk = 0
        to = llmemory.NULL
        chunk = 0
        count = space.chunk_count()
        while chunk < count:
            obj = space.first_object(chunk)
            end = space.end_of_objects(chunk)
            if chunk == 0:
                to = obj
            while obj < end:
                header = header_of(obj)
                size = object_size(obj, header)
                if header & MARK:
                    room = size + WORD if grows(header) else size
                    # It fits where it is.
                    while to_chunk < chunk and space.room_in(to_chunk, to) < room:
                        to_chunk += 1
                        to = space.first_object(to_chunk)
                    self.headers.push(llop.cast_int_to_adr(Address, header))
                    set_header(obj, forwarding_header(to))
                    to = to + (size if to == obj else room)
                obj = obj + size
            chunk += 1

    def _update_pointers(self) -> None:
        """Visit all pointers that will be needed."""
        visit_stack(self, _update)
        visit_static(self, _update)
        finalizers = self.finalizers
        finalizers.visit_ready(self, _update)
        finalizers.visit_registered(self, _update)
        self.identities.all_moved(self)
        large = self.large.objects
        i = 0
        while i < large.length():
            obj = large.at(i)
            if header_of(obj) & MARK:
                trace_object(self, obj, type_of(obj), _update)
            i += 1
        space = self.space
        live = 0
        chunk = 0
        while chunk < space.chunk_count():
            obj = space.first_object(chunk)
            end = space.end_of_objects(chunk)
            while obj < end:
                header = header_of(obj)
                if is_forwarded(header):
                    header = self._saved_header(live)
                    live += 1
                    info = type_at(type_of_header(header))
                    if info.flags & WEAK:
                        target = weak_target(obj, info)
                        if target:
                            set_weak_target(obj, info, self.new_address(target))
                    else:
                        trace_object(self, obj, info, _update)
                obj = obj + object_size(obj, header)
            chunk += 1

    def _saved_header(self, number: int) -> int:
        return llop.cast_adr_to_int(Signed, self.headers.at(number))

    def _move(self) -> None:
        """Move each object to where it goes, from the first to the last."""
        space = self.space
        live = 0
        to_chunk = 0
        to_end = llmemory.NULL
        chunk = 0
        count = space.chunk_count()
        while chunk < count:
            obj = space.first_object(chunk)
            end = space.end_of_objects(chunk)
            if chunk == 0:
                to_end = obj
            while obj < end:
                header = header_of(obj)
                if not is_forwarded(header):
                    size = object_size(obj, header)
                    arena_reset(obj, size)
                    obj = obj + size
                    continue
                to = forwarded_address(header)
                header = self._saved_header(live) & ~MARK
                live += 1
                size = object_size(obj, header)
                following = obj + size
                while not self._is_in_chunk(to, to_chunk):
                    space.end_chunk_at(to_chunk, to_end)
                    to_chunk += 1
                    to_end = space.first_object(to_chunk)
                to_end = self._move_object(obj, to, size, header)
                obj = following
            chunk += 1
        if count:
            space.end_chunk_at(to_chunk, to_end)
            space.keep_chunks(to_chunk + 1)
        self.headers.clear()

    @always_inline
    def _is_in_chunk(self, address, chunk: int) -> bool:
        start = self.space.first_object(chunk)
        return llop.uint_lt(Bool, address - start, self.space.room_in(chunk, start))

    def _move_object(self, obj, to, size: int, header: int):
        """Return where the next one may begin."""
        if to == obj:
            set_header(obj, header)
            return obj + size
        room = size
        if grows(header):
            room = size + WORD
            header |= HASH_BEHIND
        arena_move(obj, to, size, room, type_of_header(header))
        if room != size:
            llop.raw_store(Void, to, size, hash_of_address(obj))
        set_header(to, header)
        return to + room


collector = MarkCompactCollector()
