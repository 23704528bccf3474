"""Counters of a collector, for `WEFTLOG=gc` and `rgc`.

They are numbers of 64 bits in memory of their own: C prints them at exit, by
position.
"""

from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rarithmetic import LONG_BIT, maxint, r_longlong
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_malloc
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import INT64, Signed, Void

from gcs.settings import fatal, log_statistics, nanoseconds, nanoseconds_since

MINOR_COLLECTIONS = 0
MAJOR_COLLECTIONS = 1
BYTES_ALLOCATED = 2
BYTES_COPIED = 3
BYTES_FREED = 4
BYTES_LIVE = 5
PEAK_BYTES = 6
PAUSES = 7
PAUSE_TOTAL = 8
LONGEST_PAUSE = 9
STEPS = 10           # of collections that are done in steps
MINOR_TIME = 11      # the part of all pauses that collections of young objects took
NURSERY_BYTES = 12
MEMORY_PRESSURE = 13  # bytes outside of the heap that the program told of since the last full collection
PAUSE_HISTOGRAM = 14
"""The first of so many counters: pauses of 2**n to 2**(n+1) nanoseconds are counted in number n."""

HISTOGRAM_SIZE = 40
COUNTERS = PAUSE_HISTOGRAM + HISTOGRAM_SIZE
COUNTER_SIZE = 8


class Statistics:
    """The counters of one collector."""

    def __init__(self):
        self.counters = llmemory.NULL
        self.pause_began = 0

    def setup(self) -> None:
        """Take memory. Nothing can be counted before."""
        self.counters = arena_malloc(COUNTERS * COUNTER_SIZE)
        if not self.counters:
            fatal('no memory for the collector')

    @always_inline
    def get(self, counter: int) -> int:
        """Return a counter; the largest word, if it is larger."""
        count = llop.raw_load(INT64, self.counters, counter * COUNTER_SIZE)
        word = llop.cast_int(Signed, count)
        if LONG_BIT < 64 and r_longlong(word) != count:
            return maxint
        return word

    @always_inline
    def set(self, counter: int, value: int) -> None:
        """Replace a counter."""
        llop.raw_store(Void, self.counters, counter * COUNTER_SIZE, llop.cast_int(INT64, value))

    @always_inline
    def add(self, counter: int, value: int) -> None:
        """Add to a counter."""
        count = llop.raw_load(INT64, self.counters, counter * COUNTER_SIZE)
        count = llop.int_add(INT64, count, llop.cast_int(INT64, value))
        llop.raw_store(Void, self.counters, counter * COUNTER_SIZE, count)

    def set_live(self, size: int) -> None:
        """Note how many bytes are in use after a collection."""
        self.set(BYTES_LIVE, size)
        self.note_peak(size)

    def note_peak(self, size: int) -> None:
        """Note how many bytes are in use."""
        if size > self.get(PEAK_BYTES):
            self.set(PEAK_BYTES, size)

    def begin_pause(self) -> None:
        """The program stops here."""
        self.pause_began = nanoseconds()

    def end_pause(self) -> int:
        """The program goes on. Return how long it did not."""
        pause = nanoseconds_since(self.pause_began)
        self.add(PAUSES, 1)
        self.add(PAUSE_TOTAL, pause)
        if pause > self.get(LONGEST_PAUSE):
            self.set(LONGEST_PAUSE, pause)
        bucket = LONG_BIT - 1 - llop.uint_leading_zeros(Signed, pause | 1)
        if bucket >= HISTOGRAM_SIZE:
            bucket = HISTOGRAM_SIZE - 1
        self.add(PAUSE_HISTOGRAM + bucket, 1)
        return pause

    def log(self) -> None:
        """Print them if the environment asks for it."""
        log_statistics(self.counters)
