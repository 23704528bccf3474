"""Two generations, both copied: a nursery over a copy space.

A. W. Appel, "Simple generational garbage collection and fast allocation",
Software: Practice and Experience 19(2), 1989. The old generation is collected
as in `semispace`.
"""

from rpython.rlib.objectmodel import always_inline
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Void

from gcs.base import raise_memory_error
from gcs.generations import GenerationalCollector
from gcs.header import MARK, PREBUILT, header_of, is_forwarded
from gcs.moving import keep_copy, scan_copies
from gcs.policies.copyspace import CopySpace
from gcs.roots import visit_raw_static, visit_stack
from gcs.statistics import BYTES_COPIED, BYTES_FREED, MAJOR_COLLECTIONS
from gcs.types import trace_object, type_of


@always_inline
def _visit(gc, slot) -> None:
    obj = llop.raw_load(Address, slot, 0)
    if obj:
        llop.raw_store(Void, slot, 0, gc.keep_old(obj))


class CopyingGenerationalCollector(GenerationalCollector):
    """Old objects, and those too large for the nursery, are in a copy space."""

    allows_free_threads = True
    usable_percent = 35

    _immutable_fields_ = ['space']

    def __init__(self):
        GenerationalCollector.__init__(self)
        self.space = CopySpace()

    def setup(self):
        GenerationalCollector.setup(self)
        self.space.keeps_freed = self.debug

    def take_old(self, size):
        return self.space.allocate(size)

    def old_bytes(self):
        return self.space.used()

    def heap_size(self):
        return self.space.size + self.nursery_size

    def allocate_large(self, size, number):
        space = self.space
        if space.used() + size > self.threshold:
            self.collect_for(size)
            self.after_collection()
            self.check_limit(space.used() + size)
        if size > space.top - space.free and not space.grow(size):
            self.collect_for(size)
            if size > space.top - space.free and not space.grow(size):
                raise_memory_error()
        result = space.free
        space.free = result + size
        return result

    def collect_for(self, size: int) -> None:
        """Collect everything, if that is allowed, before so many bytes are taken."""
        if self.disabled == 0 or self.is_over_limit(self.space.used() + size):
            self.collect(2)
            self.set_threshold(self.space.used() + size)

    def full_collection(self):
        self.is_minor = False
        space = self.space
        before = space.used()
        space.flip()
        visit_stack(self, _visit)
        visit_raw_static(self, _visit)
        prebuilt = self.remembered.prebuilt
        i = 0
        while i < prebuilt.length():
            obj = prebuilt.at(i)
            trace_object(self, obj, type_of(obj), _visit)
            i += 1
        self.finalizers.visit_ready(self, _visit)
        self.reach_all_old()
        self.see_to_the_dead(self.weak_objects)
        self.identities.all_moved(self)
        self.sweep_pinned()
        space.release_old()
        self.is_minor = True
        live = space.used()
        self.set_threshold(live)
        self.statistics.add(MAJOR_COLLECTIONS, 1)
        self.statistics.add(BYTES_COPIED, live)
        self.statistics.add(BYTES_FREED, before - live)
        self.statistics.set_live(live)
        self.verify()

    def old_survives(self, obj):
        header = header_of(obj)
        return is_forwarded(header) or header & (PREBUILT | MARK) != 0

    def keep_old(self, obj):
        return keep_copy(self, obj)

    def reach_all_old(self):
        scan_copies(self, _visit)


collector = CopyingGenerationalCollector()
