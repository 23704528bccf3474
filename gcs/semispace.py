"""A copying collector: what lives is copied to new memory, and the old is given back.

C. J. Cheney, "A nonrecursive list compacting algorithm", CACM 13(11), 1970.
The copies that were not scanned yet are the queue: no stack is needed, however
deep the structure. While collecting, memory is needed for both copies.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper import threads
from rpython.rtyper.lltypesystem.llarena import arena_reserve
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Void

from gcs.base import raise_memory_error, round_up, type_number, varsize_bytes
from gcs.buffers import allocate_in_buffer, drop_buffers, piece_of, set_buffer
from gcs.header import set_header
from gcs.moving import MovingCollector, keep_copy, scan_copies
from gcs.policies.copyspace import CopySpace
from gcs.roots import visit_stack, visit_static
from gcs.statistics import BYTES_ALLOCATED, BYTES_COPIED, BYTES_FREED, MAJOR_COLLECTIONS


def _visit(gc, slot) -> None:
    """Copy what a slot points to, and update the slot."""
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        llop.raw_store(Void, slot, 0, gc.keep(obj))


class SemiSpaceCollector(MovingCollector):
    """All objects are in one copy space."""

    usable_percent = 35
    allows_free_threads = True

    zeroes_memory = False

    _immutable_fields_ = ['space']

    def __init__(self):
        MovingCollector.__init__(self)
        self.space = CopySpace()
        self.live_bytes = 0  # after the last collection

    def setup(self):
        MovingCollector.setup(self)
        self.space.keeps_freed = self.debug

    # ---- allocation

    @always_inline
    def malloc_fixed(self, size, type_id):
        return self._allocate(round_up(size), type_number(type_id))

    @always_inline
    def malloc_varsize(self, fixed_size, item_size, length, type_id):
        return self._allocate(varsize_bytes(fixed_size, item_size, length), type_number(type_id))

    @always_inline
    def _allocate(self, size, number):
        if threads.are_free:
            result = allocate_in_buffer(self, size)
        else:
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
        self.hear_system()
        if self.disabled == 0 and space.size + space.chunk_for(size) > self.threshold:
            self._collect(size)
            self.after_collection()
        if size > space.top - space.free:
            if self.is_over_limit(space.size + space.chunk_for(size)) or not space.grow(size):
                if self.disabled != 0:
                    self._collect(size)
                if size > space.top - space.free:
                    self.check_limit(space.size + space.chunk_for(size))
                    if not space.grow(size):
                        raise_memory_error()
        return space.free

    def take_buffer(self, size):
        space = self.space
        room = space.top - space.free
        if size > room:
            return False
        start = space.free
        space.free = start + piece_of(room, size)
        set_buffer(start, space.free)
        return True

    def make_room(self, size):
        self._make_room(size)

    # ---- collection

    def collect(self, generation):
        self._collect(0)

    def _collect(self, wanted: int) -> None:
        """Copy everything that is reachable; expect so many bytes to be allocated next."""
        statistics = self.statistics
        statistics.begin_pause()
        self.verify()
        drop_buffers()
        space = self.space
        before = space.used()
        statistics.add(BYTES_ALLOCATED, before - self.live_bytes)
        statistics.note_peak(before)
        space.flip()
        visit_stack(self, _visit)
        visit_static(self, _visit)
        self.finalizers.visit_ready(self, _visit)
        self.reach_all()
        self.see_to_the_dead(self.weak_objects)
        self.identities.all_moved(self)
        space.release_old()
        live = space.used()
        self.live_bytes = live
        self.set_threshold(live + wanted)
        statistics.add(MAJOR_COLLECTIONS, 1)
        statistics.add(BYTES_COPIED, live)
        statistics.add(BYTES_FREED, before - live)
        statistics.set_live(live)
        self.verify()
        statistics.end_pause()

    def keep(self, obj):
        return keep_copy(self, obj)

    def reach_all(self):
        scan_copies(self, _visit)

    def heap_size(self):
        return self.space.size


collector = SemiSpaceCollector()
