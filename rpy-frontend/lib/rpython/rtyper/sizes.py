"""The arithmetic of sizes: no sum of lengths wraps around to a small one.

What is too big to be counted is too big to be allocated: MemoryError.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool, Signed


@dont_inline
def raise_too_big():
    raise MemoryError


@always_inline
def add_sizes(a: int, b: int) -> int:
    """Return `a + b`."""
    if llop.unlikely(Bool, llop.int_add_overflows(Bool, a, b)):
        raise_too_big()
    return llop.int_add(Signed, a, b)


@always_inline
def multiply_sizes(a: int, b: int) -> int:
    """Return `a * b`."""
    if llop.unlikely(Bool, llop.int_mul_overflows(Bool, a, b)):
        raise_too_big()
    return llop.int_mul(Signed, a, b)


@always_inline
def missing_to(width: int, length: int) -> int:
    """Return how much has to be added to a length to reach a width; any width will do."""
    return width - length if width > length else 0
