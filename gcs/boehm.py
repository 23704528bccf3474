"""The conservative mark-sweep collector by Boehm, Demers and Weiser.

Needs its library, libgc. It finds roots and pointers by itself, so nothing is
woven into the program but the calls that allocate.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Signed, Void
from rpython.rtyper.lltypesystem.rffi import external

from gcs.base import GCBase, holds_pointers, needs_clearing, raise_memory_error, round_up, varsize_bytes
from gcs.program import after_collection
from gcs.settings import size_setting

FEW_ITEMS = 1 << 10
"""No size of an object with so many items is too big to be counted."""


def _simulate_allocate(size, has_pointers, is_cleared):
    if size > 1 << 30:
        return llmemory.NULL
    return llmemory.FakeAddress(llmemory.RawMemory(size), 0)


# What is at hand, or NULL.
weft_boehm_allocate = external(
    'weft_boehm_allocate', [Signed, Signed, Signed], Address, python=lambda size, pointers, cleared: llmemory.NULL)

# Gets libgc ready when it is called first. May collect.
weft_boehm_allocate_slowly = external(
    'weft_boehm_allocate_slowly', [Signed, Signed, Signed], Address, python=_simulate_allocate)


weft_boehm_limit = external('weft_boehm_limit', [Signed], Void, python=lambda most_bytes: None)


class BoehmCollector(GCBase):
    """Calls libgc.

    WEFT_GC_MAX  the most bytes that its heap may have (default: `--max-heap`; 0: no limit)
    """

    libraries = ('gc',)

    def setup(self):
        weft_boehm_limit(size_setting('WEFT_GC_MAX', self.heap_limit))

    @always_inline
    def malloc_fixed(self, size, type_id):
        # An empty tuple has no fields, but libgc has no object without memory.
        return self._allocate(round_up(size if size > 0 else 1), type_id)

    def malloc_varsize(self, fixed_size, item_size, length, type_id):
        if llop.unlikely(Bool, llop.uint_gt(Bool, length, FEW_ITEMS)):
            return self._allocate_many(fixed_size, item_size, length, type_id)
        # One byte more: a loop may hold on to the end of an array and to nothing
        # else of it, and the end of one object is the beginning of the next.
        return self._allocate(round_up(fixed_size + 1 + item_size * length), type_id)

    @dont_inline
    def _allocate_many(self, fixed_size, item_size, length, type_id):
        return self._allocate(varsize_bytes(fixed_size + 1, item_size, length), type_id)

    @always_inline
    def _allocate(self, size, type_id):
        result = weft_boehm_allocate(size, holds_pointers(type_id), needs_clearing(type_id))
        if llop.unlikely(Bool, not result):
            result = self._allocate_slowly(size, type_id)
        return result

    @dont_inline
    def _allocate_slowly(self, size, type_id):
        after_collection()  # what libgc found dead when it collected last
        result = weft_boehm_allocate_slowly(size, holds_pointers(type_id), needs_clearing(type_id))
        if not result:
            raise_memory_error()
        return result


collector = BoehmCollector()
