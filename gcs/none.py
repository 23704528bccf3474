"""No collection: memory is only ever taken, by moving a pointer.

For programs that end before they run out of memory, and to measure what a
collector costs.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Signed
from rpython.rtyper.lltypesystem.rffi import external

from gcs.base import WORD, GCBase, raise_memory_error, round_up, varsize_bytes
from gcs.settings import size_setting

CHUNK = (32 if WORD == 8 else 4) * 1024 * 1024
"""How much address space is reserved at a time; pages cost memory when touched."""

LARGE = CHUNK // 8
"""Objects from this size on get memory of their own."""


def _simulate_reserve(size):
    if size > 1 << 30:
        return llmemory.NULL
    return llmemory.FakeAddress(llmemory.RawMemory(size), 0)


weft_arena_reserve = external('weft_arena_reserve', [Signed], Address, python=_simulate_reserve)


class NoCollector(GCBase):
    """Allocates from chunks of zeroed memory, and never frees.

    WEFT_GC_MAX  the most bytes that may be taken from the system (default: `--max-heap`; 0: no limit)
    """

    def __init__(self):
        self.free = llmemory.NULL
        self.top = llmemory.NULL
        self.most_bytes = 0
        self.taken_bytes = 0

    def setup(self):
        self.most_bytes = size_setting('WEFT_GC_MAX', self.heap_limit)

    @always_inline
    def malloc_fixed(self, size, type_id):
        return self._allocate(round_up(size))

    @always_inline
    def malloc_varsize(self, fixed_size, item_size, length, type_id):
        return self._allocate(varsize_bytes(fixed_size, item_size, length))

    @always_inline
    def _allocate(self, size):
        result = self.free
        if llop.unlikely(Bool, size > self.top - result):
            return self._allocate_slowly(size)
        self.free = result + size
        return result

    @dont_inline
    def _allocate_slowly(self, size):
        """Start a new chunk, unless the object is large."""
        if size >= LARGE:
            return self._take(size)
        chunk = self._take(CHUNK)
        self.free = chunk + size
        self.top = chunk + CHUNK
        return chunk

    def _take(self, size):
        """Return memory from the system."""
        self.taken_bytes += size
        memory = llmemory.NULL
        if self.most_bytes == 0 or self.taken_bytes <= self.most_bytes:
            memory = weft_arena_reserve(size)
        if not memory:
            self.taken_bytes -= size
            raise_memory_error()
        return memory


collector = NoCollector()
