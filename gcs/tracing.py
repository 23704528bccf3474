"""What collectors that find out what is reachable have in common."""

from rpython.rlib.rarithmetic import LONG_BIT, maxint
from rpython.rtyper import threads
from rpython.rtyper.lltypesystem import llmemory

from gcs.base import ALL_AT_ONCE, GCBase, raise_memory_error
from gcs.finalizers import Finalizers
from gcs.header import PREBUILT, header_of, type_of_header
from gcs.inspection import Inspector
from gcs.policies.addresses import AddressStack
from gcs.program import after_collection
from gcs.settings import is_system_under_pressure, memory_limit, pressure_setting, size_setting
from gcs.statistics import BYTES_LIVE, MEMORY_PRESSURE, PAUSE_HISTOGRAM, Statistics
from gcs.types import IS_INSTANCE, object_size, set_weak_target, type_of, weak_target
from gcs.verify import Verifier

MEGABYTE = 1024 * 1024

MOST_OF_SMALL_MACHINES = maxint - (maxint >> 3)
"""The most bytes that objects may take where words have 32 bits: sums of sizes do not wrap."""


class TracingCollector(GCBase):
    """Settings, limits, counters, weak references and finalizers.

    WEFT_GC_MIN     below this size there is no full collection (default 8M)
    WEFT_GC_GROWTH  when to collect again, in percent of what survived (default 100: twice as much)
    WEFT_GC_MAX     the most bytes that objects may take (default: `--max-heap`, or what `ulimit -v` leaves room for;
                    0: no limit; with words of 32 bits 1.75G)
    WEFT_GC_VERIFY    with `--gc-debug`: look at the heap before and after every collection (default, 1), or only so often
    WEFT_GC_PRESSURE  collect when the system runs out of memory, too: `psi`, or a `memory.events` of control groups

    A collector has `survives`, `new_address`, `keep` and `reach_all` for what is shared.
    """

    needs_roots = True

    usable_percent = 70
    """How much of the memory that there is at most objects may take, so that enough is left to collect."""

    prebuilt_flags = PREBUILT

    _immutable_fields_ = ['statistics', 'finalizers', 'weak_objects', 'verifier', 'inspector']

    def __init__(self):
        self.statistics = Statistics()
        self.finalizers = Finalizers()
        self.weak_objects = AddressStack()  # the weak references that were reached
        self.least_bytes = 8 * MEGABYTE
        self.most_bytes = 0
        self.growth = 100
        self.threshold = 0  # collect when objects take more than this
        self.pressure = 0   # bytes outside of the heap that the program told of since the last full collection
        self.pressure_step = 4 * MEGABYTE  # see whether to collect each time that so many have come
        self.next_look = self.pressure_step
        self.disabled = 0
        self.stressed = 0   # how often, with `--gc-stress`
        self.is_watched = 0  # does the program want to hear of each collection?
        self.listens = False  # to the system
        self.verifier = Verifier()
        self.verify_each = 1  # so many chances
        self.unverified = 0   # chances that were let go
        self.inspector = Inspector()

    def setup(self):
        self.statistics.setup()
        self.least_bytes = size_setting('WEFT_GC_MIN', self.least_bytes)
        limit = self.heap_limit if self.heap_limit else memory_limit() // 100 * self.usable_percent
        self.most_bytes = size_setting('WEFT_GC_MAX', limit)
        if LONG_BIT < 64 and (self.most_bytes == 0 or self.most_bytes > MOST_OF_SMALL_MACHINES):
            self.most_bytes = MOST_OF_SMALL_MACHINES
        self.growth = size_setting('WEFT_GC_GROWTH', self.growth)
        self.listens = pressure_setting('WEFT_GC_PRESSURE')
        if self.debug:
            self.verify_each = size_setting('WEFT_GC_VERIFY', 1)
        self.set_threshold(0)

    def shutdown(self):
        self.statistics.log()

    # ---- looking for mistakes

    def verify(self) -> None:
        """With `debug`, look at the whole heap."""
        if self.debug:
            self.unverified += 1
            if self.unverified >= self.verify_each:
                self.unverified = 0
                self.verifier.verify(self)

    def may_point_to(self, holder, target) -> bool:
        """Is it right that one object has a pointer to another?"""
        return True

    # ---- what programs may find out

    def object_bytes(self, obj):
        return object_size(obj, header_of(obj))

    def type_index(self, obj):
        return type_of_header(header_of(obj))

    def is_instance(self, obj):
        return type_of(obj).flags & IS_INSTANCE != 0

    def list_references(self, obj, array, room):
        return self.inspector.list_references(self, obj, array, room)

    def statistic(self, number):
        return self.statistics.get(number) if 0 <= number < PAUSE_HISTOGRAM else -1

    def watch(self, is_watched):
        self.is_watched = is_watched

    def dump_heap(self, descriptor):
        return self.inspector.dump(self, descriptor)

    # ---- how much memory

    def set_threshold(self, live: int) -> None:
        """Decide when to collect again, after a collection that left so many bytes."""
        self.pressure = 0
        self.statistics.set(MEMORY_PRESSURE, 0)
        self.next_look = self.pressure_step
        threshold = live + live // 100 * self.growth
        if threshold < live:
            threshold = maxint  # the sum has wrapped
        if threshold < self.least_bytes:
            threshold = self.least_bytes
        if self.most_bytes and threshold > self.most_bytes:
            threshold = self.most_bytes
        self.threshold = threshold

    def hear_system(self) -> None:
        """Before it is decided whether to collect: if the system is short of memory, little garbage is reason enough."""
        if self.listens and is_system_under_pressure():
            live = self.statistics.get(BYTES_LIVE)
            tight = live + (live >> 3) + MEGABYTE
            if self.threshold > tight:
                self.threshold = tight

    def stress(self):
        """Young objects and steps in turn, so that there are old objects and half-done collections; now and then all."""
        self.stressed += 1
        self.collect(self.stressed & 1 if self.stressed & 15 else 2)

    def collect_step(self):
        self.collect(2)
        return ALL_AT_ONCE

    def add_memory_pressure(self, size):
        self.pressure += size
        self.statistics.set(MEMORY_PRESSURE, self.pressure)
        if self.pressure > self.next_look:
            self.next_look = self.pressure + self.pressure_step
            if self.disabled == 0:
                self.collect_under_pressure()
                self.after_collection()

    def collect_under_pressure(self) -> None:
        """Collect what is due: what is outside of the heap counts as if it were objects."""
        if self.statistics.get(BYTES_LIVE) + self.pressure > self.threshold:
            self.collect(2)

    def is_over_limit(self, size: int) -> bool:
        """Is this more than the objects may take?"""
        return self.most_bytes != 0 and size > self.most_bytes

    def check_limit(self, size: int) -> None:
        """MemoryError if this is more than the objects may take."""
        if self.is_over_limit(size):
            raise_memory_error()

    def enable(self):
        if self.disabled > 0:
            self.disabled -= 1

    def disable(self):
        self.disabled += 1

    def is_enabled(self):
        return self.disabled == 0

    # ---- what survives: each collector has its own

    def survives(self, obj) -> bool:
        """Was the object reached in this collection, or is it not subject to it?"""
        return True

    def new_address(self, obj):
        """Return where an object that survives is now."""
        return obj

    def keep(self, obj):
        """Reach an object; return where it is now."""
        return obj

    def reach_all(self) -> None:
        """Reach what can be reached from what was reached."""

    # ---- weak references

    def weak_register(self, reference, target):
        """Hear of a weak reference. Its type says that it is one."""

    def clear_weak_references(self, weak) -> None:
        """Once it is known what survives: these weak references, which were reached, point there, or nowhere."""
        while not weak.is_empty():
            reference = weak.pop()
            info = type_of(reference)
            target = weak_target(reference, info)
            if target:
                if not self.survives(target):
                    set_weak_target(reference, info, llmemory.NULL)
                elif self.moves_objects:
                    set_weak_target(reference, info, self.new_address(target))
        weak.clear()

    # ---- finalizers

    def see_to_the_dead(self, weak) -> None:
        """Once all is reached that the program can reach: weak references, some of which are `weak`, and finalizers."""
        self.clear_weak_references(weak)
        if self.find_dead_finalizables():
            self.reach_all()
            self.clear_weak_references(weak)
        self.call_light_finalizers()

    def find_dead_finalizables(self) -> bool:
        """Keep those which do not survive, and say whether there are any."""
        return self.finalizers.find_dead(self, self.finalizers.registered, self.finalizers.registered)

    def call_light_finalizers(self) -> None:
        """Call those of the objects which do not survive."""
        self.finalizers.call_light(self, self.finalizers.light, self.finalizers.light)

    def after_collection(self) -> None:
        """Let the program run finalizers and hooks. To be called by who has nothing in hand: the heap is another one afterwards.

        Where one thread has stopped all others, that waits until they go on.
        """
        if not threads.are_free:
            self.tell_program()

    def tell_program(self) -> None:
        """Do it. Of threads that run at the same time each does so for itself, where none is stopped: before it
        makes a large object, or when it has got a buffer, in which there may be no room any more afterwards.
        """
        if self.is_watched or self.finalizers.has_ready():
            after_collection()

    def register_finalizer(self, obj, queue):
        self.finalizers.registered.add(obj, queue)

    def register_light_finalizer(self, obj):
        self.finalizers.light.push(obj)

    def next_dead_queue(self):
        return self.finalizers.ready.first_queue()

    def next_dead_finalizable(self):
        return self.finalizers.ready.take_first()
