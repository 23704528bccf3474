"""The word in front of each object: its type's number, and the collector's flags.

The low half is the number. In the high half each collector has flags of its
own beside those that all have; new objects have none. An object that was moved
leaves its new address in its header: shifted, for addresses are even, with the
highest bit set, so that the word is negative.
"""

from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Signed, Void

HALF = LONG_BIT // 2
TYPE_MASK = (1 << HALF) - 1
SIGN = -1 << (LONG_BIT - 1)


def flag(number: int) -> int:
    """Return one of the flags; there are 15 on a machine of 32 bits, more on others."""
    assert 0 <= number < HALF - 1
    return 1 << (HALF + number)


PREBUILT = flag(0)
"""Static data: it is never moved or freed."""

HASHED = flag(1)
"""Somebody asked for the identity hash."""

HASH_BEHIND = flag(2)
"""The hash is in a word behind the object, which was moved since somebody asked."""

PINNED = flag(3)
"""Must not move."""

FINAL_SHIFT = HALF + 4
FINAL_MASK = flag(4) | flag(5)
"""How an unreachable object is reached from finalizers; zero outside of a collection."""

MARK = flag(6)
"""The object was reached in this collection, where objects are marked."""

CLEAN = flag(7)
"""The object is old, and not remembered: the write barrier has to do something."""

WRITTEN = flag(8)
"""The prebuilt object was written to once: it is a root of full collections."""

FIRST_OWN_FLAG = 9
"""Flags from here on mean what the collector says."""


@always_inline
def header_of(obj) -> int:
    """Return an object's header."""
    return llop.raw_load(Signed, obj, 0)


@always_inline
def set_header(obj, header: int) -> None:
    """Replace an object's header."""
    llop.raw_store(Void, obj, 0, header)


@always_inline
def type_of_header(header: int) -> int:
    """Return the type's number."""
    return header & TYPE_MASK


@always_inline
def is_forwarded(header: int) -> bool:
    """Was the object moved, and is this only where it was?"""
    return header < 0


@always_inline
def forwarding_header(address) -> int:
    """Return the header of an object that was moved there."""
    return SIGN | (llop.cast_adr_to_int(Signed, address) >> 1)


@always_inline
def forwarded_address(header: int):
    """Return where an object was moved."""
    return llop.cast_int_to_adr(Address, llop.int_lshift(Signed, header, 1))
