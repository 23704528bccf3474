"""What collectors have in common: their constraints, and their interface."""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rlib.rarithmetic import LONG_BIT, maxint
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool

WORD = LONG_BIT // 8

MOST_BYTES = maxint // 2
"""No object is bigger."""


class GCBase:
    """A collector. Sizes are bytes; addresses are those of the objects.

    The constants below are what the translator must know about it, after
    MMTk's plan constraints. The methods are translated.
    """

    moves_objects = False
    """May an object's address change?"""

    needs_write_barrier = False
    """Must the collector hear of each pointer stored in an object?"""

    zeroes_memory = True
    """Is new memory zeroed by the collector?"""

    header_words = 0
    """How many words the collector needs in front of each object."""

    libraries = ()
    """C libraries to link, without `lib`."""

    # What is allocated has a number: `holds_pointers` and `needs_clearing` tell
    # what it says besides the type.

    def malloc_fixed(self, size, type_id):
        """Return the address of a new object, or raise MemoryError."""
        raise NotImplementedError

    def malloc_varsize(self, fixed_size, item_size, length, type_id):
        """The same for an object with `length` items behind its fixed part."""
        raise NotImplementedError


_memory_error = MemoryError()


@dont_inline
def raise_memory_error():
    """Raise an exception that needs no memory."""
    raise _memory_error


@always_inline
def holds_pointers(type_id: int) -> int:
    """May objects of that type hold pointers to others? 1 or 0."""
    return type_id & 1


@always_inline
def needs_clearing(type_id: int) -> int:
    """Must the memory be zero? 1 or 0; it must be where there may be pointers."""
    return (type_id >> 1 & 1) ^ 1


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
