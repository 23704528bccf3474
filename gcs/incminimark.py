"""The collector `minimark`, with the old generation marked and swept in short steps.

After each collection of the nursery some marking or sweeping is done, in
proportion to what became old, so that the program never waits for all of it.
Marking keeps up with the program as described by E. W. Dijkstra and others,
"On-the-fly garbage collection: an exercise in cooperation", CACM 21(11), 1978:
what is stored in an object that was traced already is marked. That needs no
write barrier but the one that remembers old objects: these, and those which
become old, are looked at when the nursery is collected. The stack is looked at
once more at the end.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper import threads
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Void

from gcs.generations import visit_young
from gcs.header import CLEAN, MARK, header_of, type_of_header
from gcs.minimark import MiniMarkCollector
from gcs.policies.marker import mark_slot
from gcs.roots import visit_raw_static, visit_stack
from gcs.settings import nanoseconds_since, size_setting
from gcs.statistics import STEPS
from gcs.types import WEAK, trace_object, type_at

# `rgc` has the same numbers.
IDLE = 0
MARKING = 1
SWEEPING = 2

SMALLEST_NURSERY = 256 * 1024
"""No less of the nursery is filled, unless it is smaller."""

SMALLEST_SHARED_NURSERY = 1024 * 1024
"""The same for threads that all have to be stopped first."""

TRACED_AT_ONCE = 64 * 1024
"""So many bytes are traced between two looks at the clock."""


@always_inline
def _visit_young_and_mark(gc, slot) -> None:
    """While marking: promote and mark what a slot points to."""
    obj = llop.raw_load(Address, slot, 0)
    if gc.is_young(obj):
        llop.raw_store(Void, slot, 0, gc.promote(obj))
    elif obj:
        if gc.has_young_large:
            gc.promote_large(obj)
        gc.marker.mark(obj)


class IncrementalMiniMarkCollector(MiniMarkCollector):
    """WEFT_GC_PAUSE  how long a step should take, in microseconds (default 3000)
    WEFT_GC_STEP   the least that a step traces (default 256K)

    The nursery is filled only so far that to collect it takes no longer, either.
    """

    most_swept = 8

    def __init__(self):
        MiniMarkCollector.__init__(self)
        self.phase = IDLE
        self.step_bytes = 256 * 1024
        self.step_time = 3000 * 1000
        self.owed = 0            # bytes that should have been traced by now
        self.pace = 3            # so many times faster than objects become old, at the least
        self.sweep_step = 32     # blocks, and large objects, between two looks at the clock
        self.bytes_before = 0    # those of old objects after the last step
        self.haste = 2           # with a quarter of the time the nursery may be filled further
        self.most_before_end = 0  # when so many bytes are reached, the cycle is finished at once

    def setup(self):
        MiniMarkCollector.setup(self)
        self.step_bytes = size_setting('WEFT_GC_STEP', self.step_bytes)
        self.step_time = size_setting('WEFT_GC_PAUSE', self.step_time // 1000) * 1000
        if threads.are_free:
            self.haste = 0  # each collection stops all threads
        while self.nursery_room > 4 * self._smallest_room():
            self.nursery_room >>= 1
        self.open_nursery()

    def _smallest_room(self) -> int:
        """Return how far the nursery is filled at least."""
        smallest = SMALLEST_SHARED_NURSERY if threads.are_free else SMALLEST_NURSERY
        return smallest if smallest < self.nursery_size else self.nursery_size

    def is_marking(self):
        return self.phase != IDLE

    # ---- steps

    def collect_some_old(self):
        self.hear_system()
        bytes = self.old_bytes()
        if self.is_over_limit(bytes):
            self.full_collection()
        elif self.phase != IDLE:
            if bytes + self.pressure > self.most_before_end:
                self._finish_cycle()
            else:
                self._step()
        elif bytes + self.pressure > self.threshold and self.disabled == 0:
            self._start()
            # What was written to is looked at more closely from now on, which takes longer.
            self.nursery_room = self._smallest_room()
            self._step()
        self.bytes_before = self.old_bytes() + self.pressure
        self._adjust_nursery()

    def _adjust_nursery(self) -> None:
        time = nanoseconds_since(self.statistics.pause_began)
        if time > 2 * self.step_time:
            if self.nursery_room > self._smallest_room():
                self.nursery_room >>= 1
        elif time < self.step_time >> self.haste and self.nursery_room < self.nursery_size:
            self.nursery_room <<= 1
        self.open_nursery()

    def _start(self) -> None:
        """Begin to mark. What becomes old from now on is marked."""
        self.mark_roots()
        self.phase = MARKING
        self.old_flags = CLEAN | MARK
        bytes = self.old_bytes() + self.pressure
        self.most_before_end = 2 * bytes + 8 * self.nursery_size

    @dont_inline
    def _step(self) -> None:
        self.statistics.add(STEPS, 1)
        if self.phase == MARKING:
            self.owed += self.step_bytes + self.pace * (self.old_bytes() + self.pressure - self.bytes_before)
            if self._mark_for_a_while():
                self._end_marking()
        elif not self._sweep_for_a_while():
            self._end_sweeping()

    def _mark_for_a_while(self) -> bool:
        """Trace what is owed if that does not take too long, and more if there is time. Is all traced?"""
        marker = self.marker
        at_once = TRACED_AT_ONCE if TRACED_AT_ONCE < self.step_bytes else self.step_bytes
        began = self.statistics.pause_began
        while True:
            if marker.trace_some(self, at_once):
                self.owed = 0
                return True
            self.owed -= at_once
            time = nanoseconds_since(began)
            if self.owed <= 0 and time >= self.step_time or time >= 2 * self.step_time:
                return False

    def _sweep_for_a_while(self) -> bool:
        """Sweep some blocks, and more if there is time. Are there any left?"""
        began = self.statistics.pause_began
        while self._sweep(self.sweep_step):
            if nanoseconds_since(began) >= self.step_time:
                return True
        return False

    def _end_marking(self) -> None:
        """The nursery is empty: what the stack points to now is all that can be missing."""
        visit_stack(self, mark_slot)
        visit_raw_static(self, mark_slot)
        self.finalizers.visit_ready(self, mark_slot)
        self.marker.trace_all(self)
        self.finish_marking()
        self.old_flags = CLEAN
        self.space.start_sweep()
        self.large.start_sweep()
        self.phase = SWEEPING

    def _sweep(self, count: int) -> bool:
        """Sweep so many blocks and large objects; are there any left?"""
        return self.space.sweep_some(count) or self.large.sweep_some(count)

    def _end_sweeping(self) -> None:
        self.phase = IDLE
        self.end_cycle()

    def _finish_cycle(self) -> None:
        """Do all that is left to do."""
        if self.phase == MARKING:
            self.marker.trace_all(self)
            self._end_marking()
        while self._sweep(1 << 30):
            pass
        self._end_sweeping()

    def full_collection(self):
        if self.phase != IDLE:
            self._finish_cycle()
        self._start()
        self._finish_cycle()

    def collect(self, generation):
        self.statistics.begin_pause()
        self.minor_collection()
        if generation == 1:
            if self.phase == IDLE:
                self._start()
            self._step()
        elif generation >= 2:
            self.full_collection()
        self.bytes_before = self.old_bytes() + self.pressure
        self.statistics.end_pause()

    def collect_step(self):
        before = self.phase
        self.collect(1)
        return before << 8 | self.phase

    # ---- collections of the nursery while marking

    def reach_pinned(self, obj):
        if self.phase == MARKING:
            self.marker.mark(obj)

    def trace_young(self, obj, header):
        info = type_at(type_of_header(header))
        if info.flags & WEAK:
            self.young_weak.push(obj)
            if self.phase == MARKING and header & MARK:
                self.weak_objects.push(obj)
        elif self.phase == MARKING and header & MARK:
            trace_object(self, obj, info, _visit_young_and_mark)
        else:
            trace_object(self, obj, info, visit_young)

    def trace_cards(self, obj):
        if self.phase == MARKING and header_of(obj) & MARK:
            self.trace_cards_with(obj, _visit_young_and_mark)
        else:
            self.trace_cards_with(obj, visit_young)


collector = IncrementalMiniMarkCollector()
