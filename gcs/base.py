"""What collectors have in common: their constraints, and their interface."""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rlib.rarithmetic import LONG_BIT, maxint
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool, Signed

WORD = LONG_BIT // 8

ALL_AT_ONCE = 1 << 8
"""What a step of a collection was that is not done in steps: it began marking, and ended with nothing to do."""

MOST_BYTES = maxint // 2
"""No object is bigger."""


class GCBase:
    """A collector. Sizes are bytes; addresses are those of the objects.

    The constants below are what the translator must know about it, after
    MMTk's plan constraints. The methods are translated. Of them only those that
    allocate raise an exception, MemoryError, and none allocates objects itself.
    """

    moves_objects = False
    """May an object's address change?"""

    needs_write_barrier = False
    """Must the collector hear of each pointer stored in an object? `write_barrier` is called if it has one."""

    barrier_on_overwrite = False
    """Must it hear even if the pointer stored is null or to a prebuilt object?"""

    zeroes_memory = True
    """Is new memory zeroed by the collector?"""

    needs_roots = False
    """Must the collector be told what the program holds on to, and which types
    of objects there are? Objects have a header of one word then."""

    prebuilt_flags = 0
    """What is in the headers of prebuilt objects, besides the type's number."""

    debug = False
    """Verify the heap after each collection? Set by `--gc-debug`."""

    allows_free_threads = False
    """Can it collect for threads that run at the same time (`--threads=free`)?"""

    heap_limit = 0
    """The most bytes that objects may take, if WEFT_GC_MAX says nothing; 0: no limit. Set by `--max-heap`."""

    libraries = ()
    """C libraries to link, without `lib`."""

    # What is allocated has a number: `type_number`, `holds_pointers` and
    # `needs_clearing` tell what it says.

    def malloc_fixed(self, size, type_id):
        """Return the address of a new object, or raise MemoryError."""
        return llmemory.NULL

    def malloc_varsize(self, fixed_size, item_size, length, type_id):
        """The same for an object with `length` items behind its fixed part."""
        return llmemory.NULL

    def setup(self):
        """Get ready. Called once, before anything is allocated."""

    def shutdown(self):
        """Called at exit."""

    def write_barrier(self, obj):
        """Hear that a pointer will be stored in an object."""

    def write_barrier_item(self, obj, index):
        """The same for an item of an array."""
        self.write_barrier(obj)

    def collect(self, generation):
        """Collect now: 0, only young objects; 1, do some work; from 2 on, everything."""

    def stress(self):
        """Collect where nobody asked for it, to find mistakes: with `--gc-stress`, before all that is allocated."""
        self.collect(2)

    def collect_step(self):
        """Do a step of a collection of everything; return the states before (shifted) and after, as `rgc` has them."""
        return ALL_AT_ONCE

    def identity_hash(self, obj):
        """Return a number that stays the same while the object lives."""
        return hash_of_address(obj)

    def unique_id(self, obj):
        """The same, and no two living objects have the same number."""
        return llop.cast_adr_to_int(Signed, obj)

    def weak_register(self, reference, target):
        """Put zero into the word at `reference`, which is the address of `target`, when that object goes."""

    def discard(self, obj):
        """Hear that nothing refers to an array any more, because a larger one took its place."""

    def can_move(self, obj):
        """May this object's address change?"""
        return False

    def pin(self, obj):
        """Keep an object where it is; return whether that can be promised."""
        return True

    def unpin(self, obj):
        """Undo `pin`."""

    def register_finalizer(self, obj, queue):
        """Hear of an object whose end the program wants to know of; `queue` is a number for the program.

        When there is such an object that the program can not reach any more, the
        collector calls `program.after_collection`, and the program takes it.
        """

    def register_light_finalizer(self, obj):
        """Call `program.finalize_light` when the object is dead; then it is gone."""

    def next_dead_queue(self):
        """Return the number that came with the object which `next_dead_finalizable` returns; -1 if there is none."""
        return -1

    def next_dead_finalizable(self):
        """Return a registered object that the program can not reach any more, each once; NULL if there is none."""
        return llmemory.NULL

    def add_memory_pressure(self, size):
        """Hear that so many bytes outside of the heap will be given back when some object is dead. May collect."""

    def heap_size(self):
        """Return how many bytes the collector has from the system; 0 if it does not know."""
        return 0

    # What programs may find out. A collector that does not know says so.

    def object_bytes(self, obj):
        """Return how many bytes an object takes; -1 if that is not known."""
        return -1

    def type_index(self, obj):
        """Return the number of an object's type; -1 if it has none."""
        return -1

    def is_instance(self, obj):
        """Is the object an instance of a class, and not a string, a list's items or the like?"""
        return False

    def list_references(self, obj, array, room):
        """Put what an object refers to, or what roots do if it is NULL, into the items of an array with room for so many.

        Return how many there are.
        """
        return 0

    def statistic(self, number):
        """Return one of the counters in `statistics.py`; -1 if it is not counted."""
        return -1

    def watch(self, is_watched):
        """Call `program.after_collection` after every collection, or only when there is something to finalize."""

    def dump_heap(self, descriptor):
        """Write all objects to a file, as `inspection.py` says; did that work?"""
        return False

    def enable(self):
        """Allow collections that nobody asked for."""

    def disable(self):
        """Forbid them, as long as there is memory."""

    def is_enabled(self):
        """Are they allowed?"""
        return True


_memory_error = MemoryError()


@dont_inline
def raise_memory_error():
    """Raise an exception that needs no memory."""
    raise _memory_error


@always_inline
def type_number(type_id: int) -> int:
    """Return the number of the type in the type table (`gcs/types.py`)."""
    return type_id >> 2


@always_inline
def holds_pointers(type_id: int) -> int:
    """May objects of that type hold pointers to others? 1 or 0."""
    return type_id & 1


@always_inline
def needs_clearing(type_id: int) -> int:
    """Must the memory be zero? 1 or 0; it must be where there may be pointers."""
    return (type_id >> 1 & 1) ^ 1


@always_inline
def hash_of_address(obj) -> int:
    """Return a hash that is different for neighbours."""
    number = llop.cast_adr_to_int(Signed, obj)
    return number >> 4 ^ number


@always_inline
def round_up(size: int) -> int:
    """Round to a multiple of the word size."""
    return (size + WORD - 1) & -WORD


@always_inline
def varsize_bytes(fixed_size: int, item_size: int, length: int) -> int:
    """Return the size of an object; MemoryError if there is no such size."""
    if llop.unlikely(Bool, llop.uint_gt(Bool, length, MOST_BYTES)):
        raise_memory_error()
    if llop.unlikely(Bool, llop.int_mul_overflows(Bool, item_size, length)):
        raise_memory_error()
    items_size = item_size * length
    if llop.unlikely(Bool, items_size > MOST_BYTES - fixed_size):
        raise_memory_error()
    return round_up(fixed_size + items_size)
