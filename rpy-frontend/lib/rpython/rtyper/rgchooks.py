"""What `rpython.rlib.rgc` tells of collections, in translated code: the collector counts."""

from rpython.rlib import rgc
from rpython.rtyper.lltypesystem.lltype import Signed
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import replaces
from rpython.rtyper.rgcforms import weft_heap_size

_statistic = external('weft_gc_statistic', [Signed], Signed)

# As in gcs/statistics.py.
MINOR_COLLECTIONS = 0
MAJOR_COLLECTIONS = 1
BYTES_ALLOCATED = 2
BYTES_LIVE = 5
PEAK_BYTES = 6
PAUSE_TOTAL = 8
STEPS = 10
MINOR_TIME = 11
NURSERY_BYTES = 12
MEMORY_PRESSURE = 13

_COUNTERS = {
    rgc.TOTAL_ALLOCATED_MEMORY: BYTES_LIVE,
    rgc.TOTAL_MEMORY_PRESSURE: MEMORY_PRESSURE,
    rgc.PEAK_MEMORY: PEAK_BYTES,
    rgc.PEAK_ALLOCATED_MEMORY: PEAK_BYTES,
    rgc.NURSERY_SIZE: NURSERY_BYTES,
    rgc.MINOR_COLLECTIONS: MINOR_COLLECTIONS,
    rgc.MAJOR_COLLECTIONS: MAJOR_COLLECTIONS,
    rgc.BYTES_ALLOCATED: BYTES_ALLOCATED,
}


@replaces(rgc.get_stats)
def get_stats(number: int) -> int:
    if number == rgc.TOTAL_MEMORY:
        return weft_heap_size()
    if number == rgc.TOTAL_GC_TIME:
        time = _statistic(PAUSE_TOTAL)
        return time // 1000000 if time >= 0 else -1
    if number in _COUNTERS:
        return _statistic(_COUNTERS[number])
    return -1


class Difference:
    """By how much counters have grown since somebody asked."""

    def __init__(self):
        self.last = 0

    def take(self, now: int) -> int:
        """Return that, given what it is now. Where words are small, counters stop at the largest one."""
        result = now - self.last
        self.last = now
        return max(result, 0)


class Report:
    """What was reported last, and the hooks to call."""

    def __init__(self):
        self.hooks = None
        self.method = ''  # that is called
        self.minor = Difference()
        self.minor_time = Difference()
        self.steps = Difference()
        self.major = Difference()
        self.major_time = Difference()
        self.time_of_cycle = 0

    def start(self, hooks) -> None:
        """Report from now on."""
        self.hooks = hooks
        self.minor.take(_statistic(MINOR_COLLECTIONS))
        self.minor_time.take(_statistic(MINOR_TIME))
        self.steps.take(_statistic(STEPS))
        self.major.take(_statistic(MAJOR_COLLECTIONS))
        self.major_time.take(_statistic(PAUSE_TOTAL) - _statistic(MINOR_TIME))
        self.time_of_cycle = 0

    def run(self, hooks) -> None:
        """Call the hooks for what has happened."""
        live = _statistic(BYTES_LIVE)
        minor = self.minor.take(_statistic(MINOR_COLLECTIONS))
        minor_time = self.minor_time.take(_statistic(MINOR_TIME))
        steps = self.steps.take(_statistic(STEPS))
        major = self.major.take(_statistic(MAJOR_COLLECTIONS))
        major_time = self.major_time.take(_statistic(PAUSE_TOTAL) - _statistic(MINOR_TIME))
        cycle_time = self.time_of_cycle + major_time
        self.time_of_cycle = 0 if major > 0 else cycle_time
        if minor > 0:
            self.method = 'on_gc_minor'
            hooks.on_gc_minor(minor, minor_time, live)
        if steps > 0:
            self.method = 'on_gc_collect_step'
            hooks.on_gc_collect_step(steps, major_time, live)
        if major > 0:
            self.method = 'on_gc_collect'
            hooks.on_gc_collect(major, cycle_time, live)


report = Report()
